//! `spam/keyword-repeat`

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject};
use crate::document::{bound, class};
use crate::finding::Field;
use crate::matcher::flag;

/// A phrase that comes again takes so much of the text at least.
const PHRASE_SHARE: f64 = 0.25;
/// A single word comes so often at least.
const LEAST_USES: usize = 6;
/// Words are counted in so many buckets before they are told apart.
const BUCKETS: usize = 512;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct KeywordRepeat {
    min_words: usize,
    max_word_share: f64,
    max_phrase_repeats: usize,
}

impl Check for KeywordRepeat {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let Some(number) = subject.fields.iter().position(|f| f.field == Field::Body) else { return };
        let view = subject.fields[number];
        let words = view.scan.words as usize;
        if words < 2 * self.max_phrase_repeats {
            return;
        }
        let tokens = &view.text.tokens;
        let key = |at: usize| stem(view.text.key(&tokens[at]));
        let content = || (0..tokens.len()).filter(|at| is_content(subject, view, *at));
        // So often has a phrase or a word to come at least.
        let in_phrase = (PHRASE_SHARE * words as f64 / 2.0).ceil() as usize;
        let in_phrase = in_phrase.max(self.max_phrase_repeats + 1);
        let limit = self.max_word_share * words as f64;
        let alone = subject.english && words >= self.min_words;
        let alone = alone.then(|| LEAST_USES.max(limit as usize));
        // Few texts use any word so often, and a count that takes some words for one tells those that do not.
        let least = alone.map_or(in_phrase, |alone| in_phrase.min(alone)).min(u8::MAX.into());
        let bucket = |at: usize| {
            let token = &tokens[at];
            let len = stem(view.text.key(token)).len();
            let head = view.text.head(token, len) ^ (len as u64) << 59;
            (head.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize % BUCKETS
        };
        let mut buckets = [0_u8; BUCKETS];
        let mut most = 0;
        for at in content() {
            let uses = &mut buckets[bucket(at)];
            *uses = uses.saturating_add(1);
            most = most.max(*uses);
        }
        if usize::from(most) < least {
            return;
        }
        let often = |at: usize| usize::from(buckets[bucket(at)]) >= least;
        let content: Vec<usize> = content().collect();
        // Pairs of neighbours, each pair of places once.
        let mut pairs: FxHashMap<(&[u8], &[u8]), Vec<usize>> = FxHashMap::default();
        let mut uses: FxHashMap<&[u8], Vec<usize>> = FxHashMap::default();
        for (i, at) in content.iter().enumerate().filter(|(_, at)| often(**at)) {
            // Chants (`go go go`) are no keywords.
            if i > 0 && content[i - 1] + 1 == *at && key(*at) == key(content[i - 1]) {
                continue;
            }
            uses.entry(key(*at)).or_default().push(*at);
            let next = at + 1;
            if content.get(i + 1) == Some(&next) && often(next) && view.text.bounds[next] & bound::JOIN != 0 {
                let pair = (key(*at), key(next));
                // `Kate Nash Kate Nash` is a cheer, too; with a comma between it is a list.
                let cheered = i >= 2
                    && content[i - 2] + 2 == *at
                    && (key(content[i - 2]), key(content[i - 1])) == pair
                    && view.raw[tokens[at - 1].end as usize..tokens[*at].start as usize].trim().is_empty();
                if pair.0 != pair.1 && !cheered {
                    pairs.entry(pair).or_default().push(*at);
                }
            }
        }
        let best = |count: usize, at: usize| (count, std::cmp::Reverse(at));
        let phrase = pairs
            .values()
            .filter(|places| places.len() > self.max_phrase_repeats)
            .filter(|places| 2.0 * places.len() as f64 >= PHRASE_SHARE * words as f64)
            .max_by_key(|places| best(places.len(), places[0]));
        if let Some(places) = phrase {
            found.push(report("phrase", number, view, places, 2));
            return;
        }
        // In another language the small words are not known, and one of them comes often.
        let word = uses
            .values()
            .filter(|places| alone.is_some() && places.len() >= LEAST_USES)
            .filter(|places| places.len() as f64 > limit)
            .max_by_key(|places| best(places.len(), places[0]));
        if let Some(places) = word {
            found.push(report("word", number, view, places, 1));
        }
    }
}

fn report(group: &'static str, number: usize, view: FieldView<'_>, places: &[usize], length: usize) -> Found {
    let tokens = &view.text.tokens;
    let one = Found::new(group).arg("count", places.len());
    places.iter().fold(one, |one, at| one.at(number, tokens[*at].start, tokens[at + length - 1].end))
}

/// A word that carries meaning: no tag, handle or link, and none of the everyday small words.
fn is_content(subject: &Subject<'_>, view: FieldView<'_>, at: usize) -> bool {
    let other = class::HASHTAG | class::MENTION | class::LINK | class::EMAIL | class::CODE | class::CASHTAG;
    let token = &view.text.tokens[at];
    token.is(class::WORD)
        && !token.is(other)
        && token.len > 2
        && subject.engine.flags(&view.scan.marks, at) & flag::STOP == 0
}

/// The word without the ending of a plural or a possessive.
fn stem(word: &[u8]) -> &[u8] {
    let word = word.strip_suffix(b"'s").unwrap_or(word);
    match word {
        [rest @ .., before, b's'] if rest.len() >= 2 && *before != b's' => &word[..word.len() - 1],
        _ => word,
    }
}
