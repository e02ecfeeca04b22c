//! `residue/paste-header`: headers of e-mails and chats that came along with a text.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject, support};

/// Longer lines are prose.
const LONGEST: usize = 160;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PasteHeader {}

impl Check for PasteHeader {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        // Every kind of head has a colon.
        for (f, view) in support::title_and_body(subject).filter(|(_, view)| view.text.has_any(b":")) {
            headers(view.raw, f, found);
            let mut at = 0;
            for line in view.raw.split('\n') {
                let start = at;
                at += line.len() + 1;
                if view.text.in_code(start) {
                    continue;
                }
                let read = line.trim_start_matches(['>', ' ']);
                let start = start + line.len() - read.len();
                let head = if is_reply_head(read.trim_end()) {
                    Some(("reply", read.trim_end().len()))
                } else {
                    chat_head(read).map(|len| ("chat", len))
                };
                if let Some((group, len)) = head {
                    found.push(Found::new(group).at(f, start as u32, (start + len) as u32));
                }
            }
        }
    }
}

/// The fields of an e-mail's head.
const FIELDS: &[&str] = &["From:", "To:", "Cc:", "Bcc:", "Subject:", "Sent:", "Date:", "Reply-To:"];
const GREETINGS: &[&str] = &["dear", "hi", "hello", "hey"];

/// Two fields in lines one after the other, or a subject and the greeting of a letter at the start.
fn headers(raw: &str, f: usize, found: &mut Vec<Found>) {
    let (mut at, mut last): (usize, Option<(&str, usize, usize)>) = (0, None);
    let mut first = true;
    for line in raw.split('\n') {
        let start = at;
        at += line.len() + 1;
        let read = line.trim_start_matches(['*', '#', '>', ' ', '_']);
        let start = start + line.len() - read.len();
        if read.trim().is_empty() {
            continue;
        }
        // Most lines begin like none.
        let may = matches!(read.as_bytes()[0], b'F' | b'T' | b'C' | b'B' | b'S' | b'D' | b'R');
        let field = FIELDS.iter().find(|field| may && read.starts_with(**field));
        match (field, last) {
            (Some(field), Some((before, from, to))) if *field != before => {
                let one = Found::new("header").at(f, from as u32, to as u32);
                found.push(one.at(f, start as u32, (start + field.len()) as u32));
                return;
            }
            (Some(field), _) if first || last.is_some() || *field != "Subject:" => {
                last = Some((field, start, start + field.len()));
            }
            (None, Some(("Subject:", from, to))) => {
                let word = read.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
                if GREETINGS.iter().any(|g| g.eq_ignore_ascii_case(word)) {
                    found.push(Found::new("header").at(f, from as u32, to as u32));
                }
                return;
            }
            _ => last = None,
        }
        first = false;
    }
}

/// `On Tue, 5 May 2026 at 10:42, Ana wrote:`
fn is_reply_head(line: &str) -> bool {
    line.len() <= LONGEST
        && line.starts_with("On ")
        && line.ends_with("wrote:")
        && line.bytes().any(|b| b.is_ascii_digit())
}

/// `[10:42] Jane:`, `[05/05/26, 10:42] Jane:`, `5/5/26, 10:42 AM - Jane:`
fn chat_head(line: &str) -> Option<usize> {
    let clock = |c: u8| {
        c.is_ascii_digit()
            || matches!(c, b':' | b'/' | b'.' | b',' | b' ' | b'-' | b'A' | b'P' | b'M' | b'a' | b'p' | b'm')
    };
    let (stamp, rest) = match line.strip_prefix('[') {
        Some(inner) => inner.split_once("] ")?,
        None => {
            // Blanks and dashes are of the characters of a stamp, so that it ends before others do.
            let end = line.bytes().take_while(|b| clock(*b)).count();
            let head = line.get(..end).filter(|head| head.contains(':'))?;
            let (stamp, _) = head.split_once(" - ").filter(|(stamp, _)| stamp.contains(['/', '.']))?;
            (stamp, &line[stamp.len() + 3..])
        }
    };
    let digits = stamp.bytes().filter(u8::is_ascii_digit).count();
    if stamp.len() > 24 || !stamp.contains(':') || digits < 3 || !stamp.bytes().all(clock) {
        return None;
    }
    let (name, _) = rest.split_once(':')?;
    let named = (2..=30).contains(&name.len())
        && name.starts_with(|c: char| c.is_uppercase() || c == '+' || c == '~')
        && name.split(' ').count() <= 3;
    named.then(|| line.len() - rest.len() + name.len() + 1)
}
