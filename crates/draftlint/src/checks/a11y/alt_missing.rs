//! `a11y/alt-missing`

use serde::Deserialize;

use crate::checks::{Check, Found, Subject};
use crate::draft::MediaKind;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AltMissing {}

impl Check for AltMissing {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let media = subject.draft.media.as_deref().unwrap_or(&[]);
        for (i, item) in media.iter().enumerate() {
            let kind = match item.kind {
                MediaKind::Image => "picture",
                MediaKind::Gif => "GIF",
                MediaKind::Chart => "chart",
                _ => continue,
            };
            let has_alt = item.alt.as_deref().is_some_and(|alt| !alt.trim().is_empty());
            if has_alt || item.decorative {
                continue;
            }
            let name = if media.len() == 1 {
                format!("the {kind}")
            } else {
                format!("{kind} {} of {}", i + 1, media.len())
            };
            found.push(Found::new("missing").arg("name", name));
        }
    }
}
