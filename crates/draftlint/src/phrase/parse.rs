//! Reads the text of a phrase.

use super::{Assert, Entity, Phrase, PhraseFault, Symbol};
use crate::document::{self, Text, bound, class};

/// Reads a phrase of the language.
pub(crate) fn parse(text: &str) -> Result<Phrase, PhraseFault> {
    let mut parser = Parser::new(text);
    // Most entries of lexicons are no more than this.
    if parser.plain_word().is_some_and(|word| word.len() == text.len()) {
        return Ok(Phrase::Symbol(Symbol::Word(text.to_ascii_lowercase())));
    }
    parser.open.reserve(16);
    let phrase = parser.alternatives(None)?;
    not_empty(&phrase, text)?;
    if parser.gaps {
        not_open(&phrase)?;
    }
    Ok(phrase)
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: u32,
    /// Whether a gap was read.
    gaps: bool,
    /// What was read of every sequence and bracket that is still open.
    open: Vec<Phrase>,
}

fn fault<T>(offset: usize, message: impl Into<String>, help: impl Into<String>) -> Result<T, PhraseFault> {
    Err(PhraseFault { offset, message: message.into(), help: help.into() })
}

const SPECIAL: &str = "()[]|<>{}^$\"'\\*";

impl<'t> Parser<'t> {
    fn new(text: &'t str) -> Parser<'t> {
        Parser { text, at: 0, depth: 0, gaps: false, open: Vec::new() }
    }

    /// What was read since `first` as one phrase.
    fn close(&mut self, first: usize, several: fn(Vec<Phrase>) -> Phrase) -> Phrase {
        if self.open.len() == first + 1
            && let Some(one) = self.open.pop()
        {
            return one;
        }
        several(self.open.drain(first..).collect())
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn eat(&mut self, literal: &str) -> bool {
        let found = self.rest().starts_with(literal);
        if found {
            self.at += literal.len();
        }
        found
    }

    /// Alternatives up to the closing bracket.
    fn alternatives(&mut self, close: Option<char>) -> Result<Phrase, PhraseFault> {
        let opened = self.at;
        self.depth += 1;
        if self.depth > 16 {
            return fault(opened, "brackets are nested too deeply", "use a lexicon, or several phrases");
        }
        let first = self.open.len();
        loop {
            let item = self.sequence()?;
            self.open.push(item);
            match self.peek() {
                Some('|') => {
                    if close.is_none() {
                        return fault(
                            self.at,
                            "`|` stands outside brackets",
                            "write `(a|b)`, or two phrases",
                        );
                    }
                    self.at += 1;
                }
                Some(c) if Some(c) == close => {
                    self.at += 1;
                    break;
                }
                Some(c) => {
                    return fault(
                        self.at,
                        format!("`{c}` closes nothing"),
                        "remove it, or escape it as `\\`",
                    );
                }
                None if close.is_none() => break,
                None => return fault(opened.saturating_sub(1), "this bracket is not closed", "close it"),
            }
        }
        self.depth -= 1;
        Ok(self.close(first, Phrase::Either))
    }

    fn sequence(&mut self) -> Result<Phrase, PhraseFault> {
        let first = self.open.len();
        let mut spaced = true;
        while let Some(c) = self.peek() {
            if let Some(word) = self.plain_word() {
                self.at += word.len();
                self.open.push(Phrase::Symbol(Symbol::Word(word.to_ascii_lowercase())));
                spaced = false;
                continue;
            }
            let start = self.at;
            match c {
                ' ' | '\n' | '\t' => {
                    self.at += 1;
                    spaced = true;
                    continue;
                }
                '|' | ')' | ']' => break,
                '(' => {
                    if !spaced && matches!(self.open[first..].last(), Some(Phrase::Symbol(Symbol::Word(_)))) {
                        return self.glued(start);
                    }
                    self.at += 1;
                    let inner = self.alternatives(Some(')'))?;
                    let item = self.repeated(inner)?;
                    self.open.push(item);
                }
                '[' => {
                    self.at += 1;
                    let inner = self.alternatives(Some(']'))?;
                    self.open.push(Phrase::Repeat(Box::new(inner), 0, 1));
                }
                '<' => {
                    let name = self.name('<', '>')?;
                    let item = self.repeated(Phrase::Symbol(Symbol::Lexicon(name)))?;
                    self.open.push(item);
                }
                '{' => {
                    let name = self.name('{', '}')?;
                    let Some((_, entity)) = Entity::ALL.iter().find(|(n, _)| *n == name) else {
                        let known: Vec<&str> = Entity::ALL.iter().map(|(n, _)| *n).collect();
                        return fault(
                            start,
                            format!("unknown entity `{{{name}}}`"),
                            crate::value::suggestion(&name, &known),
                        );
                    };
                    let item = self.repeated(Phrase::Symbol(Symbol::Entity(*entity)))?;
                    self.open.push(item);
                }
                '^' => {
                    self.at += 1;
                    self.open.push(Phrase::Assert(Assert::Imperative));
                }
                '"' => {
                    self.at += 1;
                    let Some(end) =
                        self.rest().find('"').or_else(|| self.rest().starts_with("\\\"").then_some(2))
                    else {
                        return fault(start, "this `\"` is not closed", "write a mark as `\":\"`");
                    };
                    let inner = self.rest()[..end].replace('\\', "");
                    let mut chars = inner.chars();
                    let (Some(mark), None) = (chars.next(), chars.next()) else {
                        return fault(
                            start,
                            format!("`\"{inner}\"` is not one mark"),
                            "write words without quotes; one mark as `\":\"`",
                        );
                    };
                    let Some(bit) = bound::mark(mark) else {
                        return fault(
                            start,
                            format!("`{mark}` is not a mark that a phrase can ask for"),
                            format!("known marks: {}", bound::MARKS),
                        );
                    };
                    self.at += end + 1;
                    self.open.push(Phrase::Mark(bit));
                }
                '\'' if spaced => {
                    self.at += 1;
                    let Some(end) = self.rest().find('\'') else {
                        return fault(start, "this `'` is not closed", "write an exact word as `'f4f'`");
                    };
                    let inner = self.rest()[..end].to_string();
                    self.at += end + 1;
                    single(&inner, start)?;
                    self.open.push(Phrase::Symbol(Symbol::Exact(inner)));
                }
                '.' if self.rest().starts_with("...") => {
                    self.at += 3;
                    let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
                    let most = if digits == 0 { 3 } else { self.rest()[..digits].parse().unwrap_or(99) };
                    self.at += digits;
                    if most == 0 || most > 20 {
                        return fault(
                            start,
                            "a gap takes one to twenty tokens",
                            "write `...` for three, `...8` for eight",
                        );
                    }
                    self.gaps = true;
                    self.open.push(Phrase::Gap(most));
                }
                '>' | '}' | '$' | '*' => {
                    return fault(
                        start,
                        format!("`{c}` has no meaning here"),
                        format!("escape it as `\\{c}` if the text itself holds it"),
                    );
                }
                _ => self.word()?,
            }
            spaced = false;
        }
        Ok(self.close(first, Phrase::Sequence))
    }

    /// `friend(s)`: a bracket glued to a word.
    fn glued<T>(&self, start: usize) -> Result<T, PhraseFault> {
        let before = self.text[..start].rsplit([' ', '(', '|', '[']).next().unwrap_or("");
        let inner = self.text[start + 1..].split(')').next().unwrap_or("");
        fault(
            start,
            format!("`{before}({inner})` glues a bracket to a word"),
            format!("write `({before}|{before}{inner})`"),
        )
    }

    fn name(&mut self, open: char, close: char) -> Result<String, PhraseFault> {
        let start = self.at;
        self.at += 1;
        let Some(end) = self.rest().find(close) else {
            return fault(start, format!("`{open}` is not closed"), format!("close it with `{close}`"));
        };
        let name = self.rest()[..end].to_string();
        self.at += end + 1;
        let plain = !name.is_empty()
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if !plain {
            return fault(
                start,
                format!("`{open}{name}{close}` is no name"),
                "names are lower-case words joined by hyphens",
            );
        }
        Ok(name)
    }

    /// `{0,3}` or `{2}` right after an item.
    fn repeated(&mut self, item: Phrase) -> Result<Phrase, PhraseFault> {
        let start = self.at;
        let digits =
            self.rest().strip_prefix('{').is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()));
        if !digits {
            return Ok(item);
        }
        self.at += 1;
        let Some(end) = self.rest().find('}') else {
            return fault(start, "`{` is not closed", "write `{0,3}`");
        };
        let inner = self.rest()[..end].to_string();
        self.at += end + 1;
        let (least, most) = inner.split_once(',').unwrap_or((&inner, &inner));
        match (least.trim().parse::<u32>(), most.trim().parse::<u32>()) {
            (Ok(least), Ok(most)) if least <= most && most <= 8 && most > 0 => {
                Ok(Phrase::Repeat(Box::new(item), least, most))
            }
            _ => fault(start, format!("`{{{inner}}}` is no repetition"), "write `{0,3}`; at most 8 times"),
        }
    }

    /// A word of ASCII letters with a space, a bracket's end or nothing behind it: most words of most phrases, and
    /// one token for certain.
    #[inline]
    fn plain_word(&self) -> Option<&'t str> {
        let rest = &self.text[self.at..];
        let bytes = rest.as_bytes();
        let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
        let mut len = 0;
        while letter(len) || len > 0 && bytes.get(len) == Some(&b'\'') && letter(len - 1) && letter(len + 1) {
            len += 1;
        }
        let ends = matches!(bytes.get(len), None | Some(b' ' | b'|' | b')' | b']'));
        (len > 0 && ends).then(|| &rest[..len])
    }

    /// Plain text up to the next space or special character.
    fn word(&mut self) -> Result<(), PhraseFault> {
        let start = self.at;
        let mut text = String::new();
        while let Some(c) = self.peek() {
            if c == '\\' {
                self.at += 1;
                let Some(escaped) = self.peek() else {
                    return fault(start, "nothing stands after `\\`", "write `\\(` for a bracket itself");
                };
                self.at += escaped.len_utf8();
                text.push(escaped);
                continue;
            }
            let apostrophe = c == '\'' && !text.is_empty();
            if c == ' ' || (SPECIAL.contains(c) && !apostrophe) || self.rest().starts_with("...") {
                break;
            }
            self.at += c.len_utf8();
            text.push(c);
        }
        for (name, open) in [("post", Assert::PostStart), ("line", Assert::LineStart)] {
            if text == name && self.eat("^") {
                self.open.push(Phrase::Assert(open));
                return Ok(());
            }
        }
        for (name, close) in [("line", Assert::LineEnd), ("end", Assert::End)] {
            if text == name && self.eat("$") {
                self.open.push(Phrase::Assert(close));
                return Ok(());
            }
        }
        if self.eat("*") {
            let letters = text.chars().filter(|c| c.is_alphabetic()).count();
            if letters < 4 || text.len() < 4 || !text.is_ascii() {
                return fault(
                    start,
                    format!("`{text}*` is too short"),
                    "a word beginning needs at least four letters; write the words out",
                );
            }
            let tag = text.strip_prefix('#').map(str::to_string);
            if tag.is_some() {
                return fault(start, "a tag cannot end in `*`", "write the tags out");
            }
            self.open.push(Phrase::Symbol(Symbol::Prefix(text.to_lowercase())));
            return Ok(());
        }
        if self.rest().starts_with('(') {
            return self.glued(self.at);
        }
        let mut read = Text::default();
        document::read(&text, &mut read);
        if read.tokens.is_empty() {
            return fault(start, format!("`{text}` holds no word"), "write a mark as `\":\"`");
        }
        for (i, token) in read.tokens.iter().enumerate() {
            let joined = i == 0 || read.bounds[i] & bound::JOIN != 0;
            if !joined {
                return fault(
                    start,
                    format!("`{text}` cannot be one run of words"),
                    "separate the words, and write marks as `\":\"`",
                );
            }
            let word = read.word(token).to_string();
            self.open.push(Phrase::Symbol(if token.is(class::HASHTAG) {
                Symbol::Tag(word)
            } else {
                Symbol::Word(word)
            }));
        }
        Ok(())
    }
}

fn single(word: &str, at: usize) -> Result<(), PhraseFault> {
    let mut read = Text::default();
    document::read(word, &mut read);
    if read.tokens.len() == 1 && read.tokens[0].is(class::WORD) {
        return Ok(());
    }
    fault(at, format!("`'{word}'` is not one word"), "one word in exact case: `'f4f'`")
}

/// What no phrase may be.
#[cfg(test)]
pub(crate) fn check(phrase: &Phrase) -> Result<(), PhraseFault> {
    not_empty(phrase, "").and_then(|()| not_open(phrase))
}

/// No phrase may match nothing at all.
fn not_empty(phrase: &Phrase, text: &str) -> Result<(), PhraseFault> {
    if nullable(phrase) {
        return fault(
            0,
            format!("`{text}` would match nothing at all"),
            "leave at least one word outside `[ ]`",
        );
    }
    Ok(())
}

/// No phrase may begin with a gap, or end with one that no assertion closes.
fn not_open(phrase: &Phrase) -> Result<(), PhraseFault> {
    if gap_at(phrase, true) {
        return fault(0, "a phrase cannot begin with a gap", "begin with a word that must be there");
    }
    if gap_at(phrase, false) {
        return fault(
            0,
            "a phrase cannot end with a gap",
            "end with a word that must be there, or with `end$` or `line$`",
        );
    }
    Ok(())
}

/// Whether a gap can be the first or the last thing of a phrase.
fn gap_at(phrase: &Phrase, first: bool) -> bool {
    match phrase {
        Phrase::Gap(_) => true,
        Phrase::Either(items) => items.iter().any(|p| gap_at(p, first)),
        Phrase::Repeat(item, _, _) => gap_at(item, first),
        Phrase::Sequence(items) => {
            let nth = |i: usize| if first { &items[i] } else { &items[items.len() - 1 - i] };
            for item in (0..items.len()).map(nth) {
                if gap_at(item, first) {
                    return true;
                }
                // An assertion closes a gap at the end; it opens nothing at the beginning.
                let closes = !first && matches!(item, Phrase::Assert(_) | Phrase::Mark(_));
                if closes || !nullable(item) {
                    return false;
                }
            }
            false
        }
        Phrase::Symbol(_) | Phrase::Assert(_) | Phrase::Mark(_) => false,
    }
}

fn nullable(phrase: &Phrase) -> bool {
    match phrase {
        Phrase::Sequence(items) => items.iter().all(nullable),
        Phrase::Either(items) => items.iter().any(nullable),
        Phrase::Repeat(item, least, _) => *least == 0 || nullable(item),
        Phrase::Symbol(_) => false,
        Phrase::Gap(_) | Phrase::Assert(_) | Phrase::Mark(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(w: &str) -> Phrase {
        Phrase::Symbol(Symbol::Word(w.into()))
    }

    #[test]
    fn reads_the_language() {
        assert_eq!(parse("Buy NOW").unwrap(), Phrase::Sequence(vec![word("buy"), word("now")]));
        assert_eq!(
            parse("^(act|order it) [right] now ...5 end$").unwrap(),
            Phrase::Sequence(vec![
                Phrase::Assert(Assert::Imperative),
                Phrase::Either(vec![word("act"), Phrase::Sequence(vec![word("order"), word("it")])]),
                Phrase::Repeat(Box::new(word("right")), 0, 1),
                word("now"),
                Phrase::Gap(5),
                Phrase::Assert(Assert::End),
            ])
        );
        assert_eq!(parse("risk-free").unwrap(), parse("risk free").unwrap());
        assert_eq!(parse("#F4F").unwrap(), Phrase::Symbol(Symbol::Tag("f4f".into())));
        assert_eq!(parse("'f4f'").unwrap(), Phrase::Symbol(Symbol::Exact("f4f".into())));
        assert_eq!(parse("follow*").unwrap(), Phrase::Symbol(Symbol::Prefix("follow".into())));
        assert_eq!(parse("don't").unwrap(), word("don't"));
        assert_eq!(
            parse("<net>{0,2} {money}").unwrap(),
            Phrase::Sequence(vec![
                Phrase::Repeat(Box::new(Phrase::Symbol(Symbol::Lexicon("net".into()))), 0, 2),
                Phrase::Symbol(Symbol::Entity(Entity::Money)),
            ])
        );
    }

    #[test]
    fn plain_words_are_what_the_tokenizer_reads() {
        for text in ["a", "We", "don't", "rock'n'roll", "HTTP", "www", "I", "hundred", "follow's"] {
            let mut read = Text::default();
            document::read(text, &mut read);
            let words: Vec<Phrase> = read.tokens.iter().map(|token| word(read.word(token))).collect();
            let plain = Parser::new(text).plain_word().map(|w| word(&w.to_ascii_lowercase()));
            assert_eq!(plain.as_slice(), words);
        }
        for text in
            ["'f4f'", "dogs'", "b2b", "x.com", "h\u{f6}r", "#tag", "end$", "post^", "friend(s)", "follow*"]
        {
            assert_eq!(Parser::new(text).plain_word(), None, "{text}");
        }
    }

    #[test]
    fn faults_carry_a_remedy() {
        let remedy = |text: &str| parse(text).unwrap_err().help;
        assert_eq!(remedy("tag a friend(s)"), "write `(friend|friends)`");
        assert!(remedy("[x]").contains("outside"));
        assert!(remedy("{mony}").contains("{money}") || remedy("{mony}").contains("`money`"));
        assert!(remedy("... word").contains("begin with a word"));
        assert!(remedy("fol*").contains("four letters"));
        assert!(parse("(a|b").is_err() && parse("a)").is_err() && parse("a|b").is_err());
    }
}
