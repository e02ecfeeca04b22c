//! `github`: annotations of GitHub Actions.

use std::borrow::Cow;
use std::io::{self, Write};

use draftlint::{Finding, Severity};

use super::{Outcome, Renderer};

/// Writes workflow commands. GitHub shows ten of a kind a step: notes come only when they are asked for.
#[derive(Debug)]
pub(super) struct Github {
    pub(super) all: bool,
}

impl Renderer for Github {
    fn piece(&self, outcome: &Outcome) -> String {
        let findings = outcome.findings().into_iter();
        findings
            .filter(|(f, _)| f.counts() && (self.all || f.severity > Severity::Info))
            .map(|(finding, networks)| command(outcome, finding, &networks))
            .collect()
    }

    fn add(&mut self, out: &mut dyn Write, _: &Outcome, piece: String) -> io::Result<()> {
        out.write_all(piece.as_bytes())
    }

    fn finish(&mut self, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

fn command(outcome: &Outcome, finding: &Finding, networks: &[&str]) -> String {
    let name = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let item = &outcome.item;
    let position = finding.location().map(|l| outcome.position(l));
    let line = position.map_or_else(|| item.places.first().map_or(1, |place| place.line), |p| p.line);
    let column = position.and_then(|p| p.column).map_or_else(String::new, |column| format!(",col={column}"));
    let row = if item.source == item.file { String::new() } else { format!(" ({})", super::name(item)) };
    // What holds on every network need not name them.
    let some = outcome.is_cross_post() && networks.len() < outcome.reports.len();
    let on = if some { format!("{}: ", networks.join(", ")) } else { String::new() };
    let title = format!("{on}{} ({})", finding.rule.title, finding.rule.id);
    let mut message = format!("{}{row}", finding.message);
    if !finding.rule.help.is_empty() {
        message.push_str(&format!("\n{}", finding.rule.help));
    }
    format!(
        "::{name} file={},line={line}{column},title={}::{}\n",
        property(&item.file),
        property(&title),
        data(&message)
    )
}

/// The text of a command.
fn data(text: &str) -> Cow<'_, str> {
    if text.contains(['%', '\r', '\n']) {
        text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A").into()
    } else {
        text.into()
    }
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    #[test]
    fn commands_are_escaped() {
        assert_eq!(super::property("a: 5%, b\nc"), "a%3A 5%25%2C b%0Ac");
        assert_eq!(super::data("a: 5%\r\n"), "a: 5%25%0D%0A");
    }
}
