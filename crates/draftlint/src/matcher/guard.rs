//! Guards: use against mention. A hit that is negated, quoted, reported or mocked is not what the rule means.

use super::{ArcKind, Engine, Hit, Scan};
use crate::document::{Text, class};

/// A guard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Guard {
    /// `never buy followers`
    Negation,
    /// A word such as scam or myth in the sentence.
    Report,
    /// The whole hit is quoted, and the quote is not most of the text.
    Quotation,
    /// A list after "you have heard:".
    LeadIn,
    /// A statistic or a doubt.
    Hedge,
    /// Wages of a job.
    JobAd,
    /// Inside back-ticks.
    Code,
}

impl Guard {
    pub(crate) const ALL: [(&'static str, Guard); 7] = [
        ("negation", Guard::Negation),
        ("report", Guard::Report),
        ("quotation", Guard::Quotation),
        ("lead-in", Guard::LeadIn),
        ("hedge", Guard::Hedge),
        ("job-ad", Guard::JobAd),
        ("code", Guard::Code),
    ];

    pub(crate) fn name(self) -> &'static str {
        Guard::ALL.iter().find(|(_, g)| *g == self).map_or("", |(name, _)| name)
    }

    pub(crate) fn bit(self) -> u8 {
        1 << self as u8
    }

    /// The guards that are on unless a card says otherwise.
    pub(crate) const DEFAULT: u8 = 0b1111;
}

/// The lexicons that the guards read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct GuardLexicons([Option<u32>; 5]);

impl GuardLexicons {
    pub(crate) const NAMES: [&'static str; 5] = ["negation", "report", "lead-in", "hedge", "job-ad"];

    pub(crate) fn new(engine: &Engine) -> GuardLexicons {
        GuardLexicons(GuardLexicons::NAMES.map(|name| engine.lexicon(name)))
    }
}

/// How far before a hit a negation reaches, in tokens and in bytes.
const NEGATION_TOKENS: usize = 5;
const NEGATION_BYTES: u32 = 32;
/// How many lines back a lead-in reaches.
const LEAD_IN_LINES: usize = 12;
/// A line that is longer is no item of a list.
const SHORT_LINE: usize = 160;
const LEAD_IN_BYTES: usize = 2048;

/// The guard among `on` that silences a hit, if one does.
pub(crate) fn silences(
    engine: &Engine,
    lexicons: GuardLexicons,
    raw: &str,
    text: &Text,
    scan: &Scan,
    hit: &Hit,
    on: u8,
) -> Option<Guard> {
    let (start, end) = (hit.start as usize, hit.end as usize);
    let holds = |name: usize, range: std::ops::Range<usize>| {
        lexicons.0[name]
            .is_some_and(|lexicon| range.into_iter().any(|t| in_lexicon(engine, scan, lexicon, t)))
    };
    let wants = |guard: Guard| on & guard.bit() != 0;
    if wants(Guard::Code) && text.tokens[start].is(class::CODE) {
        return Some(Guard::Code);
    }
    let sentence = text.sentence(start);
    if wants(Guard::Negation) {
        let first = start.saturating_sub(NEGATION_TOKENS).max(sentence.start);
        let near = (first..start)
            .find(|t| text.tokens[start].start - text.tokens[*t].start <= NEGATION_BYTES)
            .unwrap_or(start);
        if holds(0, near..start) {
            return Some(Guard::Negation);
        }
    }
    // A sentence can be as long as the text: look no further than a screenful around the hit.
    let around = sentence.start.max(start.saturating_sub(60))..sentence.end.min(end + 60);
    if wants(Guard::Report) && (holds(1, around.start..start) || holds(1, end..around.end.max(end))) {
        return Some(Guard::Report);
    }
    if wants(Guard::Quotation) {
        let (from, to) = (text.tokens[start].start, text.tokens[end - 1].end);
        if text.is_quotation(raw, from, to) {
            return Some(Guard::Quotation);
        }
    }
    if wants(Guard::LeadIn) {
        if let Some(lexicon) = lexicons.0[2] {
            if lead_in(engine, raw, text, scan, lexicon, start) {
                return Some(Guard::LeadIn);
            }
        }
    }
    if wants(Guard::Hedge) && holds(3, around.clone()) {
        return Some(Guard::Hedge);
    }
    if wants(Guard::JobAd) {
        let near = start.saturating_sub(120)..(end + 120).min(text.tokens.len());
        let cues =
            lexicons.0[4].map_or(0, |l| near.filter(|t| in_lexicon(engine, scan, l, *t)).take(2).count());
        if cues >= 2 {
            return Some(Guard::JobAd);
        }
    }
    None
}

/// Whether an entry of a lexicon begins at a token.
pub(crate) fn in_lexicon(engine: &Engine, scan: &Scan, lexicon: u32, at: usize) -> bool {
    engine.vocabulary.lexicons(scan.marks.ids[at]).contains(&lexicon)
        || scan.marks.at(at).any(|arc| arc.kind == ArcKind::Lexicon(lexicon))
}

/// The lexicons of which an entry begins at a token.
pub(crate) fn each_lexicon(engine: &Engine, scan: &Scan, at: usize, mut each: impl FnMut(u32)) {
    engine.vocabulary.lexicons(scan.marks.ids[at]).iter().for_each(|l| each(*l));
    for arc in scan.marks.at(at) {
        if let ArcKind::Lexicon(lexicon) = arc.kind {
            each(lexicon);
        }
    }
}

/// One of the last twelve short lines ends in a colon and speaks of what was heard, read or believed.
fn lead_in(engine: &Engine, raw: &str, text: &Text, scan: &Scan, lexicon: u32, start: usize) -> bool {
    if !text.has_any(b":") {
        return false;
    }
    let end = text.tokens[start].start as usize;
    // A hit looks back no further than this, so that many hits on a long line stay cheap.
    let mut from = end.saturating_sub(LEAD_IN_BYTES);
    while !raw.is_char_boundary(from) {
        from += 1;
    }
    let mut lines = raw[from..end].rsplit('\n');
    let mut line_end = end;
    if let Some(own) = lines.next() {
        line_end -= own.len();
        if let Some(colon) = own.rfind(':') {
            if cued(engine, text, scan, lexicon, line_end, line_end + colon) {
                return true;
            }
        }
    }
    let mut seen = 0;
    for line in lines {
        line_end = line_end.saturating_sub(1);
        let line_start = line_end - line.len();
        let trimmed = line.as_bytes().trim_ascii_end();
        if !trimmed.is_empty() {
            seen += 1;
            if trimmed.ends_with(b":") {
                return cued(engine, text, scan, lexicon, line_start, line_end);
            }
            if trimmed.len() > SHORT_LINE || seen == LEAD_IN_LINES {
                return false;
            }
        }
        line_end = line_start;
    }
    false
}

fn cued(engine: &Engine, text: &Text, scan: &Scan, lexicon: u32, from: usize, to: usize) -> bool {
    let first = text.tokens.partition_point(|t| (t.start as usize) < from);
    let last = text.tokens.partition_point(|t| (t.end as usize) <= to);
    (first..last).any(|t| in_lexicon(engine, scan, lexicon, t))
}
