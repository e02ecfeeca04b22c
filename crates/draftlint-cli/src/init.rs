//! `init`: six questions, and a configuration with remarks.

use std::io::{self, BufRead, BufReader, Write};

use draftlint::Network;
use serde_json::Value;

use crate::args::InitArgs;
use crate::{EXIT_OK, EXIT_USAGE, Streams, fix};

/// What was answered.
#[derive(Debug, Default, PartialEq, Eq)]
struct Answers {
    brand: String,
    handles: Vec<String>,
    networks: Vec<String>,
    audience: String,
    never: Vec<String>,
    strictness: String,
}

/// Runs `init`.
pub(crate) fn run(args: &InitArgs, streams: &mut Streams<'_>) -> io::Result<u8> {
    let shown = args.file.display();
    if args.file.exists() && !args.force {
        streams.error(&format!("{shown} is there already\n  help: --force replaces it"));
        return Ok(EXIT_USAGE);
    }
    let answers = if args.yes { Answers::default() } else { ask(streams)? };
    let text = config(&answers);
    // What is written must be readable, whatever was answered.
    if let Err(error) = draftlint::Config::builder().layer(&shown.to_string(), &text).build() {
        streams.error(&error.to_string());
        return Ok(EXIT_USAGE);
    }
    fix::write(&args.file, &text)?;
    streams.notice(&format!("wrote {shown} · try `draftlint check` on a draft"));
    Ok(EXIT_OK)
}

fn ask(streams: &mut Streams<'_>) -> io::Result<Answers> {
    let Streams { stdin, stdout, .. } = streams;
    let mut lines = BufReader::new(&mut **stdin).lines();
    let mut question = |text: &str| -> io::Result<String> {
        write!(stdout, "{text} ")?;
        stdout.flush()?;
        Ok(lines.next().transpose()?.unwrap_or_default().trim().to_string())
    };
    Ok(Answers {
        brand: question("1/6  Whose posts are these? (name of the brand or person)")?,
        handles: words(&question("2/6  Which handles are yours? (@one, @two)")?),
        networks: words(&question("3/6  Where do you post? (x, linkedin, …)")?),
        audience: question("4/6  Who reads you? (one word or a few, such as developers)")?,
        never: phrases(&question("5/6  Which words do you never use? (cheap, world-class, …)")?),
        strictness: strictness(&question("6/6  How strict? (minimal, recommended, strict) [recommended]")?),
    })
}

fn phrases(answer: &str) -> Vec<String> {
    answer.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_string).collect()
}

fn words(answer: &str) -> Vec<String> {
    let parts = answer.split([',', ' ', ';']).map(|part| part.trim().trim_start_matches('@'));
    parts.filter(|part| !part.is_empty()).map(str::to_string).collect()
}

fn strictness(answer: &str) -> String {
    let answer = answer.to_lowercase();
    let known = ["minimal", "recommended", "strict"];
    let found = known.iter().find(|name| !answer.is_empty() && name.starts_with(&answer));
    (*found.unwrap_or(&"recommended")).to_string()
}

/// A string, or a list of strings, as TOML.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

fn list(items: &[String]) -> String {
    let items: Vec<String> = items.iter().map(|item| quoted(item)).collect();
    format!("[{}]", items.join(", "))
}

/// A phrase of letters alone has no signs with a meaning of their own; others are escaped.
fn phrase(words: &str) -> String {
    let special = ['\\', '(', ')', '[', ']', '|', '<', '>', '{', '}', '*', '^', '$', '"', '\''];
    let letters = words.chars().flat_map(|c| special.contains(&c).then_some('\\').into_iter().chain([c]));
    letters.collect()
}

/// The text of the configuration.
fn config(answers: &Answers) -> String {
    let strictness = if answers.strictness.is_empty() { "recommended" } else { &answers.strictness };
    let mut out = format!(
        "# How draftlint reads the drafts in this folder and below. `draftlint rules` lists the rules,\n\
         # `draftlint config show` what holds, `draftlint config schema` every key.\n\n\
         # The rule set as it was in this year: an upgrade changes nothing by itself.\n\
         edition = \"2026\"\n\n\
         # minimal: only what stops a post · recommended · strict: a second pair of eyes.\n\
         extends = [{}]\n\n[brand]\n",
        quoted(strictness)
    );
    out.push_str("# Words of yours that no rule takes for spam or a mistake.\n");
    if answers.brand.is_empty() {
        out.push_str("# name = \"Acme\"\n");
    } else {
        out.push_str(&format!("name = {}\n", quoted(&answers.brand)));
    }
    if answers.handles.is_empty() {
        out.push_str("# handles = [\"acme\"]\n");
    } else {
        out.push_str(&format!("handles = {}\n", list(&answers.handles)));
    }
    out.push_str("# domains = [\"acme.example\"]\n");
    out.push_str("\n# Words that you write otherwise, or never.\n");
    for word in &answers.never {
        out.push_str(&format!(
            "[[brand.terms]]\nmatch = {}\nreason = \"we do not use it\"\nseverity = \"warning\"\n\n",
            quoted(&phrase(word))
        ));
    }
    if answers.never.is_empty() {
        out.push_str("# [[brand.terms]]\n# match = \"cheap\"\n# replace = \"low-cost\"\n# reason = \"we do not compete on price\"\n\n");
    }
    out.push_str("[audience]\n# Who reads you: their own words are no jargon.\n");
    if answers.audience.is_empty() {
        out.push_str("# who = \"developers\"\n");
    } else {
        out.push_str(&format!("who = {}\n", quoted(&answers.audience)));
    }
    out.push_str(
        "\n[rules]\n# A rule or a whole category: \"off\", \"info\", \"warning\", \"error\", or a table of its options.\n\
         # \"promo/urgency-pressure\" = \"error\"\n# bait = \"error\"\n",
    );
    for network in &answers.networks {
        let network = Network::new(network);
        out.push_str(&format!("\n[[overrides]]\nnetwork = {}\n", quoted(network.as_str())));
        out.push_str("[overrides.rules]\n# \"etiquette/length\" = \"warning\"\n");
    }
    if answers.networks.is_empty() {
        out.push_str("\n# Other settings for a network, an account, a community or a path.\n");
        out.push_str(
            "# [[overrides]]\n# network = \"linkedin\"\n# rules = { \"promo/cta-stack\" = \"off\" }\n",
        );
    }
    out.push_str(
        "\n# Other limits than those that a network is known for: of your account, or of your server.\n\
         # `draftlint networks` shows what is known.\n\
         # [networks.mastodon]\n# text-limit = 1000\n",
    );
    out.push_str("\n[allow]\n# Phrases that are fine here, whatever a rule says.\nphrases = []\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_become_toml() {
        let answers = Answers {
            brand: "Ninja \"K\"".into(),
            handles: words("@one, two"),
            networks: words("Twitter LinkedIn"),
            audience: "developers".into(),
            never: phrases("cheap, world-class (ish)"),
            strictness: strictness("STR"),
        };
        let table: toml::Table = config(&answers).parse().unwrap();
        assert_eq!(table["extends"][0].as_str(), Some("strict"));
        assert_eq!(table["brand"]["name"].as_str(), Some("Ninja \"K\""));
        assert_eq!(table["brand"]["terms"][1]["match"].as_str(), Some("world-class \\(ish\\)"));
        assert_eq!(table["overrides"][0]["network"].as_str(), Some("x"));
        assert_eq!(strictness("whatever"), "recommended");
        let empty: toml::Table = config(&Answers::default()).parse().unwrap();
        assert_eq!(empty["edition"].as_str(), Some("2026"));
    }
}
