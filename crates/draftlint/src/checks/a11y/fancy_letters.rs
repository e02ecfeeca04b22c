//! `a11y/fancy-letters`: letters of other alphabets of Unicode that are used as fonts.

use std::cell::OnceCell;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use super::near;
use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::document::chars;
use crate::finding::Safety;

/// No styled letter begins with a smaller byte: the first is `ǫ`.
const LEAD: u8 = 0xC7;

/// Letters set one by one are a word from so many on.
const LEAST_SPACED: usize = 4;

/// Up to so many letters in a row are a variable or the name of a function where the line is mathematics.
const LONGEST_FUNCTION: usize = 3;

const SMALL_CAPITALS: &[(char, char)] = &[
    ('ᴀ', 'a'),
    ('ʙ', 'b'),
    ('ᴄ', 'c'),
    ('ᴅ', 'd'),
    ('ᴇ', 'e'),
    ('ꜰ', 'f'),
    ('ɢ', 'g'),
    ('ʜ', 'h'),
    ('ɪ', 'i'),
    ('ᴊ', 'j'),
    ('ᴋ', 'k'),
    ('ʟ', 'l'),
    ('ᴍ', 'm'),
    ('ɴ', 'n'),
    ('ᴏ', 'o'),
    ('ᴘ', 'p'),
    ('ǫ', 'q'),
    ('ꞯ', 'q'),
    ('ʀ', 'r'),
    ('ꜱ', 's'),
    ('ᴛ', 't'),
    ('ᴜ', 'u'),
    ('ᴠ', 'v'),
    ('ᴡ', 'w'),
    ('ʏ', 'y'),
    ('ᴢ', 'z'),
];

const RAISED: &str = "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ";

/// Signs that make a line mathematics.
const MATHEMATICS: &str = "=+×÷∈∉⊂⊆∪∩∑∏∫√∞∀∃¬∧∨≤≥≠≈≡→↦⇒⇔∂∇^<>";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// Bold, italic, script … letters, meant for mathematics.
    Mathematical,
    Wide,
    /// In a circle, a square or brackets.
    Enclosed,
    SmallCapital,
    Raised,
}

/// The plain letter or digit behind a styled one.
fn plain(c: char) -> Option<(Style, char)> {
    let nth = |from: u32, letter: u8| char::from(letter + ((c as u32 - from) % 26) as u8);
    Some(match c {
        // Most of what is written holds no styled letter: Greek to Georgian, quotes, Chinese, emoji.
        '\0'..='\u{1EA}' | '\u{2E4}'..='\u{1CFF}' | '\u{1DC0}'..='\u{2070}' | '\u{2080}'..='\u{2101}' => {
            return None;
        }
        '\u{2135}'..='\u{249B}' | '\u{24EA}'..='\u{2C7C}' => return None,
        '\u{3000}'..='\u{A72F}' | '\u{A7B0}'..='\u{FF20}' => return None,
        '\u{1F18A}'.. => return None,
        '\u{1D400}'..='\u{1D7FF}' | '\u{2102}'..='\u{2134}' => {
            // Greek letters and signs such as № and ™ stay what they are.
            let plain = one(c).filter(char::is_ascii_alphanumeric)?;
            (Style::Mathematical, plain)
        }
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' => (Style::Wide, one(c)?),
        'Ⓐ'..='Ⓩ' => (Style::Enclosed, nth(0x24B6, b'A')),
        'ⓐ'..='ⓩ' => (Style::Enclosed, nth(0x24D0, b'a')),
        '⒜'..='⒵' => (Style::Enclosed, nth(0x249C, b'a')),
        '\u{1F130}'..='\u{1F149}' => (Style::Enclosed, nth(0x1F130, b'A')),
        '\u{1F150}'..='\u{1F169}' => (Style::Enclosed, nth(0x1F150, b'A')),
        '\u{1F170}'..='\u{1F189}' => (Style::Enclosed, nth(0x1F170, b'A')),
        c if RAISED.contains(c) => (Style::Raised, one(c)?),
        c => (Style::SmallCapital, SMALL_CAPITALS.iter().find(|(styled, _)| *styled == c)?.1),
    })
}

/// The only character that another is compatible with.
fn one(c: char) -> Option<char> {
    let mut plain = std::iter::once(c).nfkc();
    plain.next().filter(|_| plain.next().is_none())
}

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct FancyLetters {
    /// So many styled letters in a row are a font.
    min_run: usize,
}

/// Words of styled letters, with nothing but marks between them.
#[derive(Debug, Clone, Copy, Default)]
struct Run {
    start: usize,
    end: usize,
    letters: usize,
    /// The longest word, in letters.
    longest: usize,
    /// All letters are of this style, where they are of one.
    style: Option<Style>,
    mixed: bool,
}

impl Check for FancyLetters {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for (number, view) in support::texts(subject) {
            if view.text.is_ascii() || !chars::from_lead(view.raw, LEAD).any(|(_, c)| plain(c).is_some()) {
                continue;
            }
            let mut styled = Found::new("styled");
            let mut wide = Found::new("wide");
            let (mut edits, mut wide_edits) = (Vec::new(), Vec::new());
            let latin = OnceCell::new();
            for run in runs(&view) {
                let line = near(view.raw, &(run.start..run.end));
                if !self.is_font(&run, line) || view.text.in_code(run.start) {
                    continue;
                }
                let (start, end) = (run.start as u32, run.end as u32);
                let edit = (number, start, end, to_plain(&view.raw[run.start..run.end]));
                if run.style == Some(Style::Wide) && !run.mixed && line.chars().any(is_east_asian) {
                    // There they are one of the usual forms of Latin letters.
                    if *latin.get_or_init(|| mostly_latin(view.raw)) {
                        wide.spans.push((number, start, end));
                        wide_edits.push(edit);
                    }
                } else {
                    styled.spans.push((number, start, end));
                    edits.push(edit);
                }
            }
            let title = "write plain letters";
            if !edits.is_empty() {
                found.push(styled.fix(title, edits));
            }
            if !wide_edits.is_empty() {
                let mut one = wide.fix(title, wide_edits);
                one.fixes.iter_mut().for_each(|(_, safety, _)| *safety = Some(Safety::Unsafe));
                found.push(one);
            }
        }
    }
}

impl FancyLetters {
    fn is_font(&self, run: &Run, line: &str) -> bool {
        let formula =
            matches!(run.style, Some(Style::Mathematical)) && line.contains(|c| MATHEMATICS.contains(c));
        if formula && run.longest <= LONGEST_FUNCTION {
            return false;
        }
        run.longest >= self.min_run || (run.longest == 1 && run.letters >= LEAST_SPACED)
    }
}

/// The runs of a text, in order. A word belongs to one if all its letters are styled; small capitals go with plain
/// ones, as fonts leave `s`, `x` and the initials plain.
fn runs(view: &FieldView<'_>) -> Vec<Run> {
    let (mut runs, mut open): (Vec<Run>, Option<Run>) = (Vec::new(), None);
    let mut at = 0;
    while let Some(c) = view.raw[at..].chars().next() {
        if c == '\n' {
            runs.extend(open.take());
        }
        if !is_letter(c) {
            at += c.len_utf8();
            continue;
        }
        let rest = &view.raw[at..];
        let word = &rest[..rest.find(|c| !is_letter(c)).unwrap_or(rest.len())];
        match styled_word(view.raw, at, word) {
            Some((style, letters)) => {
                let run = open.get_or_insert(Run { start: at, style: Some(style), ..Run::default() });
                run.end = at + word.len();
                run.letters += letters;
                run.longest = run.longest.max(letters);
                run.mixed |= run.style != Some(style);
            }
            // Plain digits may stand between the words of a font.
            None if word.bytes().all(|b| b.is_ascii_digit()) => {}
            None => runs.extend(open.take()),
        }
        at += word.len();
    }
    runs.extend(open);
    runs
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || plain(c).is_some()
}

/// The style of a word, and its styled letters.
fn styled_word(raw: &str, at: usize, word: &str) -> Option<(Style, usize)> {
    let (mut style, mut letters, mut others) = (None, 0, 0);
    for c in word.chars() {
        match plain(c) {
            Some((s, p)) if p.is_ascii_digit() => _ = style.get_or_insert(s),
            // A letter of Norse and Navajo unless it stands among small capitals.
            Some((Style::SmallCapital, _)) if c == 'ǫ' => others += 1,
            Some((s, _)) => {
                style.get_or_insert(s);
                letters += 1;
            }
            None if c.is_ascii_alphabetic() => others += 1,
            None if c.is_ascii_digit() => {}
            None => return None,
        }
    }
    let style = style?;
    if style == Style::SmallCapital && is_phonetic(raw, at, word) {
        return None;
    }
    let fits = if style == Style::SmallCapital { letters >= others } else { others == 0 };
    fits.then_some((style, letters))
}

/// Whether a word stands between the marks of a transcription, `/ɪɴ/` or `[ʀɪʀ]`.
fn is_phonetic(raw: &str, at: usize, word: &str) -> bool {
    let before = raw[..at].chars().next_back();
    let after = raw[at + word.len()..].chars().next();
    let marks = "/[]ˈˌːˑ.̃̈";
    before.is_some_and(|c| marks.contains(c)) && after.is_some_and(|c| marks.contains(c))
}

fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{FF66}'..='\u{FF9F}')
}

fn mostly_latin(raw: &str) -> bool {
    let asian = raw.chars().filter(|c| is_east_asian(*c)).count();
    raw.chars().filter(char::is_ascii_alphabetic).count() > asian
}

/// The same text in plain letters.
fn to_plain(styled: &str) -> String {
    let wide = styled.contains(|c| matches!(plain(c), Some((Style::Wide, _))));
    let mut out = String::with_capacity(styled.len());
    let mut after_styled = false;
    for c in styled.chars() {
        let letter = plain(c).map(|(_, letter)| letter);
        match c {
            // What chose the look of the sign goes with it.
            '\u{FE0E}' | '\u{FE0F}' if after_styled => {}
            '！'..='～' if wide => out.push(one(c).unwrap_or(c)),
            '\u{3000}' if wide => out.push(' '),
            c => out.push(letter.unwrap_or(c)),
        }
        after_styled = letter.is_some();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_alphabet_has_its_plain_letters() {
        for (styled, expected) in [
            ("𝗕𝗶𝗴 𝗻𝗲𝘄𝘀 𝟮𝟬𝟮𝟲", "Big news 2026"),
            ("𝓈𝒸𝓇𝒾𝓅𝓉 ℋℯ𝓁𝓁ℴ", "script Hello"),
            ("ⓒⓘⓡⓒⓛⓔ Ⓐⓩ", "circle Az"),
            ("🅽🅴🆆🆂 🄽🄴🅆 🅐🅩", "NEWS NEW AZ"),
            ("ꜱᴍᴀʟʟ ᴄᴀᴘꜱ", "small caps"),
            ("ｗｉｄｅ！", "wide!"),
            ("⒜⒵", "az"),
            ("ᵗʰᵉ", "the"),
        ] {
            assert_eq!(to_plain(styled), expected);
        }
    }

    #[test]
    fn other_signs_stay() {
        for c in "ℝΑαжé№™℠Ⅷⅷ①½µªº🆗🇬🇧ǅ".chars().filter(|c| *c != 'ℝ') {
            assert_eq!(plain(c), None, "{c}");
        }
    }
}
