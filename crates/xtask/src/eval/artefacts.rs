//! Marks that making the sets left in their texts, undone before linting. Real posts do not hold them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::tally::Found;

/// An artefact: the sets it is in (empty means all), what it is and what it becomes.
struct Artefact {
    sets: &'static [&'static str],
    about: &'static str,
    undo: fn(&str) -> Option<String>,
}

/// The table that the output shows.
const TABLE: &[Artefact] = &[
    Artefact { sets: &[], about: "U+FEFF at the ends of a text: stripped", undo: marks_at_ends },
    Artefact { sets: &["legit_reddit"], about: "U+200B: removed", undo: zero_width_spaces },
    Artefact { sets: &[], about: "`{link}` stands for a link: becomes https://t.co/…", undo: link_slots },
    Artefact {
        sets: &["nonen_xlmt"],
        about: "a bare `http` stands for a link: becomes https://t.co/…",
        undo: bare_http,
    },
    Artefact {
        sets: &[],
        about: "`@user`, `@USER`, `@mention` are masked handles: become a handle",
        undo: masked_handles,
    },
];

/// What is not passed on at all.
const NOT_PASSED: &str = "`id`, `lang`, `source`, `task`, `tags`: not passed on; a writer has only the text";
/// What is found on it does not count.
const DAMAGE: &str = "findings on damage of the source (U+FFFD, `\\x89Û`, C1 controls, `â€`): not counted";

/// How often each was undone.
#[derive(Debug, Clone, Default)]
pub(super) struct Undone {
    rows: BTreeMap<usize, u32>,
    damage: std::cell::Cell<u32>,
}

impl Undone {
    /// The text as it was before it became part of a set.
    pub(super) fn undo(&mut self, set: &str, text: &str) -> String {
        let mut text = text.to_string();
        for (i, artefact) in TABLE.iter().enumerate() {
            if !artefact.sets.is_empty() && !artefact.sets.contains(&set) {
                continue;
            }
            if let Some(undone) = (artefact.undo)(&text) {
                text = undone;
                *self.rows.entry(i).or_default() += 1;
            }
        }
        text
    }

    /// Whether a finding is on damage of the source; counts it then.
    pub(super) fn is_damage(&self, found: &Found) -> bool {
        let damaged = found.texts.iter().any(|text| {
            text.contains("\\x89")
                || text.contains("â€")
                || text.chars().any(|c| c == '\u{FFFD}' || ('\u{80}'..='\u{9F}').contains(&c))
        });
        if damaged {
            self.damage.set(self.damage.get() + 1);
        }
        damaged
    }

    /// The table with the number of rows that each changed.
    pub(super) fn table(&self) -> Vec<(String, u32)> {
        let mut table: Vec<(String, u32)> = TABLE
            .iter()
            .enumerate()
            .map(|(i, artefact)| {
                let sets =
                    if artefact.sets.is_empty() { "all sets".to_string() } else { artefact.sets.join(", ") };
                (format!("{sets}: {}", artefact.about), self.rows.get(&i).copied().unwrap_or(0))
            })
            .collect();
        table.push((format!("all sets: {DAMAGE}"), self.damage.get()));
        table.push((format!("all sets: {NOT_PASSED}"), 0));
        table
    }

    pub(super) fn to_json(&self) -> Value {
        self.table()
            .into_iter()
            .map(|(about, rows)| json!({"about": about, "rows": rows}))
            .collect::<Vec<_>>()
            .into()
    }
}

fn marks_at_ends(text: &str) -> Option<String> {
    let stripped = text.trim_matches(|c: char| c == '\u{FEFF}' || c.is_whitespace());
    let had = text.trim().starts_with('\u{FEFF}') || text.trim().ends_with('\u{FEFF}');
    had.then(|| stripped.to_string())
}

fn zero_width_spaces(text: &str) -> Option<String> {
    text.contains('\u{200B}').then(|| text.replace('\u{200B}', ""))
}

fn link_slots(text: &str) -> Option<String> {
    // The braces part it from what stands beside it.
    let mut pieces = text.split("{link}");
    let mut out = pieces.next()?.to_string();
    for (i, piece) in pieces.enumerate() {
        out.push_str(&link(i));
        out.push_str(piece);
    }
    (out != text).then_some(out)
}

/// A link as the network shortens it.
fn link(number: usize) -> String {
    format!("https://t.co/Kq3xT7aZ{number}m")
}

fn bare_http(text: &str) -> Option<String> {
    replace_words(text, &["http"], link)
}

fn masked_handles(text: &str) -> Option<String> {
    replace_words(text, &["@user", "@USER", "@mention"], |i| {
        const HANDLES: &[&str] =
            &["@rhea_lindqvist", "@tobywarrick", "@ana_mrv", "@k_oyelaran", "@jmarlowe82"];
        HANDLES[i % HANDLES.len()].to_string()
    })
}

/// Replaces words that stand by themselves; the replacement is told how many there were before.
fn replace_words(text: &str, words: &[&str], with: impl Fn(usize) -> String) -> Option<String> {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    let mut out = String::new();
    let mut count = 0;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let before = text[..at].chars().next_back();
        let word = words.iter().filter(|w| rest.starts_with(**w)).max_by_key(|w| w.len()).filter(|w| {
            let after = &rest[w.len()..];
            !before.is_some_and(|c| part(c) || c == '@')
                && !after.starts_with(part)
                && !after.starts_with("://")
        });
        if let Some(word) = word {
            out.push_str(&with(count));
            count += 1;
            at += word.len();
        } else {
            let c = rest.chars().next().unwrap_or(' ');
            out.push(c);
            at += c.len_utf8();
        }
    }
    (count > 0).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn artefacts_are_undone_in_their_sets_only() {
        let mut undone = Undone::default();
        assert_eq!(
            undone.undo("nonen_xlmt", "voilà http @user"),
            "voilà https://t.co/Kq3xT7aZ0m @rhea_lindqvist"
        );
        assert_eq!(undone.undo("legit_x", "the http header of @username"), "the http header of @username");
        assert_eq!(undone.undo("nonen_xlmt", "http://a.example"), "http://a.example");
        assert_eq!(undone.undo("youtube_spam", "nice \u{FEFF}"), "nice");
        assert_eq!(undone.undo("legit_reddit", "a\u{200B}b"), "ab");
        assert_eq!(
            undone.undo("sxsw", "a {link} b {link}"),
            "a https://t.co/Kq3xT7aZ0m b https://t.co/Kq3xT7aZ1m"
        );
    }
}
