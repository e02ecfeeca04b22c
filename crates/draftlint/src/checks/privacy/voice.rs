//! Whose number or address it is: one that the writer invites readers to use, or a person's.

use crate::checks::FieldView;
use crate::document::{Token, bound, class};

/// How many words before are asked.
const BEFORE: usize = 14;

const WE: &[&str] = &["us", "we"];

/// What follows `our` where it is about the number or address itself, as in `our number is`.
const OURS: &[&str] = &[
    "number", "numbers", "phone", "email", "e-mail", "address", "mail", "mailbox", "main", "new", "local",
    "contact",
];

/// Words of an invitation by a firm, an office or an organiser.
const OWN: &[&str] = &[
    "office",
    "offices",
    "department",
    "dept",
    "hotline",
    "helpline",
    "lifeline",
    "line",
    "lines",
    "freephone",
    "toll",
    "customer",
    "customers",
    "service",
    "services",
    "support",
    "reservations",
    "reservation",
    "appointment",
    "appointments",
    "book",
    "booking",
    "bookings",
    "rsvp",
    "ticket",
    "tickets",
    "register",
    "registration",
    "apply",
    "applications",
    "submit",
    "submissions",
    "info",
    "information",
    "details",
    "enquiries",
    "inquiries",
    "enquire",
    "inquire",
    "assistance",
    "store",
    "shop",
    "clinic",
    "centre",
    "center",
    "team",
    "staff",
    "caseworkers",
    "police",
    "sheriff",
    "council",
    "press",
    "media",
    "sponsorship",
    "donations",
    "orders",
    "delivery",
];

/// Words of somebody's own number.
const PERSONAL: &[&str] = &[
    "me",
    "my",
    "mine",
    "his",
    "her",
    "him",
    "hers",
    "their",
    "them",
    "personal",
    "private",
    "registered",
    "mum",
    "mom",
    "dad",
    "wife",
    "husband",
    "boss",
    "driver",
    "ex",
];

/// Words that make `my` the voice of an office: `my district office`.
const OFFICIAL: &[&str] =
    &["office", "offices", "caseworkers", "team", "staff", "department", "helpline", "hotline"];

/// Verbs that ask readers to get in touch.
pub(super) const TOUCH: &[&str] = &[
    "call", "calling", "phone", "ring", "dial", "text", "sms", "whatsapp", "contact", "email", "e-mail",
    "emailing", "mail", "write",
];

/// Words that take the request out of `call`: somebody may, or did.
const NO_REQUEST: &[&str] = &[
    "can", "could", "may", "might", "will", "would", "i", "you", "he", "she", "they", "someone", "somebody",
    "anyone", "anybody", "please", "just", "should", "must", "your", "this", "that", "an", "a", "the",
];

/// `email the photo to …`, `send it to …`
fn is_sent_to(near: &[(usize, &str)]) -> bool {
    let to = near.first().is_some_and(|(_, w)| *w == "to");
    to && near
        .iter()
        .take(10)
        .any(|(_, w)| matches!(*w, "send" | "sent" | "email" | "emailing" | "emailed" | "mail" | "upload"))
}

/// Whose it is, as far as the words before it tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Voice {
    /// The writer asks readers to use it.
    Own,
    /// Somebody's.
    Person,
    Unknown,
}

/// The tokens before a byte, the nearest first.
pub(super) fn before<'v>(
    view: &FieldView<'v>,
    at: usize,
) -> impl Iterator<Item = (usize, &'v Token)> + use<'v> {
    let text = view.text;
    let end = text.tokens.partition_point(|t| (t.end as usize) <= at);
    text.tokens.iter().enumerate().take(end).rev()
}

/// Whose number or address begins at a byte.
pub(super) fn voice(view: &FieldView<'_>, at: usize) -> Voice {
    let text = view.text;
    let near: Vec<(usize, &str)> = before(view, at).take(BEFORE).map(|(i, t)| (i, text.word(t))).collect();
    // Pronouns are about this number only within its sentence; a number may stand alone after one.
    let end = near.first().map_or(0, |(i, _)| *i);
    let sentence = text.sentence(end);
    let inside = |i: &usize| sentence.contains(i) || end - i <= 2;
    let has = |list: &[&str], in_sentence: bool| {
        near.iter().any(|(i, w)| list.contains(w) && (!in_sentence || inside(i)))
    };
    if has(PERSONAL, true) && !has(OFFICIAL, true) {
        return Voice::Person;
    }
    let ours = near.windows(2).any(|w| w[1].1 == "our" && inside(&w[1].0) && OURS.contains(&w[0].1));
    if has(WE, true) || ours || has(OWN, false) || is_sent_to(&near) {
        return Voice::Own;
    }
    // `Call 01 23 45 now`, with nothing but small words between; `Call Dave on …` names a person.
    let request = near.iter().take(4).position(|(_, w)| TOUCH.contains(w));
    let Some(n) = request else { return Voice::Unknown };
    let small = |w: &str| {
        matches!(
            w,
            "on" | "in"
                | "at"
                | "to"
                | "now"
                | "today"
                | "free"
                | "the"
                | "this"
                | "number"
                | "back"
                | "ahead"
        )
    };
    let direct = near[..n].iter().all(|(_, w)| small(w));
    let verb = near[n].0;
    let led =
        near.get(n + 1).is_some_and(|(_, w)| NO_REQUEST.contains(w) && !matches!(*w, "please" | "just"))
            && text.bounds.get(verb).is_some_and(|b| b & bound::CLAUSE == 0);
    let noun = text.tokens.get(verb).is_some_and(|t| t.is(class::HASHTAG | class::MENTION));
    let parted = (verb + 1..=end).any(|i| text.bounds.get(i).is_some_and(|b| b & bound::SENTENCE != 0));
    let label = parted
        || matches!(near[n].1, "phone" | "sms" | "mail" | "email" | "e-mail" | "whatsapp")
            && text.bounds.get(verb + 1).is_some_and(|b| b & bound::MARK_BITS[b':' as usize] != 0);
    if direct && !led && !noun && !label {
        Voice::Own
    } else if !direct {
        Voice::Person
    } else {
        Voice::Unknown
    }
}
