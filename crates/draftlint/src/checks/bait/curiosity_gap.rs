//! `bait/curiosity-gap`: opens without the thing that it is about.

use serde::Deserialize;

use super::opening::{Opening, Phrases};
use crate::checks::{Check, Found, Subject, support};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(try_from = "Written")]
pub(crate) struct CuriosityGap {
    groups: [(&'static str, bool, Phrases); 5],
    max_rest: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    quiz: Vec<String>,
    promise: Vec<String>,
    story: Vec<String>,
    forward: Vec<String>,
    verdict: Vec<String>,
    max_rest: usize,
}

impl TryFrom<Written> for CuriosityGap {
    type Error = String;

    fn try_from(written: Written) -> Result<CuriosityGap, String> {
        let Written { quiz, promise, story, forward, verdict, max_rest } = written;
        let groups = [
            ("quiz", true, Phrases::new(&promise)?),
            ("forward", true, Phrases::new(&story)?),
            ("quiz", false, Phrases::new(&quiz)?),
            ("forward", false, Phrases::new(&forward)?),
            ("verdict", false, Phrases::new(&verdict)?),
        ];
        Ok(CuriosityGap { groups, max_rest })
    }
}

impl Check for CuriosityGap {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        // An answer has the post that it answers before it, and so what it is about.
        if subject.is_answer() || subject.number > 0 || subject.of_group("hard").next().is_some() {
            return;
        }
        for (f, view) in support::title_and_body(subject) {
            let Some(opening) = Opening::read(&view).filter(|o| o.rest <= self.max_rest) else { continue };
            let bits = opening.bits();
            // One finding for one opening.
            let place = self.groups.iter().filter(|(_, we, _)| *we || !opening.personal).find_map(
                |(name, _, phrases)| {
                    let (from, to) = phrases.find(opening.words(), &bits)?;
                    opening.span(&view, from, to).map(|(start, end)| (*name, start, end))
                },
            );
            found.extend(place.map(|(name, start, end)| Found::new(name).at(f, start, end)));
        }
    }
}
