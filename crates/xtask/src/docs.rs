//! The pages on the rules: one a rule, an index by category and one by principle.

mod card;
mod markdown;
mod page;

use draftlint::{Category, Config, Linter, Principle, RuleInfo, RuleKind};

use crate::Outcome;
use crate::generated::{self, Args, Files};
use markdown::cell;

/// Where the pages are.
const FOLDER: &str = "docs/rules";

pub(crate) fn run(args: &Args) -> Outcome {
    let linter = built_in()?;
    generated::bring("docs", args, &files(&linter)?, Some(FOLDER))
}

/// The built-in rules, or every fault of theirs.
pub(crate) fn built_in() -> Result<Linter, String> {
    Linter::new(&Config::default()).map_err(|error| format!("the rules of rules/ are faulty:\n{error}"))
}

fn files(linter: &Linter) -> Result<Files, String> {
    let rules: Vec<&RuleInfo> = linter.rules().into_iter().map(|(rule, _)| rule).collect();
    let mut files = Files::new();
    for rule in &rules {
        let text = linter.card(&rule.id).ok_or_else(|| format!("`{}` has no card", rule.id))?;
        let card = card::read(&rule.id, text)?;
        files.insert(format!("{FOLDER}/{}.md", rule.id), page::page(rule, &card));
    }
    files.insert(format!("{FOLDER}/README.md"), index(&rules));
    files.insert(format!("{FOLDER}/principles.md"), principles(&rules));
    Ok(files)
}

/// The severity or kind of a rule, as a reader of the index wants it.
fn weight(rule: &RuleInfo) -> &'static str {
    match rule.kind {
        RuleKind::Strength => "strength",
        _ => rule.severity.as_str(),
    }
}

fn default_of(rule: &RuleInfo) -> &'static str {
    match (rule.default_on, rule.preview) {
        (_, true) => "preview",
        (true, false) => "on",
        (false, false) => "off",
    }
}

/// What a category is about.
fn about(category: Category) -> &'static str {
    match category {
        Category::Spam => "Spam signals and obfuscation.",
        Category::Bait => "Engagement bait and clickbait.",
        Category::Promo => "Self-promotion.",
        Category::Cadence => "How often, and in what balance, an account posts.",
        Category::Brand => "Brand terms and voice.",
        Category::Value => "Relevance and value to the reader.",
        Category::Etiquette => "Norms of networks and communities.",
        Category::Respect => "Respect for people, communities and moments.",
        Category::Claims => "Claims that need proof or cannot be true.",
        Category::Disclosure => "Who is paid, who is speaking.",
        Category::Privacy => "Secrets, personal data, confidential facts.",
        Category::Residue => "Leftovers that must not be published.",
        Category::Workflow => "Approval, schedule and crisis.",
        Category::A11y => "Posts that everyone can read.",
        _ => "",
    }
}

fn index(rules: &[&RuleInfo]) -> String {
    let mut out = format!(
        "{}\n# Rules\n\n{} rules in {} categories; also [by principle](principles.md). \
         The severity is that of the card: a rule may raise or lower it where a condition holds, and a configuration may set it.\n",
        markdown::generated_from("rules/"),
        rules.len(),
        Category::ALL.iter().filter(|(_, c)| rules.iter().any(|r| r.category == *c)).count()
    );
    for (name, category) in Category::ALL {
        let own: Vec<&&RuleInfo> = rules.iter().filter(|r| r.category == category).collect();
        if own.is_empty() {
            continue;
        }
        out += &format!("\n## {name}\n\n{} Concern: {}.\n\n", about(category), category.concern());
        out += "| rule | severity | default | what it finds |\n| --- | --- | --- | --- |\n";
        for rule in own {
            out += &format!(
                "| [`{}`]({}.md) | {} | {} | {} |\n",
                rule.id,
                rule.id,
                weight(rule),
                default_of(rule),
                cell(&rule.title)
            );
        }
    }
    out
}

fn principles(rules: &[&RuleInfo]) -> String {
    let mut out = format!(
        "{}\n# Rules by principle\n\nEvery rule serves at least one principle of good social presence.\n",
        markdown::generated_from("rules/")
    );
    for (name, principle) in Principle::ALL {
        out += &format!("\n## {}\n\n", name.replace('-', " "));
        let own: Vec<&&RuleInfo> = rules.iter().filter(|r| r.principles.contains(&principle)).collect();
        if own.is_empty() {
            out += "No rule yet.\n";
        }
        for rule in own {
            out += &format!("- [`{}`]({}.md): {}\n", rule.id, rule.id, markdown::escape(&rule.title));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_page_and_an_entry() {
        let linter = built_in().unwrap();
        let files = files(&linter).unwrap();
        let index = &files["docs/rules/README.md"];
        for (rule, _) in linter.rules() {
            assert!(files.contains_key(&format!("docs/rules/{}.md", rule.id)));
            assert!(index.contains(&format!("`{}`", rule.id)));
        }
    }
}
