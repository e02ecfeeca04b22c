//! Posts a week, or by longer times where there are too many weeks to draw.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use draftlint::Audit;
use jiff::civil::Date;

use super::chart::{self, Chart, percent};
use super::words::{LABELS, by_label, date, grouped, posts, short};

/// More bars than this are no picture.
const BARS: usize = 200;
/// More bars than this are too narrow for patterns and for days.
const DENSE: usize = 60;
/// So many bars have their time below them.
const TICKS: usize = 8;
/// How high the bars are, and what stands below and above them.
const HEIGHT: usize = 200;
const BELOW: usize = 24;
const ABOVE: usize = 16;
/// The widest bar, in per cent of the picture.
const WIDEST: f64 = 7.0;
/// Where the bars begin, in per cent: the numbers of the lines stand before them.
const LEFT: f64 = 8.0;

/// Behind this a time ends where the picture does.
const LATE: f64 = 80.0;
/// The Monday from which weeks are counted.
const FIRST: Date = Date::constant(1970, 1, 5);

/// The Monday of a week by its number.
fn monday(week: i32) -> Date {
    FIRST.checked_add(jiff::Span::new().weeks(week)).unwrap_or(FIRST)
}

/// What a bar holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Span {
    Week,
    Month,
    Quarter,
    Year,
}

impl Span {
    fn word(self) -> &'static str {
        match self {
            Span::Week => "week",
            Span::Month => "month",
            Span::Quarter => "quarter",
            Span::Year => "year",
        }
    }

    /// Months in it; 0 for a week.
    fn months(self) -> i32 {
        match self {
            Span::Week => 0,
            Span::Month => 1,
            Span::Quarter => 3,
            Span::Year => 12,
        }
    }

    /// The number of the bar that holds a week with this Monday.
    fn number(self, monday: Date) -> i32 {
        let month = i32::from(monday.year()) * 12 + i32::from(monday.month()) - 1;
        match self {
            Span::Week => (monday - FIRST).get_days().div_euclid(7),
            _ => month.div_euclid(self.months()),
        }
    }

    fn name(self, number: i32) -> String {
        let month = number * self.months();
        let first = || Date::new(month.div_euclid(12) as i16, month.rem_euclid(12) as i8 + 1, 1).ok();
        let named = match self {
            Span::Week => Some(monday(number).strftime("%-d %b %Y").to_string()),
            Span::Month => first().map(|day| day.strftime("%b %Y").to_string()),
            Span::Quarter => first().map(|day| format!("{} Q{}", day.year(), (day.month() + 2) / 3)),
            Span::Year => Some((month / 12).to_string()),
        };
        named.unwrap_or_default()
    }
}

/// The bars: what a bar holds, and each with its number; empty ones too unless that makes too many.
pub(super) fn bars(audit: &Audit) -> (Span, Vec<(i32, [usize; 6])>, bool) {
    let weeks: Vec<(Date, [usize; 6])> =
        audit.weeks.iter().filter_map(|week| Some((date(&week.monday)?, by_label(&week.labels)))).collect();
    let mut merged = BTreeMap::new();
    for span in [Span::Week, Span::Month, Span::Quarter, Span::Year] {
        merged = BTreeMap::new();
        for (monday, counts) in &weeks {
            let bar: &mut [usize; 6] = merged.entry(span.number(*monday)).or_default();
            bar.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        }
        let (Some((first, _)), Some((last, _))) = (merged.first_key_value(), merged.last_key_value()) else {
            return (span, Vec::new(), true);
        };
        let (first, last) = (*first, *last);
        if ((last - first) as usize) < BARS {
            let bar = |number: i32| (number, merged.get(&number).copied().unwrap_or_default());
            return (span, (first..=last).map(bar).collect(), true);
        }
    }
    // One wrong date may lie centuries off: then only the years with posts are drawn, the last ones.
    let filled: Vec<_> = merged.into_iter().filter(|(_, counts)| counts.iter().sum::<usize>() > 0).collect();
    let from = filled.len().saturating_sub(BARS);
    (Span::Year, filled[from..].to_vec(), false)
}

pub(super) fn html(audit: &Audit) -> String {
    let (span, bars, whole) = bars(audit);
    let id = "weeks";
    let undated = match audit.undated {
        0 => String::new(),
        1 => " 1 post has no date and is not drawn.".to_string(),
        n => format!(" {} have no date and are not drawn.", posts(n)),
    };
    if bars.is_empty() {
        return chart::empty(id, "Posts a week", "No post has a date, so nothing can be drawn over time.");
    }
    let word = span.word();
    let title = format!("Posts a {word}");
    let sums: Vec<usize> = bars.iter().map(|(_, counts)| counts.iter().sum()).collect();
    let most = sums.iter().copied().max().unwrap_or_default();
    let busiest = sums.iter().position(|sum| *sum == most).unwrap_or_default();
    let mut sorted = sums.clone();
    sorted.sort_unstable();
    let usual = sorted[sorted.len() / 2];
    let silent = sums.iter().filter(|sum| **sum == 0).count();
    let silent = match silent {
        0 => String::new(),
        1 => format!(" 1 {word} has no post."),
        n => format!(" {n} {word}s have no post."),
    };
    let merged = match (span, whole) {
        (Span::Week, _) => String::new(),
        (_, true) => {
            format!(" There are too many weeks to draw each; a week counts to the {word} in which it begins.")
        }
        (_, false) => " The dates lie so far apart that only years with posts are drawn.".to_string(),
    };
    let named = |number: i32| match span {
        Span::Week => format!("the week from {}", span.name(number)),
        _ => span.name(number),
    };
    let lead = match bars.len() {
        1 => format!("All {} lie in {}.{undated}", posts(most), named(bars[0].0)),
        _ => format!(
            "A usual {word} has {}; the fullest is {} with {}.{silent}{merged}{undated} The parts of a bar are, from the \
             bottom up, in the order of the list below it.",
            posts(usual),
            named(bars[busiest].0),
            grouped(most)
        ),
    };
    let mut all = [0; 6];
    for (_, counts) in &bars {
        all.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
    }
    let labelled = all[..5].iter().sum();
    let heads = ["From", "Gives", "Neither", "Asks", "Answers", "Passes on", "No label"];
    let rows = bars.iter().map(|(number, counts)| {
        std::iter::once(span.name(*number)).chain(counts.iter().map(|n| grouped(*n))).collect()
    });
    Chart {
        id,
        title: &title,
        said: format!(
            "{} bars from {} to {}, in parts by what the posts do. The highest is {} with {}.",
            bars.len(),
            span.name(bars[0].0),
            span.name(bars[bars.len() - 1].0),
            named(bars[busiest].0),
            posts(most)
        ),
        lead,
        told: false,
        pictures: vec![("", ABOVE + HEIGHT + BELOW, picture(span, &bars, most))],
        legend: chart::legend(&all, labelled),
        table: chart::table(&title, &heads, rows),
    }
    .html()
}

fn picture(span: Span, bars: &[(i32, [usize; 6])], most: usize) -> String {
    let step = step(most);
    let top = most.div_ceil(step).max(1) * step;
    let y = |count: usize| (ABOVE + HEIGHT) as f64 - HEIGHT as f64 * count as f64 / top as f64;
    let slot = ((100.0 - LEFT) / bars.len() as f64).min(WIDEST / 0.8);
    let width = slot * if bars.len() > DENSE { 0.9 } else { 0.8 };
    let mut out = String::new();
    for count in (0..=top).step_by(step) {
        _ = write!(
            out,
            "<line class=\"grid\" x1=\"{LEFT}%\" x2=\"100%\" y1=\"{0:.1}\" y2=\"{0:.1}\"/>\
             <text class=\"tick\" x=\"{3}%\" y=\"{1:.1}\" text-anchor=\"end\">{2}</text>",
            y(count),
            y(count) + 4.0,
            short(count),
            LEFT - 1.0
        );
    }
    // So narrow a bar shows no pattern.
    let dense = if bars.len() > DENSE { " dense" } else { "" };
    for (label, (class, _)) in LABELS.iter().enumerate() {
        _ = write!(out, "<g class=\"bars f-{class}{dense}\">");
        for (i, (_, counts)) in bars.iter().enumerate().filter(|(_, (_, counts))| counts[label] > 0) {
            let below: usize = counts[..label].iter().sum();
            let (low, high) = (y(below), y(below + counts[label]));
            _ = write!(
                out,
                "<rect x=\"{}\" y=\"{high:.1}\" width=\"{}\" height=\"{:.1}\"/>",
                percent(LEFT + slot * i as f64 + (slot - width) / 2.0),
                percent(width),
                low - high
            );
        }
        out.push_str("</g>");
    }
    let every = bars.len().div_ceil(TICKS);
    for (i, (number, _)) in bars.iter().enumerate().step_by(every) {
        let (at, anchor) = match LEFT + slot * i as f64 {
            // Only one has room there.
            at if at > LATE && i + every < bars.len() => continue,
            at if at > LATE => (100.0, "end"),
            at => (at, "start"),
        };
        // On a narrow page every other one is left out, and one that might run into that before.
        let class = if i / every % 2 == 1 || anchor == "end" { "tick roomy" } else { "tick" };
        _ = write!(
            out,
            "<text class=\"{class}\" x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\">{}</text>",
            percent(at),
            ABOVE + HEIGHT + BELOW - 7,
            match span {
                // So many weeks leave no room for the day.
                Span::Week if bars.len() > DENSE => Span::Month.name(Span::Month.number(monday(*number))),
                _ => span.name(*number),
            }
        );
    }
    out
}

/// The distance of the lines: round, and at most five of them.
fn step(most: usize) -> usize {
    let mut unit = 1;
    loop {
        for factor in [1, 2, 5] {
            if most <= unit * factor * 5 {
                return unit * factor;
            }
        }
        unit *= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stand_at_round_numbers() {
        assert_eq!([1, 5, 6, 27, 51, 1234].map(step), [1, 1, 2, 10, 20, 500]);
    }

    #[test]
    fn bars_have_names() {
        let day = Date::constant(2026, 3, 30);
        let name = |span: Span| span.name(span.number(day));
        assert_eq!(
            [Span::Week, Span::Month, Span::Quarter, Span::Year].map(name),
            ["30 Mar 2026", "Mar 2026", "2026 Q1", "2026"]
        );
    }
}
