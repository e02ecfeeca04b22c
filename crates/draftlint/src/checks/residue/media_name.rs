//! `residue/media-name`: names of files left in the text. Text alternatives are `a11y/alt-quality`'s.

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::document::class;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MediaName {
    /// Endings of files that are attached to posts, in lower case.
    endings: Vec<String>,
}

/// What cameras, telephones and programs begin the name of a picture with, in lower case; digits follow.
const CAMERAS: &[&str] =
    &["img", "dsc", "dscn", "dscf", "dcim", "pxl", "gopr", "mvi", "vid", "dji", "screenshot", "screen_shot"];
/// Words of texts about files.
const TALK: &[&str] = &[
    "file",
    "files",
    "filename",
    "filenames",
    "rename",
    "renamed",
    "folder",
    "upload",
    "download",
    "downloaded",
    "format",
    "extension",
    "directory",
    "named",
    "called",
    "open",
    "opens",
    "save",
    "saved",
    "repo",
];

impl Check for MediaName {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        if subject.technical {
            return;
        }
        for (number, view) in support::title_and_body(subject) {
            if !view.text.has_any(b"0123456789._") {
                continue;
            }
            let mut at = 0;
            for line in view.raw.split_inclusive('\n') {
                self.line(&view, number, at, line, found);
                at += line.len();
            }
        }
    }
}

impl MediaName {
    fn line(&self, view: &FieldView<'_>, number: usize, at: usize, line: &str, found: &mut Vec<Found>) {
        let text = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        // `Screenshot 2026-05-04 at 10.12.03`, `WhatsApp Image 2026-05-04`: names with blanks have a line.
        let begins = text.as_bytes().first().is_some_and(|b| matches!(b | 0x20, b's' | b'w' | b'b'));
        let starts =
            |head: &str| begins && text.get(..head.len()).is_some_and(|t| t.eq_ignore_ascii_case(head));
        let shot = ["screenshot ", "screen shot ", "whatsapp image ", "whatsapp video ", "bildschirmfoto "]
            .iter()
            .find_map(|head| starts(head).then(|| &text[head.len()..]));
        let dated = shot.is_some_and(|rest| {
            let digits = rest.bytes().take(4).take_while(u8::is_ascii_digit).count();
            digits == 4 && rest.as_bytes().get(4) == Some(&b'-') && rest.split_whitespace().count() <= 4
        });
        if dated {
            found.push(Found::new("name").at(number, start as u32, (start + text.len()) as u32));
            return;
        }
        let mut from = 0;
        while let Some(mark) = next_mark(text.as_bytes(), from) {
            let before = text[from..mark].rsplit(char::is_whitespace).next().unwrap_or("");
            let after = text[mark..].split(char::is_whitespace).next().unwrap_or("");
            let begin = mark - before.len();
            from = mark + after.len();
            let word = &text[begin..from];
            let name = word.trim_matches(|c: char| !c.is_alphanumeric());
            if name.len() < 6 || name.contains(['/', '@', ':', '\\']) {
                continue;
            }
            if self.is_name(name, name.len() + 2 >= text.len()) {
                let offset = start + begin + word.find(name).unwrap_or(0);
                if !is_shown(view, offset) {
                    found.push(Found::new("name").at(number, offset as u32, (offset + name.len()) as u32));
                }
            }
        }
    }

    /// Whether a word is the name of a file that nobody meant to show; `alone` on its line, any will do.
    fn is_name(&self, name: &str, alone: bool) -> bool {
        // Most are numbers, and names with another ending.
        let ending = name.rsplit_once('.').map(|(_, ending)| ending);
        let known = |ending: &str| self.endings.iter().any(|e| e.eq_ignore_ascii_case(ending));
        let bare = ending.is_none() && !name.contains('_');
        let numbered = |name: &str| {
            name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.bytes().any(|b| b.is_ascii_digit())
        };
        if ending.is_some_and(|e| e.is_ascii() && !known(e)) || bare && !numbered(name) {
            return false;
        }
        let lower = name.to_lowercase();
        let (stem, ending) = lower.rsplit_once('.').unwrap_or((&lower, ""));
        let file = self.endings.iter().any(|e| e == ending) && !stem.is_empty();
        let stem = if file { stem } else { &lower };
        if !file && lower.contains('.') {
            return false;
        }
        let letters = stem.find(|c: char| !(c.is_ascii_alphabetic() || c == '_')).unwrap_or(stem.len());
        let (head, tail) = stem.split_at(letters);
        let head = head.trim_end_matches('_');
        let digits = tail.bytes().filter(u8::is_ascii_digit).count();
        let plain = tail.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'_' | b'-' | b'(' | b')'));
        let camera = CAMERAS.contains(&head)
            && digits >= 3
            && plain
            && (file || stem.contains(['_', '-']) || digits >= 4);
        // `summer_sale_v3_FINAL`, `menu-final-v2.png`
        let parts: Vec<&str> = stem.split(['_', '-']).collect();
        let last = parts.iter().any(|p| matches!(*p, "final" | "finalfinal" | "approved"));
        let version = parts.iter().any(|p| {
            p.strip_prefix('v')
                .is_some_and(|n| !n.is_empty() && n.len() <= 2 && n.bytes().all(|b| b.is_ascii_digit()))
        });
        let versioned = parts.len() >= 2
            && stem.contains('_')
            && last
            && (version || file || parts.len() >= 3 && name.contains("FINAL"))
            || file && parts.len() >= 2 && (last || version);
        camera || versioned || file && alone
    }
}

/// The place of the next ending, number or underscore: no name of a file is without one inside. A number that begins
/// its word begins no name.
fn next_mark(bytes: &[u8], from: usize) -> Option<usize> {
    let begins = |i: usize| i == 0 || bytes[i - 1].is_ascii_digit() || bytes[i - 1].is_ascii_whitespace();
    let mut from = from;
    loop {
        let at = from + bytes.get(from..)?.iter().position(|b| MARKS[usize::from(*b)])?;
        let is_mark = match bytes[at] {
            b'.' => bytes.get(at + 1).is_some_and(|b| !b.is_ascii_whitespace() && *b != b'.'),
            b => b == b'_' || !begins(at),
        };
        if is_mark {
            return Some(at);
        }
        from = at + 1;
    }
}

/// Full stops, digits and underscores.
static MARKS: [bool; 256] = {
    let (mut marks, mut b) = ([false; 256], 0);
    while b < 256 {
        marks[b] = matches!(b as u8, b'.' | b'_' | b'0'..=b'9');
        b += 1;
    }
    marks
};

/// In code, a link, a tag or a mention, or named as a file.
fn is_shown(view: &FieldView<'_>, at: usize) -> bool {
    let first = view.text.token_from(at);
    let entity = view.text.tokens.get(first).is_some_and(|t| {
        (t.start as usize) <= at
            && t.is(class::LINK | class::EMAIL | class::MENTION | class::HASHTAG | class::CODE)
            || t.start as usize == at + 1 && t.is(class::CODE)
    });
    let tag = view.raw.get(..at).is_some_and(|r| r.ends_with(['#', '@', '/']));
    let sentence = if first < view.text.tokens.len() { view.text.sentence(first) } else { 0..0 };
    let talk =
        view.text.tokens.get(sentence).unwrap_or(&[]).iter().any(|t| TALK.contains(&view.text.word(t)));
    entity || tag || talk || view.text.in_code(at)
}
