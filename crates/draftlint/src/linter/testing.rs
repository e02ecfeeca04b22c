//! Runs the examples of cards: they are the tests of the rules.

use std::collections::HashMap;
use std::fmt::Write;

use super::Linter;
use crate::catalogue::{built_in, text_of};
use crate::config::Config;
use crate::draft::{Draft, Thread};
use crate::error::Error;
use crate::finding::Severity;
use crate::matcher::{LexiconSource, anchor_cost};
use crate::report::Report;
use crate::rule::card;
use crate::rule::example::{self, Example};

/// One example of a card, run.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CardTest {
    /// Such as `bait/tag::bad[0]`.
    pub name: String,
    /// What went wrong, where it did.
    pub failure: Option<String>,
}

/// A phrase is warned of when its anchor occurs more often than this in a million words, and refused above that.
const COSTLY: u64 = 1_000;
const TOO_COSTLY: u64 = 5_000;

pub(super) fn test_cards(cards: &[(String, String)]) -> Result<(Vec<CardTest>, Vec<String>), Error> {
    let mut base = Config::builder();
    for (path, text) in cards {
        let id = card::id_of_path(path).unwrap_or_default();
        if text_of(&id) != Some(text.as_str()) {
            base = base.rule(path, text);
        }
    }
    let config = base.build()?;
    let mut linters = Linters { base: config.clone(), cache: HashMap::new() };
    let mut results = Vec::new();
    let mut warnings = Vec::new();
    let mut faults = Vec::new();
    for (path, text) in cards {
        let (id, examples, found) = example::read(path, text);
        faults.extend(found);
        for example in &examples {
            let failure = run(&mut linters, &id, example);
            results.push(CardTest { name: format!("{id}::{}", example.name), failure });
        }
        costs(&config, &id, &mut warnings, &mut results);
    }
    if faults.is_empty() { Ok((results, warnings)) } else { Err(Error::new(faults)) }
}

/// Linters by the extra configuration that examples ask for.
struct Linters {
    base: Config,
    cache: HashMap<(String, String), Result<Linter, String>>,
}

impl Linters {
    fn get(&mut self, id: &str, extra: &str) -> Result<Linter, String> {
        let key = (id.to_string(), extra.to_string());
        if let Some(known) = self.cache.get(&key) {
            return known.clone();
        }
        let built = (|| {
            let mut config = if extra.is_empty() {
                self.base.clone()
            } else {
                let more = Config::from_toml(extra).map_err(|e| e.to_string())?;
                Config { cards: self.base.cards.clone(), ..more }
            };
            let default = built_in().0.cards.iter().chain(&self.base.cards).rev().find(|c| c.info.id == id);
            if default.is_some_and(|c| !c.info.default_on || c.info.preview) {
                let on =
                    Config::from_toml(&format!("[rules]\n\"{id}\" = \"on\"")).map_err(|e| e.to_string())?;
                config.settings.splice(0..0, on.settings);
            }
            Linter::new(&config).map_err(|e| e.to_string())
        })();
        // One linter serves all rules that are on by default.
        self.cache.insert(key, built.clone());
        built
    }
}

fn run(linters: &mut Linters, id: &str, example: &Example) -> Option<String> {
    let on = built_in().0.cards.iter().any(|c| c.info.id == id && c.info.default_on && !c.info.preview);
    let linter = match linters.get(if on { "" } else { id }, &example.config) {
        Ok(linter) => linter,
        Err(error) => return Some(format!("the configuration of the example is faulty: {error}")),
    };
    let posts: &[Draft<'static>] = &example.posts;
    let report = if !example.history.is_empty() {
        linter.lint_with(&posts[0], &linter.history(example.history.iter().cloned()))
    } else if posts.len() == 1 {
        linter.lint(&posts[0])
    } else {
        linter.lint_thread(&Thread::new(posts.to_vec()))
    };
    if example.bad { bad(&linter, &report, id, example) } else { good(&report, id) }
}

fn bad(linter: &Linter, report: &Report, id: &str, example: &Example) -> Option<String> {
    let own: Vec<_> =
        report.findings().iter().chain(report.strengths()).filter(|f| f.rule.id == id).collect();
    if own.is_empty() {
        let mut why = String::from("nothing was found");
        if let Some(skipped) = report.skipped().iter().find(|s| s.rule.id == id) {
            let _ = write!(why, ": skipped, needs {}", skipped.needs.join(", "));
        }
        for trace in linter.trace(&example.posts[0], id) {
            let _ = write!(why, "; `{}` of {} was silenced by {}", trace.matched, trace.group, trace.outcome);
        }
        return Some(why);
    }
    let mut spans: Vec<(u32, String)> = own
        .iter()
        .flat_map(|f| &f.locations)
        .map(|l| {
            let text = example.posts[l.post as usize].text_of(l.field).unwrap_or("");
            (l.start, text[l.start as usize..l.end as usize].to_string())
        })
        .collect();
    spans.sort();
    spans.dedup();
    let found: Vec<&str> = spans.iter().map(|(_, text)| text.as_str()).collect();
    match &example.spans {
        Some(wanted) if wanted.iter().map(String::as_str).ne(found.iter().copied()) => {
            Some(format!("marked {wanted:?}, found {found:?}"))
        }
        _ => None,
    }
}

fn good(report: &Report, id: &str) -> Option<String> {
    let wrong: Vec<String> = report
        .findings()
        .iter()
        .filter(|f| f.rule.id == id || (f.severity > Severity::Info && f.counts()))
        .map(|f| format!("{} {}: {}", f.severity, f.rule.id, f.message))
        .collect();
    (!wrong.is_empty()).then(|| wrong.join("; "))
}

/// What it costs to look up the phrases of a card.
fn costs(config: &Config, id: &str, warnings: &mut Vec<String>, results: &mut Vec<CardTest>) {
    let lexicons: Vec<LexiconSource<'_>> = built_in()
        .0
        .lexicons
        .iter()
        .chain(&config.lexicons)
        .map(|l| LexiconSource { name: &l.name, entries: l.entries.iter().map(|w| &*w.phrase).collect() })
        .collect();
    let cards = built_in().0.cards.iter().chain(&config.cards);
    let Some(card) = cards.rev().find(|c| c.info.id == id) else { return };
    for group in &card.groups {
        for written in group.phrases.iter().chain(&group.except) {
            let Some((cost, words)) = anchor_cost(&written.phrase, &lexicons) else { continue };
            let shown: Vec<&str> = words.iter().take(4).map(String::as_str).collect();
            let text = format!(
                "{id}: `{}` is looked up at {} ({cost} in a million words): add a rarer word that every match must hold",
                written.text,
                shown.join(", ")
            );
            if cost > TOO_COSTLY {
                results.push(CardTest { name: format!("{id}::cost[{}]", written.text), failure: Some(text) });
            } else if cost > COSTLY {
                warnings.push(text);
            }
        }
    }
}
