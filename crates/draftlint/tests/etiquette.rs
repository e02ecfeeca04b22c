//! What the rules on networks must hold together: no panic on any text, spans that can be cut, one place told once.

use std::sync::LazyLock;

use draftlint::{Draft, Kind, Linter, Media, MediaKind, Network, Report};
use proptest::prelude::*;

/// Pieces of text that the rules look for, glued in every way.
const PIECES: &[&str] = &[
    "#re",
    "-use",
    "#",
    "# ",
    "#2025",
    "#Q&A",
    "#it’s",
    "#日本",
    "#one#two",
    "#node.js",
    "-",
    "'",
    "’",
    "&",
    ".",
    " ",
    "\n",
    "@everyone",
    "@",
    "<!here>",
    "<!",
    ">",
    "RT @ana",
    "Show HN",
    "!",
    "!!",
    "!=",
    "10 amazing ways",
    "[",
    "]",
    "NOT",
    "NEVER",
    "link in bio",
    "🧵",
    "👇",
    "a thread ",
    "https://a.example/very/long/path?x=1",
    "a.example",
    "$ABC",
    "#ad",
    "Thursday 14 May",
    "at 10:00",
    "Register",
    "é",
    "\u{301}",
    "\u{200d}",
    "مرحبا",
    " | ",
    " - Acme",
    "word",
];

static LINTER: LazyLock<Linter> = LazyLock::new(Linter::default);

fn networks() -> Vec<Network> {
    LINTER.networks().iter().map(|p| p.network.clone()).collect()
}

fn rules_at<'r>(report: &'r Report, prefix: &str) -> Vec<&'r str> {
    let rules = report.findings().iter().map(|f| f.rule.id.as_str());
    rules.filter(|id| id.starts_with(prefix)).collect()
}

proptest! {
    #[test]
    fn every_network_takes_every_text(
        body in prop::collection::vec(prop::sample::select(PIECES), 0..24),
        title in prop::collection::vec(prop::sample::select(PIECES), 0..8),
        network in prop::sample::select(networks()),
        attached in 0..3usize,
    ) {
        let (body, title) = (body.concat(), title.concat());
        let kinds = [MediaKind::Image, MediaKind::Video];
        let media = kinds.iter().take(attached).map(|kind| Media::new(*kind)).collect();
        let draft = Draft::new(body)
            .title(title)
            .network(network)
            .kind(Kind::Post)
            .media(media);
        let report = LINTER.lint(&draft);
        for finding in report.findings() {
            for place in &finding.locations {
                let text = draft.text_of(place.field).unwrap_or("");
                prop_assert!(text.get(place.start as usize..place.end as usize).is_some(), "{}", finding.rule.id);
            }
        }
    }
}

#[test]
fn tags_beyond_the_limit_are_told_once() {
    let tags = "Blue bowls, fired on Tuesday. #a1 #b1x #clay #kiln #glaze #porto #bowl #blue";
    let instagram = LINTER.lint(&Draft::new(tags).network(Network::INSTAGRAM));
    assert_eq!(rules_at(&instagram, "etiquette/too-many"), ["etiquette/too-many"]);
    assert!(rules_at(&instagram, "spam/hashtag-stuffing").is_empty());
    let linkedin = LINTER.lint(&Draft::new(tags).network(Network::LINKEDIN));
    assert!(rules_at(&linkedin, "etiquette/too-many").is_empty());
    assert_eq!(rules_at(&linkedin, "spam/hashtag-stuffing"), ["spam/hashtag-stuffing"]);
}

#[test]
fn a_pointer_to_the_profile_is_told_once() {
    let text = "Eleven night shifts taught us about handovers. Link in bio!";
    let report = LINTER.lint(&Draft::new(text).network(Network::LINKEDIN));
    assert_eq!(rules_at(&report, "etiquette/dead-link-place"), ["etiquette/dead-link-place"]);
    assert!(rules_at(&report, "etiquette/foreign-idiom").is_empty());
    assert!(rules_at(&report, "residue/missing-link").is_empty());
}
