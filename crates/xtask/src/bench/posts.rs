//! The posts that are measured: of our own making, and where the measuring sets are at hand, real ones.

use serde_json::Value;

use crate::workspace::{files_below, read, read_at, root};

/// A set of posts.
pub(super) struct Posts {
    pub(super) name: String,
    pub(super) texts: Vec<String>,
}

impl Posts {
    /// All bytes.
    pub(super) fn bytes(&self) -> usize {
        self.texts.iter().map(String::len).sum()
    }
}

/// How many posts of a kind are made.
const COUNT: usize = 120;
/// Emoji of every build: plain, with a selector, a skin tone, a family, a flag, a key.
const EMOJI: &[&str] = &["🎉", "❤️", "👍🏽", "👩‍👩‍👧", "🇮🇪", "3️⃣", "🔥🔥", "✨"];

/// Short ones and long ones, of our own making.
pub(super) fn plain() -> Result<[Posts; 2], String> {
    let bodies = bodies()?;
    Ok([("263 bytes", 263), ("2,000 bytes", 2_000)]
        .map(|(name, size)| Posts { name: name.into(), texts: sized(&bodies, size, COUNT) }))
}

/// Ordinary posts of a size.
pub(super) fn ordinary(size: usize, count: usize) -> Result<Vec<String>, String> {
    Ok(sized(&bodies()?, size, count))
}

/// Every set.
pub(super) fn all() -> Result<Vec<Posts>, String> {
    let mut all = Vec::from(plain()?);
    let emoji = all[0].texts.iter().map(|text| with_emoji(text, 263)).collect();
    all.push(Posts { name: "263 bytes, emoji".into(), texts: emoji });
    for set in ["legit_corporate", "youtube_spam"] {
        let path = root().join(format!("../shared/data/{set}.jsonl"));
        if path.exists() {
            let texts = read_at(&path)?.lines().filter_map(text_of).take(1_000).collect();
            all.push(Posts { name: set.into(), texts });
        }
    }
    Ok(all)
}

fn text_of(line: &str) -> Option<String> {
    let value: Value = serde_json::from_str(line).ok()?;
    value.get("text").or_else(|| value.get("body")).and_then(Value::as_str).map(str::to_string)
}

/// The bodies of our good posts and our example drafts.
fn bodies() -> Result<Vec<String>, String> {
    let mut bodies: Vec<String> = read("tests/corpus/good.jsonl")?.lines().filter_map(text_of).collect();
    for path in files_below(&root().join("examples/drafts"), &["md", "txt"]) {
        let text = read_at(&path)?;
        let body = text
            .strip_prefix("---\n")
            .and_then(|rest| rest.split_once("\n---\n"))
            .map_or(&*text, |(_, body)| body);
        bodies.push(body.trim().to_string());
    }
    if bodies.is_empty() {
        return Err("tests/corpus/good.jsonl and examples/drafts hold no posts".into());
    }
    Ok(bodies)
}

/// Posts of a size: bodies joined until they reach it, and cut there, on a character.
fn sized(bodies: &[String], size: usize, count: usize) -> Vec<String> {
    (0..count)
        .map(|i| {
            let mut text = String::new();
            // Each begins elsewhere; a step of a third makes other neighbours.
            let mut at = i * 7 % bodies.len();
            while text.len() < size {
                if !text.is_empty() {
                    text.push_str("\n\n");
                }
                text.push_str(&bodies[at]);
                at = (at + bodies.len() / 3 + 1) % bodies.len();
            }
            cut(&text, size)
        })
        .collect()
}

/// A text with an emoji after each third word, cut to a size.
fn with_emoji(text: &str, size: usize) -> String {
    let mut out = String::new();
    for (i, word) in text.split(' ').enumerate() {
        if i > 0 {
            out.push(' ');
        }
        out.push_str(word);
        if i % 3 == 2 {
            out.push(' ');
            out.push_str(EMOJI[i / 3 % EMOJI.len()]);
        }
    }
    cut(&out, size)
}

fn cut(text: &str, size: usize) -> String {
    let mut end = size.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_have_their_size() {
        let bodies = bodies().unwrap();
        for size in [263, 2_000] {
            for text in sized(&bodies, size, COUNT) {
                assert!((size - 3..=size).contains(&text.len()), "{}", text.len());
            }
        }
        assert!(with_emoji("one two three four", 263).contains("three 🎉 four"));
    }
}
