//! `brand/name-casing`: a name that its owner writes otherwise.

use std::sync::OnceLock;

use serde::Deserialize;

use super::{Beginnings, is_prose, speaks_for_brand};
use crate::checks::{Check, FieldView, Found, Subject, near, support};
use crate::document::{self, Text, Token, bound, class};
use crate::facts::is_common_word;
use crate::finding::Safety;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct NameCasing {
    names: Vec<String>,
    known: bool,
    min_near: usize,
    /// The names of the brand, its partners and these options, read once: a check has one configuration.
    #[serde(skip)]
    read: OnceLock<Vec<Name>>,
}

/// Well-known names, sorted by their letters in lower case. Only such as are no words when they are written small.
const KNOWN: [&str; 66] = [
    "AirPods",
    "AliExpress",
    "BuzzFeed",
    "ChatGPT",
    "Cloudflare",
    "DeepMind",
    "DeviantArt",
    "DocuSign",
    "DoorDash",
    "DuckDuckGo",
    "eBay",
    "Facebook",
    "FaceTime",
    "FedEx",
    "GitHub",
    "GitLab",
    "GoDaddy",
    "GoFundMe",
    "HubSpot",
    "iCloud",
    "iMac",
    "iMessage",
    "Instagram",
    "iOS",
    "iPad",
    "iPadOS",
    "iPads",
    "iPhone",
    "iPhones",
    "iPod",
    "iPods",
    "iTunes",
    "JavaScript",
    "JetBrains",
    "LastPass",
    "LinkedIn",
    "MacBook",
    "MacBooks",
    "macOS",
    "Mailchimp",
    "MongoDB",
    "MySQL",
    "OneDrive",
    "OpenAI",
    "PayPal",
    "Pinterest",
    "PlayStation",
    "PostgreSQL",
    "PowerPoint",
    "QuickBooks",
    "ResearchGate",
    "SharePoint",
    "Shopify",
    "Snapchat",
    "SoundCloud",
    "Spotify",
    "SQLite",
    "Squarespace",
    "TikTok",
    "Tripadvisor",
    "TypeScript",
    "WhatsApp",
    "WooCommerce",
    "WordPress",
    "YouTube",
    "YouTuber",
];

/// How they begin.
static BEGINNINGS: Beginnings = {
    let (mut all, mut i) = (Beginnings::NONE, 0);
    while i < KNOWN.len() {
        all = all.with(KNOWN[i]);
        i += 1;
    }
    all
};

/// The lengths of the names that begin with a letter, as bits.
static LENGTHS: [u32; 32] = {
    let (mut all, mut i) = ([0; 32], 0);
    while i < KNOWN.len() {
        all[(KNOWN[i].as_bytes()[0] & 31) as usize] |= 1 << KNOWN[i].len();
        i += 1;
    }
    all
};

/// Whether a token may be a known name: few words begin like one, and are as long.
fn may_be_known(text: &Text, token: &Token) -> bool {
    let len = token.len.saturating_sub(if token.is(class::POSSESSIVE) { 2 } else { 0 });
    let first = text.folded.as_bytes().get(token.key as usize).map_or(0, |b| usize::from(b & 31));
    len < 32 && LENGTHS[first] >> len & 1 != 0 && BEGINNINGS.hold(text.key(token))
}

/// The known name that a word in small letters is.
fn known(word: &str) -> Option<&'static str> {
    if !BEGINNINGS.hold(word.as_bytes()) {
        return None;
    }
    let small = |name: &'static str| name.bytes().map(|b| b.to_ascii_lowercase());
    KNOWN.binary_search_by(|name| small(name).cmp(word.bytes())).ok().map(|at| KNOWN[at])
}

/// A name of a list.
#[derive(Debug)]
struct Name {
    written: String,
    words: Vec<String>,
    joined: String,
}

impl Check for NameCasing {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let names = self.read.get_or_init(|| {
            let mut read = Text::default();
            let brand = subject.brand;
            let written = brand.names.iter().chain(&brand.partners).chain(&self.names);
            written.filter_map(|written| Name::read(written, &mut read)).collect()
        });
        for (number, view) in support::texts(subject) {
            // What follows `RT @name` somebody else wrote.
            let passed_on = || ["RT @", "RT@"].iter().filter_map(|rt| view.raw.find(rt)).min();
            let own = view.text.has_any(b"@").then(passed_on).flatten();
            let end = own.map_or(view.text.tokens.len(), |own| view.text.token_from(own));
            // Without names of one's own only the known ones are looked for, and few words begin like one.
            let may = |token: &Token| !names.is_empty() || self.known && may_be_known(view.text, token);
            let mut i = 0;
            while i < end {
                if !may(&view.text.tokens[i]) {
                    i += 1;
                    continue;
                }
                i += self.at(subject, number, &view, i, names, found).max(1);
            }
        }
    }
}

impl NameCasing {
    /// Looks at the name that begins at a token; how many tokens it has.
    fn at(
        &self,
        subject: &Subject<'_>,
        number: usize,
        view: &FieldView<'_>,
        i: usize,
        names: &[Name],
        found: &mut Vec<Found>,
    ) -> usize {
        let text = view.text;
        if !is_prose(&text.tokens[i]) {
            return 1;
        }
        let longest =
            names.iter().filter_map(|name| Some((name.at(text, i)?, name))).max_by_key(|(len, _)| *len);
        if let Some((len, name)) = longest {
            let (start, end, written) = span(view, i, len);
            let wrong = is_wrong(view, i, len, written, &name.written)
                && !(len == 1 && is_plain_word(view, i, written, &name.written));
            if wrong {
                let edit = vec![(number, start, end, name.written.clone())];
                let one = Found::new("own").at(number, start, end).arg("expected", &name.written);
                found.push(one.fix(format!("write `{}`", name.written), edit));
            }
            return len;
        }
        let token = &text.tokens[i];
        let key = text.word(token);
        let key = key.strip_suffix("'s").unwrap_or(key);
        if let Some(name) = known(key).filter(|_| self.known) {
            let (start, end, written) = span(view, i, 1);
            // Small letters are how people type to friends, not how a company writes.
            let small = written.chars().all(char::is_lowercase) && !speaks_for_brand(subject);
            if !small && is_wrong(view, i, 1, written, name) {
                let edit = vec![(number, start, end, name.to_string())];
                let one = Found::new("known").at(number, start, end).arg("expected", name);
                found.push(one.fix(format!("write `{name}`"), edit));
            }
            return 1;
        }
        if names.is_empty() || !token.is(class::TITLE) || token.is(class::CAPS) {
            return 1;
        }
        let (start, end, _) = span(view, i, 1);
        // `Larchmo…` was cut, not misspelt.
        let cut =
            view.raw.get(end as usize..).is_some_and(|rest| rest.starts_with('…') || rest.starts_with(".."));
        if !cut && !is_common_word(key.as_bytes()) {
            let near = names.iter().find(|name| {
                name.words.len() == 1
                    && name.joined.len() >= self.min_near
                    && near::is_near_miss(key, &name.joined)
                    && key != format!("{}s", name.joined)
            });
            if let Some(name) = near {
                let edit = vec![(number, start, end, name.written.clone())];
                let mut one = Found::new("near").at(number, start, end).arg("expected", &name.written);
                one.fixes.push((format!("write `{}`", name.written), Some(Safety::Unsafe), edit));
                found.push(one);
            }
        }
        1
    }
}

impl Name {
    fn read(written: &str, text: &mut Text) -> Option<Name> {
        document::read(written, text);
        let words: Vec<String> = text.tokens.iter().map(|t| text.word(t).to_string()).collect();
        (!words.is_empty()).then(|| Name { written: written.to_string(), joined: words.concat(), words })
    }

    /// The tokens of the name, written in whatever way: in its words, drawn together, or apart.
    fn at(&self, text: &Text, i: usize) -> Option<usize> {
        let near = |from: usize, len: usize| {
            (from + 1..from + len).all(|at| {
                text.bounds[at] & bound::JOIN != 0
                    && text.bounds[at] & (bound::PARAGRAPH | bound::SENTENCE) == 0
            })
        };
        let tokens = text.tokens.get(i..i + self.words.len());
        if tokens.is_some_and(|t| t.iter().zip(&self.words).all(|(t, w)| text.reads(t, w)))
            && near(i, self.words.len())
        {
            return Some(self.words.len());
        }
        if self.words.len() > 1 {
            return text.reads(&text.tokens[i], &self.joined).then_some(1);
        }
        // One word that was written as two, each with a capital.
        let (first, second) = (&text.tokens[i], text.tokens.get(i + 1)?);
        if !(first.is(class::TITLE) && second.is(class::TITLE) && is_prose(second)) {
            return None;
        }
        let rest = self.joined.strip_prefix(text.word(first))?;
        (!rest.is_empty() && text.reads(second, rest) && near(i, 2)).then_some(2)
    }
}

/// The bytes of some tokens, without an `'s`, and what is written there.
fn span<'t>(view: &FieldView<'t>, i: usize, len: usize) -> (u32, u32, &'t str) {
    let tokens = &view.text.tokens;
    let (start, end) = (tokens[i].start, tokens[i + len - 1].end);
    let written = support::slice(view.raw, start as usize, end as usize);
    for ending in ["'s", "’s", "'S", "’S"] {
        if let Some(stem) = written.strip_suffix(ending) {
            return (start, start + stem.len() as u32, stem);
        }
    }
    (start, end, written)
}

/// Whether a name is written in another way than it should be, and not on purpose.
fn is_wrong(view: &FieldView<'_>, i: usize, len: usize, written: &str, name: &str) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_string).collect::<Vec<_>>();
    if words(written) == words(name)
        || view.text.is_quotation(view.raw, view.text.tokens[i].start, view.text.tokens[i].end)
    {
        return false;
    }
    // Signs beside the letters belong to something else: `github-actions`, `@larch`, `larch.txt`.
    let tight = |at: usize| {
        view.text.bounds.get(at).is_some_and(|b| {
            b & (bound::HYPHEN | bound::TIGHT) != 0 && b & (bound::POST_START | bound::POST_END) == 0
        })
    };
    if tight(i) || tight(i + len) {
        return false;
    }
    let capitals = |text: &str| {
        !text.chars().any(char::is_lowercase) && text.chars().filter(|c| c.is_uppercase()).count() > 1
    };
    if capitals(written) {
        // Among words in capitals, or as a line of its own, it is a headline.
        let shouts =
            |at: Option<usize>| at.and_then(|at| view.text.tokens.get(at)).is_some_and(|t| t.is(class::CAPS));
        let alone = view.text.bounds[i] & bound::LINE != 0
            && view.text.bounds.get(i + len).is_some_and(|b| b & bound::LINE != 0);
        return !shouts(i.checked_sub(1)) && !shouts(Some(i + len)) && !alone && len == 1 && name.len() > 4;
    }
    // A small name may begin a sentence with a capital.
    let starts = view.text.bounds[i] & (bound::SENTENCE | bound::POST_START | bound::LINE) != 0;
    let mut letters = name.chars();
    if let Some(first) = letters.next().filter(|c| starts && c.is_lowercase()) {
        let raised: String = first.to_uppercase().chain(letters).collect();
        let all: String = name.to_lowercase();
        let mut plain = all.chars();
        let titled: String = plain.next().into_iter().flat_map(char::to_uppercase).chain(plain).collect();
        return written != raised && written != titled;
    }
    true
}

/// A name such as `Larch` in small letters is the tree.
fn is_plain_word(view: &FieldView<'_>, i: usize, written: &str, name: &str) -> bool {
    let simple = name.chars().skip(1).all(|c| !c.is_uppercase());
    let small = !written.contains(char::is_uppercase);
    let articles = ["a", "an", "the", "some", "this", "that", "these", "of", "old", "young", "every", "no"];
    let article = i > 0 && articles.contains(&view.text.word(&view.text.tokens[i - 1]));
    simple && small && (article || is_common_word(name.to_lowercase().as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::KNOWN;

    #[test]
    fn the_names_are_sorted() {
        assert!(KNOWN.windows(2).all(|w| w[0].to_ascii_lowercase() < w[1].to_ascii_lowercase()));
    }
}
