//! Folding: the form in which words are compared.

use unicode_normalization::UnicodeNormalization;

use super::chars::{is_hidden, is_latin, is_mark};
use super::class;

/// Folds a word that is not plain ASCII into `out`: invisible characters and marks go, compatibility forms become
/// plain letters, case goes, and letters of another script that look Latin become Latin where the word mixes
/// scripts. Returns the bits of `class` that say what was done.
pub(crate) fn fold(word: &str, out: &mut Vec<u8>) -> u32 {
    let start = out.len();
    let mut bits = 0;
    let (mut latin, mut other, mut changed) = (false, false, false);
    let mut buffer = [0; 4];
    for c in word.chars() {
        if is_hidden(c) {
            // Variation selectors and the joiners of other scripts are no disguise.
            if !matches!(c, '\u{FE00}'..='\u{FE0F}') {
                bits |= class::HIDDEN;
            }
            continue;
        }
        if c.is_ascii() {
            latin |= c.is_ascii_alphabetic();
            out.push(c.to_ascii_lowercase() as u8);
            continue;
        }
        if matches!(c, '\u{2019}' | '\u{2BC}' | '\u{FF07}' | '\u{2BB}' | '\u{55A}') {
            out.push(b'\'');
            continue;
        }
        // The letters that most texts in other scripts are made of come apart into nothing.
        if let Some(small) = plain(c) {
            other = true;
            out.extend_from_slice(small.encode_utf8(&mut buffer).as_bytes());
            continue;
        }
        for d in std::iter::once(c).nfkd() {
            if is_mark(d) {
                continue;
            }
            if d.is_ascii() {
                changed |= !is_latin_extended(c);
                latin |= d.is_ascii_alphabetic();
                out.push(d.to_ascii_lowercase() as u8);
            } else {
                for l in d.to_lowercase().filter(|l| !is_mark(*l)) {
                    if is_latin(l) {
                        latin = true;
                    } else {
                        other = true;
                    }
                    out.extend_from_slice(l.encode_utf8(&mut buffer).as_bytes());
                }
            }
        }
    }
    if changed {
        bits |= class::STYLED;
    }
    if latin && other {
        let folded = String::from_utf8_lossy(&out[start..]).into_owned();
        if folded.chars().all(|c| c.is_ascii() || look_alike(c).is_some()) {
            out.truncate(start);
            out.extend(
                folded.chars().map(|c| if c.is_ascii() { c as u8 } else { look_alike(c).unwrap_or(b'?') }),
            );
            bits |= class::LOOKALIKE;
        }
    }
    if !latin && bits & class::HIDDEN != 0 {
        // Joiners belong to the writing of other scripts.
        bits &= !class::HIDDEN;
    }
    if !out[start..].is_ascii() {
        bits |= class::FOREIGN;
    }
    bits
}

/// The small form of a letter outside the Latin script that has no other form: Greek, Cyrillic, Hebrew, Arabic,
/// Devanagari, Thai and Han letters.
fn plain(c: char) -> Option<char> {
    match c {
        '\u{3B1}'..='\u{3C9}'
        | '\u{430}'..='\u{438}'
        | '\u{43A}'..='\u{44F}'
        | '\u{5D0}'..='\u{5EA}'
        | '\u{627}'..='\u{64A}'
        | '\u{904}'..='\u{928}'
        | '\u{92A}'..='\u{930}'
        | '\u{935}'..='\u{939}'
        | '\u{E01}'..='\u{E30}'
        | '\u{4E00}'..='\u{9FFF}' => Some(c),
        '\u{410}'..='\u{418}' | '\u{41A}'..='\u{42F}' => char::from_u32(c as u32 + 0x20),
        _ => None,
    }
}

/// Letters with accents decompose to ASCII without being a disguise.
fn is_latin_extended(c: char) -> bool {
    matches!(c, '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' | '\u{AA}' | '\u{BA}' | '\u{FB00}'..='\u{FB06}'
        | '\u{B2}' | '\u{B3}' | '\u{B9}' | '\u{BC}'..='\u{BE}' | '\u{2070}'..='\u{209C}' | '\u{2150}'..='\u{215F}'
        | '\u{2122}' | '\u{2120}' | '\u{2116}' | '\u{A9}' | '\u{AE}')
}

/// The Latin letter that a small Cyrillic, Greek, Armenian or other letter looks like. After the confusables of
/// Unicode TR39, the pairs that a reader would take for each other.
pub(crate) fn look_alike(c: char) -> Option<u8> {
    Some(match c {
        'а' | 'α' | 'ɑ' | 'ӓ' => b'a',
        'в' | 'ь' | 'β' | 'ƅ' => b'b',
        'с' | 'ϲ' | 'ς' | 'ҫ' | 'ᴄ' => b'c',
        'ԁ' | 'ɗ' => b'd',
        'е' | 'ё' | 'є' | 'ε' | 'ҽ' | 'ə' => b'e',
        'ғ' | 'ϝ' => b'f',
        'ɡ' | 'ց' => b'g',
        'һ' | 'н' | 'η' | 'հ' => b'h',
        'і' | 'ї' | 'ι' | 'ı' | 'ɩ' | 'ӏ' | 'լ' => b'i',
        'ј' | 'ϳ' => b'j',
        'к' | 'κ' | 'қ' | 'ĸ' => b'k',
        'м' | 'ᴍ' => b'm',
        'п' | 'ո' | 'ռ' | 'и' => b'n',
        'о' | 'ο' | 'σ' | 'օ' | 'ө' => b'o',
        'р' | 'ρ' | 'ҏ' => b'p',
        'ԛ' | 'գ' => b'q',
        'г' | 'ᴦ' | 'ʀ' => b'r',
        'ѕ' | 'ꜱ' => b's',
        'т' | 'τ' | 'ҭ' => b't',
        'υ' | 'ս' | 'ц' => b'u',
        'ν' | 'ѵ' | 'ү' => b'v',
        'ѡ' | 'ω' | 'ш' | 'ԝ' => b'w',
        'х' | 'χ' | 'ҳ' => b'x',
        'у' | 'γ' | 'ў' | 'ყ' => b'y',
        'ᴢ' | 'ʐ' => b'z',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(word: &str) -> (String, u32) {
        let mut out = Vec::new();
        let bits = fold(word, &mut out);
        (String::from_utf8(out).unwrap(), bits)
    }

    #[test]
    fn folds_what_readers_take_for_the_same_word() {
        assert_eq!(folded("café"), ("cafe".into(), 0));
        assert_eq!(folded("cafe\u{301}"), ("cafe".into(), 0));
        assert_eq!(folded("don’t"), ("don't".into(), 0));
        assert_eq!(folded("ｆｏｌｌｏｗ"), ("follow".into(), class::STYLED));
        assert_eq!(folded("𝗯𝗼𝗹𝗱"), ("bold".into(), class::STYLED));
        assert_eq!(folded("fr\u{200B}ee"), ("free".into(), class::HIDDEN));
        assert_eq!(folded("fоllоw"), ("follow".into(), class::LOOKALIKE), "Cyrillic o in a Latin word");
    }

    #[test]
    fn plain_letters_have_no_other_form() {
        for c in '\0'..=char::MAX {
            if let Some(small) = plain(c) {
                assert_eq!(std::iter::once(c).nfkd().collect::<Vec<_>>(), [c]);
                assert_eq!(c.to_lowercase().collect::<Vec<_>>(), [small]);
                assert!(!is_mark(c) && !is_latin(small), "{c:?}");
            }
        }
    }

    #[test]
    fn honest_scripts_stay() {
        assert_eq!(folded("вот"), ("вот".into(), class::FOREIGN));
        assert_eq!(folded("γράμμα").1, class::FOREIGN);
        assert_eq!(folded("می\u{200C}خواهم").1 & class::HIDDEN, 0);
        assert_eq!(folded("μm").1 & class::LOOKALIKE, 0, "a unit, not a disguise");
    }
}
