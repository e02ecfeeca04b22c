//! The networks: what they are called, and how one draft looks on several of them.

use draftlint::{Draft, LimitKind, Linter, Network, Offsets, Profile, Severity, parts};
use serde_json::{Value, json};

/// Words longer than this are parted at a fold, as the networks do.
const LONG_WORD: usize = 24;

pub(crate) fn list(linter: &Linter) -> Value {
    let one = |p: &Profile| {
        let limit = p.limit(LimitKind::Text);
        json!({
            "id": p.network, "name": p.name,
            "limit": limit.map(draftlint::Limit::value), "unit": limit.map(|l| l.unit.words()),
        })
    };
    linter.networks().iter().map(one).collect::<Vec<_>>().into()
}

/// For each network: its verdict and counts, and in UTF-16 units where the text is folded and where it is too long.
pub(crate) fn preview(linter: &Linter, draft: &Draft<'_>, on: &[String]) -> Value {
    let one = |id: &String| {
        let draft = draft.clone().network(Network::new(id));
        let report = linter.lint(&draft);
        let profile = linter.networks().iter().find(|p| Some(&p.network) == draft.network.as_ref());
        let text = &*draft.body;
        let units = |byte: usize| Offsets::Utf16.convert(text, u32::try_from(byte).unwrap_or(u32::MAX));
        let limit = profile.and_then(|p| p.limit_of(draft.variants(), LimitKind::Text));
        let counted =
            |severity| report.findings().iter().filter(|f| f.counts() && f.severity == severity).count();
        json!({
            "network": draft.network,
            "name": profile.map_or(id.as_str(), |p| p.name.as_str()),
            "verdict": report.verdict(),
            "errors": counted(Severity::Error),
            "warnings": counted(Severity::Warning),
            "notes": counted(Severity::Info),
            "reasons": report.reasons(),
            "length": report.length().map(|l| json!({"count": l.count, "limit": l.limit, "unit": l.unit})),
            "fold": profile.and_then(|p| fold(p, &draft)).map(units),
            "beyond": limit.and_then(|l| parts::beyond(l.unit, text, l.value())).map(units),
        })
    };
    on.iter().map(one).collect::<Vec<_>>().into()
}

/// The byte at which readers have to open the text, where it goes on behind it.
fn fold(profile: &Profile, draft: &Draft<'_>) -> Option<usize> {
    let text = &*draft.body;
    let cut = |kind| {
        let limit = profile.limit_of(draft.variants(), kind)?;
        parts::beyond(limit.unit, text, limit.value())
    };
    let at = cut(LimitKind::Fold).into_iter().chain(cut(LimitKind::FoldLines)).min()?;
    let at = whole_words(text, at);
    (!text[at..].trim().is_empty()).then_some(at)
}

/// The byte moved before the word that it parts, unless that is a long one.
fn whole_words(text: &str, at: usize) -> usize {
    let inside = |side: Option<char>| side.is_some_and(|c| !c.is_whitespace());
    let before = &text[..at];
    if !inside(before.chars().next_back()) || !inside(text[at..].chars().next()) {
        return at;
    }
    let word = before.len() - before.trim_end_matches(|c: char| !c.is_whitespace()).len();
    if word <= LONG_WORD && word < at { at - word } else { at }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fold_parts_no_word_and_is_none_where_nothing_follows() {
        assert_eq!(whole_words("one two", 5), 4);
        assert_eq!(whole_words("one two", 3), 3);
        let linter = Linter::default();
        let folded = |text: String| {
            let list = preview(&linter, &Draft::new(text), &["linkedin".into(), "x".into()]);
            (list[0]["fold"].clone(), list[1]["beyond"].clone())
        };
        assert_eq!(folded("🚲 word ".repeat(10)), (Value::Null, Value::Null));
        // 210 UTF-16 units on LinkedIn; 280 as X counts them.
        assert_eq!(folded("🚲 word ".repeat(60)), (json!(210), json!(280)));
    }
}
