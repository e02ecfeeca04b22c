//! `brand/spelling-variant`: British and American spelling in one text, or another than the brand's.

use serde::Deserialize;

use super::{Beginnings, is_prose};
use crate::checks::{Check, Found, Subject, support};
use crate::config::Locale;
use crate::document::class;

/// Options of the card: none.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SpellingVariant {}

/// A British and an American spelling.
type Pair = (&'static str, &'static str);

/// British and American spellings of words that have no other sense in either, by their first letter.
const PAIRS: &[Pair] = &[
    ("accessorise", "accessorize"),
    ("aluminium", "aluminum"),
    ("analyse", "analyze"),
    ("analysed", "analyzed"),
    ("analyser", "analyzer"),
    ("analysing", "analyzing"),
    ("apologise", "apologize"),
    ("apologised", "apologized"),
    ("armour", "armor"),
    ("artefact", "artifact"),
    ("authorise", "authorize"),
    ("authorised", "authorized"),
    ("behaviour", "behavior"),
    ("behaviours", "behaviors"),
    ("cancelled", "canceled"),
    ("cancelling", "canceling"),
    ("candour", "candor"),
    ("clamour", "clamor"),
    ("colour", "color"),
    ("coloured", "colored"),
    ("colourful", "colorful"),
    ("colours", "colors"),
    ("cosy", "cozy"),
    ("counsellor", "counselor"),
    ("customise", "customize"),
    ("customised", "customized"),
    ("defence", "defense"),
    ("dialled", "dialed"),
    ("endeavour", "endeavor"),
    ("enrol", "enroll"),
    ("enrolment", "enrollment"),
    ("favour", "favor"),
    ("favourite", "favorite"),
    ("favourites", "favorites"),
    ("fibre", "fiber"),
    ("finalise", "finalize"),
    ("finalised", "finalized"),
    ("flavour", "flavor"),
    ("flavours", "flavors"),
    ("fulfil", "fulfill"),
    ("fulfilment", "fulfillment"),
    ("harbour", "harbor"),
    ("honour", "honor"),
    ("honoured", "honored"),
    ("humour", "humor"),
    ("jewellery", "jewelry"),
    ("kilometre", "kilometer"),
    ("kilometres", "kilometers"),
    ("labelled", "labeled"),
    ("labelling", "labeling"),
    ("litre", "liter"),
    ("litres", "liters"),
    ("maximise", "maximize"),
    ("minimise", "minimize"),
    ("modelling", "modeling"),
    ("moustache", "mustache"),
    ("neighbour", "neighbor"),
    ("neighbourhood", "neighborhood"),
    ("neighbouring", "neighboring"),
    ("neighbours", "neighbors"),
    ("offence", "offense"),
    ("optimise", "optimize"),
    ("optimised", "optimized"),
    ("organisation", "organization"),
    ("organisations", "organizations"),
    ("organise", "organize"),
    ("organised", "organized"),
    ("organiser", "organizer"),
    ("organising", "organizing"),
    ("paediatric", "pediatric"),
    ("parlour", "parlor"),
    ("personalise", "personalize"),
    ("personalised", "personalized"),
    ("plough", "plow"),
    ("prioritise", "prioritize"),
    ("pyjamas", "pajamas"),
    ("realise", "realize"),
    ("realised", "realized"),
    ("recognise", "recognize"),
    ("recognised", "recognized"),
    ("rigour", "rigor"),
    ("rumour", "rumor"),
    ("savour", "savor"),
    ("sceptical", "skeptical"),
    ("specialise", "specialize"),
    ("specialised", "specialized"),
    ("splendour", "splendor"),
    ("sulphur", "sulfur"),
    ("summarise", "summarize"),
    ("travelled", "traveled"),
    ("traveller", "traveler"),
    ("travellers", "travelers"),
    ("travelling", "traveling"),
    ("vapour", "vapor"),
    ("vigour", "vigor"),
    ("visualise", "visualize"),
];

/// How they begin.
static BEGINNINGS: Beginnings = {
    let (mut all, mut i) = (Beginnings::NONE, 0);
    while i < PAIRS.len() {
        all = all.with(PAIRS[i].0).with(PAIRS[i].1);
        i += 1;
    }
    all
};

/// The pair that a word is of, and whose spelling it is.
fn pair(word: &str) -> Option<(&'static Pair, Locale)> {
    if !BEGINNINGS.hold(word.as_bytes()) {
        return None;
    }
    let first = |pair: &Pair| pair.0.as_bytes()[0];
    let letter = word.as_bytes()[0];
    let from = PAIRS.partition_point(|pair| first(pair) < letter);
    PAIRS[from..].iter().take_while(|pair| first(pair) == letter).find_map(|pair| {
        let (british, american) = *pair;
        let locale = (word == british).then_some(Locale::British);
        Some((pair, locale.or((word == american).then_some(Locale::American))?))
    })
}

impl Check for SpellingVariant {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        // Each place with the spelling it has, and the pair.
        let mut places: Vec<(usize, u32, u32, Locale, &Pair)> = Vec::new();
        for (number, view) in support::title_and_body(subject) {
            for (i, token) in view.text.tokens.iter().enumerate() {
                let Some((pair, locale)) = pair(view.text.word(token)) else { continue };
                if !is_prose(token) || view.text.quoted(token.start, token.end).is_some() {
                    continue;
                }
                // `Labor Party`, `Harbour Street`: names keep their spelling.
                let capital = |at: Option<usize>| {
                    at.and_then(|at| view.text.tokens.get(at)).is_some_and(|t| t.is(class::TITLE))
                };
                if token.is(class::TITLE) && (capital(i.checked_sub(1)) || capital(Some(i + 1))) {
                    continue;
                }
                places.push((number, token.start, token.end, locale, pair));
            }
        }
        // Without a word from the brand the first spelling of a text is the one it has.
        let told = subject.brand.locale;
        let Some(wanted) = told.or_else(|| places.first().map(|p| p.3)) else { return };
        for (number, start, end, locale, (british, american)) in places {
            // `organize` beside `colour` is a British spelling too.
            let oxford = told.is_none() && wanted == Locale::British && american.contains("iz");
            if locale == wanted || oxford {
                continue;
            }
            let right = if wanted == Locale::British { british } else { american };
            let raw = subject.fields[number].raw;
            let written = support::slice(raw, start as usize, end as usize);
            let titled = written.starts_with(char::is_uppercase);
            let mut letters = right.chars();
            let right: String = match letters.next() {
                Some(first) if titled => first.to_uppercase().chain(letters).collect(),
                _ => (*right).to_string(),
            };
            let group = if told.is_some() { "other" } else { "mixed" };
            let edit = vec![(number, start, end, right.clone())];
            let one = Found::new(group).at(number, start, end).arg("expected", &right);
            found.push(one.fix(format!("write `{right}`"), edit));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{PAIRS, pair};

    #[test]
    fn every_spelling_is_found() {
        assert!(PAIRS.windows(2).all(|two| two[0].0 < two[1].0));
        for one in PAIRS {
            assert!([one.0, one.1].iter().all(|word| pair(word).is_some_and(|(found, _)| found == one)));
        }
    }
}
