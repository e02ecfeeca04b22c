//! What was found, in plain words, the gravest first.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::fmt::Write as _;

use draftlint::{Edit, Field, Finding, Fix, Location, Safety, Severity};

use super::super::Outcome;
use super::super::merge::{By, Merged, merge};
use super::super::style::cut;
use super::super::words::{count, list};
use super::draft::names;
use super::escape::{self, bdi, capital, prose};
use super::flow::Mark;
use super::words;

/// How many findings of one draft are shown in full; a megabyte of signs may have thousands.
const SHOWN: usize = 60;
/// How many accepted findings are named.
const ACCEPTED: usize = 30;
/// How many places of one finding are marked.
const PLACES: usize = 50;
/// How long a message or a stretch of text may be; it may quote a word of a megabyte.
const LONG: usize = 400;
/// How many edits of a fix are shown.
const EDITS: usize = 4;
/// How many characters are shown on each side of an edit.
const AROUND: usize = 40;

/// The findings of an outcome, numbered from 1.
pub(super) struct Findings<'a> {
    outcome: &'a Outcome,
    shown: Vec<Merged<'a>>,
    /// How many more there are.
    left: usize,
    accepted: Vec<Merged<'a>>,
}

impl<'a> Findings<'a> {
    pub(super) fn new(outcome: &'a Outcome, with_notes: bool) -> Findings<'a> {
        let wanted = |f: &Finding| with_notes || f.severity > Severity::Info;
        let (counted, accepted): (Vec<_>, Vec<_>) =
            merge(&outcome.reports, By::Place).into_iter().partition(|m| m.finding.counts());
        let mut counted: Vec<Merged<'a>> = counted.into_iter().filter(|m| wanted(m.finding)).collect();
        counted.sort_by_key(|m| (Reverse(m.finding.severity), m.finding.location().map(place)));
        let all = counted.len();
        let mut shown: Vec<Merged<'a>> = Vec::new();
        for merged in counted {
            if shown.len() == SHOWN {
                break;
            }
            // Phrases of one rule may lie within each other: the widest says it all.
            if !shown.iter().any(|other| covers(other, &merged)) {
                shown.push(merged);
            }
        }
        let left = if shown.len() < SHOWN { 0 } else { all - SHOWN };
        Findings { outcome, shown, left, accepted }
    }

    /// What is to be marked in a post of a report; `seen` says which findings have a place on the page already.
    pub(super) fn marks(&self, report: usize, post: u32, seen: &mut Vec<bool>) -> Vec<(Field, Mark)> {
        seen.resize(self.shown.len(), false);
        let mut marks = Vec::new();
        for (i, merged) in self.shown.iter().enumerate() {
            let Some(finding) = merged.of(report) else { continue };
            for location in finding.locations.iter().filter(|l| l.post == post).take(PLACES) {
                if self.text_of(location).is_none() {
                    continue;
                }
                marks.push((
                    location.field,
                    Mark {
                        start: location.start as usize,
                        end: location.end as usize,
                        number: i + 1,
                        severity: finding.severity,
                        target: !std::mem::replace(&mut seen[i], true),
                    },
                ));
            }
        }
        marks
    }

    /// The list. `seen` says which findings are marked in a text.
    pub(super) fn html(&self, seen: &[bool]) -> String {
        let mut out = String::new();
        let notes = self.shown.iter().filter(|m| m.finding.severity == Severity::Info).count();
        let grave = self.shown.len() - notes;
        let mut told: HashMap<&str, usize> = HashMap::new();
        let mut items = |range: std::ops::Range<usize>| -> String {
            range
                .map(|i| {
                    let id = self.shown[i].finding.rule.id.as_str();
                    let before = told.get(id).copied();
                    told.entry(id).or_insert(i + 1);
                    self.item(i, seen.get(i).copied().unwrap_or(false), before)
                })
                .collect()
        };
        if grave > 0 {
            _ = write!(out, "<ol class=\"finds\">{}</ol>", items(0..grave));
        } else {
            out.push_str("<p>Nothing that has to be changed.</p>");
        }
        if notes > 0 {
            let items = items(grave..self.shown.len());
            _ = write!(
                out,
                "<details class=\"fold-part\"><summary>{}: worth knowing, nothing that holds up the post</summary>\
                 <ol class=\"finds\">{items}</ol></details>",
                count(notes, "note"),
            );
        }
        if self.left > 0 {
            _ = write!(out, "<p>And {} that are not shown here.</p>", count(self.left, "more finding"));
        }
        self.accepted(&mut out);
        out
    }

    fn item(&self, i: usize, marked: bool, before: Option<usize>) -> String {
        let merged = &self.shown[i];
        let (finding, number) = (merged.finding, i + 1);
        let (class, said) = words::severity(finding.severity);
        let mut out = format!(
            "<li class=\"find {class}\" id=\"\u{1}f{number}\"><h5><span class=\"num\">{number}</span> \
             <span class=\"sev\">{said}:</span> {}</h5>",
            prose(&capital(&finding.rule.title))
        );
        for (message, on) in self.messages(merged) {
            _ = write!(out, "<p class=\"msg\">{on}{}</p>", prose(&cut(message, LONG)));
        }
        self.fixes(&mut out, finding);
        match before {
            // The same advice is read once.
            Some(first) => {
                _ = write!(
                    out,
                    "<p class=\"why\">Why, and what to do: see <a href=\"#\u{1}f{first}\">number {first}</a>.</p>"
                );
            }
            None => {
                if !finding.rule.help.is_empty() {
                    _ = write!(out, "<p class=\"help\"><b>What to do:</b> {}</p>", prose(&finding.rule.help));
                }
                if !finding.rule.why.is_empty() {
                    _ = write!(
                        out,
                        "<p class=\"why\"><b>Why it matters:</b> {}</p>",
                        prose(&finding.rule.why)
                    );
                }
            }
        }
        let mut meta = Vec::new();
        if self.outcome.is_cross_post() {
            meta.push(format!("on {}", list_of(&names(self.outcome, &merged.reports))));
        }
        if marked {
            meta.push(format!("<a href=\"#\u{1}m{number}\">show in the text</a>"));
        } else if finding.location().is_none() {
            meta.push("about the draft as a whole".to_string());
        }
        meta.push(format!("<span class=\"rule\">{}</span>", escape::plain(&finding.rule.id)));
        _ = write!(out, "<p class=\"meta\">{}</p></li>", meta.join(" · "));
        out
    }

    /// What it says, and on which networks where they differ.
    fn messages<'m>(&self, merged: &'m Merged<'a>) -> Vec<(&'m str, String)> {
        if merged.otherwise.is_empty() {
            return vec![(merged.finding.message.as_str(), String::new())];
        }
        let first = (merged.finding, merged.as_the_first());
        let others = merged.otherwise.iter().map(|(finding, reports)| (*finding, reports.clone()));
        std::iter::once(first)
            .chain(others)
            .map(|(finding, reports)| {
                let on = format!("<b>{}:</b> ", names(self.outcome, &reports).join(", "));
                (finding.message.as_str(), on)
            })
            .collect()
    }

    fn fixes(&self, out: &mut String, finding: &Finding) {
        let Some(fix) = finding.fixes.iter().find(|fix| !fix.edits.is_empty()) else { return };
        let lead = match fix.safety {
            Safety::Safe => "Suggestion",
            Safety::Unsafe => "Suggestion, which may change what is said",
        };
        let mut shown = String::new();
        for edit in fix.edits.iter().take(EDITS) {
            shown.push_str(&self.edit(edit).unwrap_or_default());
        }
        if shown.is_empty() {
            return;
        }
        let title = if fix.title.is_empty() { String::new() } else { format!(": {}", prose(&fix.title)) };
        _ = write!(out, "<div class=\"fix\"><p><b>{lead}</b>{title}</p>{shown}{}</div>", more(fix));
    }

    /// The words as they are and as they would be, with what stands beside them in their line.
    fn edit(&self, edit: &Edit) -> Option<String> {
        let text = self.outcome.item.posts.get(edit.post as usize)?.text_of(edit.field)?;
        let report = self.outcome.reports.first()?;
        let (start, end) = (edit.start as usize, edit.end as usize);
        let (front, words, back) = (text.get(..start)?, text.get(start..end)?, text.get(end..)?);
        // What is masked keeps the number of its characters.
        let masked = report.masked(edit.post, edit.field, text);
        let before: Vec<char> = front.chars().rev().take(AROUND).take_while(|c| *c != '\n').collect();
        let first = front.chars().count();
        let length = words.chars().count();
        let after = back.chars().take(AROUND).take_while(|c| *c != '\n').count();
        let part = |from: usize, many: usize| masked.chars().skip(from).take(many).collect::<String>();
        let front = part(first - before.len(), before.len());
        let back = part(first + length, after);
        let cuts = |cut: bool| if cut { "…" } else { "" };
        let (dots, end_dots) = (cuts(before.len() == AROUND), cuts(after == AROUND));
        let row = |label: &str, element: &str, words: &str| {
            let words = match words {
                "" => String::new(),
                _ => format!("<{element}>{}</{element}>", escape::plain(&cut_chars(words))),
            };
            format!(
                "<div><dt>{label}</dt><dd dir=\"auto\">{dots}{}{words}{}{end_dots}</dd></div>",
                escape::plain(&front),
                escape::plain(&back)
            )
        };
        Some(format!(
            "<dl>{}{}</dl>",
            row("Before", "del", &part(first, length)),
            row("After", "ins", &edit.text)
        ))
    }

    fn accepted(&self, out: &mut String) {
        if self.accepted.is_empty() {
            return;
        }
        let all = self.accepted.len();
        _ = write!(
            out,
            "<details class=\"fold-part\"><summary>{} accepted: found, but somebody said why it is fine here</summary>\
             <ul class=\"accepted\">",
            count(all, "finding"),
        );
        for merged in self.accepted.iter().take(ACCEPTED) {
            let finding = merged.finding;
            let Some(accepted) = &finding.suppressed else { continue };
            let by = match accepted.by.as_str() {
                "draft" => "the draft itself".to_string(),
                by => bdi(by),
            };
            let reason = match accepted.reason.trim() {
                "" => "no reason was given".to_string(),
                reason => format!("“{}”", bdi(&cut(reason, LONG))),
            };
            _ = write!(
                out,
                "<li><b>{}</b><br>{}<br>Accepted by {by}: {reason} <span class=\"rule\">{}</span></li>",
                prose(&capital(&finding.rule.title)),
                prose(&cut(&finding.message, LONG)),
                escape::plain(&finding.rule.id)
            );
        }
        out.push_str("</ul>");
        if all > ACCEPTED {
            _ = write!(out, "<p>And {} more.</p>", all - ACCEPTED);
        }
        out.push_str("</details>");
    }

    fn text_of(&self, location: &Location) -> Option<&str> {
        let text = self.outcome.item.posts.get(location.post as usize)?.text_of(location.field)?;
        (location.end as usize <= text.len()).then_some(text)
    }
}

fn more(fix: &Fix) -> String {
    match fix.edits.len().saturating_sub(EDITS) {
        0 => String::new(),
        more => format!("<p>And {} like that.</p>", count(more, "change")),
    }
}

fn list_of(names: &[String]) -> String {
    list(&names.iter().map(String::as_str).collect::<Vec<_>>(), "and")
}

/// The text, shortened in its middle.
fn cut_chars(text: &str) -> String {
    if text.chars().count() <= LONG {
        return text.to_string();
    }
    let tail: Vec<char> = text.chars().rev().take(LONG / 4).collect();
    let head: String = text.chars().take(LONG / 2).collect();
    format!("{head} […] {}", tail.iter().rev().collect::<String>())
}

fn place(location: &Location) -> (u32, Field, u32) {
    (location.post, location.field, location.start)
}

/// Whether a finding of the same rule marks everything that another does, wherever that was made.
fn covers(one: &Merged<'_>, other: &Merged<'_>) -> bool {
    let wider = match (one.finding.location(), other.finding.location()) {
        (Some(outer), Some(inner)) => {
            (outer.post, outer.field) == (inner.post, inner.field)
                && outer.start <= inner.start
                && inner.end <= outer.end
        }
        // What is said of the whole draft may be said for each post of a thread.
        (None, None) => one.finding.message == other.finding.message,
        _ => false,
    };
    wider
        && one.finding.rule.id == other.finding.rule.id
        && one.finding.severity == other.finding.severity
        && one.holds_where(other)
}
