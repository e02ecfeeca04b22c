//! Letters written one by one: `F R E E`, `c.l.i.c.k`. A reader sees the word, so that is the token.

use super::{Text, Token, bound, class};

/// A word that is spaced out has this many letters at least; shorter ones are joined only beside such a word.
const LEAST: usize = 3;

/// Joined by marks instead of blanks, this many: `a.m.`, `e.g.` and `U.S.A.` stay what they are.
const LEAST_BY_MARKS: usize = 4;

/// A word of letters written one by one, as a range of tokens.
struct Chain {
    first: usize,
    after: usize,
    separator: u8,
}

/// Joins such letters to words.
pub(super) fn join(raw: &str, text: &mut Text) {
    let chains = chains(raw, text);
    if chains.is_empty() {
        return;
    }
    let tokens = std::mem::take(&mut text.tokens);
    let bounds = std::mem::take(&mut text.bounds);
    let mut chains = chains.into_iter().peekable();
    let mut i = 0;
    while i < tokens.len() {
        text.bounds.push(bounds[i]);
        match chains.next_if(|chain| chain.first == i) {
            Some(chain) => {
                let letters = &tokens[chain.first..chain.after];
                let joined = word(raw, text, letters);
                text.tokens.push(joined);
                i = chain.after;
            }
            None => {
                text.tokens.push(tokens[i]);
                i += 1;
            }
        }
    }
}

fn word(raw: &str, text: &mut Text, letters: &[Token]) -> Token {
    let key = text.buffer.len();
    for (i, letter) in letters.iter().enumerate() {
        if i > 0 && is_apostrophe(&raw.as_bytes()[letters[i - 1].end as usize..letter.start as usize]) {
            text.buffer.push(b'\'');
        }
        let (from, to) = (letter.key as usize, (letter.key + letter.len) as usize);
        text.buffer.extend_from_within(from..to);
    }
    let (first, last) = (letters[0], letters[letters.len() - 1]);
    let mut bits = class::WORD | class::SPACED | first.class & class::TITLE;
    if letters.iter().all(|l| l.is(class::TITLE)) {
        bits |= class::CAPS;
    }
    bits |= letters.iter().fold(0, |bits, l| bits | l.class & (class::CODE | class::STYLED));
    Token {
        start: first.start,
        end: last.end,
        key: key as u32,
        len: (text.buffer.len() - key) as u32,
        class: bits,
    }
}

/// `d o n ' t`
fn is_apostrophe(gap: &[u8]) -> bool {
    matches!(gap, b" ' " | b" \xE2\x80\x99 ")
}

/// The chains that are words, in order.
fn chains(raw: &str, text: &Text) -> Vec<Chain> {
    let mut all: Vec<Chain> = Vec::new();
    // Chains that only blanks divide: one of them has to be a word for the short ones to be words.
    let mut group: Vec<Chain> = Vec::new();
    let close = |group: &mut Vec<Chain>, all: &mut Vec<Chain>| {
        let least = |c: &Chain| if c.separator == b' ' { LEAST } else { LEAST_BY_MARKS };
        if group.iter().any(|c| c.after - c.first >= least(c)) {
            all.extend(group.drain(..).filter(|c| c.after - c.first > 1));
        }
        group.clear();
    };
    let tokens = &text.tokens;
    let mut i = 0;
    while i < tokens.len() {
        if !is_letter(&tokens[i]) {
            close(&mut group, &mut all);
            i += 1;
            continue;
        }
        let first = i;
        let mut separator = 0;
        i += 1;
        while i < tokens.len() && is_letter(&tokens[i]) {
            let gap = &raw.as_bytes()[tokens[i - 1].end as usize..tokens[i].start as usize];
            let mark = match gap {
                [mark @ (b' ' | b'.' | b'-' | b'_' | b'*')] => *mark,
                _ if is_apostrophe(gap) => b' ',
                _ => break,
            };
            if separator != 0 && separator != mark {
                break;
            }
            separator = mark;
            i += 1;
        }
        if first > 0 && text.bounds[first] & bound::JOIN == 0 {
            close(&mut group, &mut all);
        }
        group.push(Chain { first, after: i, separator: if separator == 0 { b' ' } else { separator } });
    }
    close(&mut group, &mut all);
    all
}

/// A letter that stands by itself.
pub(super) fn is_letter(token: &Token) -> bool {
    token.is(class::WORD) && token.len == 1
}

#[cfg(test)]
mod tests {
    use super::super::{Text, read};

    fn words(raw: &str) -> Vec<String> {
        let mut text = Text::default();
        read(raw, &mut text);
        assert_eq!(text.tokens.len() + 1, text.bounds.len());
        text.tokens.iter().map(|t| text.word(t).to_string()).collect()
    }

    #[test]
    fn letters_one_by_one_are_a_word() {
        assert_eq!(words("get F R E E  l i k e s  o n  X now"), ["get", "free", "likes", "on", "x", "now"]);
        assert_eq!(words("c.l.i.c.k here"), ["click", "here"]);
        assert_eq!(words("ｆ ｒ ｅ ｅ"), ["free"]);
    }

    #[test]
    fn what_is_written_so_by_habit_stays() {
        assert_eq!(words("at 9 a.m. in the U.S.A. or e.g. here").len(), 13);
        assert_eq!(words("plan A or B"), ["plan", "a", "or", "b"]);
        assert_eq!(words("I, a B and C"), ["i", "a", "b", "and", "c"]);
    }
}
