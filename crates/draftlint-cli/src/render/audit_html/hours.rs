//! When posts go out: weekdays and hours as a map of counts.

use std::fmt::Write as _;

use draftlint::Audit;

use super::chart::{self, Chart, percent};
use super::words::{grouped, posts, share, short};

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
/// The height of a row.
const ROW: usize = 30;
/// What stands above the rows.
const ABOVE: usize = 22;
/// So many hours share a field where there is no room for each.
const BLOCK: usize = 3;
/// How many depths of colour there are.
const DEPTHS: usize = 5;

pub(super) fn html(audit: &Audit) -> String {
    let (id, title) = ("hours", "When posts go out");
    let hours = &audit.hours;
    let all: usize = hours.iter().flatten().map(|n| *n as usize).sum();
    if all == 0 {
        return chart::empty(id, title, "No post has a time.");
    }
    let of_day: Vec<usize> = hours.iter().map(|day| day.iter().map(|n| *n as usize).sum()).collect();
    let of_hour: Vec<usize> = (0..24).map(|hour| hours.iter().map(|day| day[hour] as usize).sum()).collect();
    let most = |counts: &[usize]| {
        let highest = counts.iter().copied().max().unwrap_or_default();
        (counts.iter().position(|n| *n == highest).unwrap_or_default(), highest)
    };
    let ((day, in_day), (hour, in_hour)) = (most(&of_day), most(&of_hour));
    let mut lead = format!(
        "Most go out on a {} ({}, {}) and between {hour}:00 and {}:00 ({}, {}). A time is read as it was given, in its own zone.",
        DAYS.get(day).copied().unwrap_or_default(),
        posts(in_day),
        share(in_day, all),
        hour + 1,
        grouped(in_hour),
        share(in_hour, all)
    );
    if hour == 0 && in_hour * 10 > all * 9 && all > 10 {
        lead.push_str(" Nearly all times are midnight: the hours were probably lost on the way here.");
    }
    let rows = (0..24).map(|hour| {
        let counts = hours.iter().map(|day| grouped(day[hour] as usize));
        std::iter::once(format!("{hour}:00")).chain(counts).collect()
    });
    let heads = ["From", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let height = ABOVE + ROW * hours.len();
    Chart {
        id,
        title,
        lead,
        pictures: vec![
            ("broad", height, picture(hours, 1, 6.0)),
            ("narrow", height, picture(hours, BLOCK, 13.0)),
        ],
        said: format!(
            "A map of seven weekdays by the hours of the day, deeper in colour where there are more posts. The most on \
             one day: {} with {}. The most in one hour: {hour}:00 with {}.",
            DAYS.get(day).copied().unwrap_or_default(),
            posts(in_day),
            posts(in_hour)
        ),
        told: true,
        legend: format!(
            "<p class=\"key\">The number is that of the posts; an empty field has none.<span class=\"narrow\"> A field \
             holds {BLOCK} hours, from the hour above it.</span></p>\n"
        ),
        table: chart::table("Posts by hour and weekday", &heads, rows),
    }
    .html()
}

/// The map with so many hours to a field, and so many per cent of the width for the names of the days.
fn picture(hours: &[[u32; 24]], block: usize, left: f64) -> String {
    let fields: Vec<Vec<usize>> = hours
        .iter()
        .map(|day| day.chunks(block).map(|hours| hours.iter().map(|n| *n as usize).sum()).collect())
        .collect();
    let most = fields.iter().flatten().copied().max().unwrap_or_default().max(1);
    let columns = 24 / block;
    let width = (100.0 - left) / columns as f64;
    let mut out = String::new();
    for column in 0..columns {
        _ = write!(
            out,
            "<text class=\"tick\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            percent(left + width * (column as f64 + 0.5)),
            ABOVE - 8,
            column * block
        );
    }
    for (row, day) in fields.iter().enumerate() {
        let y = ABOVE + row * ROW;
        let name = DAYS.get(row).and_then(|day| day.get(..3)).unwrap_or_default();
        _ = write!(out, "<text x=\"0\" y=\"{}\">{name}</text>", y + ROW / 2 + 4);
        for (column, count) in day.iter().enumerate() {
            let depth = (count * DEPTHS).div_ceil(most);
            _ = write!(
                out,
                "<rect class=\"h{depth}\" x=\"{}\" y=\"{y}\" width=\"{}\" height=\"{}\"/>",
                percent(left + width * column as f64),
                percent(width * 0.96),
                ROW - 2
            );
            if *count > 0 {
                _ = write!(
                    out,
                    "<text class=\"t{depth}\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
                    percent(left + width * (column as f64 + 0.48)),
                    y + ROW / 2 + 3,
                    short(*count)
                );
            }
        }
    }
    out
}
