//! `a11y/hashtag-case`

use std::borrow::Cow;

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::config::Brand;
use crate::document::{Token, chars, class};
use crate::matcher::readings;

/// A reading must be this likely among all: `trade show` and `trades how` leave a doubt.
const SURE: f64 = 0.85;

/// A reading must be this likely for each of its letters, as a logarithm: short and rare words fit anything.
const LEAST_A_LETTER: f64 = -1.15;

/// Words that make the first half of a single word as often as a word of their own.
const PREFIXES: &[&str] = &[
    "anti", "auto", "back", "bio", "counter", "cyber", "down", "eco", "every", "fan", "fore", "here",
    "inter", "mega", "meta", "micro", "mono", "multi", "neo", "non", "off", "out", "over", "para", "per",
    "photo", "poly", "post", "pre", "pro", "radio", "self", "semi", "some", "step", "sub", "super", "tele",
    "there", "trans", "ultra", "under", "where", "with",
];

/// Words that make the second half of a single word: `greenhouse`, `wordsmith`, `fearless`, `keyboard`.
const SUFFIXES: &[&str] = &[
    "ages", "back", "ball", "balls", "bed", "bell", "bells", "berries", "berry", "bird", "birds", "board",
    "boards", "boat", "boats", "body", "bound", "box", "burn", "cake", "cakes", "craft", "crafts", "down",
    "ever", "field", "fields", "fish", "fly", "folk", "folks", "glass", "grass", "head", "heads", "hold",
    "holder", "holders", "hound", "house", "houses", "how", "keeper", "keepers", "keeping", "king", "land",
    "lands", "lets", "light", "lights", "like", "line", "lines", "maker", "makers", "making", "man",
    "master", "mate", "mates", "men", "more", "most", "off", "one", "out", "over", "people", "person",
    "piece", "pieces", "port", "proof", "room", "rooms", "self", "side", "smith", "some", "stand", "stone",
    "stones", "storm", "thing", "things", "ties", "time", "tone", "ware", "way", "ways", "wear", "where",
    "wise", "woman", "women", "wood", "woods", "work", "works", "worm", "worms", "writer", "writers",
    "writing", "yard", "yards",
];

/// Endings that are words by themselves but seldom stand alone in a tag.
const ENDINGS: &[&str] = &[
    "able", "age", "ally", "ant", "ants", "ate", "fold", "hood", "ion", "ish", "less", "let", "ship",
    "ships", "son", "ton", "ward", "wards", "worthy",
];

/// Words that stand before others and hardly ever grow together with them.
const APART: &[&str] = &[
    "amazing", "best", "great", "happy", "more", "my", "new", "our", "the", "these", "this", "those", "very",
    "your",
];

/// Short words at which no tag ends.
const UNFINISHED: &[&str] = &["a", "am", "an", "as", "at", "by", "i", "if", "is", "of", "on", "or", "to"];

const ACRONYMS: &[&str] =
    &["ai", "bbc", "ceo", "diy", "nba", "nfl", "nhs", "nyc", "seo", "tv", "uk", "usa", "usb", "vip", "vr"];

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct HashtagCase {
    /// Tags that stay as they are, in lower case without `#`.
    known: Vec<String>,
}

impl Check for HashtagCase {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        for (number, view) in support::title_and_body(subject) {
            let (mut places, mut edits) = (Vec::new(), Vec::new());
            for token in view.text.of_class(class::HASHTAG) {
                if let Some(better) = self.better(&view, token, subject.brand) {
                    places.push((number, token.start, token.end));
                    edits.push((number, token.start, token.end, better));
                }
            }
            let Some((.., first)) = edits.first() else { continue };
            let mut one = match edits.len() {
                1 => Found::new("tag").arg("expected", first),
                count => Found::new("tags").arg("count", count).arg("expected", first),
            };
            one.spans = places;
            let title = match edits.len() {
                1 => format!("write `{first}`"),
                _ => "give every word of these tags a capital".into(),
            };
            found.push(one.fix(title, edits));
        }
    }
}

impl HashtagCase {
    /// How a tag should be written, where it surely holds several words.
    fn better(&self, view: &FieldView<'_>, token: &Token, brand: &Brand) -> Option<String> {
        if token.is(class::CODE) {
            return None;
        }
        let written = support::slice(view.raw, token.start as usize, token.end as usize);
        let name = written.strip_prefix('#')?;
        // What cannot be seen does not divide words either.
        let visible: Cow<'_, str> = if name.is_ascii() {
            Cow::Borrowed(name)
        } else {
            name.chars().filter(|c| !chars::is_hidden(*c)).collect()
        };
        let name = &*visible;
        let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
        let colour = matches!(name.len(), 6 | 8) && name.bytes().all(|b| b.is_ascii_hexdigit());
        // Only small letters are taken apart.
        if colour
            || letters.len() < 6
            || name.len() - letters.len() > 4
            || !letters.bytes().all(|b| b.is_ascii_lowercase())
            || self.is_known(name, letters, brand)
        {
            return None;
        }
        let best = readings(letters, 1).into_iter().next()?;
        let thin = best.weight < LEAST_A_LETTER * letters.len() as f64;
        if thin || best.probability < SURE || !are_words(&best.words) {
            return None;
        }
        // The plural of a word that is written as one: `sunflowers`.
        let singular = letters.strip_suffix('s').and_then(|one| readings(one, 1).into_iter().next());
        if singular.is_some_and(|one| one.words.len() == 1) {
            return None;
        }
        let words: String = best.words.iter().map(|word| capitalised(word)).collect();
        Some(format!("#{words}{}", &name[letters.len()..]))
    }

    fn is_known(&self, name: &str, letters: &str, brand: &Brand) -> bool {
        let same = |own: &String| {
            let own = own.trim_start_matches(['#', '@']);
            let joined = own.chars().filter(|c| !c.is_whitespace());
            joined.clone().flat_map(char::to_lowercase).eq(name.chars())
                || joined.flat_map(char::to_lowercase).eq(letters.chars())
        };
        self.known.iter().chain(&brand.tags).chain(&brand.names).chain(&brand.handles).any(same)
    }
}

/// Whether a reader would take the parts for words of their own. Two parts are often one word.
fn are_words(words: &[&str]) -> bool {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let long = words.iter().filter(|word| word.len() >= 3).count();
    let inner_i = words.iter().skip(1).any(|word| *word == "i");
    let ending = words.iter().skip(1).any(|word| ENDINGS.contains(word));
    if long < 2 || inner_i || ending || UNFINISHED.contains(last) {
        return false;
    }
    if words.len() > 2 || APART.contains(first) {
        return true;
    }
    !PREFIXES.contains(first) && !SUFFIXES.contains(last)
}

fn capitalised(word: &str) -> String {
    if ACRONYMS.contains(&word) {
        return word.to_ascii_uppercase();
    }
    let mut chars = word.chars();
    chars.next().map(|c| c.to_ascii_uppercase()).into_iter().chain(chars).collect()
}
