//! Checks that did not run, by what they need.

use std::collections::{BTreeMap, HashSet};

use draftlint::Report;

use super::super::words::{count, language, list};
use super::{escape, words};

/// Rules by what is missing, as `need to know when it goes out`.
#[derive(Debug, Default)]
pub(super) struct Skips {
    /// Titles by the id of the rule.
    groups: BTreeMap<String, BTreeMap<String, String>>,
    /// What was added already: thousands of drafts skip the same rules.
    known: HashSet<(String, usize)>,
}

impl Skips {
    pub(super) fn add(&mut self, report: &Report) {
        for skipped in report.skipped() {
            let key = (skipped.rule.id.clone(), skipped.needs.len());
            if self.known.insert(key) {
                let rules = self.groups.entry(missing(&skipped.needs)).or_default();
                rules.insert(skipped.rule.id.clone(), skipped.rule.title.clone());
            }
        }
    }

    /// `7 checks need to know when it goes out`, one item each; with the rules, where they are wanted.
    pub(super) fn items(&self, with_rules: bool) -> String {
        let mut groups: Vec<(&String, &BTreeMap<String, String>)> = self.groups.iter().collect();
        groups.sort_by_key(|(_, rules)| std::cmp::Reverse(rules.len()));
        let mut out = String::new();
        for (missing, rules) in groups {
            let verb =
                if rules.len() == 1 { missing.replacen("need ", "needs ", 1) } else { missing.clone() };
            let line = format!("{} {}", count(rules.len(), "check"), escape::plain(&verb));
            if !with_rules {
                out.push_str(&format!("<li>{line}</li>"));
                continue;
            }
            out.push_str(&format!("<li><details><summary>{line}</summary><ul>"));
            for (id, title) in rules {
                out.push_str(&format!(
                    "<li>{} <span class=\"rule\">{}</span></li>",
                    escape::prose(&escape::capital(title)),
                    escape::plain(id)
                ));
            }
            out.push_str("</ul></details></li>");
        }
        out
    }

    /// How many rules there are.
    pub(super) fn len(&self) -> usize {
        let ids: HashSet<&String> = self.groups.values().flat_map(BTreeMap::keys).collect();
        ids.len()
    }
}

/// `need to know when it goes out and who approved it`.
pub(in crate::render) fn missing(needs: &[impl AsRef<str>]) -> String {
    let tongue = needs.iter().find_map(|need| need.as_ref().strip_prefix("language:"));
    if let Some(tag) = tongue {
        return format!("need a text in {}", language(tag));
    }
    let mut needs: Vec<&str> = needs.iter().map(|need| words::need(need.as_ref())).collect();
    needs.sort_unstable();
    format!("need to know {}", list(&needs, "and"))
}
