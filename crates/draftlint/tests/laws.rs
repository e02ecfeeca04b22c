//! Laws that hold for every text: spans, fixes, scores.

use draftlint::{Draft, Linter, Network, Report, Safety, Severity, Verdict};
use proptest::prelude::*;
use std::sync::LazyLock;

static LINTER: LazyLock<Linter> = LazyLock::new(Linter::default);

/// Pieces that trip rules, and pieces that do not.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "Tag a friend who always burns the toast.",
        "HURRY, last chance to grab yours!",
        "RT if you agree!",
        "We leverage synergies.",
        "Hi {{first_name}},",
        "[insert name]",
        "#ad #sp #collab",
        "#one #two #three #four #five #six #seven",
        "fr\u{200B}ee",
        "\u{FEFF}",
        "Check out my new channel",
        "Comment \"GUIDE\" below and I will DM you",
        "Guaranteed results in 30 days.",
        "Join us Tuesday, 4 May 2026",
        "https://staging.acme.example/x",
        "https://amzn.to/abc",
        "Sure! Here's a tweet for you:",
        "See #3 below.",
        "Learn to code in a day!",
        "We resole boots.",
        "Doors open at nine.",
        "\n",
        "\n\n",
        "🎉🎉",
        "日本語",
        "“quoted”",
        "don’t",
        "café",
        "(",
        "]",
        "…",
        "\u{202E}abc",
        "5,000 followers for $29",
    ]);
    prop::collection::vec((piece, prop::sample::select(vec![" ", "\n", "", " - "])), 0..8)
        .prop_map(|list| list.into_iter().flat_map(|(a, b)| [a, b]).collect())
}

fn report(text: &str, network: Option<&str>) -> (Draft<'static>, Report) {
    let mut draft = Draft::new(text.to_string());
    draft.network = network.map(Network::new);
    let report = LINTER.lint(&draft);
    (draft, report)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_linted_and_spans_stand_on_characters(text in any::<String>(), bits in pieces()) {
        for text in [text.clone(), format!("{bits}{text}"), format!("{text}{bits}")] {
            let (draft, report) = report(&text, Some("x"));
            for l in report.findings().iter().flat_map(|f| &f.locations) {
                prop_assert!(draft.text_of(l.field).unwrap().get(l.start as usize..l.end as usize).is_some());
                prop_assert!(l.line >= 1 && l.column >= 1);
            }
            for edit in report.findings().iter().flat_map(|f| &f.fixes).flat_map(|f| &f.edits) {
                prop_assert!(draft.text_of(edit.field).unwrap().get(edit.start as usize..edit.end as usize).is_some());
            }
        }
    }

    #[test]
    fn scores_keep_their_laws(text in pieces(), network in prop::sample::select(vec![None, Some("x"), Some("instagram")])) {
        let (_, report) = report(&text, network);
        let points: u32 = report.findings().iter().map(|f| f.points).sum();
        prop_assert_eq!(points, 100 - report.raw());
        prop_assert!(report.score() <= report.raw() && report.score() <= report.verdict().ceiling());
        let worst = report.findings().iter().map(|f| f.severity).max();
        let blocks = report.findings().iter().any(|f| f.severity == Severity::Error && f.confidence >= 0.8);
        prop_assert!(!blocks || report.verdict() == Verdict::Block);
        if worst.is_none_or(|w| w == Severity::Info) {
            prop_assert!(report.verdict() == Verdict::Pass && report.raw() >= 85);
        }
        prop_assert_eq!(report.reasons().is_empty(), report.verdict() == Verdict::Pass);
        prop_assert_eq!(report.next_best_fix().is_empty(), report.findings().is_empty());
    }

    #[test]
    fn the_same_input_gives_the_same_report(text in pieces()) {
        let (draft, first) = report(&text, Some("linkedin"));
        let (_, second) = report(&text, Some("linkedin"));
        let json = |r: &Report| r.to_json(std::slice::from_ref(&draft), draftlint::Offsets::CodePoint).to_string();
        prop_assert_eq!(json(&first), json(&second));
    }

    #[test]
    fn safe_fixes_mend_and_make_nothing_new(text in pieces(), network in prop::sample::select(vec![None, Some("x"), Some("mastodon")])) {
        let (draft, before) = report(&text, network);
        let fixed = before.fixed(&draft, Safety::Safe).into_owned();
        let after = LINTER.lint(&fixed);
        // What was said twice may have been enough to say, and once too little. A character that draws
        // nothing may have stood between two things that are a fault together.
        let uncovers = |id: &str| matches!(id, "residue/doubled" | "spam/hidden-chars");
        let uncovered = before.findings().iter().any(|f| uncovers(f.rule.id.as_str()));
        for finding in after.findings().iter().filter(|_| !uncovered) {
            let known = before.findings().iter().filter(|f| f.rule.id == finding.rule.id).count();
            let now = after.findings().iter().filter(|f| f.rule.id == finding.rule.id).count();
            prop_assert!(now <= known, "{} in {:?} after fixing {:?}", finding.rule.id, fixed.body, text);
        }
        let again = after.fixed(&fixed, Safety::Safe).into_owned();
        if uncovered {
            // As a command that fixes does: again, until nothing is left to mend.
            let settled = LINTER.lint(&again).fixed(&again, Safety::Safe).into_owned();
            prop_assert_eq!(&settled.body, &again.body, "a third fix changes nothing");
        } else {
            prop_assert_eq!(&again.body, &fixed.body, "a second fix changes nothing");
        }
    }

    #[test]
    fn allowing_a_finding_never_lowers_the_score(text in pieces()) {
        let (mut draft, before) = report(&text, None);
        if let Some(first) = before.findings().first() {
            let allow = serde_json::json!({"rule": first.rule.id, "reason": "agreed"});
            draft.allow = vec![serde_json::from_value(allow).unwrap()];
            let after = LINTER.lint(&draft);
            prop_assert!(after.raw() >= before.raw() && after.verdict() <= before.verdict());
        }
    }
}

#[test]
fn a_linter_can_be_shared() {
    fn shared<T: Send + Sync + 'static>() {}
    shared::<Linter>();
    shared::<Report>();
    shared::<draftlint::Config>();
}

#[test]
fn a_thread_is_as_good_as_its_worst_post() {
    let post = |text: &str| Draft::new(text.to_string());
    let alone = |text: &str| LINTER.lint(&post(text));
    let (bait, hype) = ("Tag a friend who always burns the toast", "HURRY, last chance to grab yours!");
    let thread =
        LINTER.lint_thread(&draftlint::Thread::new(vec![post("We resole boots."), post(bait), post(hype)]));
    assert_eq!(thread.findings().len(), alone(bait).findings().len() + alone(hype).findings().len());
    assert_eq!(thread.raw(), alone(bait).raw().min(alone(hype).raw()));
    assert_eq!(thread.verdict(), alone(bait).verdict().max(alone(hype).verdict()));
    assert!(thread.findings().iter().all(|f| f.points > 0 && f.locations[0].post > 0));
}
