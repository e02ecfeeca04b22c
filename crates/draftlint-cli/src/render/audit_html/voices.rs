//! How each account speaks: where its posts usually lie, number by number.

use std::collections::HashMap;
use std::fmt::Write as _;

use draftlint::{Audit, VoiceNumber, VoiceOf};

use super::super::html::escape::plain;
use super::super::style::cut;
use super::chart::{self, percent};
use super::words;

/// So many accounts are shown.
const SHOWN: usize = 12;

pub(super) fn html(audit: &Audit) -> String {
    let (id, title) = ("voices", "Voice");
    let voices = &audit.voices;
    if voices.is_empty() {
        return chart::empty(
            id,
            title,
            "No account has enough posts of its own in English to tell how it speaks.",
        );
    }
    let lead = "Where the posts of an account usually lie. The bar is the usual range, the upright line its middle, \
                the ring the average; a number has the same scale for all accounts.";
    let mut out = chart::open(id, title, lead);
    // One scale a number, so that accounts can be compared.
    let mut scales: HashMap<&str, f64> = HashMap::new();
    for number in voices.iter().take(SHOWN).flat_map(|voice| &voice.numbers) {
        let scale = scales.entry(number.name).or_insert(f64::MIN_POSITIVE);
        *scale = scale.max(number.centre + number.spread).max(number.mean);
    }
    for (i, voice) in voices.iter().take(SHOWN).enumerate() {
        let name = words::account(&cut(&voice.account, 60), &cut(&voice.network, 60));
        let name = if name.is_empty() { "Account not told".to_string() } else { name };
        let open = if i == 0 { " open" } else { "" };
        _ = write!(
            out,
            "<details class=\"voice\"{open}><summary>{name}, learnt from {}</summary>\n{}</details>\n",
            words::posts(voice.posts),
            table(voice, &scales)
        );
    }
    if voices.len() > SHOWN {
        _ = writeln!(out, "<p>And {} more accounts.</p>", words::grouped(voices.len() - SHOWN));
    }
    out.push_str("</section>\n");
    out
}

fn table(voice: &VoiceOf, scales: &HashMap<&str, f64>) -> String {
    let rows = voice.numbers.iter().map(|number| {
        let scale = scales.get(number.name).copied().unwrap_or(1.0);
        vec![plain(number.unit), format!("{}{}", picture(number, scale), range(number))]
    });
    chart::table("Usual ranges", &["What is counted", "Usual range"], rows)
}

/// The range as a bar; the words beside it say the same.
fn picture(number: &VoiceNumber, scale: f64) -> String {
    // What lies at the end of the scale still has to be seen whole.
    let at = |value: f64| 2.0 + 96.0 * (value.max(0.0) / scale).min(1.0);
    let (low, high) = (at(number.centre - number.spread), at(number.centre + number.spread));
    format!(
        "<svg class=\"range\" width=\"100%\" height=\"16\" aria-hidden=\"true\" focusable=\"false\">\
         <line class=\"grid\" x1=\"0\" x2=\"100%\" y1=\"8\" y2=\"8\"/>\
         <rect class=\"bar\" x=\"{}\" y=\"4\" width=\"{}\" height=\"8\" rx=\"2\"/>\
         <line class=\"middle\" x1=\"{2}\" x2=\"{2}\" y1=\"1\" y2=\"15\"/><circle class=\"mean\" cx=\"{3}\" cy=\"8\" r=\"4\"/></svg>",
        percent(low),
        percent((high - low).max(0.5)),
        percent(at(number.centre)),
        percent(at(number.mean))
    )
}

fn range(number: &VoiceNumber) -> String {
    let short = |value: f64| format!("{:.1}", value.max(0.0)).trim_end_matches(".0").to_string();
    let usual =
        format!("{} to {}", short(number.centre - number.spread), short(number.centre + number.spread));
    format!(
        "<span class=\"said\">{usual}, middle {}, average {}</span>",
        short(number.centre),
        short(number.mean)
    )
}
