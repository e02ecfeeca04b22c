//! `residue/test-post`: a post that says nothing but that it is a test.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject};
use crate::document::class;

/// Words that make a test, and those that may stand beside them.
const TESTS: &[&str] =
    &["test", "testing", "tests", "test1", "test2", "testtest", "testpost", "tester", "testttt"];
const BESIDE: &[&str] = &[
    "a", "again", "an", "check", "delete", "do", "ignore", "is", "just", "me", "mic", "not", "one", "only",
    "please", "pls", "plz", "post", "message", "tweet", "read", "reply", "respond", "sorry", "sound", "this",
    "three", "two", "to", "account", "from", "new",
];

/// What stands for a text.
const SAMPLES: &[&str] = &["hello world", "lorem", "foo bar"];

/// Fingers run along a row of keys.
const ROWS: &[&str] = &["asdfghjkl", "qwertyuiop", "zxcvbnm", "lkjhgfdsa", "poiuytrewq"];

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct TestPost {
    max_words: usize,
}

impl Check for TestPost {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let view = subject.body();
        let tokens = &view.text.tokens;
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return };
        // A link, a name or a picture of something is more than a test.
        if tokens.len() > self.max_words + 3 || tokens.iter().any(|t| t.is(class::LINK | class::MENTION)) {
            return;
        }
        let words = || tokens.iter().filter(|t| !t.is(class::EMOJI)).map(|t| view.text.word(t));
        let count = words().count();
        if count == 0 || count > self.max_words {
            return;
        }
        let plain = |word: &&str| !word.bytes().all(|b| b.is_ascii_digit());
        let tests = |word: &str| TESTS.contains(&word.trim_start_matches('#'));
        let group = if words().any(tests) {
            let rest = words().filter(plain).all(|word| tests(word) || BESIDE.contains(&word));
            // `This is not a test` is a saying.
            if !rest || words().any(|word| word == "not") && !words().any(|word| word == "do") {
                return;
            }
            "test"
        } else if words().all(is_mash) || SAMPLES.iter().any(|sample| words().eq(sample.split(' '))) {
            "mash"
        } else {
            return;
        };
        let (f, _) = subject
            .fields
            .iter()
            .enumerate()
            .find(|(_, v)| v.field == view.field)
            .unwrap_or((0, &subject.fields[0]));
        found.push(Found::new(group).at(f, first.start, last.end));
    }
}

/// Keys pressed along a row, `asdf` or more.
fn is_mash(word: &str) -> bool {
    word.len() >= 4
        && ROWS.iter().any(|row| row.contains(word) || word.contains(&row[..4]) && word.len() <= 12)
        && !matches!(word, "rewq" | "poiu" | "were" | "trew" | "tyui")
}
