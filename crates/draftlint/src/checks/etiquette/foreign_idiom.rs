//! `etiquette/foreign-idiom`: words of another network, left over from cross-posting.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::checks::{CardHit, Check, Found, Subject, support};
use crate::document::class;
use crate::matcher::guard::in_lexicon;

/// Options of the card: for each idiom, the networks where it is at home.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(crate) struct ForeignIdiom {
    homes: BTreeMap<String, Vec<String>>,
}

/// Where each idiom comes from, in words.
const ORIGINS: &[(&str, &str)] = &[
    ("boost", "Mastodon"),
    ("description", "YouTube"),
    ("dm", "networks with private messages"),
    ("duet", "TikTok"),
    ("fyp", "TikTok"),
    ("pin", "Pinterest"),
    ("reblog", "Tumblr"),
    ("repost", "LinkedIn and Threads"),
    ("restack", "Substack"),
    ("retweet", "X"),
    ("skeet", "Bluesky"),
    ("story", "Instagram"),
    ("subscribe", "YouTube"),
    ("swipe-up", "Instagram"),
    ("thread", "X"),
    ("upvote", "Reddit"),
];

/// A network named within so many tokens says where the reader is to do it.
const NEAR: usize = 5;

impl Check for ForeignIdiom {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let Some(network) = subject.draft.network.as_ref().filter(|_| !subject.hits.is_empty()) else {
            return;
        };
        for (idiom, origin) in ORIGINS {
            let homes = self.homes.get(*idiom).map_or(&[][..], Vec::as_slice);
            if homes.iter().any(|home| home == network.as_str()) {
                continue;
            }
            for hit in subject.of_group(idiom) {
                let meant = *idiom != "thread" || points_down(subject, hit);
                if meant && !names_network(subject, hit) {
                    let one = Found::new("foreign").at(hit.field, hit.start, hit.end);
                    found.push(one.arg("expected", origin));
                }
            }
        }
    }
}

/// Near the hit, in its sentence, a network is named: `upvote us on Reddit` is said to people elsewhere on purpose.
fn names_network(subject: &Subject<'_>, hit: &CardHit) -> bool {
    let view = subject.fields[hit.field];
    let sentence = view.text.sentence(hit.tokens.0);
    let near = hit.tokens.0.saturating_sub(NEAR).max(sentence.start)..(hit.tokens.1 + NEAR).min(sentence.end);
    let named = |t: &CardHit| t.field == hit.field && near.contains(&t.tokens.0);
    subject.of_group("named").any(named)
        || subject
            .engine
            .lexicon("network")
            .is_some_and(|lexicon| near.clone().any(|t| in_lexicon(subject.engine, view.scan, lexicon, t)))
}

/// A hit that ends in emoji means a thread only where they show one, or point down.
fn points_down(subject: &Subject<'_>, hit: &CardHit) -> bool {
    let view = subject.fields[hit.field];
    let last = &view.text.tokens[hit.tokens.1 - 1];
    !last.is(class::EMOJI)
        || support::slice(view.raw, last.start as usize, last.end as usize).contains([
            '\u{1F9F5}',
            '\u{1F447}',
            '\u{2B07}',
        ])
}
