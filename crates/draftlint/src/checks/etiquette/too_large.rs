//! `etiquette/too-large`

use serde::Deserialize;

use crate::checks::{Check, Found, Subject};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TooLarge {
    /// In bytes.
    max: usize,
}

impl Check for TooLarge {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for view in subject.fields {
            let size = subject.draft.text_of(view.field).map_or(0, str::len);
            // The linter cuts what is beyond its own limit before it reads a field.
            let cut = view.raw.len() < size;
            if cut || size > self.max {
                let limit = if cut { view.raw.len() } else { self.max };
                found.push(
                    Found::new(if cut { "cut" } else { "over" })
                        .arg("name", view.field)
                        .arg("count", bytes(size))
                        .arg("max", bytes(limit)),
                );
            }
        }
    }
}

/// A size in words.
fn bytes(size: usize) -> String {
    match size {
        0..1024 => format!("{size} bytes"),
        1024..1_048_576 => format!("{:.1} KiB", size as f64 / 1024.0),
        _ => format!("{:.1} MiB", size as f64 / 1_048_576.0),
    }
}
