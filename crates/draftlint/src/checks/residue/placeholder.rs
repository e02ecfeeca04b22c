//! `residue/placeholder`: slots that nobody filled in.

use std::cell::OnceCell;

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::document::{bound, class, seen};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Placeholder {
    /// Nouns that a slot asks for.
    words: Vec<String>,
    /// Contents of brackets that are meant.
    allow: Vec<String>,
}

/// The longest content of a slot, in bytes.
const LONGEST: usize = 60;
/// Verbs that ask the writer for something.
const VERBS: &[&str] = &[
    "insert", "add", "enter", "fill", "put", "paste", "type", "replace", "choose", "select", "include",
    "update",
];
/// Words of which no slot consists, but which may stand beside its noun.
const FILLERS: &[&str] = &[
    "your",
    "our",
    "the",
    "a",
    "an",
    "here",
    "of",
    "and",
    "or",
    "goes",
    "in",
    "with",
    "for",
    "to",
    "first",
    "last",
    "full",
    "new",
    "own",
    "this",
    "client",
    "client's",
    "customer",
    "customer's",
    "company",
    "company's",
    "brand",
    "brand's",
    "event",
    "product",
    "speaker",
    "speaker's",
    "guest",
    "guest's",
    "recipient",
    "recipient's",
    "sender",
    "sender's",
    "short",
    "exact",
    "relevant",
    "specific",
    "correct",
    "social",
    "media",
    "post",
    "booking",
    "ticket",
    "landing",
    "page",
    "sign-up",
    "signup",
    "registration",
    "event's",
    "user",
    "user's",
    "team",
    "member",
    "author",
    "job",
    "start",
    "end",
    "phone",
    "email",
    "website",
    "discount",
    "promo",
    "it",
    "them",
    "on",
    "at",
    "by",
    "from",
    "website's",
    "store",
    "shop",
    "street",
    "main",
    "key",
    "target",
    "industry",
    "topic",
    "town",
];
/// Nouns that alone in brackets are as well a tag, an aside or a credit, unless in capitals.
const NEEDS_CAPITALS: &[&str] = &[
    "link", "url", "time", "address", "title", "number", "topic", "price", "amount", "product", "brand",
    "client", "company", "venue", "location", "hashtag", "handle",
];
/// Nouns that even in capitals may be a tag of the post: `[VIDEO] …`.
const TAGS: &[&str] = &[
    "photo", "image", "picture", "video", "quote", "question", "event", "headline", "text", "code",
    "caption", "logo",
];
/// Elements of HTML that are words of slots as well.
const ELEMENTS: &[&str] = &[
    "title", "link", "time", "address", "caption", "image", "video", "code", "data", "label", "quote", "text",
];

impl Check for Placeholder {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for (f, view) in support::texts(subject) {
            if view.text.seen & seen::SLOT == 0 || !view.text.has_any(b"[<%_") {
                continue;
            }
            let bytes = view.raw.as_bytes();
            let quiz = Quiz::default();
            let closers = Closers::default();
            let mut i = 0;
            while i < bytes.len() {
                let slot = match bytes[i] {
                    b'[' => self.square(&view, &closers, i).map(|(group, end)| (group, i, end)),
                    b'<' => self.angle(subject, &view, &closers, i).map(|end| ("slot", i, end)),
                    b'%' => percent(bytes, i).map(|start| ("unfinished-value", start, i + 1)),
                    b'_' => {
                        let end = run_end(bytes, i, b'_');
                        let gap = blank(&view, i, end) && !quiz.asked(&view);
                        if gap {
                            Some(("blank", i, end))
                        } else {
                            i = end;
                            continue;
                        }
                    }
                    _ => None,
                };
                match slot {
                    Some((group, start, end)) => {
                        if !view.text.in_code(start) {
                            found.push(Found::new(group).at(f, start as u32, end as u32));
                        }
                        i = end;
                    }
                    None => i += 1,
                }
            }
        }
    }
}

impl Placeholder {
    fn is_noun(&self, word: &str) -> bool {
        let single = word.strip_suffix('s').filter(|w| w.len() > 2);
        self.words
            .iter()
            .any(|w| w.eq_ignore_ascii_case(word) || single.is_some_and(|s| w.eq_ignore_ascii_case(s)))
    }

    /// The group and the end of the slot in square brackets that begins at a byte.
    fn square(&self, view: &FieldView<'_>, closers: &Closers, start: usize) -> Option<(&'static str, usize)> {
        let bytes = view.raw.as_bytes();
        let before = start.checked_sub(1).map(|i| bytes[i]);
        let close = content_end(bytes, start + 1, b'[', b']')?;
        let content = support::slice(view.raw, start + 1, close).trim();
        let after = bytes.get(close + 1);
        // `[text](address)`, `[text][name]`, `[[page]]`, `array[index]`, `![alt]`
        if matches!(after, Some(b'(' | b'[' | b']'))
            || matches!(before, Some(b']' | b'[' | b'!' | b'\\'))
            || before.is_some_and(|b| b.is_ascii_alphanumeric())
        {
            return None;
        }
        // `[name]: https://…`
        if after == Some(&b':')
            && bytes.get(close + 2) == Some(&b' ')
            && before.is_none_or(|b| b == b'\n')
            && support::slice(view.raw, close + 3, close + 7) == "http"
        {
            return None;
        }
        if content.is_empty() || self.allow.iter().any(|a| a.eq_ignore_ascii_case(content)) {
            return None;
        }
        let end = close + 1;
        if matches!(
            content.trim_start_matches(['£', '$', '€']).trim_end_matches('%'),
            "XX" | "XXX" | "XXXX" | "xx" | "xxx"
        ) {
            return Some(("slot", end));
        }
        let words = words(content)?;
        let capitals = content.bytes().any(|b| b.is_ascii_uppercase())
            && !content.bytes().any(|b| b.is_ascii_lowercase());
        // An editor's words in a quotation: `"I love [the city]"`.
        if !capitals && view.text.is_quotation(view.raw, start as u32, end as u32) {
            return None;
        }
        let first = words[0].as_str();
        let nouns = words.iter().filter(|w| self.is_noun(w)).count();
        if words.len() == 1 {
            let word = first;
            let tag = TAGS.contains(&word) || closers.has(view.raw, '[', word);
            let field_start = view.raw[..start].trim_start().is_empty();
            let alone = nouns == 1 && !tag && (capitals || (!NEEDS_CAPITALS.contains(&word) && !field_start));
            return alone.then_some(("slot", end));
        }
        if first == "insert" {
            // `[insert joke here]` is an idiom: only a noun of a slot is sure.
            return Some((if nouns > 0 { "slot" } else { "insert" }, end));
        }
        let verb = VERBS.contains(&first);
        let rest = &words[usize::from(verb)..];
        let plain = rest.iter().all(|w| self.is_noun(w) || FILLERS.contains(&w.as_str()));
        let last = words.last().map_or("", String::as_str);
        // `[Add to cart]` is a button, `[the city]` an editor's word.
        let asks =
            verb || matches!(
                first,
                "your"
                    | "our"
                    | "client"
                    | "company"
                    | "brand"
                    | "customer"
                    | "recipient"
                    | "speaker"
                    | "guest"
                    | "event"
                    | "product"
                    | "user"
                    | "first"
                    | "last"
                    | "full"
                    | "name"
                    | "date"
                    | "link"
            ) || last == "here"
                || capitals;
        (nouns > 0 && plain && asks && !matches!(first, "the" | "a" | "an" | "this")).then_some(("slot", end))
    }

    /// The end of the slot in angle brackets that begins at a byte.
    fn angle(
        &self,
        subject: &Subject<'_>,
        view: &FieldView<'_>,
        closers: &Closers,
        start: usize,
    ) -> Option<usize> {
        let bytes = view.raw.as_bytes();
        if start.checked_sub(1).is_some_and(|i| bytes[i].is_ascii_alphanumeric() || bytes[i] == b'<') {
            return None;
        }
        let close = content_end(bytes, start + 1, b'<', b'>')?;
        let content = support::slice(view.raw, start + 1, close);
        if content.trim() != content
            || !content.bytes().all(|b| b.is_ascii_alphabetic() || matches!(b, b' ' | b'_' | b'-' | b'\''))
        {
            return None;
        }
        if self.allow.iter().any(|a| a.eq_ignore_ascii_case(content)) {
            return None;
        }
        let words = words(content)?;
        let first = words[0].as_str();
        let nouns = words.iter().filter(|w| self.is_noun(w)).count();
        let personal = matches!(first, "your" | "insert");
        let plain = words.iter().all(|w| self.is_noun(w) || FILLERS.contains(&w.as_str()) || w == "insert");
        let element = words.len() == 1 && ELEMENTS.contains(&first);
        // In a text on software `<file>` is how an argument is written.
        let sure = if subject.technical { personal } else { !element };
        (nouns > 0 && plain && sure && !closers.has(view.raw, '<', content)).then_some(close + 1)
    }
}

/// The words of a slot in lower case; `None` where it holds anything else.
fn words(content: &str) -> Option<Vec<String>> {
    let plain = |c: char| {
        c.is_ascii_alphanumeric() || matches!(c, ' ' | '_' | '-' | '\'' | '’' | '/' | ',' | '.' | ':')
    };
    if !content.chars().all(plain) || !content.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let lower = content.to_ascii_lowercase().replace('’', "'");
    let words: Vec<String> = lower
        .split([' ', '_', '/', ',', '.', ':'])
        .flat_map(|w| if w == "sign-up" { vec![w] } else { w.split('-').collect() })
        .filter(|w| !w.is_empty())
        .map(str::to_string)
        .collect();
    (!words.is_empty() && words.len() <= 8).then_some(words)
}

/// The place of the closing bracket, where the content is short, on one line and without other brackets.
fn content_end(bytes: &[u8], from: usize, open: u8, close: u8) -> Option<usize> {
    let to = bytes.len().min(from + LONGEST + 1);
    for (i, b) in bytes.get(from..to)?.iter().enumerate() {
        if *b == close {
            return Some(from + i);
        }
        if *b == open || matches!(b, b'\n' | b'{' | b'}' | b'|') {
            return None;
        }
    }
    None
}

/// Tags that are closed, of a forum or of HTML: `[url]…[/url]`. Read once for each text, where a slot is met.
#[derive(Default)]
struct Closers(OnceCell<Vec<(char, String)>>);

impl Closers {
    fn has(&self, raw: &str, open: char, word: &str) -> bool {
        let names = self.0.get_or_init(|| {
            let mut names: Vec<(char, String)> = raw
                .match_indices(['[', '<'])
                .filter_map(|(at, open)| {
                    let rest = raw[at + 1..].strip_prefix('/')?;
                    let len = rest.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
                    Some((if open == "[" { '[' } else { '<' }, rest[..len].to_ascii_lowercase()))
                })
                .collect();
            names.sort();
            names
        });
        names.binary_search_by(|(o, n)| (o, n.as_str()).cmp(&(&open, &word.to_ascii_lowercase()))).is_ok()
    }
}

fn run_end(bytes: &[u8], from: usize, byte: u8) -> usize {
    from + bytes[from..].iter().take_while(|b| **b == byte).count()
}

/// `XX%`: where the number begins.
fn percent(bytes: &[u8], at: usize) -> Option<usize> {
    let digits = bytes[..at].iter().rev().take(5).take_while(|b| **b == b'X').count();
    let before = at.checked_sub(digits + 1).map(|i| bytes[i]);
    let alone = before.is_none_or(|b| !b.is_ascii_alphanumeric() && !matches!(b, b'%' | b'_' | b'.'));
    let ends = bytes.get(at + 1).is_none_or(|b| !b.is_ascii_alphanumeric());
    ((2..=4).contains(&digits) && alone && ends).then_some(at - digits)
}

/// Underscores where a value should stand: after a currency sign, a greeting or a preposition.
fn blank(view: &FieldView<'_>, start: usize, end: usize) -> bool {
    let bytes = view.raw.as_bytes();
    let before = start.checked_sub(1).map(|i| bytes[i]);
    let beside =
        |b: Option<u8>| b.is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'\\' | b'@'));
    if end - start < 3 || beside(before) || beside(bytes.get(end).copied()) {
        return false;
    }
    if view.raw[..start].ends_with(['$', '£', '€']) {
        return true;
    }
    if before != Some(b' ') {
        return false;
    }
    let token = view.text.token_from(start.saturating_sub(2)).min(view.text.tokens.len().saturating_sub(1));
    view.text.tokens.get(token).is_some_and(|t| {
        t.end as usize + 1 == start
            && !t.is(class::CODE)
            && matches!(
                view.text.word(t),
                "on" | "at"
                    | "by"
                    | "from"
                    | "until"
                    | "till"
                    | "dear"
                    | "hi"
                    | "hello"
                    | "hey"
                    | "code"
                    | "call"
                    | "ring"
                    | "visit"
                    | "before"
                    | "between"
                    | "costs"
                    | "only"
            )
    })
}

/// Blanks are there for the reader to fill: asked once for each text, and only where there are blanks.
#[derive(Default)]
struct Quiz(OnceCell<bool>);

impl Quiz {
    fn asked(&self, view: &FieldView<'_>) -> bool {
        *self.0.get_or_init(|| {
            let text = view.text;
            let question = bound::mark('?').unwrap_or(0);
            let word = |w: &str| {
                matches!(
                    w,
                    "fill"
                        | "blank"
                        | "blanks"
                        | "complete"
                        | "finish"
                        | "guess"
                        | "missing"
                        | "quiz"
                        | "sentence"
                        | "lyrics"
                        | "lyric"
                        | "hangman"
                        | "riddle"
                        | "caption"
                )
            };
            text.bounds.iter().any(|b| b & question != 0) || text.tokens.iter().any(|t| word(text.word(t)))
        })
    }
}
