//! `a11y/emoji-run`

use serde::Deserialize;
use unicode_segmentation::UnicodeSegmentation;

use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::document::{bound, class};

/// A rating has at most so many stars.
const MOST_STARS: usize = 5;

/// A post of emoji alone is an answer, up to so many.
const ANSWER: usize = 3;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EmojiRun {
    /// So many emoji may stand side by side.
    #[serde(rename = "max-run")]
    run: usize,
    /// So many may stand in a post, however long it is.
    #[serde(rename = "max-total")]
    total: usize,
    /// From more on, the share of emoji among words and emoji.
    #[serde(rename = "max-density")]
    density: f64,
}

/// Emoji side by side: where each begins and ends, in bytes.
type Row<'t> = Vec<(usize, usize, &'t str)>;

impl Check for EmojiRun {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for (number, view) in support::title_and_body(subject) {
            if view.text.emoji == 0 {
                continue;
            }
            let rows = rows(&view);
            let spoken: usize = rows.iter().map(|row| spoken(row).count()).sum();
            if view.scan.words == 0 && spoken <= ANSWER {
                continue;
            }
            let before = found.len();
            // How many side by side are many was counted on English posts.
            let most = self.run + usize::from(!subject.english);
            found.extend(rows.iter().filter_map(|row| judge(number, row, most)));
            let share = spoken as f64 / (spoken as f64 + f64::from(view.scan.words));
            if found.len() == before && spoken > self.total && share > self.density {
                let mut one = Found::new("many").arg("count", spoken).arg("max", self.total);
                one.spans = rows
                    .iter()
                    .filter(|row| spoken_in(row))
                    .map(|row| (number, row[0].0 as u32, row[row.len() - 1].1 as u32))
                    .collect();
                found.push(one);
            }
        }
    }
}

fn judge(number: usize, row: &Row<'_>, most: usize) -> Option<Found> {
    let count = spoken(row).count();
    if count <= most {
        return None;
    }
    let (start, end) = (row[0].0 as u32, row[row.len() - 1].1 as u32);
    let mut edits = Vec::new();
    let mut kept = row[0];
    for next in &row[1..] {
        if base(next.2).eq(base(kept.2)) && is_spoken(next.2) {
            edits.push((number, kept.1 as u32, next.1 as u32, String::new()));
            kept.1 = next.1;
        } else {
            kept = *next;
        }
    }
    let group = if edits.is_empty() { "row" } else { "repeated" };
    let one = Found::new(group).at(number, start, end).arg("count", count).arg("max", most);
    Some(if edits.is_empty() { one } else { one.fix("leave one of each", merged(edits)) })
}

/// Edits that touch become one.
fn merged(edits: Vec<(usize, u32, u32, String)>) -> Vec<(usize, u32, u32, String)> {
    let mut out: Vec<(usize, u32, u32, String)> = Vec::new();
    for edit in edits {
        match out.last_mut() {
            Some(last) if last.2 == edit.1 => last.2 = edit.2,
            _ => out.push(edit),
        }
    }
    out
}

/// The rows of a text. Emoji that begin a line are bullets, which another rule looks at.
fn rows<'t>(view: &FieldView<'t>) -> Vec<Row<'t>> {
    let (tokens, bounds) = (&view.text.tokens, &view.text.bounds);
    let mut rows: Vec<Row<'t>> = Vec::new();
    let mut last = None;
    for (at, token) in tokens.iter().enumerate().filter(|(_, t)| t.is(class::EMOJI) && !t.is(class::CODE)) {
        let (start, end) = (token.start as usize, token.end as usize);
        let beside = |before: usize| {
            before + 1 == at
                && support::slice(view.raw, tokens[before].end as usize, start).trim_matches(' ').is_empty()
        };
        let go_on = last.is_some_and(beside);
        let clusters = support::slice(view.raw, start, end).grapheme_indices(true);
        let these = clusters.map(|(i, c)| (start + i, start + i + c.len(), c));
        last = Some(at);
        if go_on && !rows.is_empty() {
            rows.last_mut().into_iter().for_each(|row| row.extend(these.clone()));
            continue;
        }
        let row: Row<'t> = these.collect();
        let bullet = row.len() == 1
            && bounds[at] & bound::LINE != 0
            && tokens.get(at + 1).is_some_and(|t| !t.is(class::EMOJI))
            && bounds[at + 1] & bound::LINE == 0;
        if bullet || row.is_empty() {
            last = None;
        } else {
            rows.push(row);
        }
    }
    rows
}

/// The emoji of a row that a listener has to sit through: not the flags of a list, the squares of a game, the stars of
/// a rating.
fn spoken<'r>(row: &'r Row<'_>) -> impl Iterator<Item = &'r str> {
    let stars = row.iter().filter(|(.., c)| c.starts_with('⭐')).count();
    row.iter()
        .map(|(.., c)| *c)
        .filter(move |c| is_spoken(c) && !(stars <= MOST_STARS && c.starts_with('⭐')))
}

fn spoken_in(row: &Row<'_>) -> bool {
    spoken(row).next().is_some()
}

fn is_spoken(cluster: &str) -> bool {
    let flag = |c: char| matches!(c, '\u{1F1E6}'..='\u{1F1FF}' | '🏴');
    let square = |c: char| {
        matches!(
            c,
            '\u{1F7E0}'..='\u{1F7EB}' | '⬛' | '⬜' | '◼' | '◻' | '◾' | '◽' | '▪' | '▫' | '🔲' | '🔳'
        )
    };
    cluster.chars().next().is_some_and(|c| !flag(c) && !square(c))
}

/// An emoji without its skin tone and form.
fn base(cluster: &str) -> impl Iterator<Item = char> + '_ {
    cluster.chars().filter(|c| !matches!(c, '\u{FE0E}' | '\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}'))
}
