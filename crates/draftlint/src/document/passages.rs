//! Passages of a text that stand for themselves: blocks of tags, quotes, code.

use super::{Quote, Text, class, seen};

/// A quote that runs on for longer than this, in bytes, was opened by mistake.
const LONGEST_QUOTE: usize = 4096;

/// Marks the passages of a text whose tokens were read.
pub(super) fn mark(text: &str, out: &mut Text) {
    tag_blocks(out);
    pair_quotes(text, out);
    if out.seen & seen::BACKTICK != 0 {
        mark_code(text, out);
    }
}

fn tag_blocks(out: &mut Text) {
    if out.seen & seen::HASHTAG == 0 {
        return;
    }
    for i in 1..out.tokens.len() {
        if out.tokens[i].is(class::HASHTAG) && out.tokens[i - 1].is(class::HASHTAG) {
            out.tokens[i].class |= class::TAG_BLOCK;
            out.tokens[i - 1].class |= class::TAG_BLOCK;
        }
    }
}

fn pair_quotes(text: &str, out: &mut Text) {
    let marks = std::mem::take(&mut out.quote_marks);
    // The open mark of each kind: double, typographic, single.
    let mut open: [Option<u32>; 3] = [None; 3];
    for &(at, c) in &marks {
        let i = at as usize;
        let len = c.len_utf8();
        let before = text[..i].chars().next_back();
        let after = text[i + len..].chars().next();
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
                let from = inner + text[inner..].chars().next().map_or(1, char::len_utf8);
                // A quote that runs over a paragraph was opened by mistake.
                if from <= i && i - from <= LONGEST_QUOTE && !text[from..i].contains("\n\n") {
                    out.quotes.push(Quote { start: from as u32, end: at });
                    open[kind] = None;
                } else {
                    open[kind] = can_open.then_some(at);
                }
            }
            None | Some(_) if can_open => open[kind] = Some(at),
            _ => {}
        }
    }
    out.quote_marks = marks;
    out.quotes.sort_by_key(|q| q.start);
}

/// Passages in back-ticks: a run of one, two or more ticks closes at the next run of its length.
fn mark_code(text: &str, out: &mut Text) {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (i, b) in text.bytes().enumerate() {
        if b == b'`' {
            match runs.last_mut() {
                Some((start, len)) if *start + *len == i => *len += 1,
                _ => runs.push((i, 1)),
            }
        }
    }
    // For each run the next one of the same length: one, two, or a fence.
    let mut next: Vec<Option<usize>> = vec![None; runs.len()];
    let mut last: [Option<usize>; 3] = [None; 3];
    for (i, (_, len)) in runs.iter().enumerate().rev() {
        let kind = (*len).min(3) - 1;
        next[i] = last[kind];
        last[kind] = Some(i);
    }
    let mut i = 0;
    while i < runs.len() {
        match next[i] {
            Some(close) => {
                out.code.push((runs[i].0 as u32, (runs[close].0 + runs[close].1) as u32));
                i = close + 1;
            }
            None => i += 1,
        }
    }
    for i in 0..out.tokens.len() {
        if out.in_code(out.tokens[i].start as usize) {
            out.tokens[i].class |= class::CODE;
        }
    }
}
