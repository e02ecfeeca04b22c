//! What the rules on titles share.

use crate::checks::{FieldView, Subject};
use crate::document::class;
use crate::matcher::flag;

/// Fewer words in capitals are names and acronyms as often as not.
const LEAST: usize = 4;
/// Long words are no acronyms.
const LONG: usize = 6;
/// Function words that are written so for something else: the health organisation, the month.
const OTHERS: &[&str] = &["who", "may", "can", "are", "new"];

/// Whether a title is shouted: nearly all words in capitals, among them some that are no acronyms. What stands in
/// square brackets is a label, and does not count.
pub(super) fn is_shouted(subject: &Subject<'_>, view: &FieldView<'_>) -> bool {
    let text = view.text;
    if text.classes & class::CAPS == 0 {
        return false;
    }
    let (mut words, mut capitals, mut function, mut long) = (0, 0, 0, 0);
    let (mut bracketed, mut at) = (false, 0);
    for (i, token) in text.tokens.iter().enumerate() {
        for c in view.raw[at..token.start as usize].chars() {
            bracketed = (bracketed || c == '[') && c != ']';
        }
        at = token.end as usize;
        let letters = token.len as usize;
        if bracketed || letters < 2 || !token.is(class::WORD) || token.is(class::MIXED) {
            continue;
        }
        words += 1;
        if token.is(class::CAPS) {
            capitals += 1;
            let stop = subject.engine.flags(&view.scan.marks, i) & flag::STOP != 0;
            function += usize::from(stop && letters >= 3 && !OTHERS.contains(&text.word(token)));
            long += usize::from(letters >= LONG);
        }
    }
    words >= LEAST && capitals * 5 >= words * 4 && (function > 0 || long >= 2)
}
