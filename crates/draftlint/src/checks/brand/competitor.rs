//! `brand/competitor`: names a competitor of the brand's list.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::checks::support::Terms;
use crate::checks::{Check, FieldView, Found, Subject, support};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Competitor {
    allow_in_reply: bool,
    /// The names, and whether each has a capital, read once: a check has one configuration.
    #[serde(skip)]
    names: OnceLock<Vec<(Terms, bool)>>,
}

/// Words beside a name that speak of working together.
const TOGETHER: [&str; 34] = [
    "integrate",
    "integrates",
    "integration",
    "integrations",
    "integrated",
    "import",
    "imports",
    "importing",
    "imported",
    "export",
    "exports",
    "exporting",
    "exported",
    "sync",
    "syncs",
    "works",
    "compatible",
    "plugin",
    "plug-in",
    "connector",
    "connect",
    "connects",
    "migrate",
    "migrating",
    "migration",
    "partner",
    "partners",
    "partnership",
    "together",
    "thanks",
    "congratulations",
    "congrats",
    "converter",
    "supports",
];

impl Check for Competitor {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        if subject.brand.competitors.is_empty() {
            return;
        }
        let names = self.names.get_or_init(|| {
            let read = |name: &String| (Terms::new([name.as_str()]), name.chars().any(char::is_uppercase));
            subject.brand.competitors.iter().map(read).collect()
        });
        for (number, view) in support::texts(subject) {
            for (terms, capital) in names {
                for (start, end) in terms.find(view.text) {
                    let written = support::slice(view.raw, start as usize, end as usize);
                    // A name that is also a word has its capital where it is the name.
                    let named = !*capital || written.contains(char::is_uppercase) || written.starts_with('#');
                    if !named || view.text.is_quotation(view.raw, start, end) {
                        continue;
                    }
                    let put_down = beside(subject, number, &view, start);
                    let works = !put_down && together(&view, start);
                    if works || (!put_down && self.allow_in_reply && subject.is_answer()) {
                        continue;
                    }
                    let group = if put_down { "put-down" } else { "named" };
                    found.push(Found::new(group).at(number, start, end));
                }
            }
        }
    }
}

/// Whether the sentence of a place compares or runs somebody down.
fn beside(subject: &Subject<'_>, field: usize, view: &FieldView<'_>, start: u32) -> bool {
    let sentence = view.text.sentence(view.text.token_from(start as usize));
    subject.of_group("against").any(|h| h.field == field && sentence.contains(&h.tokens.0))
}

fn together(view: &FieldView<'_>, start: u32) -> bool {
    let sentence = view.text.sentence(view.text.token_from(start as usize));
    sentence.filter_map(|i| view.text.tokens.get(i)).any(|t| TOGETHER.contains(&view.text.word(t)))
}
