//! `value/no-specifics`: many words and nothing that a reader could check, use or picture.

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject};
use crate::context::AccountKind;
use crate::document::{WordList, bound, class};
use crate::facts::Fact;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct NoSpecifics {
    min_words: u32,
    min_share: f64,
}

/// So many words with a capital inside sentences are names, whatever the rest looks like.
const NAMES: usize = 4;

impl Check for NoSpecifics {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        // A link, a name with @ or a quote is where the rest stands.
        const ELSEWHERE: u32 = class::LINK | class::MENTION | class::NUMBER | class::MONEY;
        let view = subject.body();
        let text = view.text;
        if view.scan.words < self.min_words || text.classes & ELSEWHERE != 0 || !text.quotes.is_empty() {
            return;
        }
        let account = subject.context().and_then(|c| c.account.as_ref()).and_then(|a| a.kind);
        let personal = account.or(subject.brand.account_kind) == Some(AccountKind::Personal);
        if personal || subject.is_answer() || subject.posts.len() > 1 {
            return;
        }
        // A story of one's own, a question and mourning need no figures.
        let asks = text.bounds.iter().any(|b| b & bound::MARK_BITS[b'?' as usize] != 0);
        if asks || names(&view) >= NAMES || is_report(&view) || super::mourns(subject, view) {
            return;
        }
        let facts = subject.facts(view);
        if facts.get(Fact::HumanPerson) != Some(1.0)
            && facts.get(Fact::Specificity).is_some_and(|share| share < self.min_share)
        {
            found.push(Found::new("vague").arg("count", view.scan.words));
        }
    }
}

/// Who and what tells of a finding.
static REPORTS: WordList<10> = WordList::new([
    "researchers",
    "researcher",
    "scientists",
    "archaeologists",
    "study",
    "studies",
    "evidence",
    "review",
    "physicists",
    "biologists",
]);

/// Tells of a finding: the finding is the fact.
fn is_report(view: &FieldView<'_>) -> bool {
    view.text.has_word(&REPORTS)
}

/// Words with a capital that do not begin a sentence, a clause or a line.
fn names(view: &FieldView<'_>) -> usize {
    let text = view.text;
    let begins = bound::CLAUSE | bound::POST_START | bound::SENTENCE | bound::PARAGRAPH;
    let inside = text.tokens.iter().zip(&text.bounds).filter(|(_, bounds)| *bounds & begins == 0);
    inside.filter(|(t, _)| t.is(class::TITLE) && t.is(class::WORD) && !t.is(class::CAPS) && t.len > 2).count()
}
