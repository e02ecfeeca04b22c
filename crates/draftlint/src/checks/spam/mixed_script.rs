//! `spam/mixed-script`: words and hosts in which letters of another script stand for Latin ones.

use std::cell::LazyCell;

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::document::chars::is_latin;
use crate::document::fold::look_alike;
use crate::document::{Text, class, host_of, is_top_level};

/// A word has so many letters at least: `kΩ`, `Δt` and `TNFα` are no words.
const LEAST_LETTERS: usize = 4;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MixedScript {
    /// Names and domains beside the brand's own that nobody should imitate.
    protected: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Greek,
    Armenian,
}

fn script(c: char) -> Option<Script> {
    match c {
        '\u{370}'..='\u{3FF}' => Some(Script::Greek),
        '\u{400}'..='\u{52F}' => Some(Script::Cyrillic),
        '\u{531}'..='\u{58A}' => Some(Script::Armenian),
        c if is_latin(c) => Some(Script::Latin),
        _ => None,
    }
}

impl Check for MixedScript {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let brand = subject.brand;
        // Few texts hold anything to compare with.
        let protected = LazyCell::new(|| -> Vec<String> {
            let own = brand.names.iter().chain(&brand.domains).chain(&self.protected);
            own.map(|name| name.to_lowercase()).collect()
        });
        // Links apart, letters of Greek, Cyrillic or Armenian are what deceives, which begin with these bytes.
        let may = |text: &Text| {
            !text.is_ascii()
                && (text.classes & class::LINK != 0 || (0xCD..=0xD6).any(|lead| text.has_any(&[lead])))
        };
        for (number, view) in subject.fields.iter().enumerate().filter(|(_, view)| may(view.text)) {
            for token in &view.text.tokens {
                let raw = support::slice(view.raw, token.start as usize, token.end as usize);
                if raw.is_ascii() || token.is(class::CODE | class::EMOJI) {
                    continue;
                }
                let place = (number, token.start, token.end);
                if token.is(class::LINK) {
                    let host = host_of(raw);
                    if imitates(&host) || protected.contains(&skeleton(&host)) {
                        found.push(report("domain", place, &host));
                    }
                } else if !protected.is_empty()
                    && protected.contains(&skeleton(&raw.to_lowercase()))
                    && !is_plain(raw)
                {
                    found.push(report("protected", place, raw));
                } else if token.is(class::LOOKALIKE) && is_disguise(view, raw) {
                    found.push(report("word", place, raw));
                }
            }
        }
    }
}

/// No letter of another script in it: an accent or a wide letter is no disguise here.
fn is_plain(word: &str) -> bool {
    word.chars().all(|c| script(c).is_none_or(|s| s == Script::Latin))
}

fn report(group: &'static str, (number, start, end): (usize, u32, u32), text: &str) -> Found {
    let name = match text.chars().filter_map(script).find(|s| *s != Script::Latin) {
        Some(Script::Greek) => "Greek",
        Some(Script::Armenian) => "Armenian",
        _ => "Cyrillic",
    };
    let plain = skeleton(text);
    Found::new(group)
        .at(number, start, end)
        .arg("name", name)
        .fix(format!("write `{plain}`"), vec![(number, start, end, plain)])
}

/// The Latin letter that a letter of another script looks like.
fn twin(c: char) -> Option<char> {
    Some(match c {
        'А' | 'Α' => 'A',
        'В' | 'Β' => 'B',
        'С' | 'Ϲ' => 'C',
        'Е' | 'Ε' => 'E',
        'Н' | 'Η' => 'H',
        'І' | 'Ι' | 'Ӏ' => 'I',
        'Ј' | 'Ϳ' => 'J',
        'К' | 'Κ' => 'K',
        'М' | 'Μ' => 'M',
        'Ν' => 'N',
        'О' | 'Ο' | 'Օ' => 'O',
        'Р' | 'Ρ' => 'P',
        'Ѕ' | 'Տ' => 'S',
        'Т' | 'Τ' => 'T',
        'Ս' => 'U',
        'Ԝ' => 'W',
        'Х' | 'Χ' => 'X',
        'У' | 'Υ' | 'Ү' => 'Y',
        'Ζ' => 'Z',
        // The other capitals look like none: `Γ`, `Δ`, `Я` are played with for their shape.
        c if c.is_uppercase() => return None,
        c => look_alike(c)? as char,
    })
}

/// The text with Latin letters where others look like them.
fn skeleton(text: &str) -> String {
    text.chars()
        .map(|c| match script(c) {
            Some(Script::Cyrillic | Script::Greek | Script::Armenian) => twin(c).unwrap_or(c),
            _ => c,
        })
        .collect()
}

/// Whether a word that mixes scripts does so to deceive.
fn is_disguise(view: &FieldView<'_>, word: &str) -> bool {
    let scripts: Vec<Script> = word.chars().filter_map(script).collect();
    let foreign = scripts.iter().filter(|s| **s != Script::Latin).count();
    let all_twins =
        word.chars().all(|c| matches!(script(c), None | Some(Script::Latin)) || twin(c).is_some());
    if !all_twins || scripts.len() < LEAST_LETTERS || foreign == 0 || foreign == scripts.len() {
        return false;
    }
    let switches = scripts.windows(2).filter(|pair| pair[0] != pair[1]).count();
    if view.text.latin < view.text.other {
        // Slang gives a Latin word a Cyrillic ending, and a stray key is one letter: only what is woven counts.
        return switches >= 2 && foreign * 3 < scripts.len() * 2;
    }
    // Science names a substance with a Greek letter before or after.
    let named = foreign == 1
        && switches == 1
        && (scripts[0] == Script::Greek || scripts.last() == Some(&Script::Greek));
    !named
}

/// Whether a host has a label that mixes scripts, or one of letters that all look Latin under a Latin ending.
fn imitates(host: &str) -> bool {
    let ending = host.rsplit('.').next().unwrap_or("");
    host.split('.').any(|label| {
        let scripts: Vec<Script> = label.chars().filter_map(script).collect();
        let other = scripts.iter().any(|s| *s != Script::Latin);
        let latin = scripts.contains(&Script::Latin);
        other && (latin || (is_top_level(ending) && label.chars().all(is_twin)))
    })
}

/// A small letter that no reader tells from its Latin twin, or a character that both scripts use.
pub(super) fn is_twin(c: char) -> bool {
    c.is_ascii_digit()
        || c == '-'
        || matches!(
            c,
            'а' | 'с'
                | 'е'
                | 'о'
                | 'р'
                | 'х'
                | 'у'
                | 'і'
                | 'ѕ'
                | 'ј'
                | 'һ'
                | 'ԁ'
                | 'ԛ'
                | 'ԝ'
                | 'ӏ'
                | 'ο'
                | 'ν'
                | 'ι'
        )
}

/// Whether a label that was decoded from Punycode imitates a Latin one.
pub(super) fn label_imitates(label: &str, ending: &str) -> bool {
    imitates(&format!("{label}.{ending}"))
}
