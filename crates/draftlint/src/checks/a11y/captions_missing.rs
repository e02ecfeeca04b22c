//! `a11y/captions-missing`

use serde::Deserialize;

use super::name_of;
use crate::checks::{Check, Found, Subject};
use crate::draft::{Media, MediaKind};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CaptionsMissing {
    /// Words of the text alternative that say that nobody speaks, in lower case.
    silent: Vec<String>,
}

impl Check for CaptionsMissing {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let media = subject.draft.media.as_deref().unwrap_or(&[]);
        for (i, item) in media.iter().enumerate() {
            let heard = matches!(item.kind, MediaKind::Video | MediaKind::Audio);
            if !heard || item.decorative || self.is_silent(item) {
                continue;
            }
            let group = match item.captions {
                Some(true) => continue,
                Some(false) => "missing",
                None => "untold",
            };
            let help = if item.kind == MediaKind::Audio { "transcript" } else { "captions" };
            found.push(Found::new(group).arg("name", name_of(media, i)).arg("missing", help));
        }
    }
}

impl CaptionsMissing {
    fn is_silent(&self, item: &Media) -> bool {
        let alt = item.alt.as_deref().unwrap_or("").to_lowercase();
        self.silent.iter().any(|words| alt.contains(words.as_str()))
    }
}
