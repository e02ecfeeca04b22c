//! Which words of a configuration may stand in a brief, and how.

use crate::config::Brand;

/// The rules that writers meet most, roughly in that order.
const OFTEN: &[&str] = &[
    "etiquette/length",
    "residue/ai-leftover",
    "residue/placeholder",
    "residue/merge-tag",
    "residue/dummy-url",
    "residue/edit-note",
    "disclosure/missing-ad",
    "disclosure/affiliate-link",
    "brand/required-text",
    "privacy/codename",
    "privacy/internal-url",
    "brand/wrong-handle",
    "claims/income-promise",
    "spam/buy-followers",
    "privacy/secret",
    "etiquette/too-many",
    "spam/deceptive-link",
    "privacy/payment-card",
    "privacy/national-id",
    "etiquette/media-rules",
    "residue/test-post",
    "residue/mojibake",
    "spam/hidden-chars",
    // From here on, what mostly warns.
    "brand/terms",
    "spam/hashtag-stuffing",
    "promo/urgency-pressure",
    "promo/cta-stack",
    "promo/ask-heavy",
    "bait/react",
    "bait/share",
    "bait/tag",
    "bait/comment-keyword",
    "a11y/alt-missing",
    "claims/guarantee",
    "claims/superlative",
    "claims/vague-authority",
    "disclosure/weak-label",
    "disclosure/giveaway-terms",
    "brand/off-values",
    "brand/competitor",
    "brand/canned-reply",
    "respect/tragedy-promo",
    "respect/no-credit",
    "etiquette/dead-link-place",
    "etiquette/foreign-idiom",
    "etiquette/ambiguous-date",
    "etiquette/time-zone",
    "residue/missing-link",
    "residue/brief-instructions",
    "privacy/third-party",
    "privacy/phone",
    "a11y/fancy-letters",
    "respect/insult",
    "brand/non-apology",
];

/// The place of a rule among those that writers meet, and those that are not listed after them.
pub(super) fn often(id: &str) -> usize {
    OFTEN.iter().position(|known| *known == id).unwrap_or(OFTEN.len())
}

/// The names that are not public: what holds one is left out of a brief.
pub(super) struct Secrets {
    names: Vec<String>,
}

impl Secrets {
    pub(super) fn of(brand: &Brand) -> Secrets {
        let names = brand.codenames.iter().map(|codename| &codename.name).chain(&brand.internal_domains);
        Secrets { names: names.map(|name| name.to_lowercase()).filter(|name| !name.is_empty()).collect() }
    }

    pub(super) fn any(&self) -> bool {
        !self.names.is_empty()
    }

    /// Whether a text may be shown. The day from which a name is public is not looked at: there is no clock here,
    /// and a name too few does no harm.
    pub(super) fn open(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        let (apart, close) = (spaced(&text), squeezed(&text));
        self.names.iter().all(|name| {
            // Short names are parts of other words.
            let within = squeezed(name).chars().count() >= 5 && close.contains(&squeezed(name));
            !within && !apart.contains(&spaced(name)) && !apart.contains(&format!(" {} ", squeezed(name)))
        })
    }

    /// The texts that may be shown.
    pub(super) fn public(&self, texts: &[String]) -> Vec<String> {
        texts.iter().filter(|text| self.open(text)).cloned().collect()
    }
}

/// Letters and digits alone: `Blue-Bird` is `Blue Bird`.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The words alone, each between blanks: ` blue bird `.
fn spaced(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    format!(" {} ", words.collect::<Vec<_>>().join(" "))
}

/// A phrase of the rule language as a reader would write it: the first of its alternatives, or all where the whole
/// phrase is a list of them.
pub(super) fn plain(phrase: &str) -> String {
    let phrase = phrase.trim();
    let inner = phrase.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    if let Some(list) = inner.filter(|inner| !inner.contains(['(', ')', '[', ']'])) {
        let all: Vec<String> = list.split('|').map(words).collect();
        return all.join("”, “");
    }
    words(&first(phrase))
}

/// Without the alternatives after the first of each group.
fn first(phrase: &str) -> String {
    let mut out = String::new();
    // For each open bracket, whether its first alternative is over.
    let mut open: Vec<bool> = Vec::new();
    for c in phrase.chars() {
        match c {
            '(' | '[' => open.push(false),
            ')' | ']' => _ = open.pop(),
            '|' => {
                if let Some(over) = open.last_mut() {
                    *over = true;
                }
            }
            _ if open.iter().any(|over| *over) => {}
            c => out.push(c),
        }
    }
    out
}

/// Without the signs of the language.
fn words(phrase: &str) -> String {
    let kept = phrase.split_whitespace().map(|word| {
        let word = word.trim_start_matches('^');
        if word.starts_with("...") { "…" } else { word }
    });
    let text = kept.collect::<Vec<_>>().join(" ");
    text.replace(['{', '}', '<', '>', '\'', '"', '\\'], "").replace('*', "…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_read_as_words() {
        assert_eq!(plain("cheap"), "cheap");
        assert_eq!(plain("(light fixture|light fixtures)"), "light fixture”, “light fixtures");
        assert_eq!(plain("granny smith [apple|apples]"), "granny smith apple");
        assert_eq!(plain("^buy ...3 (now|today)"), "buy … now");
        assert_eq!(plain("synerg*"), "synerg…");
    }

    #[test]
    fn what_holds_a_secret_name_is_left_out() {
        let secrets = Secrets {
            names: vec!["blue bird".into(), "rio".into(), "x 2".into(), "corp.acme.example".into()],
        };
        assert!(!secrets.open("write `the app`, not Blue-Bird"));
        assert!(!secrets.open("#BlueBirdLaunch"));
        assert!(!secrets.open("Rio is coming"));
        assert!(!secrets.open("meet the X-2") && !secrets.open("meet X2"));
        assert!(secrets.open("our priority, box 2"));
        assert!(!secrets.open("see wiki.corp.acme.example"));
    }
}
