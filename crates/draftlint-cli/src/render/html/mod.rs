//! `html`: one page for those who approve posts, and who read no code. It loads nothing and runs nothing.

use std::io::{self, Write};

use draftlint::{Report, Timestamp, Verdict};

use super::words::count;
use super::{Options, Outcome, Renderer, posts};

mod approvals;
mod card;
mod diff;
mod draft;
pub(super) mod escape;
mod findings;
mod flow;
pub(super) mod skipped;
pub(super) mod words;

use skipped::Skips;

/// How the page looks.
pub(super) const STYLE: &str = include_str!("page.css");
/// What the page may load: nothing.
pub(super) const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
/// How many words of a text stand in the table of contents.
const OPENING: usize = 90;

/// Writes a page. The drafts are held until the end, for what is said of all of them comes first.
pub(super) struct Page {
    options: Options,
    entries: Vec<Entry>,
    skips: Skips,
    /// The time of the check, and how many drafts have it.
    now: Vec<(Timestamp, usize)>,
    edition: String,
}

/// One draft.
struct Entry {
    verdict: Verdict,
    brand: Option<String>,
    /// Its line in the table of contents.
    line: String,
    piece: String,
}

impl Page {
    pub(super) fn new(options: Options) -> Page {
        Page {
            options,
            entries: Vec::new(),
            skips: Skips::default(),
            now: Vec::new(),
            edition: String::new(),
        }
    }

    fn of(&self, verdict: Verdict) -> usize {
        self.entries.iter().filter(|entry| entry.verdict == verdict).count()
    }

    fn head(&self, out: &mut dyn Write) -> io::Result<()> {
        let drafts = self.entries.len();
        let title = match drafts {
            1 => "A draft to approve".to_string(),
            _ => format!("{drafts} drafts to approve"),
        };
        write!(
            out,
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
             <meta name=\"robots\" content=\"noindex\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n\
             <body>\n<a class=\"skip\" href=\"#drafts\">To the drafts</a>\n<header class=\"top\">\n<h1>{title}</h1>\n"
        )?;
        // Of a lone draft the verdict is told below.
        if drafts > 1 {
            let part = |verdict: Verdict| {
                let (class, sign, said) = words::verdict(verdict);
                let (number, said) = (self.of(verdict), said.to_lowercase());
                format!(
                    "<li class=\"chip {class}\"><span aria-hidden=\"true\">{sign}</span> <b>{number}</b> {said}</li>"
                )
            };
            let parts = [Verdict::Block, Verdict::Warn, Verdict::Pass].map(part);
            writeln!(out, "<ul class=\"totals\">{}</ul>", parts.concat())?;
        }
        if let Some((now, _)) = self.now.iter().max_by_key(|(_, drafts)| *drafts) {
            let others = if self.now.len() > 1 { "; some drafts name a time of their own" } else { "" };
            writeln!(
                out,
                "<p class=\"when\">Checked as of {}{others}</p>",
                escape::plain(&words::time(now))
            )?;
        }
        out.write_all(b"</header>\n<main id=\"drafts\">\n")
    }

    fn contents(&self, out: &mut dyn Write, groups: &[Group]) -> io::Result<()> {
        out.write_all(b"<nav aria-labelledby=\"contents\"><h2 id=\"contents\">All drafts</h2>\n")?;
        for group in groups {
            if let Some(name) = &group.name {
                writeln!(out, "<h3>{name}</h3>")?;
            }
            out.write_all(b"<ol class=\"toc\">\n")?;
            for (i, entry) in group.entries.iter().enumerate() {
                numbered(out, &self.entries[*entry].line, group.first + i)?;
            }
            out.write_all(b"</ol>\n")?;
        }
        out.write_all(b"</nav>\n")
    }

    /// The drafts in the order of the page: brand by brand where there are several, the worst verdict first.
    fn groups(&self) -> Vec<Group> {
        let mut brands: Vec<Option<&str>> = Vec::new();
        for entry in &self.entries {
            if !brands.contains(&entry.brand.as_deref()) {
                brands.push(entry.brand.as_deref());
            }
        }
        // Those without one come last.
        brands.sort_by_key(Option::is_none);
        let several = brands.len() > 1;
        let mut first = 1;
        let mut groups = Vec::new();
        for brand in brands {
            let all = self.entries.iter().enumerate();
            let mut entries: Vec<usize> =
                all.filter(|(_, entry)| entry.brand.as_deref() == brand).map(|(i, _)| i).collect();
            entries.sort_by_key(|i| std::cmp::Reverse(self.entries[*i].verdict));
            let number = entries.len();
            let name = several.then(|| match brand {
                Some(brand) => format!("Brand: {}", escape::bdi(brand)),
                None => "No brand told".to_string(),
            });
            groups.push(Group { name, first, entries });
            first += number;
        }
        groups
    }
}

/// Drafts of one brand.
struct Group {
    /// What stands above them.
    name: Option<String>,
    /// The number of the first.
    first: usize,
    entries: Vec<usize>,
}

impl Renderer for Page {
    fn piece(&self, outcome: &Outcome) -> String {
        if self.options.quiet && self.options.many && outcome.verdict() == Verdict::Pass {
            return String::new();
        }
        draft::html(&self.options, outcome)
    }

    fn add(&mut self, _: &mut dyn Write, outcome: &Outcome, piece: String) -> io::Result<()> {
        for report in &outcome.reports {
            self.skips.add(report);
        }
        if let Some(report) = outcome.reports.first() {
            if self.edition.is_empty() {
                self.edition = report.edition().to_string();
            }
            if let Some(now) = report.now().and_then(Timestamp::parse) {
                // Sheets may give every row a time of its own.
                let several = self.now.len() > 100;
                match self.now.iter_mut().find(|(known, _)| *known == now) {
                    Some((_, drafts)) => *drafts += 1,
                    None if several => {}
                    None => self.now.push((now, 1)),
                }
            }
        }
        let brand = outcome.reports.first().and_then(draftlint::Report::brand).map(str::to_string);
        let line = line(outcome, !piece.is_empty());
        self.entries.push(Entry { verdict: outcome.verdict(), brand, line, piece });
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.head(out)?;
        let groups = self.groups();
        if self.entries.len() > 1 {
            self.contents(out, &groups)?;
        }
        if self.entries.is_empty() {
            out.write_all(b"<p>There are no drafts.</p>\n")?;
        }
        for (i, group) in groups.iter().enumerate() {
            let one = if self.entries.len() == 1 { "The draft" } else { "The drafts" };
            let name = group.name.as_deref().unwrap_or(one);
            writeln!(out, "<section class=\"group\" aria-labelledby=\"g{i}\"><h2 id=\"g{i}\">{name}</h2>")?;
            for (i, entry) in group.entries.iter().enumerate() {
                // Written once, and then given back.
                let piece = std::mem::take(&mut self.entries[*entry].piece);
                numbered(out, &piece, group.first + i)?;
            }
            out.write_all(b"</section>\n")?;
        }
        if self.skips.len() > 0 {
            writeln!(
                out,
                "<section class=\"group\"><h2>What was not checked</h2><p>{} did not run on one draft or another, \
                 because what they need was not there. Open a line to see which.</p><ul class=\"gaps\">{}</ul></section>",
                count(self.skips.len(), "check"),
                self.skips.items(true)
            )?;
        }
        writeln!(
            out,
            "</main>\n<footer><p>Checked by draftlint {}, rules of {}. A check finds what it was made for and no more: \
             it does not look at pictures and films, and it is no legal advice. The decision is yours.</p></footer>\n\
             </body>\n</html>",
            env!("CARGO_PKG_VERSION"),
            if self.edition.is_empty() { "no edition" } else { &self.edition }
        )
    }
}

/// The line of a draft in the table of contents.
fn line(outcome: &Outcome, has_piece: bool) -> String {
    let (class, sign, said) = words::verdict(outcome.verdict());
    let (name, source) = draft::name(outcome);
    let name = if has_piece { format!("<a href=\"#\u{1}\">{name}</a>") } else { name };
    let mut facts = Vec::new();
    let networks = draft::all_networks(outcome);
    if !networks.is_empty() {
        facts.push(networks);
    }
    if posts(outcome).len() > 1 {
        facts.push(format!("thread of {}", posts(outcome).len()));
    }
    facts.extend(draft::scheduled(outcome).map(|at| format!("goes out {at}")));
    facts.extend(draft::author(outcome).map(|author| format!("by {author}")));
    format!(
        "<li><span class=\"chip {class}\"><span aria-hidden=\"true\">{sign}</span> {said}</span> \
         <span class=\"what\">{name}{source}<span class=\"opening\" dir=\"auto\">{}</span>\
         <span class=\"small\">{}</span></span></li>\n",
        opening(outcome),
        facts.join(" · ")
    )
}

/// The first words of a draft, with secrets masked.
fn opening(outcome: &Outcome) -> String {
    let Some(post) = posts(outcome).first() else { return String::new() };
    let (field, text) = match post.title.as_deref().filter(|title| !title.trim().is_empty()) {
        Some(title) => (draftlint::Field::Title, title),
        None => (draftlint::Field::Body, &*post.body),
    };
    let masked = outcome.reports.first().map_or(text.into(), |report: &Report| report.masked(0, field, text));
    let mut words = String::new();
    let mut length = 0;
    for word in masked.split_whitespace() {
        length += word.chars().count() + 1;
        if length > OPENING {
            words.push('…');
            break;
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    escape::plain(&words)
}

/// Writes a piece with its place in the page: `\u{1}`, which no escaped text holds, becomes `d` and the number.
fn numbered(out: &mut dyn Write, piece: &str, number: usize) -> io::Result<()> {
    let mut parts = piece.split('\u{1}');
    out.write_all(parts.next().unwrap_or_default().as_bytes())?;
    for part in parts {
        write!(out, "d{number}{part}")?;
    }
    Ok(())
}
