//! `disclosure/language-mismatch`: the label is in a language that the readers of the post may not know.

use serde::Deserialize;

use crate::checks::{Check, FieldView, Found, Subject, support};
use crate::document::{bound, class};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct LanguageMismatch {
    understood: Vec<String>,
}

/// Labels by language, as they are folded: without accents.
const LABELS: [(&str, &str, &[&str]); 9] = [
    (
        "en",
        "English",
        &[
            "ad",
            "advert",
            "advertisement",
            "sponsored",
            "sponsoredpost",
            "sponsoredcontent",
            "paidpartnership",
            "paidpromotion",
        ],
    ),
    ("de", "German", &["anzeige", "werbung", "bezahltewerbung"]),
    ("fr", "French", &["publicite", "publicité", "sponsorise", "sponsorisé", "collaborationcommerciale"]),
    ("es", "Spanish", &["publicidad", "publi", "patrocinado"]),
    ("it", "Italian", &["pubblicita", "pubblicità", "sponsorizzato", "adv"]),
    ("nl", "Dutch", &["advertentie", "gesponsord"]),
    ("pt", "Portuguese", &["publicidade", "patrocinada"]),
    ("pl", "Polish", &["reklama", "materialreklamowy"]),
    ("sv", "Swedish", &["annons", "reklamsamarbete"]),
];

impl Check for LanguageMismatch {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let mut labels = Vec::new();
        for (f, view) in support::title_and_body(subject) {
            let text = view.text;
            if text.classes & class::HASHTAG == 0 && text.is_ascii() && !text.has_any(b":|-") {
                continue;
            }
            for at in 0..view.text.tokens.len() {
                labels.extend(label_at(&view, at).map(|(code, name)| (f, at, code, name)));
            }
        }
        let Some((f, at, _, name)) = labels.first().copied() else { return };
        let view = subject.fields[f];
        let told = subject.draft.language.as_deref().map(primary);
        // What is guessed is only whether a text is English.
        let words: u32 = subject.fields.iter().map(|v| v.scan.words).sum();
        let english: u32 = subject.fields.iter().map(|v| v.scan.english).sum();
        let fits = |code: &str| match &told {
            Some(told) => *told == code,
            None if words < 8 => true,
            None => (english * 10 >= words) == (code == "en"),
        };
        let known = |code: &str| self.understood.iter().any(|u| primary(u) == code);
        if labels.iter().any(|(_, _, code, _)| fits(code) || known(code)) {
            return;
        }
        let token = &view.text.tokens[at];
        found.push(Found::new("label").at(f, token.start, token.end).arg("name", name));
    }
}

/// `de` of `de-AT`.
fn primary(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase()
}

/// The language of a label: a hashtag, or a word that begins a line and is set off.
fn label_at(view: &FieldView<'_>, at: usize) -> Option<(&'static str, &'static str)> {
    let token = view.text.tokens.get(at)?;
    let begins = view.text.bounds.get(at)? & bound::LINE != 0;
    let set_off = || [':', '|', '-'].into_iter().any(|mark| support::has_mark(view.text, at + 1, mark));
    if !(token.is(class::HASHTAG) || (begins && set_off())) {
        return None;
    }
    let name = view.text.word(token).trim_start_matches('#');
    LABELS.iter().find(|(_, _, words)| words.contains(&name)).map(|(code, language, _)| (*code, *language))
}
