//! The table of verdicts: a line for each draft; where drafts go to the same networks, a column for each of these.

use draftlint::Verdict;
use unicode_width::UnicodeWidthStr;

use super::super::Options;
use super::super::style::{Cell, cut, grid};
use super::{Row, VERDICT_COLUMN, cross};

/// How many columns a list of networks may take.
const LIST: usize = 40;
/// Blanks between columns.
const GAP: usize = 2;

/// Draws it; the rows are in order.
pub(super) fn table(options: &Options, rows: &[&Row]) -> String {
    let names = columns(options, rows);
    let mut cells: Vec<Vec<Cell>> = Vec::new();
    if !names.is_empty() {
        let paint = |name: &String| Cell::painted(name, options.paint.dim(name));
        // Nothing stands above the verdict and the name.
        let blanks = std::iter::repeat_with(|| Cell::new("")).take(2);
        cells.push(blanks.chain(names.iter().map(paint)).collect());
    }
    for row in rows {
        let mut line = vec![verdict(options, Some(row.verdict)), Cell::new(cut(&row.name, VERDICT_COLUMN))];
        if names.is_empty() {
            line.push(Cell::new(listed(&row.networks)));
        }
        for name in &names {
            let here = row.networks.iter().find(|(network, _)| network == name);
            line.push(verdict(options, here.map(|(_, verdict)| *verdict)));
        }
        line.push(Cell::new(cross::reasons(&row.reasons)));
        cells.push(line);
    }
    grid("", &cells)
}

fn verdict(options: &Options, verdict: Option<Verdict>) -> Cell {
    match verdict {
        Some(verdict) => Cell::painted(verdict.as_str(), options.paint.verdict(verdict, verdict.as_str())),
        None => Cell::painted("–", options.paint.dim("–")),
    }
}

/// The networks that get a column: all or none of them. Where each draft goes somewhere else, or the columns need too
/// much room, the networks of a draft are better listed beside it.
fn columns(options: &Options, rows: &[&Row]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (name, _) in rows.iter().flat_map(|row| &row.networks) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    let checks: usize = rows.iter().map(|row| row.networks.len()).sum();
    let filled = checks * 2 >= names.len() * rows.len();
    let several = rows.iter().any(|row| row.networks.len() > 1);
    let widest = rows.iter().map(|row| row.name.width()).max().unwrap_or(0).min(VERDICT_COLUMN);
    let wide: usize = names.iter().map(|name| name.width().max("block".len()) + GAP).sum();
    let fits = "block".len() + GAP + widest + GAP + wide <= options.width;
    if several && filled && fits { names } else { Vec::new() }
}

/// `x, linkedin`, or `x block, linkedin pass` where the verdicts differ.
fn listed(networks: &[(String, Verdict)]) -> String {
    let same = networks.iter().all(|(_, verdict)| *verdict == networks[0].1);
    let one = |(name, verdict): &(String, Verdict)| {
        if same { name.clone() } else { format!("{name} {verdict}") }
    };
    cut(&networks.iter().map(one).collect::<Vec<_>>().join(", "), LIST)
}
