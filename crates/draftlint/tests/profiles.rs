//! The network profiles: complete, each fact with its source and its day, and true to the table of facts that they
//! were written from, where that is at hand.

use std::path::Path;

use draftlint::{
    CountUnit, EntityRules, Fact, LimitKind, Linter, Network, Profile, Timestamp, TraitKind, Variant,
};

/// Every network that has a profile.
const NETWORKS: [&str; 24] = [
    "bluesky",
    "dev-to",
    "discord",
    "discourse",
    "facebook",
    "google-business",
    "hacker-news",
    "instagram",
    "linkedin",
    "lobsters",
    "mastodon",
    "medium",
    "pinterest",
    "product-hunt",
    "reddit",
    "slack",
    "substack-notes",
    "telegram",
    "threads",
    "tiktok",
    "whatsapp",
    "x",
    "x-premium",
    "youtube",
];

/// The keys of the table of facts, with the kind of limit and of posts that they are in a profile.
const KEYS: &[(&str, LimitKind, Option<Variant>)] = &[
    ("text_limit", LimitKind::Text, None),
    ("byte_limit", LimitKind::TextBytes, None),
    ("text_min", LimitKind::TextMin, None),
    ("title_limit", LimitKind::Title, None),
    ("title_min", LimitKind::TitleMin, None),
    ("document_title", LimitKind::Title, None),
    ("reel_title", LimitKind::Title, None),
    ("event_title", LimitKind::Title, None),
    ("tagline_limit", LimitKind::Title, None),
    ("alt_text", LimitKind::Alt, None),
    ("link_limit", LimitKind::Link, None),
    ("url_limit", LimitKind::Link, None),
    ("tag_limit", LimitKind::Hashtag, None),
    ("fold", LimitKind::Fold, None),
    ("fold_desktop", LimitKind::Fold, None),
    ("fold_lines", LimitKind::FoldLines, None),
    ("hashtags_max", LimitKind::Hashtags, None),
    ("topic_tags_max", LimitKind::Hashtags, None),
    ("mentions_max", LimitKind::Mentions, None),
    ("links_max", LimitKind::Links, None),
    ("cashtags_max", LimitKind::Cashtags, None),
    ("media_max", LimitKind::Media, None),
    ("media_min", LimitKind::MediaMin, None),
    ("comment_limit", LimitKind::Text, Some(Variant::Comment)),
    ("caption_limit", LimitKind::Text, Some(Variant::Media)),
];

/// Where a profile departs from the table: table, key, why. Where sources differ the more generous one holds, since
/// a false alarm costs more than a miss.
const DEPARTURES: &[(&str, &str, &str)] = &[
    ("linkedin", "alt_text", "256 is a scheduler's own limit, LinkedIn takes 4,086"),
    ("linkedin", "media_max", "10 is a scheduler's own limit, two others take 20"),
    ("linkedin_article", "text_limit", "the sources say 110,000 and 125,000"),
    ("facebook", "media_max", "10 is a scheduler's own limit, another takes 30"),
    ("instagram", "mentions_max", "3 is a scheduler's own limit, Instagram takes 20"),
    ("instagram", "comment_limit", "2,196 by one source, 2,200 by others"),
    ("instagram", "media_max", "10 by the API, 20 in the apps"),
    ("tiktok", "fold", "80 to 150 are reported"),
    ("bluesky", "media_max", "4 in the older embed, 10 in a gallery"),
];

fn profiles() -> Vec<Profile> {
    Linter::default().networks().to_vec()
}

fn profile(id: &str) -> Profile {
    profiles().into_iter().find(|p| p.network == Network::new(id)).unwrap_or_else(|| panic!("{id}"))
}

#[test]
fn every_network_is_there_and_has_a_name() {
    let mut ids: Vec<String> = profiles().iter().map(|p| p.network.to_string()).collect();
    ids.sort();
    assert_eq!(ids, NETWORKS);
    for profile in profiles() {
        assert!(!profile.name.trim().is_empty(), "{}", profile.network);
        assert!(profile.traits().next().is_some(), "{} has no trait", profile.network);
    }
}

#[test]
fn every_fact_says_who_and_when() {
    fn check<T>(place: &str, fact: &Fact<T>) {
        for source in [Some(&fact.source), fact.second_source.as_ref()].into_iter().flatten() {
            // What stands before the first bracket or semicolon is shown in messages.
            let shown = source.split(['(', ';']).next().unwrap_or_default().trim();
            assert!((3..=90).contains(&shown.chars().count()), "{place}: `{shown}` is no short name");
            assert!(!shown.contains("://"), "{place}: `{shown}` needs no scheme");
            assert!(!source.contains("find_string"), "{place}: `{source}` names a tool of search");
        }
        assert_ne!(Some(&fact.source), fact.second_source.as_ref(), "{place}: one source is named twice");
        let day = Timestamp::parse(&fact.checked).unwrap_or_else(|| panic!("{place}: {}", fact.checked));
        assert!(fact.checked.len() == 10, "{place}: {} is no day", fact.checked);
        assert!(((2026, 1, 1)..=(2026, 12, 31)).contains(&day.date()), "{place}: {}", fact.checked);
    }
    for profile in profiles() {
        for (variant, kind, limit) in profile.limits() {
            let of = variant.map_or("", Variant::as_str);
            check(&format!("{} {of} {}", profile.network, kind.as_str()), &limit.fact);
        }
        for (kind, fact) in profile.traits() {
            check(&format!("{} {}", profile.network, kind.as_str()), fact);
        }
    }
}

#[test]
fn limits_do_not_contradict_each_other() {
    for profile in profiles() {
        let value = |kind| profile.limit(kind).map(draftlint::Limit::value);
        for (least, most) in [
            (LimitKind::TextMin, LimitKind::Text),
            (LimitKind::TitleMin, LimitKind::Title),
            (LimitKind::MediaMin, LimitKind::Media),
            (LimitKind::Videos, LimitKind::Media),
            (LimitKind::Gifs, LimitKind::Media),
            (LimitKind::Fold, LimitKind::Text),
            (LimitKind::HashtagsAdvised, LimitKind::Hashtags),
        ] {
            if let (Some(low), Some(high)) = (value(least), value(most)) {
                assert!(low <= high, "{}: {} above {}", profile.network, least.as_str(), most.as_str());
            }
        }
        // Where a post needs a picture, a comment does not.
        if value(LimitKind::MediaMin).is_some() {
            let comment = profile.limit_of(&[Variant::Comment], LimitKind::MediaMin);
            assert_eq!(comment.map(draftlint::Limit::value), Some(0), "{}", profile.network);
        }
    }
}

#[test]
fn texts_are_counted_as_each_network_counts() {
    for (id, kind, unit) in [
        ("x", LimitKind::Text, CountUnit::XWeighted),
        ("x-premium", LimitKind::Text, CountUnit::XWeighted),
        ("linkedin", LimitKind::Text, CountUnit::Utf16),
        ("tiktok", LimitKind::Text, CountUnit::Utf16),
        ("telegram", LimitKind::Text, CountUnit::Utf16),
        ("youtube", LimitKind::Text, CountUnit::Bytes),
        ("mastodon", LimitKind::Text, CountUnit::Fediverse),
        ("threads", LimitKind::Text, CountUnit::Threads),
        ("bluesky", LimitKind::Text, CountUnit::Graphemes),
        ("bluesky", LimitKind::TextBytes, CountUnit::Bytes),
        ("reddit", LimitKind::Text, CountUnit::CodePoints),
    ] {
        assert_eq!(profile(id).limit(kind).map(|l| l.unit), Some(unit), "{id}");
    }
    for profile in profiles() {
        let rules = match profile.network.as_str() {
            "x" | "x-premium" => Some(EntityRules::X),
            "bluesky" => Some(EntityRules::Bluesky),
            "mastodon" => Some(EntityRules::Mastodon),
            _ => None,
        };
        assert_eq!(profile.entities, rules, "{}", profile.network);
    }
}

#[test]
fn a_paid_account_differs_in_its_text_alone() {
    let facts = |id: &str| {
        let profile = profile(id);
        let limits: Vec<String> = profile
            .limits()
            .filter(|(_, kind, _)| !matches!(kind, LimitKind::Text | LimitKind::Fold))
            .map(|(variant, kind, limit)| format!("{variant:?} {kind:?} {limit:?}"))
            .collect();
        let traits: Vec<(TraitKind, Fact<bool>)> = profile.traits().map(|(k, f)| (k, f.clone())).collect();
        (limits, traits, profile.entities)
    };
    assert_eq!(facts("x"), facts("x-premium"));
    assert!(profile("x-premium").limit(LimitKind::Text).unwrap().value() > 280);
}

#[test]
fn profiles_hold_what_the_table_of_facts_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/networks/networks.toml");
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: {} is not there", path.display());
        return;
    };
    let table: toml::Table = text.parse().unwrap();
    let (mut compared, mut departed, mut wrong) = (0, Vec::new(), Vec::new());
    for (name, facts) in table.iter().filter_map(|(name, value)| Some((name, value.as_table()?))) {
        let (id, variant) = match name.rsplit_once('_') {
            Some((id, "comment")) => (id.to_string(), Some(Variant::Comment)),
            Some((id, "article")) => (id.to_string(), Some(Variant::Article)),
            Some((id, "photo")) => (id.to_string(), Some(Variant::Photo)),
            _ => (name.clone(), None),
        };
        let profile = profile(&id);
        for (key, kind, of) in KEYS {
            let stated = facts.get(*key).and_then(|fact| fact.get("value")?.as_integer());
            let Some(stated) = stated else { continue };
            let wanted = of.or(variant);
            let held = profile.limits().find(|(v, k, _)| v == &wanted && k == kind);
            let held = held.map(|(_, _, limit)| i64::from(limit.value()));
            compared += 1;
            if held != Some(stated) {
                match DEPARTURES.iter().find(|(n, k, _)| n == name && k == key) {
                    Some(known) => departed.push(known),
                    None => wrong.push(format!("{name}.{key}: {stated} in the table, {held:?} here")),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(departed.len(), DEPARTURES.len(), "a departure that is none: {DEPARTURES:?} {departed:?}");
    println!("{compared} limits compared, {} depart on purpose", departed.len());
    assert!(compared > 70, "only {compared} limits were found in the table");
}
