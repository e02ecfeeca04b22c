//! `a11y/alt-quality`

use serde::Deserialize;

use super::name_of;
use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::count::{count, measure};
use crate::document::class;
use crate::finding::Field;
use crate::network::LimitKind;

/// Endings of files that people attach.
const ENDINGS: &[&str] = &[
    "jpg", "jpeg", "jpe", "png", "gif", "webp", "heic", "heif", "svg", "avif", "bmp", "tif", "tiff", "mp4",
    "mov", "pdf",
];

/// What cameras, telephones and programs begin the name of a picture with; digits follow.
const STEMS: &[&str] = &[
    "img",
    "dsc",
    "dscn",
    "dscf",
    "dcim",
    "pxl",
    "image",
    "photo",
    "picture",
    "pic",
    "screenshot",
    "untitled",
    "gopr",
];

/// Words that name the thing itself and not what it shows.
const BARE: &[&str] = &[
    "image",
    "picture",
    "pic",
    "photo",
    "photograph",
    "graphic",
    "gif",
    "screenshot",
    "chart",
    "graph",
    "logo",
    "banner",
    "icon",
    "alt",
    "text",
    "alt-text",
    "description",
    "untitled",
    "placeholder",
    "null",
    "none",
    "thumbnail",
    "the",
    "a",
    "an",
    "our",
    "my",
];

/// A shorter text may well say all there is to say in the same words as the post.
const LEAST_FOR_SAME: usize = 3;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct AltQuality {
    /// Openings that say only that there is a picture, in lower case.
    prefixes: Vec<String>,
}

impl Check for AltQuality {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let media = subject.draft.media.as_deref().unwrap_or(&[]);
        let mut body: Option<Vec<&str>> = None;
        let mut earlier: Vec<(Vec<&str>, usize)> = Vec::new();
        for (number, view) in subject.fields.iter().enumerate() {
            let Field::Alt(i) = view.field else { continue };
            let i = usize::from(i);
            let alt = view.raw.trim();
            if alt.is_empty() || media.get(i).is_none_or(|m| m.decorative) {
                continue;
            }
            let start = (view.raw.len() - view.raw.trim_start().len()) as u32;
            let end = start + alt.len() as u32;
            let whole = |group| Found::new(group).at(number, start, end).arg("name", name_of(media, i));
            found.extend(too_long(subject, number, *view).map(|one| one.arg("name", name_of(media, i))));
            let words = words(view);
            if is_file_name(alt) {
                found.push(whole("file-name"));
            } else if words.is_empty() {
                found.push(whole("no-words"));
            } else if words.iter().all(|word| BARE.contains(word)) {
                found.push(whole("bare"));
            } else if words.len() >= LEAST_FOR_SAME
                && *body.get_or_insert_with(|| body_words(subject)) == words
            {
                found.push(whole("same"));
            } else if let Some((_, other)) = earlier.iter().find(|(w, _)| *w == words) {
                found.push(whole("repeated").arg("expected", other + 1));
            } else {
                found.extend(self.prefix(view, number).map(|one| one.arg("name", name_of(media, i))));
                earlier.push((words, i));
            }
        }
    }
}

impl AltQuality {
    /// An opening such as `image of`, and what is left without it.
    fn prefix(&self, view: &FieldView<'_>, number: usize) -> Option<Found> {
        let tokens = &view.text.tokens;
        let word = |at: usize| tokens.get(at).map_or("", |t| view.text.word(t));
        let mut first = 0;
        if matches!(word(0), "this" | "here") && word(1) == "is" {
            first = 2;
        }
        first += usize::from(matches!(word(first), "a" | "an" | "the"));
        let fits = |prefix: &&String| {
            let mut parts = prefix.split(' ').enumerate();
            parts.all(|(i, part)| word(first + i) == part)
        };
        let len = self.prefixes.iter().find(fits)?.split(' ').count();
        let last = tokens.get(first + len - 1)?;
        let next = tokens.get(first + len)?;
        let mut one = Found::new("prefix").at(number, tokens[0].start, last.end);
        let rest = support::slice(view.raw, next.start as usize, view.raw.len());
        if let Some(initial) = rest.chars().next().filter(|c| c.is_alphabetic()) {
            let capital: String = initial.to_uppercase().collect();
            let to = next.start + initial.len_utf8() as u32;
            one = one.fix("begin with what it shows", vec![(number, tokens[0].start, to, capital)]);
        }
        Some(one)
    }
}

fn too_long(subject: &Subject<'_>, number: usize, view: FieldView<'_>) -> Option<Found> {
    let limit = subject.limit(LimitKind::Alt)?;
    let total = count(limit.unit, view.raw);
    if total <= limit.value() {
        return None;
    }
    let at = measure(limit.unit, view.raw, limit.value()).1?;
    let end = view.raw.trim_end().len();
    let group = if limit.fact.is_firm() { "long" } else { "long-unsure" };
    (at < end).then(|| {
        Found::new(group)
            .at(number, at as u32, end as u32)
            .arg("count", total)
            .arg("max", limit.value())
            .arg("unit", limit.unit.words())
            .arg("sureness", limit.fact.sureness())
    })
}

/// The words and numbers of a text in their folded form.
fn words<'t>(view: &FieldView<'t>) -> Vec<&'t str> {
    let text = view.text;
    text.of_class(class::WORD | class::NUMBER).map(|t| text.word(t)).collect()
}

fn body_words<'t>(subject: &Subject<'t>) -> Vec<&'t str> {
    words(&subject.body())
}

/// `IMG_2041.JPG`, `Screenshot 2026-05-04 at 10.12.03`, `untitled-3`, `blue_mug_final_v2`.
fn is_file_name(alt: &str) -> bool {
    let lower = alt.to_lowercase();
    let (stem, ending) = lower.rsplit_once('.').unwrap_or((&lower, ""));
    if ENDINGS.contains(&ending) && !stem.is_empty() && stem.split_whitespace().count() <= 6 {
        return true;
    }
    let letters = lower.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(lower.len());
    let numbered = lower[letters..].bytes().any(|b| b.is_ascii_digit())
        && !lower[letters..].replace(" at ", " ").bytes().any(|b| b.is_ascii_alphabetic());
    if numbered && STEMS.contains(&&lower[..letters]) {
        return true;
    }
    let joined = !alt.contains(char::is_whitespace);
    joined && lower.bytes().filter(|b| *b == b'_').count() >= 2
}

#[cfg(test)]
mod tests {
    use super::is_file_name;

    #[test]
    fn names_of_files() {
        for name in [
            "IMG_2041.JPG",
            "img_2041",
            "DSC00123",
            "PXL_20260504_101203",
            "Screenshot 2026-05-04 at 10.12.03",
            "Screenshot (14)",
            "image1",
            "final banner v3.png",
            "blue_mug_final_v2",
        ] {
            assert!(is_file_name(name), "{name}");
        }
        for text in [
            "Ana holds a blue mug",
            "Photo 51, the X-ray picture of DNA",
            "Screenshot of the settings page with the switch for captions",
            "The logo of node.js painted on a wall behind the whole of our small and tired team.gif",
            "Chart",
            "state-of-the-art",
        ] {
            assert!(!is_file_name(text), "{text}");
        }
    }
}
