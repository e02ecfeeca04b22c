//! Reads a post for a history: labels it, and keeps what the rules of a feed look at.

use super::evaluate::{self, Post};
use crate::checks::FieldView;
use crate::config::Config;
use crate::document::{self, bound, class};
use crate::draft::Kind;
use crate::finding::{Field, Finding};
use crate::history::similar::{Words, words_of};
use crate::history::{self, Entry, Label, ReadPost, does, key, rule_key};
use crate::report::Report;
use crate::rule::{Category, Unit};

/// The longest text that is kept of a post, in bytes: enough to tell two posts apart.
const LONGEST: usize = 4096;

/// So many words make a post that can be labelled.
const LEAST_WORDS: u32 = 4;

/// What a linted post is to the rules of a feed. The caller adds what only a post of a history knows.
pub(super) fn observe(post: &Post<'_>, findings: &[Finding]) -> ReadPost {
    let mut names: Vec<(u64, Box<str>)> = Vec::new();
    let draft = post.draft;
    let body = post.views.iter().find(|v| v.field == Field::Body).copied().unwrap_or(post.views[0]);
    let number = post.views.iter().position(|v| v.field == Field::Body).unwrap_or(0);
    let facts = &post.facts[number];
    let mut entry = Entry {
        id: draft.id.as_deref().map(Into::into),
        kind: draft.kind.or_else(|| history::kind_of(&draft.body)),
        words: body.scan.words,
        voice: facts.voice(),
        opening: opening(&body),
        same: Some(Words::new(words_of(body.text)).signature()),
        text: body.raw.into(),
        ..Entry::default()
    };
    if let Some(network) = &draft.network {
        entry.network = named(network.as_str(), &mut names);
    }
    if let Some(context) = draft.context.as_deref() {
        if let Some(account) = &context.account {
            entry.account = named(&account.handle, &mut names);
        }
        if let Some(community) = &context.community {
            entry.community = named(&community.name, &mut names);
        }
        if let Some(at) = context.scheduled_at.as_ref().or(context.now.as_ref()) {
            entry.set_time(at);
        }
        if context.approvals.is_some() {
            entry.approvers = Some(context.approvals_of_people().map(|a| named(&a.by, &mut names)).collect());
        }
    }
    if let Some(first) = body.text.tokens.first().filter(|t| t.is(class::MENTION) && entry.is_reply()) {
        entry.answers = named(&body.raw[first.start as usize..first.end as usize], &mut names);
    }
    let speech = facts.speech();
    let mut bits = 0;
    let mut tell = |bit: u16, told: bool| bits |= if told { bit } else { 0 };
    tell(does::KIND_GUESSED, draft.kind.is_none() && entry.kind.is_some());
    if let Some(speech) = speech {
        tell(does::ENGLISH, post.english);
        tell(does::QUESTION, speech.question);
        tell(does::GRAVE, speech.grave);
        tell(does::LIGHT, speech.light);
        tell(does::PERSON, speech.person);
    }
    tell(does::BRAND, facts.brand_names() > 0);
    let (own, other) = links(post, &mut entry, &mut names);
    tell(does::OWN_LINK, own);
    tell(does::OTHER_LINK, other);
    let sells = findings.iter().any(|f| f.rule.category == Category::Promo && f.rule.unit == Unit::Post);
    tell(does::SELLS, sells);
    entry.traits = bits;
    entities(&body, &mut entry, &mut names);
    entry.offers = offers(&body);
    entry.names = facts.names().map(|i| key(body.text.word(&body.text.tokens[i]))).collect();
    entry.signed = facts.signature().map_or(0, |i| key(body.text.word(&body.text.tokens[i])));
    if entry.signed != 0 {
        entry.traits |= does::PERSON;
    }

    let mut found: Vec<u32> = findings.iter().map(|f| rule_key(&f.rule.id, "")).collect();
    evaluate::feed_groups(post, |rule, group| found.push(rule_key(rule, group)));
    found.sort_unstable();
    found.dedup();
    entry.found = found.into();

    let (asks, gives) = speech.map_or((0, 0), |s| (s.asks, s.gives));
    entry.label = match entry.kind {
        Some(Kind::Reply | Kind::Comment) => Some(Label::Reply),
        Some(Kind::Repost | Kind::Quote) => Some(Label::Share),
        _ if passes_on(&body) => Some(Label::Share),
        // Where English wording cannot be read, nothing is guessed.
        _ if !post.english || speech.is_none() || entry.words < LEAST_WORDS => None,
        _ if asks > gives || (sells && asks > 0) => Some(Label::Ask),
        _ if gives > 0 => Some(Label::Give),
        _ if asks > 0 => Some(Label::Ask),
        _ => Some(Label::Neutral),
    };
    ReadPost { entry: Box::new(entry), names }
}

/// The accounts that the configuration knows to be of one owner.
pub(super) fn own_accounts(config: &Config) -> Vec<u64> {
    let own = config.workflow.accounts.iter().map(|a| &a.handle);
    let mut all: Vec<u64> =
        own.chain(&config.brand.handles).chain(&config.own_accounts).map(|handle| key(handle)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// `Thank you! RT @ines …`: most of the post is somebody else's.
fn passes_on(body: &FieldView<'_>) -> bool {
    let tokens = &body.text.tokens;
    tokens
        .windows(2)
        .any(|pair| matches!(body.text.word(&pair[0]), "rt" | "mt") && pair[1].is(class::MENTION))
}

/// What only the post of a history tells.
pub(super) fn complete(read: &mut ReadPost, post: &history::Post<'_>, report: &Report) {
    let ReadPost { entry, names } = read;
    let mut text = report.masked(0, Field::Body, &post.draft.body);
    if text.len() > LONGEST {
        let mut cut = LONGEST;
        while !text.is_char_boundary(cut) {
            cut -= 1;
        }
        text = text[..cut].to_string().into();
    }
    entry.text = text.into();
    if let Some(at) = &post.at {
        entry.set_time(at);
    }
    if let Some(handle) = &post.in_reply_to {
        entry.answers = named(handle, names);
    }
    if let Some(thread) = &post.thread {
        entry.thread = named(thread, names);
    }
    if post.campaign.is_some() {
        entry.traits |= does::CAMPAIGN;
    }
    entry.followers = post.reply_to_followers;
    if let Some(label) = post.label {
        entry.label = Some(label);
        entry.traits |= does::LABEL_GIVEN;
    }
}

fn named(name: &str, names: &mut Vec<(u64, Box<str>)>) -> u64 {
    let name = name.trim().trim_start_matches(['@', '#']);
    if name.is_empty() {
        return 0;
    }
    let number = key(name);
    names.push((number, name.into()));
    number
}

/// The hosts that a post links to, and whether some are the brand's own, and some others'.
fn links(post: &Post<'_>, entry: &mut Entry, names: &mut Vec<(u64, Box<str>)>) -> (bool, bool) {
    let brand = &post.config.brand;
    let (mut own, mut other) = (false, false);
    let mut hosts = Vec::new();
    for view in post.views.iter().filter(|v| matches!(v.field, Field::Body | Field::Link)) {
        for token in view.text.of_class(class::LINK) {
            let host = document::host_of(&view.raw[token.start as usize..token.end as usize]);
            if host.is_empty() {
                continue;
            }
            let ours = brand.domains.iter().chain(&brand.short_domains);
            let is_own = ours.into_iter().any(|domain| document::is_under(&host, &domain.to_lowercase()));
            own |= is_own;
            other |= !is_own;
            hosts.push(named(&host, names));
        }
    }
    hosts.sort_unstable();
    hosts.dedup();
    entry.hosts = hosts.into();
    (own, other)
}

/// What stands before the handle of somebody who is spoken to.
const GREETINGS: [&str; 9] = ["hey", "hi", "hello", "dear", "cc", "ping", "paging", "pinging", "attn"];

/// Hashtags and mentions.
fn entities(body: &FieldView<'_>, entry: &mut Entry, names: &mut Vec<(u64, Box<str>)>) {
    let mut list = |class: u32| {
        let tokens = body.text.of_class(class);
        let mut all: Vec<u64> =
            tokens.map(|t| named(&body.raw[t.start as usize..t.end as usize], names)).collect();
        all.sort_unstable();
        all.dedup();
        all.into_boxed_slice()
    };
    entry.tags = list(class::HASHTAG);
    entry.mentions = list(class::MENTION);
    let tokens = &body.text.tokens;
    let mut calls = Vec::new();
    for (i, token) in tokens.iter().enumerate().filter(|(_, t)| t.is(class::MENTION)) {
        // `.@name` makes an answer public: the other one has spoken.
        let first = i == 0 && body.raw[..token.start as usize].trim_start().is_empty();
        let greeted = i > 0 && GREETINGS.contains(&body.text.word(&tokens[i - 1]));
        if first || greeted {
            calls.push(key(&body.raw[token.start as usize..token.end as usize]));
        }
    }
    entry.calls = calls.into();
}

/// What an offer is known by: `SPRING15`, code `SPRING`, and its links without parameters.
fn offers(body: &FieldView<'_>) -> Box<[u64]> {
    let (mut all, mut before) = (Vec::new(), "");
    for token in &body.text.tokens {
        let text = &body.raw[token.start as usize..token.end as usize];
        let capitals = text.len() >= 4 && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        if token.is(class::LINK) {
            let (_, host, rest) = document::split_link(text);
            let path = rest.split(['?', '#']).next().unwrap_or(rest).trim_end_matches('/');
            // A home page is no offer of its own.
            if !path.is_empty() {
                all.push(key(&format!("{host}{path}")));
            }
        } else if capitals && (token.is(class::MIXED) || before == "code") {
            all.push(key(text));
        }
        before = body.text.word(token);
    }
    all.sort_unstable();
    all.dedup();
    all.into()
}

/// The first four words, or those before a colon if there are at least two; 0 where there are fewer.
fn opening(body: &FieldView<'_>) -> u64 {
    let colon = bound::mark(':').unwrap_or(0);
    let mut first: Vec<&str> = Vec::with_capacity(4);
    for (i, token) in body.text.tokens.iter().enumerate() {
        if first.len() == 4 || (first.len() >= 2 && body.text.bounds[i] & colon != 0) {
            return key(&first.join(" "));
        }
        if token.is(class::WORD | class::NUMBER) {
            first.push(body.text.word(token));
        }
    }
    if first.len() == 4 { key(&first.join(" ")) } else { 0 }
}
