//! A text of a draft with everything that is shown on it: links, marks of findings, and where readers stop.

use draftlint::{Entity, EntityKind, Severity};

use super::{escape, words};

/// A place that a finding marks. Bytes of the text as it was given.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The number of the finding.
    pub(super) number: usize,
    pub(super) severity: Severity,
    /// The finding leads here: this is its first place on the page.
    pub(super) target: bool,
}

/// A text and what lies on it.
pub(super) struct Flow<'a> {
    pub(super) text: &'a str,
    /// The same characters, with secrets masked.
    pub(super) masked: &'a str,
    pub(super) entities: &'a [Entity],
    pub(super) marks: &'a [Mark],
    /// The byte at which readers have to open the text.
    pub(super) fold: Option<usize>,
}

/// What happens at a byte. What ends comes before what begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    LinkEnds,
    /// By the number of the mark in the list.
    MarkEnds(usize),
    Fold,
    MarkBegins(usize),
    LinkBegins(usize),
}

/// What holds for the characters at hand.
#[derive(Debug, Default)]
struct State {
    /// Marks by severity: notes, warnings, errors.
    marks: [usize; 3],
    link: Option<EntityKind>,
}

impl Flow<'_> {
    /// The markup. Where marks overlap, each character has the gravest of its marks, and each mark its number at its
    /// end. Takes time in proportion to the text and the marks, but for sorting these.
    pub(super) fn html(&self) -> String {
        let mut out = String::with_capacity(self.masked.len() + 64 * self.marks.len());
        let events = self.events();
        let mut events = events.iter().peekable();
        let mut state = State::default();
        let mut from = 0;
        let mut masked = self.masked.char_indices();
        let ends = [(self.text.len(), '\0')];
        for (at, _) in self.text.char_indices().chain(ends) {
            let here = masked.next().map_or(self.masked.len(), |(i, _)| i);
            if events.peek().is_none_or(|(byte, _)| *byte > at) && at < self.text.len() {
                continue;
            }
            state.write(&mut out, &self.masked[from..here]);
            from = here;
            while let Some((_, event)) = events.next_if(|(byte, _)| *byte <= at) {
                self.apply(&mut out, *event, &mut state);
            }
        }
        out
    }

    fn events(&self) -> Vec<(usize, Event)> {
        let mut events = Vec::with_capacity(2 * (self.marks.len() + self.entities.len()) + 1);
        for (i, mark) in self.marks.iter().enumerate() {
            if mark.start < mark.end {
                events.push((mark.start, Event::MarkBegins(i)));
            }
            events.push((mark.end.max(mark.start), Event::MarkEnds(i)));
        }
        for (i, entity) in self.entities.iter().enumerate() {
            events.push((entity.start as usize, Event::LinkBegins(i)));
            events.push((entity.end as usize, Event::LinkEnds));
        }
        events.extend(self.fold.map(|at| (at, Event::Fold)));
        events.sort_unstable();
        events
    }

    fn apply(&self, out: &mut String, event: Event, state: &mut State) {
        match event {
            Event::LinkBegins(i) => state.link = Some(self.entities[i].kind),
            Event::LinkEnds => state.link = None,
            Event::MarkBegins(i) => state.marks[self.marks[i].severity as usize] += 1,
            Event::MarkEnds(i) => {
                let mark = &self.marks[i];
                if mark.start < mark.end {
                    state.marks[mark.severity as usize] -= 1;
                }
                badge(out, mark);
            }
            Event::Fold => out.push_str(
                "<span class=\"fold\" lang=\"en\" dir=\"ltr\">readers see this much before “more”</span>",
            ),
        }
    }
}

/// The number of a finding, which leads to it.
fn badge(out: &mut String, mark: &Mark) {
    let (class, said) = words::severity(mark.severity);
    let id = if mark.target { format!(" id=\"\u{1}m{}\"", mark.number) } else { String::new() };
    out.push_str(&format!(
        "<a class=\"ref {class}\"{id} href=\"#\u{1}f{0}\" aria-label=\"finding {0}: {said}\">{0}</a>",
        mark.number
    ));
}

impl State {
    fn write(&self, out: &mut String, text: &str) {
        if text.is_empty() {
            return;
        }
        let gravest = match self.marks {
            [.., errors] if errors > 0 => Some(Severity::Error),
            [_, warnings, _] if warnings > 0 => Some(Severity::Warning),
            [notes, ..] if notes > 0 => Some(Severity::Info),
            _ => None,
        };
        if let Some(severity) = gravest {
            out.push_str(&format!("<mark class=\"{}\">", words::severity(severity).0));
        }
        if self.link.is_some() {
            out.push_str("<span class=\"ent\">");
        }
        escape::text(out, text);
        if self.link.is_some() {
            out.push_str("</span>");
        }
        if gravest.is_some() {
            out.push_str("</mark>");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: usize, end: usize, number: usize, severity: Severity) -> Mark {
        Mark { start, end, number, severity, target: true }
    }

    fn html(text: &str, marks: &[Mark], entities: &[Entity], fold: Option<usize>) -> String {
        let flow = Flow { text, masked: text, entities, marks, fold };
        // Without what is the same everywhere.
        let html = flow.html().replace('\u{1}', "");
        let mut short = String::new();
        let mut rest = html.as_str();
        while let Some(at) = rest.find("<a class=\"ref") {
            short.push_str(&rest[..at]);
            let end = at + rest[at..].find("</a>").unwrap();
            let number = rest[..end].rsplit('>').next().unwrap();
            short.push_str(&format!("({number})"));
            rest = &rest[end + 4..];
        }
        short + rest
    }

    #[test]
    fn overlapping_marks_are_split() {
        let marks = [
            mark(0, 7, 1, Severity::Warning),
            mark(4, 13, 2, Severity::Error),
            mark(5, 5, 3, Severity::Info),
        ];
        assert_eq!(
            html("one two three", &marks, &[], None),
            "<mark class=\"change\">one </mark><mark class=\"stop\">t</mark>(3)<mark class=\"stop\">wo</mark>(1)\
             <mark class=\"stop\"> three</mark>(2)"
        );
    }

    #[test]
    fn links_within_marks_and_the_fold() {
        let text = "see #a now";
        let entities = draftlint::EntityRules::Bluesky.find(text);
        let shown = html(text, &[mark(0, 6, 1, Severity::Info)], &entities, Some(7));
        assert!(shown.starts_with(
            "<mark class=\"note\">see </mark><mark class=\"note\"><span class=\"ent\">#a</span></mark>(1) <span class=\"fold\""
        ), "{shown}");
        assert!(shown.ends_with("</span>now"));
    }

    #[test]
    fn masks_keep_their_place() {
        let marks = [mark(4, 7, 1, Severity::Error)];
        let flow =
            Flow {
                text: "key abc now", masked: "key ••• now", entities: &[], marks: &marks, fold: None
            };
        assert!(flow.html().starts_with("key <mark class=\"stop\">•••</mark><a"));
        assert!(flow.html().ends_with("</a> now"));
    }
}
