//! The counter of a post within a thread: `1/5`, `(1/5)`, `1/`, `1)` at its start or its end.
//!
//! Only the form is judged here. Whether the posts of a thread agree, and so whether a lone `3/4` is a counter at
//! all, is for the one who sees the whole thread.

/// Where a counter stands, and how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Style {
    pub(crate) form: Form,
    /// `(1/5)` or `[1/5]`.
    pub(crate) brackets: bool,
    /// At the start of the post, not at its end.
    pub(crate) leads: bool,
}

/// How a counter is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// `1/5`, or `(1 of 5)`
    Total,
    /// `1/`, or `1/n`
    Open,
    /// `1)`, `1.` or `(1)`, as items of a list are numbered.
    Item,
}

/// The counter of a post. Places are bytes of its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counter {
    /// Its first byte, with its brackets.
    pub(crate) start: usize,
    /// The byte after it.
    pub(crate) end: usize,
    pub(crate) number: u32,
    pub(crate) total: Option<u32>,
    pub(crate) style: Style,
    /// The digits of the number.
    number_at: (usize, usize),
    /// The digits of the total.
    total_at: Option<(usize, usize)>,
}

impl Counter {
    /// The counter with other numbers, written as it is.
    pub(crate) fn with(&self, text: &str, number: u32, total: Option<u32>) -> String {
        let part = |from: usize, to: usize| text.get(from..to).unwrap_or("");
        let mut out = format!("{}{number}", part(self.start, self.number_at.0));
        match (self.total_at, total) {
            (Some((from, to)), Some(total)) => {
                out.push_str(part(self.number_at.1, from));
                out.push_str(&total.to_string());
                out.push_str(part(to, self.end));
            }
            _ => out.push_str(part(self.number_at.1, self.end)),
        }
        out
    }

    /// The text without the counter: what stands before it and after it, one of which is empty or nearly so.
    pub(crate) fn rest<'t>(&self, text: &'t str) -> &'t str {
        let (before, after) = (text.get(..self.start).unwrap_or(""), text.get(self.end..).unwrap_or(""));
        if self.style.leads { after } else { before }
    }
}

/// So far may a number be beyond its total: `6/5` is a slip, `24/7` is none.
const SLIP: u32 = 5;
/// No thread has more posts.
const MOST: u32 = 300;
/// Tags and links after a counter that are looked past.
const TRAILING: usize = 8;

/// Words after which `3/4` is a date, a score or a fraction.
const BEFORE: &str = "a about after an and april are at august be beat before between by december for friday from in is \
    january july june lose lost march may monday next no november nr october of on only or over ratio \
    room saturday score scored september since size sunday than the this thursday till to tuesday under \
    unit until up vs was wednesday week were won";

/// Words before which it is one.
const AFTER: &str = "a am an and at cup cups done finished from hour hours inch inches is lb lbs mile miles of off or \
    ounce ounces oz pm pound pounds price recommend star stars tablespoon tablespoons tbsp teaspoon \
    teaspoons the through to tsp until was would";

fn listed(list: &str, word: &str) -> bool {
    list.split(' ').any(|w| w == word)
}

/// The counter of a post.
pub(crate) fn find(text: &str) -> Option<Counter> {
    let first = at_start(text);
    // `1. Ask first. … 2/5`: an item within a numbered post.
    if first.is_none_or(|c| c.style.form == Form::Item) {
        if let Some(last) = at_end(text) {
            return Some(last);
        }
    }
    first.filter(|c| c.style.form != Form::Item || !goes_on(text, c))
}

/// What is read at one place: the form, the numbers with their digits, and the byte after it.
struct Read {
    form: Form,
    brackets: bool,
    number: (u32, usize, usize),
    total: Option<(u32, usize, usize)>,
    end: usize,
}

/// One to three digits at a byte: the number and its span. No counter is padded with zeros; dates are.
fn digits(text: &str, at: usize) -> Option<(u32, usize, usize)> {
    let run = text.as_bytes().get(at..)?.iter().take_while(|b| b.is_ascii_digit()).count();
    let number = text.get(at..at + run)?;
    if run == 0 || run > 3 || (run > 1 && number.starts_with('0')) {
        return None;
    }
    number.parse().ok().filter(|n| *n <= MOST).map(|n| (n, at, at + run))
}

/// Reads a counter that begins at a byte; what follows it is for the caller to judge.
fn read(text: &str, start: usize) -> Option<Read> {
    let byte = |at: usize| text.as_bytes().get(at).copied().unwrap_or(0);
    let blank = |at: usize| if byte(at) == b' ' { at + 1 } else { at };
    let closing = match byte(start) {
        b'(' => b')',
        b'[' => b']',
        _ => 0,
    };
    let brackets = closing != 0;
    let number = digits(text, if brackets { start + 1 } else { start })?;
    let slash = blank(number.2);
    let rest = text.get(number.2..)?;
    let (form, total, end) = if byte(slash) == b'/' {
        let after = if slash > number.2 { blank(slash + 1) } else { slash + 1 };
        match digits(text, after) {
            Some(total) => (Form::Total, Some(total), total.2),
            // `1/n`, `1/?`: a total that is still open.
            None if matches!(byte(slash + 1), b'n' | b'N' | b'x' | b'X' | b'?') => {
                (Form::Open, None, slash + 2)
            }
            None if slash == number.2 => (Form::Open, None, slash + 1),
            None => return None,
        }
    } else if brackets && rest.starts_with(" of ") {
        let total = digits(text, number.2 + 4)?;
        (Form::Total, Some(total), total.2)
    } else if brackets {
        (Form::Item, None, number.2)
    } else if matches!(byte(number.2), b')' | b'.') {
        (Form::Item, None, number.2 + 1)
    } else {
        return None;
    };
    let end = match brackets {
        true if byte(end) == closing => end + 1,
        true => return None,
        false => end,
    };
    let plausible = total.is_none_or(|(total, ..)| total > 0 && number.0 <= total + SLIP);
    plausible.then_some(Read { form, brackets, number, total, end })
}

fn counter(start: usize, read: &Read, leads: bool) -> Counter {
    Counter {
        start,
        end: read.end,
        number: read.number.0,
        total: read.total.map(|(total, ..)| total),
        style: Style { form: read.form, brackets: read.brackets, leads },
        number_at: (read.number.1, read.number.2),
        total_at: read.total.map(|(_, from, to)| (from, to)),
    }
}

/// An emoji or a mark of emphasis: what may stand around a counter.
fn is_ornament(c: char) -> bool {
    matches!(c, '*' | '_') || (!c.is_ascii() && !c.is_alphanumeric() && !matches!(c, '“' | '„' | '«' | '‘'))
}

fn at_start(text: &str) -> Option<Counter> {
    let lead = text.trim_start_matches(|c: char| c.is_whitespace() || is_ornament(c));
    let start = text.len() - lead.len();
    let read = read(text, start)?;
    let rest = text.get(read.end..)?;
    let next = rest.chars().next();
    let apart =
        next.is_none_or(|c| c.is_whitespace() || is_ornament(c) || matches!(c, ':' | '-' | '.' | ')'));
    if !apart || (read.form == Form::Item && !next.is_some_and(char::is_whitespace)) {
        return None;
    }
    // `1/5-2/5`, `1/2-inch`
    let glued =
        rest.len() > 1 && rest.starts_with(['-', '.', ')']) && rest.as_bytes()[1].is_ascii_alphanumeric();
    let word = rest.trim_start_matches(' ').split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let fraction = read.form == Form::Total && !read.brackets && listed(AFTER, word);
    (!glued && !fraction).then(|| counter(start, &read, true))
}

fn at_end(text: &str) -> Option<Counter> {
    let mut end = text.len();
    for _ in 0..TRAILING {
        let body = text[..end].trim_end_matches(|c: char| c.is_whitespace() || is_ornament(c));
        let word = body.rfind(char::is_whitespace).map_or(body, |at| &body[at..]).trim_start();
        end = body.len();
        if !(word.starts_with('#') || word.starts_with("http")) {
            break;
        }
        end -= word.len();
    }
    let body = &text[..end];
    let start = match body.as_bytes().last()? {
        b')' => body.rfind('(')?,
        b']' => body.rfind('[')?,
        b'/' | b'n' | b'N' | b'x' | b'X' | b'?' | b'0'..=b'9' => {
            let tail = body.trim_end_matches(|c: char| {
                c.is_ascii_digit() || matches!(c, '/' | 'n' | 'N' | 'x' | 'X' | '?')
            });
            tail.len()
        }
        _ => return None,
    };
    let read = read(text, start).filter(|r| r.end == end && r.form != Form::Item)?;
    if !read.brackets {
        let before = body[..start].trim_end_matches(' ');
        let glued = before.len() == start && !before.is_empty();
        let last = before.chars().next_back();
        if glued && !last.is_some_and(|c| c == '\n' || (!c.is_ascii() && !c.is_alphanumeric())) {
            return None;
        }
        if last.is_some_and(|c| matches!(c, '/' | '-' | '+' | '$' | '€' | '£' | '=' | '&')) {
            return None;
        }
        let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        if listed(BEFORE, &word.to_lowercase()) {
            return None;
        }
    }
    Some(counter(start, &read, false))
}

/// The post goes on with the next item: it holds a list.
fn goes_on(text: &str, counter: &Counter) -> bool {
    text[counter.end..].lines().skip(1).any(|line| {
        let line = line.trim_start();
        read(line, 0).is_some_and(|r| r.form == Form::Item && r.number.0 == counter.number + 1)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn seen(text: &str) -> Option<(&str, u32, Option<u32>)> {
        find(text).map(|c| (&text[c.start..c.end], c.number, c.total))
    }

    #[test]
    fn counters_are_found() {
        assert_eq!(seen("1/5 Five things."), Some(("1/5", 1, Some(5))));
        assert_eq!(seen("🧵 1/5: Five things."), Some(("1/5", 1, Some(5))));
        assert_eq!(seen("Bees come home at dusk. 2/3"), Some(("2/3", 2, Some(3))));
        assert_eq!(seen("Bees come home at dusk (2/3)"), Some(("(2/3)", 2, Some(3))));
        assert_eq!(
            seen("Bees come home. (2 of 3) #bees https://bees.example/1/2"),
            Some(("(2 of 3)", 2, Some(3)))
        );
        assert_eq!(seen("[2/3]\nBees come home."), Some(("[2/3]", 2, Some(3))));
        assert_eq!(seen("2 / 3 Bees come home."), Some(("2 / 3", 2, Some(3))));
        assert_eq!(seen("3/ Bees come home."), Some(("3/", 3, None)));
        assert_eq!(seen("Bees come home. 3/"), Some(("3/", 3, None)));
        assert_eq!(seen("1/n Bees come home."), Some(("1/n", 1, None)));
        assert_eq!(seen("Bees come home.\n\n2/3 🐝"), Some(("2/3", 2, Some(3))));
        assert_eq!(seen("4) Close the hive."), Some(("4)", 4, None)));
        assert_eq!(seen("1. Close the hive. 2/5"), Some(("2/5", 2, Some(5))));
        assert_eq!(seen("蜂が帰る。2/3"), Some(("2/3", 2, Some(3))));
        assert_eq!(seen("6/5 One more."), Some(("6/5", 6, Some(5))));
    }

    #[test]
    fn other_numbers_are_none() {
        for text in [
            "Open 24/7",
            "Doors open on 1/5",
            "They won 3/4",
            "1/2 cup of flour",
            "03/04 Doors open.",
            "1/5 of all bees",
            "10/10 would do it again",
            "See 1/2/2026",
            "1/2-inch screws",
            "Version 1.5",
            "Only $3/4",
            "2026 was a year",
            "1) Close the hive.\n2) Carry it.",
            "Read https://bees.example/2/3",
            "3.5 miles",
            "",
            "/",
            "5",
        ] {
            assert_eq!(seen(text), None, "{text:?}");
        }
    }

    #[test]
    fn numbers_are_written_as_they_stand() {
        let text = "Bees come home. (2 of 3)";
        assert_eq!(find(text).map(|c| c.with(text, 4, Some(12))), Some("(4 of 12)".into()));
        let text = "2/ Bees";
        assert_eq!(find(text).map(|c| c.with(text, 4, Some(12))), Some("4/".into()));
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "([0-9]{1,4}|[/()\\[\\]. nof#]|\\PC|\n|🧵){0,40}") {
            if let Some(c) = find(&text) {
                prop_assert!(c.start < c.end && text.get(c.start..c.end).is_some());
                let _ = (c.with(&text, 7, Some(9)), c.rest(&text));
            }
        }
    }
}
