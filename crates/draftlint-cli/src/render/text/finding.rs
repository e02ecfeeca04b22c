//! Findings, drawn on the text of the draft.

use std::borrow::Cow;

use draftlint::{Field, Finding, Location, Report, Safety, Severity};
use unicode_width::UnicodeWidthStr;

use super::super::excerpt::Excerpt;
use super::super::style::{cut, hanging};
use super::super::{Options, Outcome, plain};

/// The column in which the ids of rules stand.
const ID_COLUMN: usize = 71;
/// How long a message may be; it may quote a word of a megabyte.
const MESSAGE: usize = 400;
/// How many findings of one draft are drawn; a megabyte of signs may have thousands.
pub(super) const DRAWN: usize = 50;

/// A finding to draw.
pub(super) struct Shown<'a> {
    pub(super) finding: &'a Finding,
    /// A report that has it: it knows what to mask.
    pub(super) report: &'a Report,
    /// What it says at its place.
    pub(super) message: Cow<'a, str>,
    /// The networks that have it, such as `x, bluesky`, where others don't.
    pub(super) on: String,
    /// What it says on other networks, such as `linkedin: 5 tags …`.
    pub(super) otherwise: Vec<String>,
}

/// Findings below a heading of their own.
pub(super) struct Section<'a> {
    pub(super) heading: String,
    pub(super) findings: Vec<Shown<'a>>,
}

/// Draws the findings of an outcome.
#[derive(Clone, Copy)]
pub(super) struct Drawing<'a> {
    pub(super) options: &'a Options,
    pub(super) outcome: &'a Outcome,
}

impl Drawing<'_> {
    pub(super) fn draw(self, out: &mut String, sections: &[Section<'_>]) {
        let all: Vec<&Shown<'_>> = sections.iter().flat_map(|section| &section.findings).collect();
        let places: Vec<String> = all.iter().map(|shown| self.place(shown.finding.location())).collect();
        let widest = places.iter().map(|place| place.chars().count()).max().unwrap_or(0);
        let lines = all.iter().filter_map(|shown| shown.finding.location()).map(|l| self.line(l));
        let digits = lines.max().unwrap_or(1).to_string().len();
        let mut places = places.into_iter();
        let mut advised: Vec<&str> = Vec::new();
        for section in sections.iter().filter(|section| !section.findings.is_empty()) {
            if !section.heading.is_empty() {
                out.push_str(&format!("  {}\n", self.options.paint.dim(&section.heading)));
            }
            for (shown, place) in section.findings.iter().zip(&mut places) {
                self.head(out, shown, &format!("{place:<widest$}"));
                // The same advice is read once.
                let id = shown.finding.rule.id.as_str();
                self.body(out, shown, digits, !advised.contains(&id));
                advised.push(id);
            }
        }
    }

    /// `  3:4  error    the template was not filled in      residue/merge-tag`.
    fn head(self, out: &mut String, shown: &Shown<'_>, place: &str) {
        let (finding, paint) = (shown.finding, self.options.paint);
        let blank = if place.trim().is_empty() { String::new() } else { format!("{place}  ") };
        let severity = format!("{:<7}", finding.severity);
        let on = if shown.on.is_empty() { String::new() } else { format!("{}: ", shown.on) };
        let before = format!("  {blank}{severity}  {on}{}", finding.rule.title);
        let column = ID_COLUMN.min(self.options.width.saturating_sub(finding.rule.id.len()));
        let blanks = column.saturating_sub(before.width()).max(2);
        let severity =
            if finding.counts() { paint.severity(finding.severity, &severity) } else { paint.dim(&severity) };
        out.push_str(&format!(
            "  {blank}{severity}  {on}{}{}{}\n",
            paint.bold(&finding.rule.title),
            " ".repeat(blanks),
            paint.dim(&finding.rule.id)
        ));
    }

    fn body(self, out: &mut String, shown: &Shown<'_>, digits: usize, advise: bool) {
        let (options, paint, finding) = (self.options, self.options.paint, shown.finding);
        let label = |name: &str| format!(" {} = {name}: ", " ".repeat(digits));
        match finding.location().and_then(|location| Some((location, self.text_of(location)?))) {
            Some((location, text)) => {
                let masked = shown.report.masked(location.post, location.field, text);
                let span = moved(text, &masked, location.start)..moved(text, &masked, location.end);
                let severity = if finding.counts() { finding.severity } else { Severity::Info };
                let line = self.line(location);
                let label = &cut(&shown.message, MESSAGE);
                let excerpt = Excerpt { text: &masked, span, line, label, severity };
                out.push_str(&excerpt.draw(paint, options.width, digits));
            }
            None => out.push_str(&hanging(
                &format!(" {} = ", " ".repeat(digits)),
                &plain(&cut(&shown.message, MESSAGE)),
                options.width,
            )),
        }
        for other in &shown.otherwise {
            let label = format!(" {} = ", " ".repeat(digits));
            out.push_str(&hanging(&label, &plain(&cut(other, MESSAGE)), options.width));
        }
        if let [_, others @ ..] = &finding.locations[..] {
            let others: Vec<String> = others.iter().take(6).map(|l| self.place(Some(l))).collect();
            let more = if finding.locations.len() > 7 { " …" } else { "" };
            if !others.is_empty() {
                out.push_str(&hanging(
                    &label("also"),
                    &format!("{}{more}", others.join(", ")),
                    options.width,
                ));
            }
        }
        if let Some(suppression) = &finding.suppressed {
            out.push_str(&hanging(&label("accepted"), &plain(&suppression.reason), options.width));
        } else if let Some(fix) = finding.fixes.first() {
            let in_file = self.outcome.item.path.is_some();
            let how = match fix.safety {
                Safety::Safe if in_file => " (draftlint check --fix applies it)",
                Safety::Unsafe if in_file => " (--unsafe-fixes applies it)",
                _ => "",
            };
            out.push_str(&hanging(&label("fix"), &format!("{}{how}", plain(&fix.title)), options.width));
        } else if advise && !finding.rule.help.is_empty() {
            out.push_str(&hanging(&label("help"), &finding.rule.help, options.width));
        }
    }

    fn text_of(&self, location: &Location) -> Option<&str> {
        let text = self.outcome.item.posts.get(location.post as usize)?.text_of(location.field)?;
        (location.end as usize <= text.len()).then_some(text)
    }

    /// The line that is shown: of the file where the text stands in it, else of the text.
    pub(super) fn line(&self, location: &Location) -> u64 {
        let position = self.outcome.position(location);
        if position.column.is_some() { position.line } else { u64::from(location.line.max(1)) }
    }

    /// `3:4`, `title`, `post 2 3:4`.
    pub(super) fn place(&self, location: Option<&Location>) -> String {
        let Some(location) = location else { return String::new() };
        let exact = self.outcome.position(location).column.is_some();
        let post = match (self.outcome.item.is_thread, exact) {
            (true, false) => format!("post {} ", location.post + 1),
            _ => String::new(),
        };
        let at = format!("{}:{}", self.line(location), location.column.max(1));
        let at = match location.field {
            Field::Body => at,
            Field::Title => "title".into(),
            Field::Link => "link".into(),
            Field::ContentWarning => "warning".into(),
            Field::Alt(i) => format!("alt {}", i + 1),
            other => other.to_string(),
        };
        format!("{post}{at}")
    }
}

/// Whether a finding of the same rule marks everything that another does.
pub(super) fn covers(finding: &Finding, other: &Finding) -> bool {
    let (Some(outer), Some(inner)) = (finding.location(), other.location()) else { return false };
    finding.rule.id == other.rule.id
        && finding.severity == other.severity
        && finding.counts() == other.counts()
        && (outer.post, outer.field) == (inner.post, inner.field)
        && outer.start <= inner.start
        && inner.end <= outer.end
}

/// The byte in the masked text of the character that stands at a byte of the text.
fn moved(text: &str, masked: &str, byte: u32) -> usize {
    let byte = byte as usize;
    if text.len() == masked.len() {
        return byte;
    }
    let before = text[..byte].chars().count();
    masked.char_indices().nth(before).map_or(masked.len(), |(i, _)| i)
}

#[cfg(test)]
mod tests {
    #[test]
    fn marks_stay_on_their_character_behind_a_mask() {
        let (text, masked) = ("key abc now", "key ••• now");
        assert_eq!(&masked[super::moved(text, masked, 8)..], "now");
        assert_eq!(super::moved(text, text, 8), 8);
    }
}
