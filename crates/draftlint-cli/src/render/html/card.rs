//! A post as it will look: who posts it where, its text, what is attached, how long it is.

use draftlint::{
    CountUnit, Draft, Entity, EntityKind, EntityRules, Field, Length, LimitKind, MediaKind, Network, Profile,
    Report, TraitKind,
};
use unicode_segmentation::UnicodeSegmentation;

use super::escape::{self, bdi};
use super::flow::{Flow, Mark};

/// What a web address counts on X, whatever its length.
const LINK_ON_X: u32 = 23;
/// Longer words are parted where readers have to open a text.
const LONG_WORD: usize = 24;

/// One post of an outcome.
pub(super) struct Card<'a> {
    pub(super) post: &'a Draft<'static>,
    /// Its number in its thread, from 0.
    pub(super) number: usize,
    /// How many posts the thread has; 1 for a lone post.
    pub(super) of: usize,
    pub(super) report: &'a Report,
    pub(super) profile: Option<&'a Profile>,
    pub(super) length: Option<Length>,
    /// What findings mark, by field.
    pub(super) marks: &'a [(Field, Mark)],
}

impl Card<'_> {
    pub(super) fn html(&self) -> String {
        let mut out = String::from("<div class=\"card\">");
        self.head(&mut out);
        let language = self.post.language.as_deref().unwrap_or(self.report.language());
        let lang = escape::tag(language).map_or_else(String::new, |tag| format!(" lang=\"{tag}\""));
        let body = format!("<div class=\"text\" dir=\"auto\"{lang}>{}</div>", self.text(Field::Body));
        let title = self.field(Field::Title);
        if let Some(title) = title {
            out.push_str(&format!("<p class=\"title\" dir=\"auto\"{lang}>{title}</p>"));
        }
        match self.field(Field::ContentWarning) {
            // Open, so that nobody approves what they have not read.
            Some(warning) => out.push_str(&format!(
                "<details class=\"cw\" open><summary>Readers first see the warning: <bdi{lang}>{warning}</bdi></summary>\
                 {body}</details>"
            )),
            None => out.push_str(&body),
        }
        if let Some(link) = self.field(Field::Link) {
            out.push_str(&format!(
                "<p class=\"linkcard\"><span class=\"lab\">Link shown below the text</span> <bdi>{link}</bdi></p>"
            ));
        }
        self.media(&mut out);
        if let Some(length) = self.length {
            let over = if length.count > length.limit { " over" } else { "" };
            let too = length.count.saturating_sub(length.limit);
            let too = if too > 0 { format!(" – {too} too many") } else { String::new() };
            // How each network weighs characters is nothing that an approver has to know.
            let unit = if length.unit == "bytes" { "bytes" } else { "characters" };
            out.push_str(&format!(
                "<p class=\"len{over}\">{} of {} {unit}{too}</p>",
                length.count, length.limit
            ));
        }
        out.push_str("</div>");
        out
    }

    fn head(&self, out: &mut String) {
        let context = self.post.context.as_deref();
        let handle = context.and_then(|c| c.account.as_ref()).map_or("", |a| a.handle.as_str());
        let network = network(self.report.network(), self.profile);
        let first: String = handle.graphemes(true).next().unwrap_or("?").to_uppercase();
        out.push_str(&format!(
            "<p class=\"who\"><span class=\"face\" aria-hidden=\"true\">{}</span>",
            escape::plain(&first)
        ));
        out.push_str("<span class=\"acc\">");
        if handle.is_empty() {
            out.push_str("<span class=\"unknown\">account not told</span>");
        } else {
            out.push_str(&format!("<strong>{}</strong>", bdi(&format!("@{handle}"))));
        }
        out.push_str(&format!("<span class=\"net\">{network}"));
        if let Some(community) = context.and_then(|c| c.community.as_ref()) {
            out.push_str(&format!(" · in {}", bdi(&community.name)));
        }
        out.push_str("</span></span>");
        if self.of > 1 {
            out.push_str(&format!("<span class=\"nth\">post {} of {}</span>", self.number + 1, self.of));
        }
        out.push_str("</p>");
    }

    fn media(&self, out: &mut String) {
        let Some(media) = &self.post.media else { return };
        if media.is_empty() {
            return;
        }
        out.push_str("<ul class=\"media\">");
        for (i, one) in media.iter().enumerate() {
            let kind = match one.kind {
                MediaKind::Gif => "Moving picture",
                MediaKind::Chart => "Chart",
                MediaKind::Video => "Film",
                MediaKind::Audio => "Sound",
                MediaKind::Document => "Document",
                _ => "Image",
            };
            let alt = match self.field(Field::Alt(i as u16)) {
                Some(alt) => format!(": alt text “<bdi>{alt}</bdi>”"),
                None if one.decorative => ", marked as decoration".to_string(),
                None => " without alt text".to_string(),
            };
            let captions = match (one.kind, one.captions) {
                (MediaKind::Video | MediaKind::Audio, Some(true)) => ", with captions",
                (MediaKind::Video | MediaKind::Audio, Some(false)) => ", without captions",
                _ => "",
            };
            out.push_str(&format!("<li>{kind}{alt}{captions}</li>"));
        }
        out.push_str("</ul>");
    }

    /// The markup of a field, where it has a text.
    fn field(&self, field: Field) -> Option<String> {
        self.post.text_of(field).filter(|text| !text.trim().is_empty()).map(|_| self.text(field))
    }

    fn text(&self, field: Field) -> String {
        let text = self.post.text_of(field).unwrap_or_default();
        let masked = self.report.masked(self.number as u32, field, text);
        let body = field == Field::Body;
        let entities = self.profile.filter(|_| body).map_or_else(Vec::new, |p| entities(p, text));
        let marks: Vec<Mark> = self.marks.iter().filter(|(f, _)| *f == field).map(|(_, m)| *m).collect();
        let fold = self.profile.filter(|_| body).and_then(|p| fold(p, self.post, text, &entities));
        Flow { text, masked: &masked, entities: &entities, marks: &marks, fold }.html()
    }
}

/// The name of a network.
pub(super) fn network(network: Option<&Network>, profile: Option<&Profile>) -> String {
    match (network, profile) {
        (_, Some(profile)) => escape::plain(&profile.name),
        (Some(network), None) => bdi(network.as_str()),
        (None, None) => "network not told".to_string(),
    }
}

/// What the network makes links of.
fn entities(profile: &Profile, text: &str) -> Vec<Entity> {
    if let Some(rules) = profile.entities {
        return rules.find(text);
    }
    // How most of them find links and tags; whether it does so at all is known of more networks than how.
    let mut found = EntityRules::Mastodon.find(text);
    found.retain(|one| match one.kind {
        EntityKind::Link => profile.is(TraitKind::ClickableLinks) == Some(true),
        EntityKind::Hashtag => profile.is(TraitKind::Hashtags) == Some(true),
        _ => false,
    });
    found
}

/// The byte at which readers have to open the text, where it goes on behind it.
fn fold(profile: &Profile, post: &Draft<'_>, text: &str, entities: &[Entity]) -> Option<usize> {
    let limit = |kind| profile.limit_of(post.variants(), kind);
    let by_length = limit(LimitKind::Fold).and_then(|l| after(text, l.unit, l.value(), entities));
    let by_lines = limit(LimitKind::FoldLines).and_then(|l| {
        let breaks = text.match_indices('\n').nth((l.value() as usize).checked_sub(1)?);
        breaks.map(|(at, _)| at)
    });
    let at = whole_words(text, by_length.into_iter().chain(by_lines).min()?);
    (!text[at..].trim().is_empty()).then_some(at)
}

/// The byte moved before the word that it parts, unless that is a long one.
fn whole_words(text: &str, at: usize) -> usize {
    let inside = |side: Option<char>| side.is_some_and(|c| !c.is_whitespace());
    if !inside(text[..at].chars().next_back()) || !inside(text[at..].chars().next()) {
        return at;
    }
    let word = text[..at].chars().rev().take_while(|c| !c.is_whitespace()).map(char::len_utf8).sum::<usize>();
    if word <= LONG_WORD && word < at { at - word } else { at }
}

/// The byte behind so many units of a text, where it has more.
fn after(text: &str, unit: CountUnit, most: u32, entities: &[Entity]) -> Option<usize> {
    let mut links =
        entities.iter().filter(|e| unit == CountUnit::XWeighted && e.kind == EntityKind::Link).peekable();
    let (mut count, mut inside) = (0, 0);
    for (at, grapheme) in text.grapheme_indices(true) {
        if at < inside {
            continue;
        }
        let size = match links.next_if(|link| link.start as usize <= at) {
            Some(link) => {
                inside = link.end as usize;
                LINK_ON_X
            }
            None => size(grapheme, unit),
        };
        count += size;
        if count > most {
            return Some(at);
        }
    }
    None
}

fn size(grapheme: &str, unit: CountUnit) -> u32 {
    let size = match unit {
        CountUnit::Utf16 => grapheme.encode_utf16().count(),
        CountUnit::Bytes => grapheme.len(),
        CountUnit::CodePoints | CountUnit::Threads => grapheme.chars().count(),
        CountUnit::XWeighted => {
            let light = |c: char| matches!(c as u32, 0..=4351 | 8192..=8205 | 8208..=8223 | 8242..=8247);
            if grapheme.chars().all(light) { grapheme.chars().count() } else { 2 }
        }
        _ => 1,
    };
    size as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_stop_where_the_network_counts_so() {
        assert_eq!(after("abc", CountUnit::CodePoints, 3, &[]), None);
        assert_eq!(after("ab👩‍👩‍👧d", CountUnit::Graphemes, 3, &[]), Some(20));
        assert_eq!(after("ab👍cd", CountUnit::Utf16, 3, &[]), Some(2));
        assert_eq!(whole_words("nine pounds", 7), 5);
        assert_eq!(whole_words("nine pounds", 4), 4);
        assert_eq!(whole_words(&"a".repeat(60), 40), 40);
        let text = "see example.com/a/very/long/path and more";
        let links = draftlint::EntityRules::X.find(text);
        assert_eq!(after(text, CountUnit::XWeighted, 29, &links).map(|at| &text[at..]), Some("nd more"));
    }
}
