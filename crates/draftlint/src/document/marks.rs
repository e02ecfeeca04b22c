//! ASCII characters that begin no word: what separates words, and what opens tags, mentions and amounts.

use super::read::{Reader, is_word, met};
use super::{bound, class, link, seen};

/// Words that a full stop may follow within a sentence.
const ABBREVIATIONS: &[&str] = &[
    "approx", "ave", "co", "corp", "dr", "e.g", "eg", "etc", "ext", "feat", "fig", "ft", "gov", "i.e", "ie",
    "inc", "jr", "ltd", "max", "min", "mr", "mrs", "ms", "mt", "no", "prof", "rep", "sen", "sr", "st", "vol",
    "vs",
];

/// Names of months and weekdays that a full stop may shorten, where a date goes on behind it.
const SHORT_MONTHS: &[&str] =
    &["jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"];
const SHORT_WEEKDAYS: &[&str] = &["mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"];

impl Reader<'_> {
    /// An ASCII character that begins no word. Returns where to go on.
    pub(super) fn mark(&mut self, i: usize, b: u8) -> usize {
        self.gap.bits |= bound::MARK_BITS[b as usize & 127];
        match b {
            b' ' | b'\t' | 0x0B | 0x0C => self.gap.met |= met::SPACE,
            b'\n' => self.line_break(),
            b'\r' => {
                if self.at(i + 1) != b'\n' {
                    self.line_break();
                }
            }
            b'.' => return self.full_stop(i),
            b'!' | b'?' => {
                self.gap.met |= met::HARD;
                if self.end_of_word(i + 1) {
                    self.gap.met |= met::STOP;
                }
            }
            b';' | b':' => self.gap.met |= met::HARD,
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
                self.gap.met |= met::SOFT;
            }
            b'+' => {
                if self.at(i + 1).is_ascii_digit() && !self.touches(i) {
                    return self.number(i, i + 1);
                }
                self.gap.met |= met::SOFT;
            }
            b'&' => {
                if self.gap.has(met::SPACE) && matches!(self.at(i + 1), b' ' | b'\n') {
                    let key = self.out.buffer.len();
                    self.out.buffer.extend_from_slice(b"and");
                    self.push(i, i + 1, key, 3, class::WORD);
                } else {
                    self.gap.met |= met::SOFT;
                }
            }
            b'`' => self.out.seen |= seen::BACKTICK,
            b'*' => {
                self.out.seen |= seen::SLOT;
                if self.gap.lines > 0 && self.at(i + 1) == b' ' {
                    self.gap.met |= met::BULLET;
                    self.gap.bits |= bound::CLAUSE;
                }
            }
            b'_' | b'~' => self.out.seen |= seen::SLOT,
            b'[' | b'{' | b'<' | b'|' | b'%' => {
                self.out.seen |= seen::SLOT;
                self.gap.met |= met::SOFT;
                self.gap.bits |= bound::CLAUSE;
            }
            b'(' => {
                self.gap.met |= met::SOFT;
                self.gap.bits |= bound::CLAUSE;
            }
            0x00..=0x1F | 0x7F => self.gap.met |= met::SPACE,
            _ => self.gap.met |= met::SOFT,
        }
        i + 1
    }

    pub(super) fn line_break(&mut self) {
        self.gap.lines += 1;
        self.gap.met |= met::SPACE;
        self.gap.met &= !met::BULLET;
    }

    /// Nothing of a word follows: white space, the end, a closing mark or another stop.
    pub(super) fn end_of_word(&self, i: usize) -> bool {
        match self.char_at(i) {
            None => true,
            Some(c) => !c.is_alphanumeric(),
        }
    }

    pub(super) fn full_stop(&mut self, i: usize) -> usize {
        let mut end = i + 1;
        while self.at(end) == b'.' {
            end += 1;
        }
        if end - i > 1 {
            self.gap.bits |= bound::mark('…').unwrap_or(0);
            self.gap.met |= met::WEAK_STOP;
            return end;
        }
        if !self.end_of_word(end) {
            self.gap.met |= met::SOFT;
            return end;
        }
        if let Some(last) = self.out.tokens.last().filter(|t| t.end as usize == i) {
            let word = self.out.word_so_far(last);
            let at_line_end = matches!(self.at(end), 0 | b'\n' | b'\r');
            let initial = last.end - last.start == 1 && last.is(class::TITLE) && word != "i";
            let dotted =
                last.start >= 2 && self.at(last.start as usize - 1) == b'.' && last.end - last.start == 1;
            if !at_line_end && (initial || dotted || ABBREVIATIONS.contains(&word)) {
                return end;
            }
            // `we sat.` and `in the sun.` are no Saturdays and Sundays.
            let name = last.is(class::TITLE) || !matches!(word, "mon" | "wed" | "sat" | "sun");
            let weekday = name && SHORT_WEEKDAYS.contains(&word);
            if (weekday || SHORT_MONTHS.contains(&word)) && self.date_goes_on(end, weekday) {
                return end;
            }
        }
        self.gap.met |= met::HARD;
        self.gap.met |= met::STOP;
        end
    }

    /// After `Fri.` or `Jan.`: a comma, a number on the same line, or behind a weekday the name of a month.
    fn date_goes_on(&self, end: usize, weekday: bool) -> bool {
        if self.at(end) == b',' {
            return true;
        }
        let mut next = end;
        while matches!(self.at(next), b' ' | b'\t') {
            next += 1;
        }
        let follows = self.bytes.get(next..).unwrap_or(&[]);
        let month = |m: &&&str| follows.get(..3).is_some_and(|f| f.eq_ignore_ascii_case(&m.as_bytes()[..3]));
        next > end
            && (self.at(next).is_ascii_digit()
                || (weekday && (SHORT_MONTHS.iter().any(|m| month(&m)) || month(&&"may"))))
    }

    pub(super) fn dash(&mut self, i: usize) -> usize {
        let next = self.at(i + 1);
        let tight = self.touches(i);
        if tight && (is_word(next) || next >= 0x80) && next != b'-' {
            self.gap.met |= met::HYPHEN;
        } else if !tight
            && next.is_ascii_digit()
            && self.gap.has(met::SPACE)
            && self.gap.lines == 0
            && !self.out.tokens.is_empty()
        {
            return self.number(i, i + 1);
        } else {
            self.gap.met |= met::SOFT;
            self.gap.bits |= bound::CLAUSE;
            if self.gap.lines > 0 || self.out.tokens.is_empty() {
                self.gap.met |= met::BULLET;
            }
        }
        i + 1
    }

    pub(super) fn hash(&mut self, i: usize) -> usize {
        let next = self.at(i + 1);
        if self.touches(i) {
            // `C#`, `issue#3`: no tag.
            self.gap.met |= met::SOFT;
            return i + 1;
        }
        if next.is_ascii_digit() {
            let mut end = i + 1;
            while self.at(end).is_ascii_digit() {
                end += 1;
            }
            let goes_on = is_word(self.at(end))
                || self.at(end) == b'_'
                || (self.at(end) >= 0x80 && self.inside(end).is_some());
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
                    Some(next) if self.char_at(end).is_none_or(|c| c != '\u{2019}') => end = next,
                    _ => break,
                }
            } else {
                break;
            }
        }
        let letters = self.text[i + 1..end].chars().any(char::is_alphabetic);
        if end == i + 1 || !letters {
            self.gap.met |= met::SOFT;
            return i + 1;
        }
        self.entity(i, end, class::HASHTAG, seen::HASHTAG);
        end
    }

    pub(super) fn at_sign(&mut self, i: usize) -> usize {
        if self.touches(i) || !(is_word(self.at(i + 1)) || self.at(i + 1) == b'_') {
            self.gap.met |= met::SOFT;
            return i + 1;
        }
        let mut end = i + 1;
        while is_word(self.at(end))
            || matches!(self.at(end), b'_' | b'.' | b'-')
                && (is_word(self.at(end + 1)) || self.at(end + 1) == b'_')
        {
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

    pub(super) fn cashtag(&self, i: usize) -> Option<usize> {
        if self.touches(i) {
            return None;
        }
        let mut end = i + 1;
        while self.at(end).is_ascii_alphabetic() {
            end += 1;
        }
        let count = end - i - 1;
        ((1..=6).contains(&count) && !is_word(self.at(end)) && self.bytes[i + 1].is_ascii_uppercase())
            .then_some(end)
    }
}
