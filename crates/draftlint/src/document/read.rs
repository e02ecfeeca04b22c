//! The one-pass tokenizer.
//!
//! Words keep apostrophes and invisible characters; numbers keep their sign, currency, percent sign and inner
//! marks; links, addresses, mentions and tags are one token each, and so is a run of emoji. Everything else is
//! written into the boundary before the next token.

use unicode_segmentation::UnicodeSegmentation;

use super::chars::{self, Char};
use super::{Text, Token, bound, class, fold, link, passages, seen, spaced};

/// Reads a text into `out`, replacing what was there.
pub(crate) fn read(text: &str, out: &mut Text) {
    out.tokens.clear();
    out.bounds.clear();
    out.buffer = std::mem::take(&mut out.folded).into_bytes();
    out.buffer.clear();
    out.quotes.clear();
    out.code.clear();
    out.sentences.clear();
    out.quote_marks.clear();
    (out.seen, out.latin, out.other, out.emoji, out.emoji_run) = (0, 0, 0, 0, 0);
    out.buffer.extend_from_slice(text.as_bytes());
    out.buffer.make_ascii_lowercase();
    out.bytes.read(text.as_bytes());
    out.buffer.extend_from_slice(&[0; 16]);
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        out,
        gap: Gap { bits: bound::POST_START | bound::CLAUSE | bound::LINE, met: met::SPACE, ..EMPTY },
        no_link_before: 0,
        letters: 0,
        spaced: false,
    };
    reader.run();
    reader.finish();
    // Words are looked up sixteen bytes at a time.
    out.buffer.extend_from_slice(&[0; 16]);
    out.sum_up();
    out.folded = String::from_utf8(std::mem::take(&mut out.buffer)).unwrap_or_default();
}

/// What was met since the last token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gap {
    /// Bits of `bound`.
    pub(super) bits: u32,
    /// Line breaks.
    pub(super) lines: u32,
    /// Bits of `met`.
    pub(super) met: u32,
}

/// Bits of `Gap::met`.
pub(super) mod met {
    pub(in super::super) const HARD: u32 = 1 << 0;
    pub(in super::super) const SOFT: u32 = 1 << 1;
    /// A mark that ends a sentence.
    pub(in super::super) const STOP: u32 = 1 << 2;
    /// An ellipsis: ends a sentence if a capital follows.
    pub(in super::super) const WEAK_STOP: u32 = 1 << 3;
    /// A list mark stands at the beginning of the line.
    pub(in super::super) const BULLET: u32 = 1 << 4;
    pub(in super::super) const SPACE: u32 = 1 << 5;
    pub(in super::super) const HYPHEN: u32 = 1 << 6;
}

impl Gap {
    pub(super) fn has(self, met: u32) -> bool {
        self.met & met != 0
    }
}

pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) bytes: &'t [u8],
    pub(super) out: &'t mut Text,
    pub(super) gap: Gap,
    /// No bare link begins before this byte.
    pub(super) no_link_before: usize,
    /// Tokens of one letter in a row, up to here; and whether some look like a word written letter by letter.
    letters: u32,
    spaced: bool,
}

const EMPTY: Gap = Gap { bits: 0, lines: 0, met: 0 };

const LOWER: u8 = 1;
const UPPER: u8 = 2;
const DIGIT: u8 = 4;

/// What an ASCII character adds to a word; 0 for what ends one.
const KIND: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut b = 0;
    while b < 128 {
        kinds[b] = match b as u8 {
            b'a'..=b'z' => LOWER,
            b'A'..=b'Z' => UPPER,
            b'0'..=b'9' => DIGIT,
            _ => 0,
        };
        b += 1;
    }
    kinds
};

pub(super) fn is_word(b: u8) -> bool {
    b.is_ascii_alphanumeric()
}

impl Reader<'_> {
    pub(super) fn run(&mut self) {
        let mut i = 0;
        while i < self.bytes.len() {
            let b = self.bytes[i];
            i = if b == b' ' {
                self.gap.met |= met::SPACE;
                i + 1
            } else if b.is_ascii_alphabetic() {
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

    pub(super) fn at(&self, i: usize) -> u8 {
        self.bytes.get(i).copied().unwrap_or(0)
    }

    pub(super) fn char_at(&self, i: usize) -> Option<char> {
        self.text.get(i..)?.chars().next()
    }

    /// A token's boundary is settled when the token is pushed: only then is known what follows.
    pub(super) fn push(&mut self, start: usize, end: usize, key: usize, len: usize, class: u32) {
        let gap = std::mem::replace(&mut self.gap, EMPTY);
        let bits = Self::settle(gap, class);
        self.out.bounds.push(bits);
        let token = Token { start: start as u32, end: end as u32, key: key as u32, len: len as u32, class };
        self.letters = if spaced::is_letter(&token) { self.letters + 1 } else { 0 };
        self.spaced |= self.letters >= 3;
        self.out.tokens.push(token);
    }

    pub(super) fn settle(gap: Gap, next: u32) -> u32 {
        let mut bits = gap.bits;
        // Most words are a space apart.
        if gap.met == met::SPACE && gap.lines == 0 && bits & bound::LINE == 0 {
            return bits | bound::JOIN;
        }
        let capital = next & (class::TITLE | class::CAPS) != 0;
        let starts_anew = capital || gap.has(met::BULLET) || next & (class::EMOJI | class::HASHTAG) != 0;
        if gap.lines > 0 {
            bits |= bound::LINE | bound::CLAUSE;
        }
        if gap.lines > 1 {
            bits |= bound::PARAGRAPH | bound::SENTENCE;
        }
        if gap.has(met::STOP) || (gap.has(met::WEAK_STOP) && (capital || gap.lines > 0)) {
            bits |= bound::SENTENCE;
        } else if gap.lines == 1 && starts_anew {
            bits |= bound::SENTENCE;
        }
        let hard = gap.has(met::HARD | met::STOP)
            || gap.lines > 1
            || (gap.has(met::WEAK_STOP) && bits & bound::SENTENCE != 0);
        if hard {
            bits |= bound::CLAUSE;
        } else if gap.has(met::SOFT | met::WEAK_STOP) {
            bits |= bound::SOFT;
        } else {
            bits |= bound::JOIN;
        }
        if bits & (bound::LINE | bound::SENTENCE) != 0 {
            bits |= bound::END;
        }
        if gap.met & (met::HYPHEN | met::SPACE) == met::HYPHEN {
            bits |= bound::HYPHEN;
        }
        if !gap.has(met::SPACE) && gap.lines == 0 && bits & (bound::POST_START) == 0 {
            bits |= bound::TIGHT;
        }
        bits
    }

    /// A word that began at `from`; `i` is where its letters go on.
    pub(super) fn word(&mut self, from: usize, mut i: usize) -> usize {
        // `http`, `www`, `ftp`.
        let begins = (self.at(from) | 0x20, self.at(from + 1) | 0x20);
        if matches!(begins, (b'h' | b'f', b't') | (b'w', b'w')) && !self.touches(from) {
            if let Some(end) = link::with_scheme(&self.out.buffer[..self.bytes.len()], from) {
                self.entity(from, end, class::LINK, seen::LINK);
                return end;
            }
        }
        let mut ascii = true;
        let mut kinds = 0;
        for b in &self.bytes[from..i] {
            ascii &= b.is_ascii();
            kinds |= KIND[*b as usize];
        }
        loop {
            for b in &self.bytes[i..] {
                let kind = KIND[usize::from(*b)];
                if kind == 0 {
                    break;
                }
                kinds |= kind;
                i += 1;
            }
            let b = self.at(i);
            if b == b' ' {
                // Nothing that is asked below can follow.
                self.push_word(from, i, ascii, kinds);
                return i;
            } else if b == b'\'' {
                let letter = |c: char| !c.is_ascii() && chars::is_alphabetic(c);
                let inner = i > from && self.at(i + 1).is_ascii_alphabetic() && is_word(self.at(i - 1));
                if !inner && !self.char_at(i + 1).is_some_and(letter) {
                    break;
                }
                i += 1;
            } else if b == b'_' {
                if !is_word(self.at(i + 1)) {
                    break;
                }
                i += 1;
            } else if b >= 0x80 {
                let Some(next) = self.inside(i) else { break };
                ascii = false;
                i = next;
            } else {
                break;
            }
        }
        let next = self.at(i);
        // The name of an address may hold full stops, so what is no link is asked again.
        let fresh = from >= self.no_link_before;
        if next == b'.' && is_word(self.at(i + 1)) && fresh {
            if let Some(end) = self.try_bare(from) {
                return end;
            }
        }
        if matches!(next, b'.' | b'-' | b'_' | b'+') && fresh || next == b'@' {
            if let Some(end) = self.try_mail(from, i) {
                return end;
            }
        }
        self.push_word(from, i, ascii, kinds);
        i
    }

    /// Whether a token ends right at this byte.
    pub(super) fn touches(&self, i: usize) -> bool {
        self.out.tokens.last().is_some_and(|t| t.end as usize == i)
    }

    /// Where a word goes on after the character at `i` that is not ASCII, if it does.
    pub(super) fn inside(&self, i: usize) -> Option<usize> {
        let c = self.char_at(i)?;
        let next = i + c.len_utf8();
        match chars::classify(c) {
            Char::Letter | Char::Mark => Some(next),
            Char::Apostrophe => self.char_at(next).filter(|c| chars::is_alphabetic(*c)).map(|_| next),
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

    pub(super) fn push_word(&mut self, start: usize, end: usize, ascii: bool, kinds: u8) {
        let raw = &self.bytes[start..end];
        let mut bits = class::WORD;
        let (key, len);
        if ascii {
            (key, len) = (start, end - start);
            let letters =
                if kinds & DIGIT == 0 { len } else { raw.iter().filter(|b| b.is_ascii_alphabetic()).count() };
            self.out.latin += letters as u32;
            if kinds & (UPPER | LOWER) == UPPER && (2..=16).contains(&letters) {
                bits |= class::CAPS;
            }
            if raw[0].is_ascii_uppercase() {
                bits |= class::TITLE;
            }
            if raw.ends_with(b"'s") || raw.ends_with(b"'S") {
                bits |= class::POSSESSIVE;
            }
        } else {
            let mut bits_seen = seen::NON_ASCII;
            key = self.out.buffer.len();
            let word = &self.text[start..end];
            bits |= fold::fold(word, &mut self.out.buffer);
            len = self.out.buffer.len() - key;
            let (mut letters, mut upper, mut first) = (0, 0, None);
            for c in word.chars() {
                if chars::is_hidden(c) {
                    bits_seen |= seen::HIDDEN;
                } else {
                    first = first.or(Some(c));
                }
                if chars::is_alphabetic(c) {
                    letters += 1;
                    upper += u32::from(c.is_uppercase());
                    if chars::is_latin(c) { self.out.latin += 1 } else { self.out.other += 1 }
                }
            }
            self.out.seen |= bits_seen;
            if letters == upper && (2..=16).contains(&letters) {
                bits |= class::CAPS;
            }
            if first.is_some_and(char::is_uppercase) {
                bits |= class::TITLE;
            }
            if self.out.buffer[key..].ends_with(b"'s") {
                bits |= class::POSSESSIVE;
            }
        }
        if kinds & DIGIT != 0 {
            bits |= class::MIXED;
            self.out.seen |= seen::DIGIT;
            if end - start >= 12 {
                self.out.seen |= seen::LONG;
            }
        }
        self.push(start, end, key, len, bits);
    }

    pub(super) fn entity(&mut self, start: usize, end: usize, class: u32, seen: u32) {
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
            let belongs = |c: char| matches!(c, '\u{200D}' | '\u{FE0E}' | '\u{FE0F}');
            if text.chars().any(|c| chars::is_hidden(c) && !belongs(c)) {
                self.out.seen |= seen::HIDDEN;
            }
            if class & class::EMOJI != 0 {
                self.out.buffer.extend_from_slice(text.as_bytes());
            } else {
                bits |= fold::fold(text, &mut self.out.buffer) & !class::HIDDEN;
            }
            let len = self.out.buffer.len() - key;
            self.push(start, end, key, len, bits);
        }
    }

    pub(super) fn try_bare(&mut self, from: usize) -> Option<usize> {
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
    pub(super) fn try_mail(&mut self, from: usize, i: usize) -> Option<usize> {
        let mut at = i;
        while at - from <= 64
            && (is_word(self.at(at)) || matches!(self.at(at), b'.' | b'_' | b'-' | b'+' | b'%'))
        {
            at += 1;
        }
        if self.at(at) != b'@' || !self.bytes[from..at].is_ascii() || self.at(at - 1) == b'.' {
            return None;
        }
        let end = link::mail_domain(&self.out.buffer[..self.bytes.len()], at + 1)?;
        self.entity(from, end, class::EMAIL, seen::LINK);
        Some(end)
    }

    /// A character outside ASCII. Returns where to go on.
    pub(super) fn other(&mut self, i: usize) -> usize {
        let Some(c) = self.char_at(i) else { return i + 1 };
        self.out.seen |= seen::NON_ASCII;
        let next = i + c.len_utf8();
        if let Some(bit) = bound::mark(c) {
            self.gap.bits |= bit;
        }
        match chars::classify(c) {
            Char::Letter => return self.word(i, i),
            // A digit in a key cap is a list mark.
            Char::Mark if c == '\u{20E3}' => {
                self.gap.met |= met::SOFT;
                self.gap.bits |= bound::CLAUSE;
            }
            Char::Mark => {}
            Char::Hidden => {
                if c != '\u{FE0F}' && c != '\u{FE0E}' {
                    self.out.seen |= seen::HIDDEN;
                }
                // Invisible characters at the beginning of a word belong to it.
                if self.char_at(next).is_some_and(char::is_alphanumeric)
                    && self.at(next) & 0x80 == 0
                    && !self.at(next).is_ascii_digit()
                    && link::with_scheme(&self.out.buffer[..self.bytes.len()], next).is_none()
                {
                    return self.word(i, next);
                }
            }
            Char::Emoji => return self.emoji_run(i),
            Char::Apostrophe => self.out.quote_marks.push((i as u32, c)),
            Char::Quote => self.out.quote_marks.push((i as u32, c)),
            Char::Space => self.gap.met |= met::SPACE,
            Char::LineBreak => self.line_break(),
            Char::Dash => {
                if c <= '\u{2011}' && self.touches(i) && self.char_at(next).is_some_and(char::is_alphanumeric)
                {
                    self.gap.met |= met::HYPHEN;
                } else {
                    self.gap.met |= met::SOFT;
                    self.gap.bits |= bound::CLAUSE;
                    if self.gap.lines > 0 {
                        self.gap.met |= met::BULLET;
                    }
                }
            }
            Char::Stop => {
                self.gap.met |= met::HARD;
                self.gap.met |= met::STOP;
            }
            Char::Comma => {}
            Char::Colon => self.gap.met |= met::HARD,
            Char::Ellipsis => self.gap.met |= met::WEAK_STOP,
            Char::Currency => {
                let digits = next + usize::from(self.at(next) == b' ');
                if self.at(digits).is_ascii_digit() && !self.touches(i) {
                    return self.number(i, digits);
                }
                self.gap.met |= met::SOFT;
            }
            Char::Other => {
                let styled = self.text[next..].starts_with('\u{FE0F}') && chars::may_be_emoji(c);
                if styled || (chars::may_be_emoji(c) && c >= '\u{2600}') {
                    return self.emoji_run(i);
                }
                if c == '＃' || c == '＠' {
                    self.gap.met |= met::SOFT;
                } else if matches!(c, '•' | '·' | '▪' | '●' | '‣' | '◦' | '►' | '✓' | '→') {
                    self.gap.met |= met::SOFT;
                    if self.gap.lines > 0 || self.out.tokens.is_empty() {
                        self.gap.met |= met::BULLET;
                    }
                    self.gap.bits |= bound::CLAUSE;
                } else {
                    self.gap.met |= met::SOFT;
                }
            }
        }
        next
    }

    /// A run of emoji without anything between is one token.
    pub(super) fn emoji_run(&mut self, start: usize) -> usize {
        let mut end = start;
        let mut count = 0;
        for cluster in self.text[start..].graphemes(true) {
            let mut chars = cluster.chars();
            let Some(first) = chars.next() else { break };
            let emoji = !first.is_ascii()
                && (chars::is_emoji(first)
                    || matches!(first, '\u{1F1E6}'..='\u{1F1FF}')
                    || (chars::may_be_emoji(first)
                        && (first >= '\u{2600}' || chars.next() == Some('\u{FE0F}'))));
            if !emoji {
                break;
            }
            end += cluster.len();
            count += 1;
        }
        if count == 0 {
            self.gap.met |= met::SOFT;
            return start + self.char_at(start).map_or(1, char::len_utf8);
        }
        self.out.emoji += count;
        self.out.emoji_run = self.out.emoji_run.max(count);
        self.entity(start, end, class::EMOJI, seen::EMOJI);
        // A clause begins after an emoji.
        self.gap.bits |= bound::CLAUSE;
        end
    }

    pub(super) fn finish(&mut self) {
        if self.spaced {
            spaced::join(self.text, self.out);
        }
        let gap = std::mem::replace(&mut self.gap, EMPTY);
        let mut bits = Self::settle(gap, class::TITLE) & !(bound::JOIN | bound::SOFT);
        bits |= bound::POST_END | bound::LINE | bound::SENTENCE | bound::END | bound::CLAUSE;
        self.out.bounds.push(bits);
        let starts = self.out.bounds.iter().enumerate().take(self.out.tokens.len());
        self.out
            .sentences
            .extend(starts.filter(|(i, b)| *i == 0 || **b & bound::SENTENCE != 0).map(|(i, _)| i as u32));
        passages::mark(self.text, self.out);
    }
}
