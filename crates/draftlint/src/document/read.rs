//! The one-pass tokenizer.
//!
//! Words keep apostrophes and invisible characters; numbers keep their sign, currency, percent sign and inner
//! marks; links, addresses, mentions and tags are one token each, and so is a run of emoji. Everything else is
//! written into the boundary before the next token.

use unicode_segmentation::UnicodeSegmentation;

use super::chars::{self, Char};
use super::{Quote, Text, Token, bound, class, fold, link, seen};

/// Longest key that words are looked up with; longer words are in no list.
pub(crate) const MAX_KEY: usize = 64;

/// Words that a full stop may follow within a sentence.
const ABBREVIATIONS: &[&str] = &[
    "approx", "ave", "co", "corp", "dr", "e.g", "eg", "etc", "ext", "feat", "fig", "ft", "gov", "i.e", "ie", "inc",
    "jr", "ltd", "max", "min", "mr", "mrs", "ms", "mt", "no", "prof", "rep", "sen", "sr", "st", "vol", "vs",
];

/// Reads a text into `out`, replacing what was there.
pub(crate) fn read(text: &str, out: &mut Text) {
    out.tokens.clear();
    out.bounds.clear();
    out.buffer.clear();
    out.quotes.clear();
    out.sentences.clear();
    out.quote_marks.clear();
    (out.seen, out.latin, out.other, out.emoji, out.emoji_run) = (0, 0, 0, 0, 0);
    out.buffer.extend(text.as_bytes().iter().map(u8::to_ascii_lowercase));
    out.buffer.extend_from_slice(&[0; 16]);
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        out,
        gap: Gap { bits: bound::POST_START | bound::CLAUSE | bound::LINE, lines: 0, hard: false, soft: false, stop: false, weak_stop: false, bullet: false, space: true, hyphen: false },
        no_link_before: 0,
    };
    reader.run();
    reader.finish();
}

/// What was met since the last token.
#[derive(Debug, Clone, Copy)]
struct Gap {
    bits: u32,
    lines: u32,
    hard: bool,
    soft: bool,
    /// A mark that ends a sentence.
    stop: bool,
    /// An ellipsis: ends a sentence if a capital follows.
    weak_stop: bool,
    /// A list mark stands at the beginning of the line.
    bullet: bool,
    space: bool,
    hyphen: bool,
}

struct Reader<'t> {
    text: &'t str,
    bytes: &'t [u8],
    out: &'t mut Text,
    gap: Gap,
    /// No bare link begins before this byte.
    no_link_before: usize,
}

const EMPTY: Gap = Gap {
    bits: 0, lines: 0, hard: false, soft: false, stop: false, weak_stop: false, bullet: false, space: false, hyphen: false,
};

fn is_word(b: u8) -> bool {
    b.is_ascii_alphanumeric()
}

impl Reader<'_> {
    fn run(&mut self) {
        let mut i = 0;
        while i < self.bytes.len() {
            let b = self.bytes[i];
            i = if b.is_ascii_alphabetic() {
                self.word(i, i)
            } else if b.is_ascii_digit() {
                self.number(i, i)
            } else if b < 0x80 {
                self.mark(i, b)
            } else {
                self.other(i)
            };
        }
    }

    fn at(&self, i: usize) -> u8 {
        self.bytes.get(i).copied().unwrap_or(0)
    }

    fn char_at(&self, i: usize) -> Option<char> {
        self.text.get(i..)?.chars().next()
    }

    fn char_before(&self, i: usize) -> Option<char> {
        self.text.get(..i)?.chars().next_back()
    }

    /// A token's boundary is settled when the token is pushed: only then is known what follows.
    fn push(&mut self, start: usize, end: usize, key: usize, len: usize, class: u32) {
        let gap = std::mem::replace(&mut self.gap, EMPTY);
        let bits = self.settle(gap, class);
        self.out.bounds.push(bits);
        self.out.tokens.push(Token { start: start as u32, end: end as u32, key: key as u32, len: len as u32, class });
    }

    fn settle(&self, gap: Gap, next: u32) -> u32 {
        let mut bits = gap.bits;
        let capital = next & (class::TITLE | class::CAPS) != 0;
        let starts_anew = capital || gap.bullet || next & (class::EMOJI | class::HASHTAG) != 0;
        if gap.lines > 0 {
            bits |= bound::LINE | bound::CLAUSE;
        }
        if gap.lines > 1 {
            bits |= bound::PARAGRAPH | bound::SENTENCE;
        }
        if gap.stop || (gap.weak_stop && (capital || gap.lines > 0)) {
            bits |= bound::SENTENCE;
        } else if gap.lines == 1 && starts_anew {
            bits |= bound::SENTENCE;
        }
        let hard = gap.hard || gap.stop || gap.lines > 1 || (gap.weak_stop && bits & bound::SENTENCE != 0);
        if hard {
            bits |= bound::CLAUSE;
        } else if gap.soft || gap.weak_stop {
            bits |= bound::SOFT;
        } else {
            bits |= bound::JOIN;
        }
        if bits & (bound::LINE | bound::SENTENCE) != 0 {
            bits |= bound::END;
        }
        if gap.hyphen && !gap.space {
            bits |= bound::HYPHEN;
        }
        if !gap.space && gap.lines == 0 && bits & (bound::POST_START) == 0 {
            bits |= bound::TIGHT;
        }
        bits
    }

    /// A word that began at `from`; `i` is where its letters go on.
    fn word(&mut self, from: usize, mut i: usize) -> usize {
        if self.gap.space || self.gap.bits & bound::CLAUSE != 0 || from == 0 || !self.touches(from) {
            let end = match self.at(from) | 0x20 {
                b'h' | b'w' | b'f' => link::with_scheme(&self.out.buffer[..self.bytes.len()], from),
                _ => None,
            };
            if let Some(end) = end {
                self.entity(from, end, class::LINK, seen::LINK);
                return end;
            }
        }
        let mut ascii = true;
        let mut digits = self.bytes[from..i].iter().any(u8::is_ascii_digit);
        loop {
            let b = self.at(i);
            if b.is_ascii_alphabetic() {
                i += 1;
            } else if b.is_ascii_digit() {
                digits = true;
                i += 1;
            } else if b == b'\'' {
                if i > from && self.at(i + 1).is_ascii_alphabetic() && self.at(i - 1).is_ascii_alphanumeric() {
                    i += 1;
                } else if self.char_at(i + 1).is_some_and(|c| !c.is_ascii() && c.is_alphabetic()) {
                    i += 1;
                } else {
                    break;
                }
            } else if b == b'_' {
                if is_word(self.at(i + 1)) { i += 1 } else { break }
            } else if b >= 0x80 {
                match self.inside(i) {
                    Some(next) => {
                        ascii = false;
                        i = next;
                    }
                    None => break,
                }
            } else {
                break;
            }
        }
        let next = self.at(i);
        if next == b'.' && is_word(self.at(i + 1)) && from >= self.no_link_before {
            if let Some(end) = self.try_bare(from) {
                return end;
            }
        }
        if matches!(next, b'.' | b'-' | b'_' | b'+') && from >= self.no_link_before || next == b'@' {
            if let Some(end) = self.try_mail(from, i) {
                return end;
            }
        }
        if digits {
            self.out.seen |= seen::DIGIT;
        }
        self.push_word(from, i, ascii, digits);
        i
    }

    /// Whether a token ends right at this byte.
    fn touches(&self, i: usize) -> bool {
        self.out.tokens.last().is_some_and(|t| t.end as usize == i)
    }

    /// Where a word goes on after the character at `i` that is not ASCII, if it does.
    fn inside(&self, i: usize) -> Option<usize> {
        let c = self.char_at(i)?;
        let next = i + c.len_utf8();
        match chars::classify(c) {
            Char::Letter | Char::Mark => Some(next),
            Char::Apostrophe => self.char_at(next).filter(|c| c.is_alphabetic()).map(|_| next),
            Char::Hidden => {
                let mut at = next;
                while let Some(c) = self.char_at(at) {
                    if c.is_ascii() || chars::classify(c) != Char::Hidden {
                        break;
                    }
                    at += c.len_utf8();
                }
                self.char_at(at).filter(|c| c.is_alphanumeric()).map(|_| at)
            }
            _ => None,
        }
    }

    fn push_word(&mut self, start: usize, end: usize, ascii: bool, digits: bool) {
        let raw = &self.bytes[start..end];
        let mut bits = class::WORD;
        let (key, len);
        if ascii {
            (key, len) = (start, end - start);
            let letters = raw.iter().filter(|b| b.is_ascii_alphabetic()).count();
            let upper = raw.iter().filter(|b| b.is_ascii_uppercase()).count();
            self.out.latin += letters as u32;
            if letters == upper && (2..=16).contains(&letters) {
                bits |= class::CAPS;
            }
            if raw[0].is_ascii_uppercase() {
                bits |= class::TITLE;
            }
            if raw.ends_with(b"'s") || raw.ends_with(b"'S") {
                bits |= class::POSSESSIVE;
            }
        } else {
            self.out.seen |= seen::NON_ASCII;
            key = self.out.buffer.len();
            let word = &self.text[start..end];
            bits |= fold::fold(word, &mut self.out.buffer);
            len = self.out.buffer.len() - key;
            if bits & class::HIDDEN != 0 || word.chars().any(chars::is_hidden) {
                self.out.seen |= seen::HIDDEN;
            }
            let (mut letters, mut upper) = (0, 0);
            for c in word.chars().filter(|c| c.is_alphabetic()) {
                letters += 1;
                upper += u32::from(c.is_uppercase());
                if chars::is_latin(c) { self.out.latin += 1 } else { self.out.other += 1 }
            }
            if letters == upper && (2..=16).contains(&letters) {
                bits |= class::CAPS;
            }
            if word.chars().next().is_some_and(char::is_uppercase) {
                bits |= class::TITLE;
            }
            if self.out.buffer[key..].ends_with(b"'s") {
                bits |= class::POSSESSIVE;
            }
        }
        if digits {
            bits |= class::MIXED;
        }
        if end - start >= 12 && digits {
            self.out.seen |= seen::LONG;
        }
        self.push(start, end, key, len.min(u32::MAX as usize), bits);
    }

    fn entity(&mut self, start: usize, end: usize, class: u32, seen: u32) {
        self.out.seen |= seen;
        let mut bits = class;
        if class & class::HASHTAG != 0 && self.at(start + 1).is_ascii_uppercase() {
            bits |= class::TITLE;
        }
        let skip = usize::from(class & class::HASHTAG != 0);
        let ascii = self.bytes[start..end].is_ascii();
        if ascii {
            self.push(start, end, start + skip, end - start - skip, bits);
        } else {
            let key = self.out.buffer.len();
            let from = start + self.char_at(start).map_or(0, char::len_utf8) * skip;
            let text = &self.text[from..end];
            if class & class::EMOJI != 0 {
                self.out.buffer.extend_from_slice(text.as_bytes());
            } else {
                bits |= fold::fold(text, &mut self.out.buffer) & !class::HIDDEN;
            }
            let len = self.out.buffer.len() - key;
            self.push(start, end, key, len, bits);
        }
    }

    fn try_bare(&mut self, from: usize) -> Option<usize> {
        let (end, run) = link::bare(&self.out.buffer[..self.bytes.len()], from);
        self.no_link_before = self.no_link_before.max(run);
        let end = end?;
        // `user@host` is an address, and `@user@host` a mention: both are read elsewhere.
        if self.at(end) == b'@' {
            return None;
        }
        self.entity(from, end, class::LINK, seen::LINK);
        Some(end)
    }

    /// An address whose local part begins at `from`, seen at `i`.
    fn try_mail(&mut self, from: usize, i: usize) -> Option<usize> {
        let mut at = i;
        while at - from <= 64 && (is_word(self.at(at)) || matches!(self.at(at), b'.' | b'_' | b'-' | b'+' | b'%')) {
            at += 1;
        }
        if self.at(at) != b'@' || !self.bytes[from..at].is_ascii() || self.at(at - 1) == b'.' {
            return None;
        }
        let end = link::mail_domain(&self.out.buffer[..self.bytes.len()], at + 1)?;
        self.entity(from, end, class::EMAIL, seen::LINK);
        Some(end)
    }

    /// A number whose token began at `from` (with a sign or currency); its digits go on at `i`.
    fn number(&mut self, from: usize, mut i: usize) -> usize {
        self.out.seen |= seen::DIGIT;
        let digits_from = i;
        let mut colon = false;
        loop {
            while self.at(i).is_ascii_digit() {
                i += 1;
            }
            let mark = self.at(i);
            if matches!(mark, b'.' | b',' | b':') && self.at(i + 1).is_ascii_digit() {
                colon |= mark == b':';
                i += 1;
            } else {
                break;
            }
        }
        let currency = from < digits_from && !matches!(self.at(from), b'+' | b'-' | b'#' | b'@');
        let mut bits = class::NUMBER;
        if currency {
            bits |= class::MONEY;
        }
        let next = self.at(i);
        if next.is_ascii_alphabetic() || (next == b'_' && is_word(self.at(i + 1))) {
            let mut end = i;
            while is_word(self.at(end)) {
                end += 1;
            }
            let suffix = &self.out.buffer[i..end];
            let simple = !matches!(self.at(end), b'_' | b'@') && (self.at(end) < 0x80 || self.inside(end).is_none());
            let dotted = self.at(end) == b'.' && is_word(self.at(end + 1));
            match suffix {
                b"k" | b"m" | b"bn" | b"b" | b"mn" | b"mm" if simple => {
                    let end = self.unit_end(end, &mut bits);
                    self.push(from, end, from, end - from, bits);
                    return end;
                }
                b"am" | b"pm" | b"a" | b"p" if simple && !currency && !dotted && self.clock(digits_from, i) && suffix.len() == 2 => {
                    self.push(from, end, from, end - from, class::TIME | class::MIXED);
                    return end;
                }
                b"st" | b"nd" | b"rd" | b"th" if simple && !currency => {
                    self.push(from, end, from, end - from, class::ORDINAL);
                    return end;
                }
                _ if !currency => {
                    // `3d`, `4chan`, `2.5x`: a word that begins with digits.
                    return self.word(from, i);
                }
                _ => {}
            }
        }
        if colon && self.clock_with_colon(digits_from, i) {
            bits |= class::TIME;
        }
        if next >= 0x80 && self.char_at(i).is_some_and(|c| chars::classify(c) == Char::Letter) && !currency {
            return self.word(from, i);
        }
        if matches!(next, b'.' | b'-' | b'_' | b'@') && from == digits_from && from >= self.no_link_before {
            if next == b'.' && is_word(self.at(i + 1)) || self.bytes[from..i].contains(&b'.') && next != b'@' {
                if let Some(end) = self.try_bare(from) {
                    return end;
                }
            }
            if let Some(end) = self.try_mail(from, i) {
                return end;
            }
        } else if (matches!(next, b'/' | b':')) && self.bytes[from..i].iter().filter(|b| **b == b'.').count() == 3 {
            if let Some(end) = self.try_bare(from) {
                return end;
            }
        }
        let end = self.unit_end(i, &mut bits);
        let key = if self.bytes[from..end].is_ascii() {
            (from, end - from)
        } else {
            let key = self.out.buffer.len();
            let folded = self.text[from..end].to_lowercase();
            self.out.buffer.extend_from_slice(folded.as_bytes());
            (key, folded.len())
        };
        self.push(from, end, key.0, key.1, bits);
        end
    }

    /// A percent or currency sign right after a number belongs to it.
    fn unit_end(&self, i: usize, bits: &mut u32) -> usize {
        if self.at(i) == b'%' {
            *bits |= class::PERCENT;
            return i + 1;
        }
        if self.at(i) >= 0x80 {
            if let Some(c) = self.char_at(i) {
                if chars::classify(c) == Char::Currency {
                    *bits |= class::MONEY;
                    return i + c.len_utf8();
                }
            }
        }
        i
    }

    fn clock(&self, from: usize, to: usize) -> bool {
        let text = &self.text[from..to];
        let (hour, minute) = text.split_once([':', '.']).unwrap_or((text, "00"));
        hour.len() <= 2 && hour.parse::<u8>().is_ok_and(|h| (1..=12).contains(&h)) && minute.len() == 2 && minute.parse::<u8>().is_ok_and(|m| m < 60)
    }

    fn clock_with_colon(&self, from: usize, to: usize) -> bool {
        let mut parts = self.text[from..to].split(':');
        let (Some(h), Some(m)) = (parts.next(), parts.next()) else { return false };
        h.len() <= 2 && h.parse::<u8>().is_ok_and(|h| h <= 24) && m.len() == 2 && m.parse::<u8>().is_ok_and(|m| m < 60)
    }

    /// An ASCII character that begins no word. Returns where to go on.
    fn mark(&mut self, i: usize, b: u8) -> usize {
        let c = b as char;
        if let Some(bit) = bound::mark(c) {
            self.gap.bits |= bit;
        }
        match b {
            b' ' | b'\t' | 0x0B | 0x0C => self.gap.space = true,
            b'\n' => self.line_break(),
            b'\r' => {
                if self.at(i + 1) != b'\n' {
                    self.line_break();
                }
            }
            b'.' => return self.full_stop(i),
            b'!' | b'?' => {
                self.gap.hard = true;
                if self.end_of_word(i + 1) {
                    self.gap.stop = true;
                }
            }
            b';' | b':' => self.gap.hard = true,
            b',' => {}
            b'"' => self.out.quote_marks.push((i as u32, '"')),
            b'\'' => self.out.quote_marks.push((i as u32, '\'')),
            b'-' => return self.dash(i),
            b'#' => return self.hash(i),
            b'@' => return self.at_sign(i),
            b'$' => {
                if self.at(i + 1).is_ascii_digit() && !self.touches(i) {
                    return self.number(i, i + 1);
                }
                if self.at(i + 1) == b' ' && self.at(i + 2).is_ascii_digit() && !self.touches(i) {
                    return self.number(i, i + 2);
                }
                if let Some(end) = self.cashtag(i) {
                    self.entity(i, end, class::CASHTAG, 0);
                    return end;
                }
                self.gap.soft = true;
            }
            b'+' => {
                if self.at(i + 1).is_ascii_digit() && !self.touches(i) {
                    return self.number(i, i + 1);
                }
                self.gap.soft = true;
            }
            b'&' => {
                if self.gap.space && matches!(self.at(i + 1), b' ' | b'\n') {
                    let key = self.out.buffer.len();
                    self.out.buffer.extend_from_slice(b"and");
                    self.push(i, i + 1, key, 3, class::WORD);
                } else {
                    self.gap.soft = true;
                }
            }
            b'`' => self.out.seen |= seen::BACKTICK,
            b'*' => {
                self.out.seen |= seen::SLOT;
                if self.gap.lines > 0 && self.at(i + 1) == b' ' {
                    self.gap.bullet = true;
                    self.gap.bits |= bound::CLAUSE;
                }
            }
            b'_' | b'~' => self.out.seen |= seen::SLOT,
            b'[' | b'{' | b'<' | b'|' | b'%' => {
                self.out.seen |= seen::SLOT;
                self.gap.soft = true;
                self.gap.bits |= bound::CLAUSE;
            }
            b'(' => {
                self.gap.soft = true;
                self.gap.bits |= bound::CLAUSE;
            }
            0x00..=0x1F | 0x7F => self.gap.space = true,
            _ => self.gap.soft = true,
        }
        i + 1
    }

    fn line_break(&mut self) {
        self.gap.lines += 1;
        self.gap.space = true;
        self.gap.bullet = false;
    }

    /// Nothing of a word follows: white space, the end, a closing mark or another stop.
    fn end_of_word(&self, i: usize) -> bool {
        match self.char_at(i) {
            None => true,
            Some(c) => !c.is_alphanumeric(),
        }
    }

    fn full_stop(&mut self, i: usize) -> usize {
        let mut end = i + 1;
        while self.at(end) == b'.' {
            end += 1;
        }
        if end - i > 1 {
            self.gap.bits |= bound::mark('…').unwrap_or(0);
            self.gap.weak_stop = true;
            return end;
        }
        if !self.end_of_word(end) {
            self.gap.soft = true;
            return end;
        }
        if let Some(last) = self.out.tokens.last().filter(|t| t.end as usize == i) {
            let word = self.out.word(last);
            let at_line_end = matches!(self.at(end), 0 | b'\n' | b'\r');
            let initial = last.end - last.start == 1 && last.is(class::TITLE) && word != "i";
            let dotted = last.start >= 2 && self.at(last.start as usize - 1) == b'.' && last.end - last.start == 1;
            if !at_line_end && (initial || dotted || ABBREVIATIONS.contains(&word)) {
                return end;
            }
        }
        self.gap.hard = true;
        self.gap.stop = true;
        end
    }

    fn dash(&mut self, i: usize) -> usize {
        let next = self.at(i + 1);
        let tight = self.touches(i);
        if tight && (is_word(next) || next >= 0x80) && next != b'-' {
            self.gap.hyphen = true;
        } else if !tight && next.is_ascii_digit() && self.gap.space && self.gap.lines == 0 && !self.out.tokens.is_empty() {
            return self.number(i, i + 1);
        } else {
            self.gap.soft = true;
            self.gap.bits |= bound::CLAUSE;
            if self.gap.lines > 0 || self.out.tokens.is_empty() {
                self.gap.bullet = true;
            }
        }
        i + 1
    }

    fn hash(&mut self, i: usize) -> usize {
        let next = self.at(i + 1);
        if self.touches(i) {
            // `C#`, `issue#3`: no tag.
            self.gap.soft = true;
            return i + 1;
        }
        if next.is_ascii_digit() {
            let mut end = i + 1;
            while self.at(end).is_ascii_digit() {
                end += 1;
            }
            let goes_on = is_word(self.at(end)) || self.at(end) == b'_' || (self.at(end) >= 0x80 && self.inside(end).is_some());
            if !goes_on {
                self.out.seen |= seen::DIGIT;
                self.push(i, end, i, end - i, class::NUMBER);
                return end;
            }
        }
        let mut end = i + 1;
        loop {
            let b = self.at(end);
            if is_word(b) || b == b'_' {
                end += 1;
            } else if b >= 0x80 {
                match self.inside(end) {
                    Some(next) if !self.char_at(end).is_some_and(|c| c == '\u{2019}') => end = next,
                    _ => break,
                }
            } else {
                break;
            }
        }
        let letters = self.text[i + 1..end].chars().any(char::is_alphabetic);
        if end == i + 1 || !letters {
            self.gap.soft = true;
            return i + 1;
        }
        self.entity(i, end, class::HASHTAG, seen::HASHTAG);
        end
    }

    fn at_sign(&mut self, i: usize) -> usize {
        if self.touches(i) || !(is_word(self.at(i + 1)) || self.at(i + 1) == b'_') {
            self.gap.soft = true;
            return i + 1;
        }
        let mut end = i + 1;
        while is_word(self.at(end)) || matches!(self.at(end), b'_' | b'.' | b'-') && (is_word(self.at(end + 1)) || self.at(end + 1) == b'_') {
            end += 1;
        }
        if self.at(end) == b'_' {
            end += 1;
        }
        if self.at(end) == b'@' {
            if let Some(domain) = link::mail_domain(&self.out.buffer[..self.bytes.len()], end + 1) {
                end = domain;
            }
        }
        if self.bytes[i + 1..end].iter().all(u8::is_ascii_digit) && end - i <= 4 {
            // `@5`, `@ 9`: a time or price, not a handle.
            return self.number(i, i + 1);
        }
        self.entity(i, end, class::MENTION, seen::MENTION);
        end
    }

    fn cashtag(&self, i: usize) -> Option<usize> {
        if self.touches(i) {
            return None;
        }
        let mut end = i + 1;
        while self.at(end).is_ascii_alphabetic() {
            end += 1;
        }
        let count = end - i - 1;
        ((1..=6).contains(&count) && !is_word(self.at(end)) && self.bytes[i + 1].is_ascii_uppercase()).then_some(end)
    }

    /// A character outside ASCII. Returns where to go on.
    fn other(&mut self, i: usize) -> usize {
        let Some(c) = self.char_at(i) else { return i + 1 };
        self.out.seen |= seen::NON_ASCII;
        let next = i + c.len_utf8();
        if let Some(bit) = bound::mark(c) {
            self.gap.bits |= bit;
        }
        match chars::classify(c) {
            Char::Letter => return self.word(i, i),
            Char::Mark => {}
            Char::Hidden => {
                if c != '\u{FE0F}' && c != '\u{FE0E}' {
                    self.out.seen |= seen::HIDDEN;
                }
                // Invisible characters at the beginning of a word belong to it.
                if self.char_at(next).is_some_and(char::is_alphanumeric) && self.at(next) & 0x80 == 0 && !self.at(next).is_ascii_digit() {
                    return self.word(i, next);
                }
            }
            Char::Emoji => return self.emoji_run(i),
            Char::Apostrophe => self.out.quote_marks.push((i as u32, c)),
            Char::Quote => self.out.quote_marks.push((i as u32, c)),
            Char::Space => self.gap.space = true,
            Char::LineBreak => self.line_break(),
            Char::Dash => {
                if c <= '\u{2011}' && self.touches(i) && self.char_at(next).is_some_and(char::is_alphanumeric) {
                    self.gap.hyphen = true;
                } else {
                    self.gap.soft = true;
                    self.gap.bits |= bound::CLAUSE;
                    self.gap.bullet |= self.gap.lines > 0;
                }
            }
            Char::Stop => {
                self.gap.hard = true;
                self.gap.stop = true;
            }
            Char::Comma => {}
            Char::Colon => self.gap.hard = true,
            Char::Ellipsis => self.gap.weak_stop = true,
            Char::Currency => {
                let digits = next + usize::from(self.at(next) == b' ');
                if self.at(digits).is_ascii_digit() && !self.touches(i) {
                    return self.number(i, digits);
                }
                self.gap.soft = true;
            }
            Char::Other => {
                let styled = self.text[next..].starts_with('\u{FE0F}') && chars::may_be_emoji(c);
                if styled || (chars::may_be_emoji(c) && c >= '\u{2600}') {
                    return self.emoji_run(i);
                }
                if c == '＃' || c == '＠' {
                    self.gap.soft = true;
                } else if matches!(c, '•' | '·' | '▪' | '●' | '‣' | '◦' | '►' | '✓' | '→') {
                    self.gap.soft = true;
                    self.gap.bullet |= self.gap.lines > 0 || self.out.tokens.is_empty();
                    self.gap.bits |= bound::CLAUSE;
                } else {
                    self.gap.soft = true;
                }
            }
        }
        next
    }

    /// A run of emoji without anything between is one token.
    fn emoji_run(&mut self, start: usize) -> usize {
        let mut end = start;
        let mut count = 0;
        for cluster in self.text[start..].graphemes(true) {
            let mut chars = cluster.chars();
            let Some(first) = chars.next() else { break };
            let emoji = !first.is_ascii()
                && (chars::is_emoji(first)
                    || matches!(first, '\u{1F1E6}'..='\u{1F1FF}')
                    || (chars::may_be_emoji(first) && (first >= '\u{2600}' || chars.next() == Some('\u{FE0F}'))));
            if !emoji {
                break;
            }
            end += cluster.len();
            count += 1;
        }
        if count == 0 {
            self.gap.soft = true;
            return start + self.char_at(start).map_or(1, char::len_utf8);
        }
        self.out.emoji += count;
        self.out.emoji_run = self.out.emoji_run.max(count);
        self.entity(start, end, class::EMOJI, seen::EMOJI);
        // A clause begins after an emoji.
        self.gap.bits |= bound::CLAUSE;
        end
    }

    fn finish(&mut self) {
        let gap = std::mem::replace(&mut self.gap, EMPTY);
        let mut bits = self.settle(gap, class::TITLE) & !(bound::JOIN | bound::SOFT);
        bits |= bound::POST_END | bound::LINE | bound::SENTENCE | bound::END | bound::CLAUSE;
        self.out.bounds.push(bits);
        let starts = self.out.bounds.iter().enumerate().take(self.out.tokens.len());
        self.out.sentences.extend(
            starts.filter(|(i, b)| *i == 0 || **b & bound::SENTENCE != 0).map(|(i, _)| i as u32),
        );
        self.tag_blocks();
        self.pair_quotes();
        if self.out.seen & seen::BACKTICK != 0 {
            self.mark_code();
        }
    }

    fn tag_blocks(&mut self) {
        if self.out.seen & seen::HASHTAG == 0 {
            return;
        }
        for i in 1..self.out.tokens.len() {
            if self.out.tokens[i].is(class::HASHTAG) && self.out.tokens[i - 1].is(class::HASHTAG) {
                self.out.tokens[i].class |= class::TAG_BLOCK;
                self.out.tokens[i - 1].class |= class::TAG_BLOCK;
            }
        }
    }

    fn pair_quotes(&mut self) {
        let marks = std::mem::take(&mut self.out.quote_marks);
        // The open mark of each kind: double, typographic, single.
        let mut open: [Option<u32>; 3] = [None; 3];
        for &(at, c) in &marks {
            let i = at as usize;
            let len = c.len_utf8();
            let before = self.char_before(i);
            let after = self.char_at(i + len);
            let opens = after.is_some_and(|c| !c.is_whitespace()) && before.is_none_or(|c| !c.is_alphanumeric());
            let kind = match c {
                '"' => 0,
                '\'' | '‘' | '\u{2019}' | '‚' => 2,
                _ => 1,
            };
            let (can_open, can_close) = match c {
                '“' | '„' | '«' | '「' | '『' | '‹' => (true, c == '“' && open[1].is_some()),
                '”' | '»' | '」' | '』' | '›' | '‟' => (false, true),
                '‘' | '‚' => (true, false),
                '\'' => (opens, !opens && before.is_some_and(|c| !c.is_whitespace())),
                '\u{2019}' => (false, before.is_some_and(|c| !c.is_whitespace())),
                _ => (opens || open[0].is_none(), true),
            };
            match open[kind] {
                Some(start) if can_close => {
                    let inner = start as usize;
                    let from = inner + self.char_at(inner).map_or(1, char::len_utf8);
                    // A quote that runs over a paragraph was opened by mistake.
                    if from <= i && i - from <= 4096 && !self.text[from..i].contains("\n\n") {
                        self.out.quotes.push(Quote { start: from as u32, end: at });
                        open[kind] = None;
                    } else {
                        open[kind] = can_open.then_some(at);
                    }
                }
                None | Some(_) if can_open => open[kind] = Some(at),
                _ => {}
            }
        }
        self.out.quote_marks = marks;
        self.out.quotes.sort_by_key(|q| q.start);
    }

    fn mark_code(&mut self) {
        let mut spans = Vec::new();
        let mut i = 0;
        while i < self.bytes.len() {
            if self.bytes[i] != b'`' {
                i += 1;
                continue;
            }
            let mut run = i;
            while self.at(run) == b'`' {
                run += 1;
            }
            let fence = "`".repeat((run - i).min(3));
            match self.text[run..].find(&fence) {
                Some(length) => {
                    spans.push((run, run + length));
                    i = run + length + fence.len();
                }
                // No closing mark: none of this length follows for later ones either.
                None if fence.len() == 1 => break,
                None => i = run,
            }
        }
        let mut next = 0;
        for token in &mut self.out.tokens {
            while next < spans.len() && spans[next].1 <= token.start as usize {
                next += 1;
            }
            if next < spans.len() && spans[next].0 <= token.start as usize {
                token.class |= class::CODE;
            }
        }
    }
}
