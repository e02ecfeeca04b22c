//! What is looked for in sets that hold it: the share of rows found, and of the rows of the same set that do not.

use std::path::Path;

use draftlint::{Category, Linter, Severity};
use rayon::prelude::*;
use serde::Deserialize;

use super::artefacts::Undone;
use super::rows::{self, Row};
use super::tally::Found;
use super::{HONEST, lint};
use crate::workspace::{read_at, root};

/// A question to a set.
struct Aim {
    set: &'static str,
    what: &'static str,
    /// The rows that hold what is looked for.
    wanted: fn(&Row, &Judged) -> bool,
    /// Whether a finding counts.
    counts: fn(&Found) -> bool,
    lower_case: bool,
}

/// Rows that somebody judged by reading, because their set has no label for it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Judged {
    set: String,
    rule: String,
    ids: Vec<String>,
}

/// The answer.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub(super) set: &'static str,
    pub(super) what: &'static str,
    /// Rows that hold it, and how many of them were found.
    pub(super) wanted: (u32, u32),
    pub(super) others: (u32, u32),
}

const AIMS: &[Aim] = &[
    Aim { set: "youtube_spam", what: UNASKED, wanted: labelled, counts: unasked, lower_case: false },
    Aim { set: "x_janitr", what: UNASKED, wanted: labelled, counts: unasked, lower_case: false },
    Aim { set: "sms_uci", what: UNASKED, wanted: labelled, counts: unasked, lower_case: false },
    Aim { set: "telegram_tgspam", what: UNASKED, wanted: labelled, counts: unasked, lower_case: false },
    Aim { set: "clickbait_headlines", what: BAIT, wanted: labelled, counts: bait, lower_case: true },
    Aim { set: "clickbait_webis17", what: BAIT, wanted: labelled, counts: bait, lower_case: false },
    Aim {
        set: "selfpromo_congress",
        what: "any finding of promo or value",
        wanted: labelled,
        counts: |f| matches!(f.category, Category::Promo | Category::Value),
        lower_case: false,
    },
    Aim {
        set: "pii_presidio",
        what: "any finding of privacy but street-address, child-detail and third-party, on rows with a card, account, phone or social security number or an e-mail address",
        wanted: |row, _| {
            const KINDS: [&str; 5] = ["CREDIT_CARD", "IBAN_CODE", "PHONE_NUMBER", "EMAIL_ADDRESS", "US_SSN"];
            row.tags.iter().any(|tag| KINDS.contains(&tag.as_str()))
        },
        counts: |f| {
            const OTHER: [&str; 3] =
                ["privacy/street-address", "privacy/child-detail", "privacy/third-party"];
            f.category == Category::Privacy && !OTHER.contains(&f.rule.as_str())
        },
        lower_case: false,
    },
    Aim {
        set: LEFTOVER.0,
        what: "residue/ai-leftover, on rows that open or close with an assistant's talk by our reading",
        wanted: |row, judged| judged.ids.contains(&row.id),
        counts: |f| f.rule == LEFTOVER.1,
        lower_case: false,
    },
];

/// The set and the rule that the judged rows are for.
const LEFTOVER: (&str, &str) = ("llm_raw_alpacaeval", "residue/ai-leftover");
const UNASKED: &str = "warnings and errors of spam, promo, bait and claims but spam/hidden-chars";
const BAIT: &str = "any finding of bait";

fn labelled(row: &Row, _: &Judged) -> bool {
    !HONEST.contains(&row.label.as_str())
}

fn unasked(found: &Found) -> bool {
    found.severity >= Severity::Warning
        && found.rule != "spam/hidden-chars"
        && matches!(found.category, Category::Spam | Category::Promo | Category::Bait | Category::Claims)
}

fn bait(found: &Found) -> bool {
    found.category == Category::Bait
}

/// Asks every set that is there.
pub(super) fn ask(linter: &Linter, sets: &[std::path::PathBuf]) -> Result<Vec<Answer>, String> {
    let judged: Judged = toml::from_str(&read_at(&root().join("tests/eval/ai-leftover.toml"))?)
        .map_err(|e| format!("tests/eval/ai-leftover.toml: {e}"))?;
    if (judged.set.as_str(), judged.rule.as_str()) != LEFTOVER {
        return Err("tests/eval/ai-leftover.toml judges rows of another set or rule".into());
    }
    let mut answers = Vec::new();
    for aim in AIMS {
        for set in sets.iter().filter(|set| rows::name(set) == aim.set) {
            answers.push(answer(linter, aim, set, &judged)?);
        }
    }
    Ok(answers)
}

fn answer(linter: &Linter, aim: &Aim, set: &Path, judged: &Judged) -> Result<Answer, String> {
    let mut rows = rows::read(set, &[])?;
    let mut undone = Undone::default();
    for row in &mut rows {
        row.text = undone.undo(aim.set, &row.text);
        if aim.lower_case {
            row.text = row.text.to_lowercase();
        }
    }
    let found: Vec<bool> =
        rows.par_iter().map(|row| lint(linter, row, None, None).iter().any(aim.counts)).collect();
    let mut answer = Answer { set: aim.set, what: aim.what, wanted: (0, 0), others: (0, 0) };
    for (row, found) in rows.iter().zip(found) {
        let side = if (aim.wanted)(row, judged) { &mut answer.wanted } else { &mut answer.others };
        side.0 += 1;
        side.1 += u32::from(found);
    }
    Ok(answer)
}
