//! Writes the skeleton of a rule: its card, and where it needs code, the stub of its check.

use std::path::Path;

use draftlint::{Category, Linter};

use crate::Outcome;
use crate::workspace::{root, write};

/// Options of `new-rule`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The id, such as `promo/urgency-pressure`: the pattern that it finds, not the remedy
    #[arg(value_name = "CATEGORY/NAME")]
    id: String,
    /// The rule needs code: write the stub of its check too
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let id = Id::read(&args.id)?;
    let card = format!("rules/{}/{}.toml", id.category, id.name);
    let taken = Linter::default().rule(&args.id).map(|rule| rule.id.clone());
    if let Some(taken) = taken {
        return Err(format!("`{}` exists: it is the rule `{taken}`", args.id));
    }
    let mut files = vec![(card.clone(), card_text(args.check))];
    if args.check {
        files.push((id.code_path(), id.code()));
    }
    if let Some((path, _)) = files.iter().find(|(path, _)| root().join(path).exists()) {
        return Err(format!("`{path}` exists"));
    }
    for (path, text) in &files {
        write(&root().join(path), text)?;
        println!("wrote {path}");
    }
    if args.check {
        print!("{}", id.lines_to_add(&root()));
    }
    println!("then: fill in the card, and run `cargo run -p draftlint-cli -- rules test {card}`");
    println!("      and `cargo xtask docs` and `cargo xtask schema`, whose files are checked in");
    Ok(())
}

/// A well-formed id.
#[derive(Debug)]
struct Id {
    category: &'static str,
    name: String,
}

impl Id {
    fn read(text: &str) -> Result<Id, String> {
        let (category, name) =
            text.split_once('/').ok_or("an id is `category/name`, such as `promo/urgency-pressure`")?;
        let known = Category::ALL.iter().find(|(known, _)| *known == category);
        let Some((category, _)) = known else {
            let names: Vec<&str> = Category::ALL.iter().map(|(name, _)| *name).collect();
            return Err(format!("unknown category `{category}`: one of {}", names.join(", ")));
        };
        let plain = |part: &str| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        if !name.starts_with(|c: char| c.is_ascii_lowercase()) || !name.split('-').all(plain) {
            return Err(format!(
                "`{name}` is no name for a rule: use lower-case words joined by single hyphens"
            ));
        }
        Ok(Id { category, name: name.to_string() })
    }

    /// The name as Rust writes it.
    fn module(&self) -> String {
        self.name.replace('-', "_")
    }

    fn type_name(&self) -> String {
        let upper = |word: &str| word[..1].to_ascii_uppercase() + &word[1..];
        self.name.split('-').map(upper).collect()
    }

    fn code_path(&self) -> String {
        format!("crates/draftlint/src/checks/{}/{}.rs", self.category, self.module())
    }

    fn code(&self) -> String {
        format!(
            r"//! `{}/{}`

use serde::Deserialize;

use crate::checks::{{Check, Found, Subject}};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct {type_name} {{}}

impl Check for {type_name} {{
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {{
        let _ = (subject.body(), found);
    }}
}}
",
            self.category,
            self.name,
            type_name = self.type_name(),
        )
    }

    /// What is left to write by hand.
    fn lines_to_add(&self, root: &Path) -> String {
        let (category, module) = (self.category, self.module());
        let folder = format!("crates/draftlint/src/checks/{category}/mod.rs");
        let mut lines = String::new();
        if root.join(&folder).exists() {
            lines += &format!("add to {folder}:\n    pub(crate) mod {module};\n");
        } else {
            lines += &format!(
                "write {folder}:\n    //! Checks of the category `{category}`.\n\n    pub(crate) mod {module};\n\
                 add to crates/draftlint/src/checks/mod.rs, among the modules:\n    mod {category};\n"
            );
        }
        lines += &format!(
            "add to crates/draftlint/src/checks/mod.rs, to the sorted table in `checks!`:\n    \"{category}/{}\" = {category}::{module}::{}, 0;\n",
            self.name,
            self.type_name()
        );
        lines
    }
}

/// The card, with everything that a complete one needs; code reports what it finds as a group.
fn card_text(check: bool) -> String {
    let matcher =
        if check { "[match.check]\ngroups = [\"found\"]\n" } else { "[group.words]\nany = [\"\"]\n" };
    format!(
        r#"title      = ""   # what it finds, in plain words that a client may read; lower case, no final stop
message    = "`{{match}}` "   # what is wrong at this place
why        = ""   # what it costs the reader, in one sentence; never the writer's guilt
help       = ""   # what to write instead
principles = []
confidence = 0.8   # 1.0 structural, 0.8 phrase with guards, 0.6 lexicon
language   = "en"   # leave out where no English words are looked for
sources    = []

{matcher}
# At least three of each. [[ ]] marks what is to be found; the good ones are the traps.
[[bad]]
text = "[[ ]]"

[[bad]]
text = "[[ ]]"

[[bad]]
text = "[[ ]]"

[[good]]
text = ""
note = "negated"

[[good]]
text = ""
note = "quoted"

[[good]]
text = ""
note = ""
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ill_formed_ids_are_refused() {
        for id in [
            "promo",
            "promo/",
            "promo/Loud",
            "promo/a--b",
            "promo/-a",
            "promo/a_b",
            "sales/pitch",
            "promo/a/b",
            "promo/2x",
        ] {
            assert!(Id::read(id).is_err(), "{id}");
        }
    }

    #[test]
    fn names_follow_the_id() {
        let id = Id::read("promo/look-at-mine").unwrap();
        assert_eq!((id.module().as_str(), id.type_name().as_str()), ("look_at_mine", "LookAtMine"));
    }

    #[test]
    fn a_skeleton_is_toml() {
        for check in [false, true] {
            toml::from_str::<toml::Table>(&card_text(check)).unwrap();
        }
    }
}
