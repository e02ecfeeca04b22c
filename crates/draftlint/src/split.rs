//! A draft that is too long for its network, as a thread: broken at sentence ends, numbered, each part within the
//! limit.

use std::borrow::Cow;
use std::fmt;

use crate::count::{count, measure, of_warning};
use crate::document::{self, Text, bound};
use crate::draft::{Draft, Kind, Thread};
use crate::network::Limit;

/// How the parts of a thread are numbered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Numbering {
    /// `… 2/5`
    #[default]
    End,
    /// `2/5 …`
    Start,
    /// `… 2/`: the total is left open.
    Open,
    /// Not at all.
    None,
}

impl Numbering {
    /// Every way, with its name.
    pub const ALL: [(&'static str, Numbering); 4] = [
        ("end", Numbering::End),
        ("start", Numbering::Start),
        ("open", Numbering::Open),
        ("none", Numbering::None),
    ];

    fn apply(self, part: &str, number: usize, total: usize) -> String {
        match self {
            Numbering::End => format!("{part} {number}/{total}"),
            Numbering::Start => format!("{number}/{total} {part}"),
            Numbering::Open => format!("{part} {number}/"),
            Numbering::None => part.to_string(),
        }
    }
}

/// Why a draft cannot be split.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SplitError {
    /// The draft does not say for which network it is.
    NoNetwork,
    /// Nothing is known of a limit of this network.
    NoLimit(String),
    /// The limit leaves no room for text beside the number and the content warning.
    TooNarrow(u32),
}

impl fmt::Display for SplitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SplitError::NoNetwork => f.write_str("the draft names no network, so its limit is not known"),
            SplitError::NoLimit(network) => write!(f, "no limit is known for `{network}`"),
            SplitError::TooNarrow(limit) => {
                write!(f, "a limit of {limit} leaves no room for text beside the number and the warning")
            }
        }
    }
}

impl std::error::Error for SplitError {}

/// Splits a draft into parts that keep every limit. One that keeps them already is a thread of one post, as it is.
pub(crate) fn split(
    draft: &Draft<'_>,
    limits: &[&Limit],
    numbering: Numbering,
) -> Result<Thread<'static>, SplitError> {
    let warning = draft.content_warning.as_deref().unwrap_or("");
    let fits = |body: &str| {
        limits.iter().all(|limit| of_warning(limit.unit, warning) + count(limit.unit, body) <= limit.value())
    };
    let whole = draft.body.trim_end();
    let mut thread = Thread::new(vec![draft.clone().into_owned()]);
    thread.id.clone_from(&draft.id);
    thread.source.clone_from(&draft.source);
    if fits(whole) {
        return Ok(thread);
    }
    let breaks = breaks(whole);
    // The number takes more room from the tenth, the hundredth … part on.
    let mut most = 9;
    let parts = loop {
        let parts = parts(whole, &breaks, limits, &mut |part| fits(&numbering.apply(part, most, most)))
            .ok_or(SplitError::TooNarrow(limits.iter().map(|l| l.value()).min().unwrap_or(0)))?;
        if parts.len() <= most || numbering == Numbering::None {
            break parts;
        }
        most = most * 10 + 9;
    };
    let first = thread.posts.remove(0);
    let total = parts.len();
    for (i, part) in parts.iter().enumerate() {
        let mut post = first.clone();
        post.body = Cow::Owned(numbering.apply(part, i + 1, total));
        post.kind = Some(Kind::ThreadPart);
        if i > 0 {
            // What stands beside the text stands beside its beginning.
            (post.title, post.link) = (None, None);
            post.media = post.media.map(|_| Vec::new());
        }
        thread.posts.push(post);
    }
    Ok(thread)
}

/// How well a text breaks at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Grade {
    Word,
    Clause,
    Sentence,
    Paragraph,
}

/// The places where a text may break, as bytes, in order: what stands before one ends a part.
fn breaks(raw: &str) -> Vec<(usize, Grade)> {
    let mut text = Text::default();
    document::read(raw, &mut text);
    let mut all = Vec::new();
    let mut from = 0;
    for (i, token) in text.tokens.iter().enumerate() {
        let gap = &raw[from..token.start as usize];
        // A sentence that ends without a blank: the writing of Chinese and Japanese.
        let closed = gap.find(['。', '！', '？']).map(|at| at + '。'.len_utf8());
        let blank = gap.find(char::is_whitespace);
        let place = gap.find('\n').filter(|at| gap[..*at].trim().len() <= 4).or(closed).or(blank);
        if let (Some(place), true) = (place, i > 0) {
            let bits = text.bounds[i];
            let grade = if bits & bound::PARAGRAPH != 0 {
                Grade::Paragraph
            } else if bits & bound::SENTENCE != 0 || closed.is_some() {
                Grade::Sentence
            } else if gap[..place].contains([',', ';', ':', '–', '—', ')']) {
                Grade::Clause
            } else {
                Grade::Word
            };
            all.push((from + place, grade));
        }
        from = token.end as usize;
    }
    all
}

/// Breaks a text into parts, each as long as fits; `None` where not even one character does.
fn parts<'t>(
    raw: &'t str,
    breaks: &[(usize, Grade)],
    limits: &[&Limit],
    fits: &mut dyn FnMut(&str) -> bool,
) -> Option<Vec<&'t str>> {
    let mut parts = Vec::new();
    let mut at = 0;
    while at < raw.len() {
        at += raw[at..].len() - raw[at..].trim_start().len();
        let end = reach(raw, at, limits);
        let end =
            if end == raw.len() && fits(&raw[at..]) { end } else { part_end(raw, at, end, breaks, fits)? };
        let part = raw[at..end].trim_end();
        if !part.is_empty() {
            parts.push(part);
        }
        at = end;
    }
    Some(parts)
}

/// Where a part that begins at `at` has to end by the limits alone, without its number.
fn reach(raw: &str, at: usize, limits: &[&Limit]) -> usize {
    let mut end = raw.len();
    for limit in limits {
        // A window that grows until the limit is met in it: the whole rest would make long texts quadratic.
        let mut window = limit.value() as usize * 4 + 256;
        loop {
            let mut stop = at.saturating_add(window).min(raw.len());
            while !raw.is_char_boundary(stop) {
                stop -= 1;
            }
            if let Some(cut) = measure(limit.unit, &raw[at..stop], limit.value()).1 {
                end = end.min(at + cut);
                break;
            }
            if stop == raw.len() {
                break;
            }
            window *= 2;
        }
    }
    end
}

/// The best place to end a part: the last paragraph that fills half of it, else the last sentence, else the last
/// clause that fills half, else the last word, else the last character.
fn part_end(
    raw: &str,
    at: usize,
    reach: usize,
    breaks: &[(usize, Grade)],
    fits: &mut dyn FnMut(&str) -> bool,
) -> Option<usize> {
    let first = breaks.partition_point(|(place, _)| *place <= at);
    let mut last = breaks.partition_point(|(place, _)| *place <= reach);
    while last > first && !fits(raw[at..breaks[last - 1].0].trim_end()) {
        last -= 1;
    }
    let inside = &breaks[first..last];
    let half = at + (reach - at) / 2;
    let find = |grade: Grade, from: usize| {
        inside.iter().rev().find(|(place, g)| *g >= grade && *place >= from).map(|(place, _)| *place)
    };
    let best = find(Grade::Paragraph, half)
        .or_else(|| find(Grade::Sentence, at))
        .or_else(|| find(Grade::Clause, half))
        .or_else(|| find(Grade::Word, at));
    best.or_else(|| {
        use unicode_segmentation::UnicodeSegmentation;
        let mut ends = raw[at..reach].grapheme_indices(true).map(|(i, g)| at + i + g.len()).rev();
        ends.find(|end| fits(&raw[at..*end]))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::network::CountUnit;
    use crate::network::{Network, Profile};

    fn thread(body: &str, limit: u32, unit: &str, numbering: Numbering) -> Result<Vec<String>, SplitError> {
        let config = format!("[networks.n]\ntext-limit = {{ value = {limit}, unit = \"{unit}\" }}");
        let config = crate::Config::from_toml(&config).expect("a configuration");
        let profile: &Profile =
            config.networks.iter().find(|p| p.network.as_str() == "n").expect("a profile");
        let limit = profile.limit(crate::LimitKind::Text).expect("a limit");
        let draft = Draft::new(body).network(Network::new("n"));
        Ok(split(&draft, &[limit], numbering)?.posts.into_iter().map(|p| p.body.into_owned()).collect())
    }

    #[test]
    fn it_breaks_at_sentence_ends() {
        let text =
            "The bridge closes on Monday. Buses turn at the market, and the ferry runs. Lorries go round.";
        assert_eq!(
            thread(text, 60, "code-points", Numbering::End),
            Ok(vec![
                "The bridge closes on Monday. 1/3".to_string(),
                "Buses turn at the market, and the ferry runs. 2/3".into(),
                "Lorries go round. 3/3".into(),
            ])
        );
    }

    #[test]
    fn a_paragraph_that_fills_half_stays_whole() {
        let text = "One two three four five six.\n\nSeven eight. Nine ten eleven twelve thirteen.\n- fourteen\n- fifteen";
        assert_eq!(
            thread(text, 50, "code-points", Numbering::Start),
            Ok(vec![
                "1/3 One two three four five six.".to_string(),
                "2/3 Seven eight. Nine ten eleven twelve thirteen.".into(),
                "3/3 - fourteen\n- fifteen".into(),
            ])
        );
    }

    #[test]
    fn a_text_that_fits_is_left_alone() {
        assert_eq!(thread("Short. ", 280, "x-weighted", Numbering::End), Ok(vec!["Short. ".to_string()]));
    }

    #[test]
    fn a_limit_without_room_is_an_error() {
        assert_eq!(
            thread("Some text that is long", 4, "graphemes", Numbering::End),
            Err(SplitError::TooNarrow(4))
        );
    }

    #[test]
    fn writing_without_blanks_breaks_at_its_full_stops() {
        let parts = thread(
            "桥将于周一关闭。四路公交车在集市掉头。渡船每二十分钟一班。",
            30,
            "x-weighted",
            Numbering::None,
        );
        assert_eq!(
            parts,
            Ok(vec![
                "桥将于周一关闭。".to_string(),
                "四路公交车在集市掉头。".into(),
                "渡船每二十分钟一班。".into()
            ])
        );
    }

    proptest! {
        #[test]
        fn every_part_keeps_the_limit_and_nothing_is_lost(
            words in prop::collection::vec("[a-z]{1,12}|https://[a-z]{3,40}\\.com/[a-z]{0,60}|日本語。|👩‍👩‍👧|e\u{301}|[.,!?]|\n\n|\\PC{1,3}", 1..80),
            limit in 40u32..120,
        ) {
            let body = words.join(" ");
            for unit in ["x-weighted", "graphemes", "fediverse", "utf-16", "bytes"] {
                let parts = thread(&body, limit, unit, Numbering::None).expect("room");
                let unit = match unit {
                    "x-weighted" => CountUnit::XWeighted,
                    "graphemes" => CountUnit::Graphemes,
                    "fediverse" => CountUnit::Fediverse,
                    "utf-16" => CountUnit::Utf16,
                    _ => CountUnit::Bytes,
                };
                for part in &parts {
                    prop_assert!(count(unit, part.trim_end()) <= limit, "{part:?}");
                }
                let plain = |s: &str| s.split_whitespace().collect::<String>();
                prop_assert_eq!(plain(&parts.concat()), plain(&body));
            }
        }
    }
}
