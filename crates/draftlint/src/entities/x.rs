//! Entities as X finds them. Source: the behaviour of twitter-text 3.1.0, `extractEntitiesWithIndices`, and its
//! conformance files.
//!
//! Everywhere the character before an entity must not be part of the entity before it.

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

use super::host::is_latin_accent;
use super::{Entity, EntityKind, apart};

pub(super) use super::x_url::links;

/// The most characters of a name, of a list, and of a ticker symbol.
const NAME: usize = 20;
const LIST: usize = 25;
const TICKER: usize = 6;

pub(super) fn find(text: &str) -> Vec<Entity> {
    let mut all = links(text);
    mentions(text, &mut all);
    hashtags(text, &mut all);
    cashtags(text, &mut all);
    apart(all)
}

fn mentions(text: &str, all: &mut Vec<Entity>) {
    let bytes = text.as_bytes();
    // What ends here belongs to an earlier mention.
    let mut free = 0;
    for (at, sign) in text.match_indices(['@', '＠']) {
        if at < free || !may_mention(text, at, free) {
            continue;
        }
        let name = at + sign.len();
        let is_name = |b: &&u8| b.is_ascii_alphanumeric() || **b == b'_';
        let len = bytes[name..].iter().take(NAME).take_while(is_name).count();
        if len == 0 {
            continue;
        }
        let mut end = name + len;
        if let [b'/', first, rest @ ..] = &bytes[end..] {
            if first.is_ascii_alphabetic() {
                let more = rest.iter().take(LIST - 1).take_while(|b| is_name(b) || **b == b'-').count();
                end += 2 + more;
            }
        }
        free = end;
        let after = &text[end..];
        let spoilt =
            after.starts_with("://") || after.starts_with(|c| matches!(c, '@' | '＠') || is_latin_accent(c));
        if !spoilt {
            all.push(Entity::new(at, end, EntityKind::Mention));
        }
    }
}

/// Whether a mention may stand at `at`: at the start, after a mark or letter of another script, or after `RT`.
fn may_mention(text: &str, at: usize, free: usize) -> bool {
    let Some(before) = text[free..at].chars().next_back() else { return at == 0 };
    let ordinary = before.is_ascii_alphanumeric()
        || matches!(before, '_' | '!' | '#' | '$' | '%' | '&' | '*' | '@' | '＠');
    if !ordinary {
        return true;
    }
    let head = text[free..at].strip_suffix(':').unwrap_or(&text[free..at]);
    let Some(start) = head
        .len()
        .checked_sub(2)
        .filter(|i| head.get(*i..).is_some_and(|word| word.eq_ignore_ascii_case("rt")))
    else {
        return false;
    };
    match head[..start].chars().next_back() {
        Some(c) => !(c.is_ascii_alphanumeric() || matches!(c, '_' | '+' | '~' | '.' | '-')),
        None => free == 0,
    }
}

fn hashtags(text: &str, all: &mut Vec<Entity>) {
    let mut free = 0;
    for (at, sign) in text.match_indices(['#', '＃']) {
        if at < free {
            continue;
        }
        let bounded = match text[free..at].chars().next_back() {
            Some(c) => matches!(c, '\u{FE0E}' | '\u{FE0F}') || !(is_tag(c) || c == '&'),
            None => at == 0,
        };
        let name = &text[at + sign.len()..];
        // `#` and these are the emoji of a key.
        if !bounded || name.starts_with(['\u{FE0F}', '\u{20E3}']) {
            continue;
        }
        let len = name.find(|c| !is_tag(c)).unwrap_or(name.len());
        if !name[..len].chars().any(is_letter) {
            continue;
        }
        let end = at + sign.len() + len;
        free = end;
        let after = &text[end..];
        if !after.starts_with(['#', '＃']) && !after.starts_with("://") {
            all.push(Entity::new(at, end, EntityKind::Hashtag));
        }
    }
}

fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    // Letters that a font of Arabic and one of Thai once placed in the private area.
    matches!(c as u32, 0xF870..=0xF87F | 0xF882 | 0xF884..=0xF89F | 0xF8B8 | 0xF8C1..=0xF8D6)
        || matches!(c.general_category_group(), GeneralCategoryGroup::Letter | GeneralCategoryGroup::Mark)
}

/// What a tag consists of: letters, marks, digits, and the marks that join words in some scripts.
fn is_tag(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    is_letter(c)
        || c.general_category() == GeneralCategory::DecimalNumber
        || matches!(
            c,
            '\u{B7}'
                | '\u{5BE}'
                | '\u{5F3}'
                | '\u{5F4}'
                | '\u{F0B}'
                | '\u{F0C}'
                | '\u{200C}'
                | '\u{200D}'
                | '\u{3003}'
                | '\u{301C}'
                | '\u{309B}'
                | '\u{309C}'
                | '\u{30A0}'
                | '\u{30FB}'
                | '\u{A67E}'
                | '\u{FF5E}'
        )
}

fn cashtags(text: &str, all: &mut Vec<Entity>) {
    let mut free = 0;
    for (at, _) in text.match_indices('$') {
        if at < free {
            continue;
        }
        let bounded = match text[free..at].chars().next_back() {
            Some(c) => is_space(c),
            None => at == 0,
        };
        let symbol = &text[at + 1..];
        let letters = |from: usize| symbol[from..].bytes().take_while(u8::is_ascii_alphabetic).count();
        let len = letters(0);
        if !bounded || len == 0 || len > TICKER {
            continue;
        }
        let class = if symbol[len..].starts_with(['.', '_']) { letters(len + 1) } else { 0 };
        let whole = len + 1 + class;
        let end = if matches!(class, 1 | 2) && ends_ticker(&symbol[whole..]) {
            whole
        } else if ends_ticker(&symbol[len..]) {
            len
        } else {
            continue;
        };
        free = at + 1 + end;
        all.push(Entity::new(at, free, EntityKind::Cashtag));
    }
}

fn is_space(c: char) -> bool {
    matches!(c,
        '\t'..='\r' | ' ' | '\u{85}' | '\u{A0}' | '\u{1680}' | '\u{180E}' | '\u{2000}'..='\u{200A}' | '\u{2028}'
        | '\u{2029}' | '\u{202F}' | '\u{205F}' | '\u{3000}')
}

fn ends_ticker(after: &str) -> bool {
    after.chars().next().is_none_or(|c| {
        (c.is_ascii_punctuation() && !matches!(c, '"' | '`'))
            || (is_space(c) && !matches!(c, '\u{85}' | '\u{180E}'))
            || c == '\u{FEFF}'
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Vec<&str> {
        find(text).iter().map(|e| &text[e.start as usize..e.end as usize]).collect()
    }

    #[test]
    fn mentions_and_lists() {
        assert_eq!(seen("@ana, RT@bo .@cy/bees-2 蜂@di"), ["@ana", "@bo", "@cy/bees-2", "@di"]);
        assert_eq!(seen("ana@bees @ana@bees @anä @ana://x hey!@ana"), [""; 0]);
    }

    #[test]
    fn tags_hold_a_letter() {
        assert_eq!(seen("#bees, (#蜂) ##hive #2026bees"), ["#bees", "#蜂", "#hive", "#2026bees"]);
        assert_eq!(seen("#2026 bees#hive &#bees #bees#hive #️⃣"), [""; 0]);
    }

    #[test]
    fn tickers() {
        assert_eq!(seen("$BEE $bee.a, $BEE.comb"), ["$BEE", "$bee.a", "$BEE"]);
        assert_eq!(seen("x$BEE $BEEHIVE $5 $$BEE"), [""; 0]);
    }

    #[test]
    fn what_overlaps_is_the_first() {
        assert_eq!(seen("https://bees.com/#hive/@ana #bees"), ["https://bees.com/#hive/@ana", "#bees"]);
    }
}
