//! `brand/required-text`: a line that such posts must hold is missing.

use serde::Deserialize;

use crate::checks::support::Terms;
use crate::checks::{Check, Found, Subject, support};
use crate::config::{Position, Required};
use crate::document::{self, Text};
use crate::finding::Field;

/// Options of the card: none; the lines are those of the brand.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RequiredText {}

impl Check for RequiredText {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        // A thread is told once, at its last post; a post without words is a picture.
        if subject.number + 1 != subject.posts.len() || subject.body().scan.words == 0 {
            return;
        }
        let account = subject.context().and_then(|c| c.account.as_ref()).map(|a| a.handle.as_str());
        let network = subject.draft.network.as_ref().map(crate::Network::as_str);
        for line in &subject.brand.required {
            let on = |list: &[String], value: Option<&str>| {
                list.is_empty() || value.is_some_and(|v| list.iter().any(|l| l.eq_ignore_ascii_case(v)))
            };
            if !on(&line.accounts, account) || !on(&line.networks, network) || !is_about(subject, line) {
                continue;
            }
            if subject.posts.iter().any(|post| holds(&post.body, line)) {
                continue;
            }
            let mut one = Found::new("missing").arg("expected", &line.text);
            let why =
                if line.reason.is_empty() { "the brand's list asks for it" } else { line.reason.as_str() };
            one = one.arg("reason", why);
            if let Some(number) = subject.fields.iter().position(|f| f.field == Field::Body) {
                let raw = subject.fields[number].raw;
                let edit = if line.position == Position::Start {
                    (number, 0, 0, format!("{}\n\n", line.text))
                } else {
                    let end = raw.trim_end().len() as u32;
                    (number, end, end, format!("\n\n{}", line.text))
                };
                one = one.fix("add the line", vec![edit]);
            }
            found.push(one);
        }
    }
}

/// Whether some post speaks of what the line is for.
fn is_about(subject: &Subject<'_>, line: &Required) -> bool {
    if line.when.is_empty() {
        return true;
    }
    let terms = Terms::new(line.when.iter().map(String::as_str));
    if support::title_and_body(subject).any(|(_, view)| !terms.find(view.text).is_empty()) {
        return true;
    }
    let mut text = Text::default();
    subject.posts.iter().any(|post| {
        document::read(&post.body, &mut text);
        !terms.find(&text).is_empty()
    })
}

/// Whether a text holds the line where it belongs, whatever its case and blanks.
fn holds(body: &str, line: &Required) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let (body, wanted) = (plain(body), plain(&line.text));
    match line.position {
        Position::Any => body.contains(&wanted),
        Position::Start => body.starts_with(&wanted),
        Position::End => body.ends_with(&wanted) || body.ends_with(wanted.trim_end_matches('.')),
    }
}
