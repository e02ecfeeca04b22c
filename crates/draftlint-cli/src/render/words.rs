//! Plain words for ids and numbers.

/// `1 draft`, `2 drafts`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// `a`, `a or b`, `a, b or c`.
pub(crate) fn list(items: &[&str], last: &str) -> String {
    match items {
        [] => String::new(),
        [one] => (*one).to_string(),
        [rest @ .., end] => format!("{} {last} {end}", rest.join(", ")),
    }
}

/// What a rule needs, in a word or two.
pub(crate) fn need(key: &str) -> &str {
    match key {
        "kind" => "kind of post",
        "account-kind" => "kind of account",
        "media" => "attachments",
        "scheduled_at" => "schedule",
        "created_at" => "time of writing",
        "now" => "time of the check",
        "holds" => "holds",
        "active_events" => "news of the day",
        "owner" => "who reads the answers",
        "links" => "state of the links",
        "parent" => "the post it answers",
        "ai_generated" => "how media were made",
        "brand" => "brand words",
        "brands" => "other brands",
        "people" => "who may post what",
        "topics" => "topics with an approver",
        other => other,
    }
}

/// The name of a language in English; the tag where it is not among these.
pub(crate) fn language(tag: &str) -> &str {
    match tag.split('-').next().unwrap_or(tag) {
        "ar" => "Arabic",
        "bn" => "Bengali",
        "cs" => "Czech",
        "da" => "Danish",
        "de" => "German",
        "el" => "Greek",
        "en" => "English",
        "es" => "Spanish",
        "fi" => "Finnish",
        "fr" => "French",
        "he" => "Hebrew",
        "hi" => "Hindi",
        "hu" => "Hungarian",
        "id" => "Indonesian",
        "it" => "Italian",
        "ja" => "Japanese",
        "ko" => "Korean",
        "nl" => "Dutch",
        "no" | "nb" | "nn" => "Norwegian",
        "pl" => "Polish",
        "pt" => "Portuguese",
        "ro" => "Romanian",
        "ru" => "Russian",
        "sv" => "Swedish",
        "th" => "Thai",
        "tr" => "Turkish",
        "uk" => "Ukrainian",
        "vi" => "Vietnamese",
        "zh" => "Chinese",
        "und" | "" => "another language",
        _ => tag,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_well() {
        assert_eq!(list(&["a"], "or"), "a");
        assert_eq!(list(&["a", "b", "c"], "or"), "a, b or c");
        assert_eq!(count(1, "note"), "1 note");
    }
}
