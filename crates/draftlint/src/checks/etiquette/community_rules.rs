//! `etiquette/community-rules`: what the community has written down.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject, support};
use crate::context::{Community, CommunityRules, Promotion};
use crate::document::{class, host_of, is_under};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CommunityRulesCheck {}

impl Check for CommunityRulesCheck {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let community = subject.context().and_then(|c| c.community.as_ref());
        // A moderator who knows the rules has read it.
        let Some(community) = community.filter(|c| c.approved_by.is_none()) else { return };
        let Some(rules) = &community.rules else { return };
        let name = community.name.as_str();
        promotion(subject, community, rules, found);
        links(subject, name, rules, found);
        let flair = community.flair.as_deref().unwrap_or("").trim();
        if !rules.flairs.is_empty() && !rules.flairs.iter().any(|f| f.trim().eq_ignore_ascii_case(flair)) {
            found.push(Found::new("flair").arg("name", name).arg("expected", rules.flairs.join(", ")));
        }
        let days = community.member_days.zip(rules.min_member_days);
        if let Some((days, least)) = days.filter(|(days, least)| days < least) {
            found.push(Found::new("young").arg("name", name).arg("count", days).arg("min", least));
        }
    }
}

fn promotion(subject: &Subject<'_>, community: &Community, rules: &CommunityRules, found: &mut Vec<Found>) {
    let Some(hit) = subject.of_group("sells").min_by_key(|h| (h.field, h.start)) else { return };
    let one = |group| Found::new(group).at(hit.field, hit.start, hit.end).arg("name", &community.name);
    match rules.promotion {
        Some(Promotion::None) => found.push(one("promotion")),
        Some(Promotion::Limited) if !rules.promotion_days.is_empty() => {
            let Some(time) = support::publication(subject) else { return };
            let day = support::weekday_name(support::weekday_of(time.civil_date()));
            if !rules.is_promotion_day(day) {
                found.push(one("day").arg("date", day).arg("expected", rules.promotion_days.join(", ")));
            }
        }
        _ => {}
    }
}

fn links(subject: &Subject<'_>, name: &str, rules: &CommunityRules, found: &mut Vec<Found>) {
    let mut count = 0;
    for (f, view) in subject.fields.iter().enumerate() {
        for token in view.text.tokens.iter().filter(|t| t.is(class::LINK) && !t.is(class::CODE)) {
            count += 1;
            let host = host_of(support::slice(view.raw, token.start as usize, token.end as usize));
            let banned = rules.banned_domains.iter().find(|d| is_under(&host, &d.trim().to_lowercase()));
            if let Some(domain) = banned {
                found.push(
                    Found::new("domain").at(f, token.start, token.end).arg("name", name).arg("value", domain),
                );
            }
        }
    }
    if let Some(max) = rules.max_links.filter(|max| count > *max) {
        found.push(Found::new("links").arg("name", name).arg("count", count).arg("max", max));
    }
}
