//! Numbers in digits: with sign, currency, percent sign, clock times and the inner marks.

use super::chars::{self, Char};
use super::read::{Reader, is_word};
use super::{class, seen};

impl Reader<'_> {
    /// A number whose token began at `from` (with a sign or currency); its digits go on at `i`.
    pub(super) fn number(&mut self, from: usize, mut i: usize) -> usize {
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
            let simple =
                !matches!(self.at(end), b'_' | b'@') && (self.at(end) < 0x80 || self.inside(end).is_none());
            let dotted = self.at(end) == b'.' && is_word(self.at(end + 1));
            match suffix {
                b"k" | b"m" | b"bn" | b"b" | b"mn" | b"mm" if simple => {
                    let end = self.unit_end(end, &mut bits);
                    self.push(from, end, from, end - from, bits);
                    return end;
                }
                b"am" | b"pm" | b"a" | b"p"
                    if simple && !currency && !dotted && self.clock(digits_from, i) && suffix.len() == 2 =>
                {
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
            if next == b'.' && is_word(self.at(i + 1)) || self.bytes[from..i].contains(&b'.') && next != b'@'
            {
                if let Some(end) = self.try_bare(from) {
                    return end;
                }
            }
            if let Some(end) = self.try_mail(from, i) {
                return end;
            }
        } else if (matches!(next, b'/' | b':'))
            && self.bytes[from..i].iter().filter(|b| **b == b'.').count() == 3
        {
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

    /// A percent or currency sign right after a number belongs to it, and the plus of `10,000+`.
    pub(super) fn unit_end(&self, i: usize, bits: &mut u32) -> usize {
        if self.at(i) == b'%' {
            *bits |= class::PERCENT;
            return i + 1;
        }
        // Much of the world writes a blank before the sign: `10 %`.
        let blank = match (self.at(i), self.at(i + 1), self.at(i + 2)) {
            (b' ', ..) => 1,
            (0xC2, 0xA0, _) => 2,
            (0xE2, 0x80, 0xAF) => 3,
            _ => 0,
        };
        if blank > 0 && self.at(i + blank) == b'%' && !is_word(self.at(i + blank + 1)) {
            *bits |= class::PERCENT;
            return i + blank + 1;
        }
        let after = self.at(i + 1);
        if self.at(i) == b'+' && !is_word(after) && after != b'+' && after < 0x80 {
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

    pub(super) fn clock(&self, from: usize, to: usize) -> bool {
        let text = &self.text[from..to];
        let (hour, minute) = text.split_once([':', '.']).unwrap_or((text, "00"));
        hour.len() <= 2
            && hour.parse::<u8>().is_ok_and(|h| (1..=12).contains(&h))
            && minute.len() == 2
            && minute.parse::<u8>().is_ok_and(|m| m < 60)
    }

    pub(super) fn clock_with_colon(&self, from: usize, to: usize) -> bool {
        let mut parts = self.text[from..to].split(':');
        let (Some(h), Some(m)) = (parts.next(), parts.next()) else { return false };
        h.len() <= 2
            && h.parse::<u8>().is_ok_and(|h| h <= 24)
            && m.len() == 2
            && m.parse::<u8>().is_ok_and(|m| m < 60)
    }
}
