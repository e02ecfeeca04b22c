//! One pass over the posts of a draft or thread.

use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::{Arc, LazyLock};

use super::evaluate::{self, Past, Post};
use super::{Ask, Linter, observe, plan, suppress};
use crate::checks::FieldView;
use crate::count::{count, of_warning};
use crate::document::{self, Text};
use crate::draft::Draft;
use crate::facts::Facts;
use crate::few::Few;
use crate::finding::{Field, Finding};
use crate::history::History;
use crate::matcher::Scan;
use crate::network::LimitKind;
use crate::report::{Counted, Length, Report, SkippedRules};
use crate::rule::{EDITION, RuleKind};
use crate::score;
use crate::value::nearest;

/// Texts of more bytes leave no memory behind.
const KEPT: usize = 1 << 16;

/// Vectors that are reused from draft to draft.
#[derive(Debug, Default)]
struct Scratch {
    fields: Vec<(Text, Scan)>,
    evaluate: evaluate::Scratch,
}

static NONE_SKIPPED: LazyLock<Arc<SkippedRules>> = LazyLock::new(Arc::default);
static NO_HISTORY: LazyLock<History> = LazyLock::new(History::default);

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// The fields of a draft that hold text.
fn fields<'d>(draft: &'d Draft<'_>, limit: usize) -> Few<(Field, &'d str)> {
    let title = draft.title.as_deref().map(|title| (Field::Title, title));
    let link = draft.link.as_deref().map(|link| (Field::Link, link));
    let warning = draft.content_warning.as_deref().map(|warning| (Field::ContentWarning, warning));
    let media = draft.media.iter().flatten().enumerate();
    let alts = media.filter_map(|(i, media)| Some((Field::Alt(i as u16), media.alt.as_deref()?)));
    let all = title.into_iter().chain([(Field::Body, &*draft.body)]).chain(link).chain(warning).chain(alts);
    all.map(|(field, text)| {
        let mut end = text.len().min(limit);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        (field, &text[..end])
    })
    .collect()
}

/// Lints posts, and tells what else was asked for.
pub(super) fn lint(
    linter: &Linter,
    posts: &[Draft<'_>],
    id: Option<&str>,
    source: Option<Arc<str>>,
    mut ask: Ask<'_>,
) -> Report {
    let empty = Draft::default();
    let first = posts.first().unwrap_or(&empty);
    let mut report = Report {
        id: id.map(str::to_string),
        source,
        network: first.network.clone(),
        brand: first.context.as_ref().and_then(|c| c.brand.clone()),
        language: Cow::Borrowed("en"),
        now: first.context.as_ref().and_then(|c| c.now.as_ref()).map(ToString::to_string),
        edition: EDITION,
        findings: Vec::new(),
        strengths: Vec::new(),
        skipped: Arc::clone(&NONE_SKIPPED),
        notices: Vec::new(),
        facts: Counted::default(),
        enabled: 0,
        length: None,
        weights: linter.inner.config.weights.clone(),
        score: score::score(&[], &linter.inner.config.weights),
    };
    for number in 0..posts.len() {
        SCRATCH.with_borrow_mut(|scratch| {
            lint_post(linter, scratch, posts, number as u32, &mut report, &mut ask);
            if posts[number].body.len() > KEPT {
                *scratch = Scratch::default();
            }
        });
    }
    suppress::apply(linter, posts, &mut report);
    finish(&mut report);
    report
}

fn lint_post(
    linter: &Linter,
    scratch: &mut Scratch,
    posts: &[Draft<'_>],
    number: u32,
    report: &mut Report,
    ask: &mut Ask<'_>,
) {
    let compiled = &linter.inner.compiled;
    let draft = &posts[number as usize];
    let fields = fields(draft, linter.size_limit);
    if scratch.fields.len() < fields.len() {
        scratch.fields.resize_with(fields.len(), Default::default);
    }
    let (mut words, mut english, mut latin, mut other) = (0, 0, 0, 0);
    for ((field, raw), (text, scan)) in fields.iter().zip(&mut scratch.fields) {
        document::read(raw, text);
        compiled.engine.read(text, scan);
        if matches!(field, Field::Title | Field::Body) {
            words += scan.words;
            english += scan.english;
            latin += text.latin;
            other += text.other;
        }
    }
    let language = match &draft.language {
        Some(told) => Cow::Owned(told.to_ascii_lowercase()),
        None => guess(words, english, latin, other),
    };
    let is_english = language == "en" || language.starts_with("en-");
    // Too short to be told from English for its rules, yet without one English function word.
    let doubtful = draft.language.is_none() && words >= 4 && english == 0;
    for ((_, raw), (text, scan)) in fields.iter().zip(&mut scratch.fields) {
        compiled.engine.find(raw, text, scan);
    }
    let views: Few<FieldView<'_>> = fields
        .iter()
        .zip(&scratch.fields)
        .map(|((field, raw), (text, scan))| FieldView { field: *field, raw, text, scan })
        .collect();

    let facts: Few<Facts<'_>> = views
        .iter()
        .map(|v| Facts::new(v.raw, v.text, v.scan, &compiled.engine, &compiled.sources))
        .collect();
    let overrides = if linter.inner.config.overrides.is_empty() {
        Vec::new()
    } else {
        plan::matching(&linter.inner.config, draft)
    };
    let plan = linter.plan((draft.network.clone(), overrides));
    // A voice that was learnt stands for the posts that it was learnt from.
    let learnt = (!linter.inner.config.voices.is_empty()).then_some(&NO_HISTORY);
    let history = ask.history.filter(|history| !history.is_empty()).or(learnt.map(|none| &**none));
    let history = history.filter(|_| number == 0);
    let mut known = plan::known(&linter.inner.config, draft, ask.thread, is_english);
    let config = &linter.inner.config;
    let english = is_english && !doubtful;
    let mut post = Post {
        posts,
        draft,
        number,
        views: &views,
        facts: &facts,
        compiled,
        config,
        plan: &plan,
        known,
        english,
        technical: config.audience.who.iter().any(|w| w.to_ascii_lowercase().contains("developer")),
    };
    let trace = ask.trace.as_mut().and_then(|(rule, traces)| {
        let rule = linter.rule(rule).and_then(|info| linter.number(&info.id))?;
        Some((rule, &mut **traces))
    });
    let before = report.findings.len();
    evaluate::evaluate(&post, &mut scratch.evaluate, &mut report.findings, trace);
    if number == 0 && (history.is_some() || ask.read.is_some()) {
        let read = observe::observe(&post, &report.findings[before..]);
        if let Some(history) = history {
            known |= plan::known_of(history);
            post.known = known;
            let own_accounts = observe::own_accounts(config);
            let past = Past { history, read: &read, own_accounts: &own_accounts };
            evaluate::evaluate_feed(&post, &past, &mut report.findings);
        }
        if let Some(place) = ask.read.as_deref_mut() {
            *place = read;
        }
    }

    if number == 0 {
        report.enabled = plan.enabled;
        report.skipped = plan.skipped(compiled, known);
        let at = views.iter().position(|v| v.field == Field::Body).unwrap_or(0);
        let body = views[at];
        report.facts =
            if linter.counts_facts { Counted::known(facts[at].all()) } else { counted(linter, body.raw) };
        let warning = views.iter().find(|v| v.field == Field::ContentWarning);
        let limit = plan.profile.as_ref().and_then(|p| p.limit_of(draft.variants(), LimitKind::Text));
        report.length = limit.map(|l| Length {
            count: count(l.unit, body.raw) + warning.map_or(0, |w| of_warning(l.unit, w.raw)),
            limit: l.value(),
            unit: l.unit.words(),
        });
        if let Some(network) = draft.network.as_ref().filter(|_| plan.profile.is_none()) {
            let known: Vec<&str> = linter.networks().iter().map(|p| p.network.as_str()).collect();
            let near = nearest(network.as_str(), &known);
            let hint = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
            report
                .notices
                .push(format!("`{network}` is no known network: its limits were not checked{hint}"));
        }
        if !is_english && draft.language.is_none() {
            report.notices.push("wording rules not run: does not read as English".to_string());
        }
        report.language = language;
    }
}

/// The facts of a text, which is read again if somebody asks for them.
fn counted(linter: &Linter, raw: &str) -> Counted {
    let (linter, raw): (Linter, Box<str>) = (linter.clone(), raw.into());
    Counted::new(move || {
        let compiled = &linter.inner.compiled;
        let (mut text, mut scan) = (Text::default(), Scan::default());
        document::read(&raw, &mut text);
        compiled.engine.read(&mut text, &mut scan);
        compiled.engine.find(&raw, &mut text, &mut scan);
        Facts::new(&raw, &text, &scan, &compiled.engine, &compiled.sources).all()
    })
}

/// English unless at least eight words hold fewer than a tenth function words, or the script is another.
fn guess(words: u32, english: u32, latin: u32, other: u32) -> Cow<'static, str> {
    let foreign_script = other > latin && other >= 4;
    let foreign_words = words >= 8 && english * 10 < words;
    Cow::Borrowed(if foreign_script || foreign_words { "und" } else { "en" })
}

/// Orders and scores what was found.
fn finish(report: &mut Report) {
    let is_strength = |f: &Finding| f.rule.kind == RuleKind::Strength;
    if report.findings.iter().any(is_strength) {
        (report.strengths, report.findings) =
            std::mem::take(&mut report.findings).into_iter().partition(is_strength);
    }
    report.findings.sort_by(|a, b| {
        b.severity
            .cmp(&a.severity)
            .then_with(|| a.location().cmp(&b.location()))
            .then_with(|| a.rule.id.cmp(&b.rule.id))
            .then_with(|| a.message.cmp(&b.message))
    });
    report.score_findings();
}
