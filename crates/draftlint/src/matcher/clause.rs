//! Imperative position: where a verb without a subject asks the reader for something.

use super::english::flag;
use super::vocabulary::Vocabulary;
use crate::document::{Text, bound, class};

/// Sets `bound::IMPERATIVE` at every token before which an imperative may stand: at the start of a clause, or after
/// an opener or a comma, unless the clause so far holds a subject pronoun, a modal, `to`, `not` or a relative. A
/// leading if, when or to clause ends at its comma. Mentions, tags and emoji at the start are passed over.
pub(crate) fn mark_imperatives(text: &mut Text, ids: &[u32], vocabulary: &Vocabulary) {
    let comma = bound::mark(',').unwrap_or(0);
    let (mut blocked, mut lead, mut fresh) = (false, false, true);
    let mut after_opener = false;
    for i in 0..text.tokens.len() {
        let bits = text.bounds[i];
        let token = text.tokens[i];
        if bits & bound::CLAUSE != 0 {
            (blocked, lead, fresh) = (false, false, true);
        }
        let mut here = fresh;
        if bits & comma != 0 {
            if lead {
                (blocked, lead) = (false, false);
            }
            here |= !blocked;
        }
        here |= after_opener && !blocked;
        if here {
            text.bounds[i] |= bound::IMPERATIVE;
        }
        let flags = if token.is(class::HASHTAG) { 0 } else { vocabulary.flags(ids[i]) };
        let passed_over = token.is(class::MENTION | class::HASHTAG | class::EMOJI);
        if fresh && flags & flag::LEAD != 0 {
            (lead, blocked) = (true, true);
        }
        if flags & flag::BLOCKER != 0 {
            blocked = true;
        }
        after_opener = flags & flag::OPENER != 0;
        fresh &= passed_over;
    }
}
