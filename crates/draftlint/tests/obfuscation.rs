//! Tricks with letters hide nothing: the bad examples of phrase rules are found in five disguises.

use draftlint::{Draft, Linter, Severity};

type Rewriter = (&'static str, fn(&str) -> String);

/// The disguises, by name.
const REWRITERS: [Rewriter; 5] = [
    ("full-width", full_width),
    ("look-alike", look_alike),
    ("leet", leet),
    ("zero-width", zero_width),
    ("spaced", spaced),
];

/// The share of examples that has to be found in each disguise.
const WANTED: f64 = 0.95;

#[test]
fn disguised_examples_are_found() {
    let linter = Linter::default();
    let mut missed: Vec<String> = Vec::new();
    for (name, rewrite) in REWRITERS {
        let (mut found, mut all) = (0, 0);
        for (rule, text) in examples() {
            let lint = |text: &str| {
                let report = linter.lint(&Draft::new(text).language("en"));
                report.findings().iter().any(|f| f.rule.id == rule)
            };
            // An example that needs more than its text, or a rule that is off, shows nothing here.
            if !lint(&text) {
                continue;
            }
            all += 1;
            let disguised = rewrite(&text);
            if lint(&disguised) {
                found += 1;
            } else {
                missed.push(format!("{name}: {rule}: {disguised}"));
            }
        }
        println!("{name}: {found} of {all}");
        assert!(all > 50, "{all} examples are too few");
        if f64::from(found) < WANTED * f64::from(all) {
            println!("{}", missed.join("\n"));
        }
        assert!(
            f64::from(found) >= WANTED * f64::from(all),
            "{name}: {found} of {all} examples of phrase rules are found, {WANTED} wanted"
        );
    }
}

/// The rules that name the tricks themselves.
const TRICKS: [&str; 5] =
    ["a11y/fancy-letters", "spam/hidden-chars", "spam/leetspeak", "spam/mixed-script", "spam/spaced-letters"];

#[test]
fn disguised_good_posts_raise_nothing_else() {
    let linter = Linter::default();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/corpus/good.jsonl");
    let corpus = std::fs::read_to_string(path).expect("the corpus of good posts");
    let mut faults = Vec::new();
    for line in corpus.lines().filter(|l| !l.trim().is_empty()) {
        let draft: Draft<'static> = serde_json::from_str(line).expect("a draft");
        for (name, rewrite) in REWRITERS {
            let mut disguised = draft.clone();
            disguised.body = rewrite(&draft.body).into();
            disguised.language = Some("en".into());
            for finding in linter.lint(&disguised).findings() {
                let trick = TRICKS.contains(&finding.rule.id.as_str());
                if finding.severity > Severity::Info && !trick {
                    faults.push(format!("{name}: {}: {}", finding.rule.id, disguised.body));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The texts of the bad examples of cards that have phrase groups, without their marks, by rule.
fn examples() -> Vec<(String, String)> {
    let mut all = Vec::new();
    let other = ["lexicons/", "networks/", "profiles/"];
    for file in draftlint_rules::FILES.iter().filter(|f| !other.iter().any(|o| f.path.starts_with(o))) {
        let card: toml::Table = file.text.parse().expect("a card");
        let phrases = card.contains_key("group") && !file.text.contains("[match.check]");
        let examples = card.get("bad").and_then(|bad| bad.as_array()).filter(|_| phrases);
        for example in examples.into_iter().flatten() {
            let alone = example
                .as_table()
                .is_some_and(|t| t.keys().all(|k| ["text", "span", "match", "note"].contains(&k.as_str())));
            if let (Some(text), true) = (example.get("text").and_then(|t| t.as_str()), alone) {
                let rule = file.path.trim_end_matches(".toml").to_string();
                all.push((rule, text.replace("[[", "").replace("]]", "")));
            }
        }
    }
    all
}

/// Rewrites every word of letters alone; links, tags, mentions and numbers stay.
fn words(text: &str, rewrite: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    for piece in text.split_inclusive(char::is_whitespace) {
        let entity = piece.contains(['@', '#', '/', '$', '€', '£'])
            || piece.chars().any(|c| c.is_ascii_digit())
            || piece.trim_end().trim_end_matches(['.', ',', '!', '?']).contains('.');
        if entity {
            out.push_str(piece);
            continue;
        }
        let mut word = String::new();
        for c in piece.chars() {
            if c.is_alphabetic() || c == '\'' {
                word.push(c);
            } else {
                out.push_str(&rewrite(&std::mem::take(&mut word)));
                out.push(c);
            }
        }
        out.push_str(&rewrite(&word));
    }
    out
}

fn full_width(text: &str) -> String {
    words(text, |word| {
        let wide = |c: char| {
            if c.is_ascii_alphabetic() { char::from_u32(c as u32 + 0xFEE0).unwrap_or(c) } else { c }
        };
        word.chars().map(wide).collect()
    })
}

fn look_alike(text: &str) -> String {
    words(text, |word| {
        if word.chars().count() < 4 {
            return word.to_string();
        }
        let pairs =
            [('a', 'а'), ('e', 'е'), ('o', 'о'), ('c', 'с'), ('p', 'р'), ('x', 'х'), ('i', 'і'), ('y', 'у')];
        let hit = word.char_indices().find_map(|(i, c)| Some((i, pairs.iter().find(|(l, _)| *l == c)?.1)));
        hit.map_or(word.to_string(), |(i, other)| format!("{}{other}{}", &word[..i], &word[i + 1..]))
    })
}

fn leet(text: &str) -> String {
    words(text, |word| {
        let pairs = [('o', '0'), ('e', '3'), ('i', '1'), ('a', '4'), ('s', '5'), ('t', '7')];
        let inside = word.char_indices().skip(1);
        let hit = inside.into_iter().find_map(|(i, c)| Some((i, pairs.iter().find(|(l, _)| *l == c)?.1)));
        hit.map_or(word.to_string(), |(i, digit)| format!("{}{digit}{}", &word[..i], &word[i + 1..]))
    })
}

fn zero_width(text: &str) -> String {
    words(text, |word| match word.char_indices().nth(1) {
        Some((i, _)) => format!("{}\u{200B}{}", &word[..i], &word[i..]),
        None => word.to_string(),
    })
}

fn spaced(text: &str) -> String {
    let spread = words(text, |word| word.chars().map(String::from).collect::<Vec<_>>().join("\u{1}"));
    spread.replace(' ', "  ").replace('\u{1}', " ")
}
