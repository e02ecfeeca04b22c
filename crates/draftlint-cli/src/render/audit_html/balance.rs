//! Give and take: what the posts do, as one bar.

use std::fmt::Write as _;

use draftlint::Audit;

use super::chart::{self, Chart, percent};
use super::words::{LABELS, by_label, grouped, posts, share};

/// The height of the bar, and where it begins: shares stand above it.
const BAR: (usize, usize) = (22, 40);
/// A narrower part has no room for its share.
const ROOM: f64 = 9.0;

pub(super) fn html(audit: &Audit) -> String {
    let (id, title) = ("balance", "Give and take");
    let counts = by_label(&audit.labels);
    let labelled: usize = counts[..5].iter().sum();
    let unlabelled = match counts[5] {
        0 => "Every post has a label.".to_string(),
        1 => "1 post has no label: it is not in English, or too short to say.".to_string(),
        n => format!("{} have no label: they are not in English, or too short to say.", posts(n)),
    };
    if labelled == 0 {
        return chart::empty(id, title, &unlabelled);
    }
    let mut inside = String::new();
    let mut at = 0.0;
    for ((class, _), count) in LABELS.iter().zip(counts).take(5).filter(|(_, count)| *count > 0) {
        let width = 100.0 * count as f64 / labelled as f64;
        _ = write!(
            inside,
            "<rect class=\"f-{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            percent(at),
            BAR.0,
            percent(width),
            BAR.1
        );
        if width >= ROOM {
            _ = write!(
                inside,
                "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
                percent(at + width / 2.0),
                BAR.0 - 6,
                share(count, labelled)
            );
        }
        at += width;
    }
    let said: Vec<String> = LABELS
        .iter()
        .zip(counts)
        .take(5)
        .filter(|(_, count)| *count > 0)
        .map(|((_, said), count)| format!("{said}: {}, {}", posts(count), share(count, labelled)))
        .collect();
    let given = match audit.labels.given {
        0 => "All labels are worked out from the wording.".to_string(),
        n if n >= labelled => "All labels came with the posts.".to_string(),
        n => format!("{} came with a label; the others are worked out from the wording.", posts(n)),
    };
    let rows = LABELS.iter().zip(counts).map(|((class, said), count)| {
        let of = if *class == "none" { "–".to_string() } else { share(count, labelled) };
        vec![(*said).to_string(), grouped(count), of]
    });
    Chart {
        id,
        title,
        lead: format!(
            "{} Of {} with a label, {} give something and {} ask for something. {unlabelled} {given}",
            ratio(counts[0], counts[2]),
            posts(labelled),
            share(counts[0], labelled),
            share(counts[2], labelled),
        ),
        pictures: vec![("", BAR.0 + BAR.1 + 2, inside)],
        said: format!("One bar of {}, in parts. {}. {unlabelled}", posts(labelled), said.join("; ")),
        told: true,
        legend: chart::legend(&counts, labelled),
        table: chart::table(
            "What the posts do",
            &["A post that …", "Posts", "Share of those with a label"],
            rows,
        ),
    }
    .html()
}

/// How many posts give for each that asks.
fn ratio(give: usize, ask: usize) -> String {
    match (give, ask) {
        (0, 0) => "No post gives, and none asks.".to_string(),
        (_, 0) => "No post asks for anything.".to_string(),
        (0, _) => "No post gives anything.".to_string(),
        (give, ask) if give >= ask => {
            format!("For each post that asks, {}.", rounded(give as f64 / ask as f64, "gives", "give"))
        }
        (give, ask) => {
            format!("For each post that gives, {}.", rounded(ask as f64 / give as f64, "asks", "ask"))
        }
    }
}

/// `1 gives`, `2.5 give`.
fn rounded(value: f64, one: &str, several: &str) -> String {
    let number = format!("{value:.1}");
    let number = number.trim_end_matches(".0");
    format!("{number} {}", if number == "1" { one } else { several })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ratio_reads_both_ways() {
        assert_eq!(ratio(12, 4), "For each post that asks, 3 give.");
        assert_eq!(ratio(2, 5), "For each post that gives, 2.5 ask.");
        assert_eq!(ratio(25, 25), "For each post that asks, 1 gives.");
        assert_eq!(ratio(2, 0), "No post asks for anything.");
    }
}
