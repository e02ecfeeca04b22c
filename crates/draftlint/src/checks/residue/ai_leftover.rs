//! `residue/ai-leftover`: marks that only a chatbot's page leaves in a copied text, and its lists of options.

mod opening;

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::document::{WordList, bound, class, seen};
use crate::finding::Field;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AiLeftover {}

/// Marks of chatbots' pages. The last ones go on to their closing bracket.
const MARKS: &[&str] = &[
    "oaicite",
    "attributableIndex",
    "grok_card",
    "grok-card",
    "contentReference[",
    "[cite:",
    "[cite_start]",
];
/// A word of each mark, in small letters: without one of them there is no mark.
static MARK_WORDS: WordList<7> = WordList::new([
    "oaicite",
    "attributableindex",
    "grok_card",
    "grok",
    "contentreference",
    "cite",
    "cite_start",
]);
/// What the versions of a text are called.
static NOUNS: WordList<8> =
    WordList::new(["option", "version", "variation", "alternative", "draft", "caption", "tweet", "take"]);
/// Of more versions than this none is offered.
const MOST_CHOICES: usize = 6;
/// What follows `turn0` in a mark such as `turn0search1`.
const TURNS: &[&str] = &["search", "news", "image", "view", "file", "fetch", "product", "forecast", "video"];
/// Sources of visits that only a chatbot adds to a link.
const SOURCES: &[&str] = &[
    "utm_source=chatgpt.com",
    "utm_source=openai",
    "utm_source=perplexity",
    "utm_source=copilot.microsoft.com",
];

impl Check for AiLeftover {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for (f, view) in support::title_and_body(subject) {
            let mut marks = marks(&view);
            marks.sort_unstable();
            let mut free = 0;
            for (start, end) in marks {
                if start >= free
                    && !view.text.in_code(start)
                    && !view.text.is_quotation(view.raw, start as u32, end as u32)
                {
                    free = end;
                    let (from, to) = around(view.raw, start, end);
                    let one = Found::new("artifact").at(f, start as u32, end as u32);
                    found
                        .push(one.fix("take the mark out", vec![(f, from as u32, to as u32, String::new())]));
                }
            }
            links(&view, f, found);
            options(subject, &view, f, found);
            if view.field == Field::Body {
                if let Some(line) = opening::opening(&view, subject.is_answer()) {
                    found.push(Found::new(line.group).at(f, line.start, line.end));
                }
            }
        }
        // The link of a card is no prose: only its address is read.
        for (f, view) in subject.fields.iter().enumerate().filter(|(_, v)| v.field == Field::Link) {
            links(view, f, found);
        }
    }
}

/// The spans of marks in a text.
fn marks(view: &FieldView<'_>) -> Vec<(usize, usize)> {
    let raw = view.raw;
    let mut spans = Vec::new();
    let marks = if view.text.has_word(&MARK_WORDS) { MARKS } else { &[] };
    for mark in marks {
        for (at, _) in raw.match_indices(mark) {
            let end = at + mark.len();
            spans.push((
                mark_start(raw, at),
                if mark.ends_with(']') { end } else { mark_end(raw, end, mark.contains('[')) },
            ));
        }
    }
    // `turn0search1` is one word.
    let mixed = if view.text.classes & class::MIXED != 0 { &view.text.tokens[..] } else { &[] };
    for token in mixed.iter().filter(|token| token.is(class::MIXED)) {
        let key = view.text.word(token);
        let Some(rest) = key.strip_prefix("turn") else { continue };
        let kind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = kind.len() < rest.len();
        let numbered = TURNS
            .iter()
            .any(|t| kind.strip_prefix(t).is_some_and(|n| n.starts_with(|c: char| c.is_ascii_digit())));
        if digits && numbered {
            spans.push((token.start as usize, token.end as usize));
        }
    }
    if view.text.seen & seen::NON_ASCII != 0 {
        for (at, open) in raw.match_indices('【') {
            let inside = at + open.len();
            let digits = raw[inside..].bytes().take(6).take_while(u8::is_ascii_digit).count();
            if digits > 0 && raw[inside + digits..].starts_with(['†', ':', '】']) {
                let end = raw[inside..].char_indices().take(40).find(|(_, c)| *c == '】');
                spans.push((at, end.map_or(inside + digits, |(i, c)| inside + i + c.len_utf8())));
            }
        }
    }
    spans
}

/// A mark begins at the colon or bracket before it: `:contentReference[…]`.
fn mark_start(raw: &str, at: usize) -> usize {
    if raw[..at].ends_with([':', '[', '{']) { at - 1 } else { at }
}

/// A mark goes on over what is glued to it: digits, brackets, braces.
fn mark_end(raw: &str, from: usize, bracket: bool) -> usize {
    let mut open = i32::from(bracket);
    let mut end = from;
    for (i, c) in raw[from..].char_indices().take(120) {
        match c {
            '[' | '{' => open += 1,
            ']' | '}' => open -= 1,
            '\n' => break,
            c if open <= 0 && !(c.is_ascii_alphanumeric() || matches!(c, ':' | '_' | '=')) => break,
            _ => {}
        }
        if open < 0 {
            break;
        }
        end = from + i + c.len_utf8();
    }
    // A colon or equals sign at the end is the sentence's.
    from + raw[from..end].trim_end_matches([':', '=']).len()
}

/// A mark with the blank before it.
fn around(raw: &str, start: usize, end: usize) -> (usize, usize) {
    if raw[..start].ends_with(' ') { (start - 1, end) } else { (start, end) }
}

/// Links that carry the name of a chatbot.
fn links(view: &FieldView<'_>, f: usize, found: &mut Vec<Found>) {
    if view.text.seen & seen::LINK == 0 || !view.text.has_any(b"=") {
        return;
    }
    for token in view.text.tokens.iter().filter(|t| t.is(class::LINK) && !t.is(class::CODE)) {
        let link = support::slice(view.raw, token.start as usize, token.end as usize);
        if !link.contains("utm_source=") {
            continue;
        }
        let Some(at) = SOURCES.iter().find_map(|s| link.find(s)) else { continue };
        let len = link[at..].find(['&', '#']).unwrap_or(link.len() - at);
        let (start, end) = (token.start as usize + at, token.start as usize + at + len);
        // The parameter goes with its own sign: `?` only where nothing follows.
        let last = !view.raw[end..].starts_with('&');
        let span = if last { (start - usize::from(at > 0), end) } else { (start, end + 1) };
        let one = Found::new("artifact").at(f, start as u32, end as u32);
        found.push(one.fix("take the parameter out", vec![(f, span.0 as u32, span.1 as u32, String::new())]));
    }
}

/// A line that begins `Option 1:`.
struct Choice<'t> {
    /// `option`, `version` …
    noun: &'t str,
    span: (u32, u32),
    /// `Option 1 (playful):`
    labelled: bool,
    /// What follows on the line, and where.
    content: &'t str,
    from: usize,
    /// Nothing stands before it.
    first: bool,
}

/// Two or more versions of the same post, to choose from.
fn options(subject: &Subject<'_>, view: &FieldView<'_>, f: usize, found: &mut Vec<Found>) {
    let choices = choices(view);
    let Some(noun) = choices.first().map(|c| c.noun) else { return };
    let same: Vec<&Choice<'_>> = choices.iter().filter(|c| c.noun == noun).collect();
    if same.len() < 2 || asks(view, &same) {
        return;
    }
    // `Option 1:` in advice has an introduction and no label; a version or draft of a post says what it is.
    let own = matches!(noun, "version" | "variation" | "draft" | "caption" | "tweet" | "take");
    let tone = |c: &Choice<'_>| {
        c.labelled || c.content.starts_with(['"', '“']) || is_tone(c.content) || c.content.contains('#')
    };
    let wrapped = ["preamble", "hand-over", "closer"].iter().any(|g| subject.of_group(g).next().is_some());
    if own || wrapped || same[0].first || same.iter().filter(|c| tone(c)).count() >= 2 {
        let mut one = Found::new("options");
        for choice in &same {
            one = one.at(f, choice.span.0, choice.span.1);
        }
        // Which one is for the author to say.
        if same.len() <= MOST_CHOICES {
            let ends = ends(view.raw, &same);
            for (k, kept) in same.iter().enumerate() {
                let edits = same.iter().zip(&ends).enumerate().map(|(i, (choice, end))| {
                    let start = line_start(view.raw, choice.span.0 as usize);
                    let end = if i == k { choice.from } else { *end };
                    (f, start as u32, end as u32, String::new())
                });
                let name = support::slice(view.raw, kept.span.0 as usize, kept.span.1 as usize);
                one = one.fix(format!("keep only `{name}`"), edits.collect());
            }
        }
        found.push(one);
    }
}

/// Where each version ends: at the next one, the last with its paragraph.
fn ends(raw: &str, choices: &[&Choice<'_>]) -> Vec<usize> {
    let next = choices.iter().skip(1).map(|c| line_start(raw, c.span.0 as usize));
    let last = choices.last().map_or(0, |c| {
        let text = c.from + (raw[c.from..].len() - raw[c.from..].trim_start().len());
        raw[text..].find("\n\n").map_or(raw.len(), |n| text + n)
    });
    next.chain([last]).collect()
}

fn line_start(raw: &str, at: usize) -> usize {
    raw[..at].rfind('\n').map_or(0, |n| n + 1)
}

fn choices<'t>(view: &FieldView<'t>) -> Vec<Choice<'t>> {
    let text = view.text;
    let mut choices = Vec::new();
    if !text.has_word(&NOUNS) {
        return choices;
    }
    for (i, token) in text.tokens.iter().enumerate() {
        if text.bounds[i] & bound::LINE == 0 || !token.is(class::WORD) || token.is(class::CODE) {
            continue;
        }
        let noun = text.word(token);
        if !NOUNS.has(noun) {
            continue;
        }
        let Some(number) =
            text.tokens.get(i + 1).filter(|_| text.bounds[i + 1] & (bound::JOIN | bound::SOFT) != 0)
        else {
            continue;
        };
        let word = text.word(number).trim_start_matches('#');
        let counts = matches!(
            word,
            "1" | "2"
                | "3"
                | "4"
                | "5"
                | "a"
                | "b"
                | "c"
                | "d"
                | "one"
                | "two"
                | "three"
                | "four"
                | "i"
                | "ii"
                | "iii"
        );
        if !counts {
            continue;
        }
        let from = number.end as usize;
        let line_end = view.raw[from..].find('\n').map_or(view.raw.len(), |n| from + n);
        let line = view.raw[from..line_end].trim_start_matches(['*', ' ', '_']);
        let labelled = line.starts_with('(');
        let rest = if labelled { line.split_once(')').map_or("", |(_, rest)| rest) } else { line };
        let rest = rest.trim_start_matches(['*', ' ', '_']);
        let Some(content) = rest.strip_prefix([':', '–', '—', '-']).or(rest.is_empty().then_some(""))
        else {
            continue;
        };
        let content = content.trim_start_matches(['*', ' ', '_']);
        let span = (token.start, number.end);
        choices.push(Choice { noun, span, labelled, content, from: line_end - content.len(), first: i == 0 });
    }
    choices
}

/// The content is only the name of a tone.
fn is_tone(content: &str) -> bool {
    let mut words =
        content.split(|c: char| !c.is_ascii_alphabetic()).filter(|w| !w.is_empty()).take(6).peekable();
    let tones = [
        "casual",
        "formal",
        "professional",
        "playful",
        "friendly",
        "funny",
        "witty",
        "short",
        "concise",
        "punchy",
        "bold",
        "emotional",
        "inspirational",
        "engaging",
        "direct",
        "minimal",
        "storytelling",
        "educational",
        "warm",
        "conversational",
        "confident",
        "humorous",
        "urgent",
    ];
    let count = words.clone().count();
    words.peek().is_some() && count <= 4 && words.any(|w| tones.iter().any(|t| t.eq_ignore_ascii_case(w)))
}

/// A poll: the text asks the reader to choose.
fn asks(view: &FieldView<'_>, choices: &[&Choice<'_>]) -> bool {
    let text = view.text;
    let question = bound::mark('?').unwrap_or(0);
    let before = text.tokens.partition_point(|t| t.start < choices[0].span.0);
    let last = choices[choices.len() - 1].span.1 as usize;
    // After the last choice, from the next line on.
    let line = view.raw[last..].find('\n').map_or(view.raw.len(), |n| last + n);
    let after = text.token_from(line);
    let asked = |range: std::ops::Range<usize>| {
        range.clone().any(|i| {
            matches!(
                text.word(&text.tokens[i]),
                "vote"
                    | "votes"
                    | "poll"
                    | "which"
                    | "pick"
                    | "choose"
                    | "prefer"
                    | "favourite"
                    | "favorite"
                    | "quiz"
                    | "comment"
                    | "comments"
                    | "reply"
                    | "react"
            )
        }) || text
            .bounds
            .get(range.start + 1..=range.end)
            .is_some_and(|b| b.iter().any(|b| b & question != 0))
    };
    asked(0..before) || asked(after..text.tokens.len())
}
