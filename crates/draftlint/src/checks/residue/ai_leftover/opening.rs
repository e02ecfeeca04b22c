//! The first line of an answer: `Sure! Here's a draft of an email you can use:`.

use crate::checks::FieldView;
use crate::document::chars::is_hidden;
use crate::document::{Token, WordList, bound, class};

/// What the first line does, and its span.
pub(super) struct Opening {
    pub(super) group: &'static str,
    pub(super) start: u32,
    pub(super) end: u32,
}

/// A line that hands something over names it within so many words.
const NEAR: usize = 12;
/// Longer first lines are read so far.
const LONGEST: usize = 60;
/// Something is handed over within so many words.
const LATEST: usize = 40;

/// The marks that end a sentence or its opener.
const BREAKS: u32 = bound::MARK_BITS[b'!' as usize]
    | bound::MARK_BITS[b'.' as usize]
    | bound::MARK_BITS[b'?' as usize]
    | bound::MARK_BITS[b':' as usize]
    | bound::MARK_BITS[b'-' as usize];
const COMMA: u32 = bound::MARK_BITS[b',' as usize];

/// What something is handed over with.
static HANDS: WordList<4> = WordList::new(["here", "here's", "heres", "below"]);

/// How an assistant agrees.
const AGREES: &[&str] = &["sure", "certainly", "absolutely", "great", "okay", "ok", "understood", "course"];

/// Texts for a network.
const POSTS: &[&str] = &[
    "tweet",
    "tweets",
    "caption",
    "captions",
    "tagline",
    "taglines",
    "hook",
    "hooks",
    "slogan",
    "slogans",
    "headline",
    "headlines",
];

/// Other texts that people let write.
const TEXTS: &[&str] = &[
    "email",
    "emails",
    "e-mail",
    "letter",
    "template",
    "message",
    "summary",
    "bio",
    "biography",
    "announcement",
    "post",
    "posts",
    "article",
    "speech",
    "script",
    "description",
    "invitation",
    "proposal",
    "response",
    "reply",
    "statement",
    "poem",
    "paragraph",
    "newsletter",
    "draft",
    "sample",
    "example",
    "rewrite",
    "version",
    "ideas",
    "suggestions",
    "options",
    "variations",
    "outline",
    "breakdown",
];

/// Before these, `post` is a text for a network.
const NETWORKS: &[&str] =
    &["linkedin", "instagram", "facebook", "media", "x", "threads", "twitter", "blog", "tiktok", "bluesky"];

/// What is no more than an offer.
const TENTATIVE: &[&str] = &["draft", "possible", "suggested", "potential", "sample", "example"];

/// How a chatbot praises its text.
const PRAISE: &[&str] = &[
    "captivating",
    "catchy",
    "compelling",
    "comprehensive",
    "concise",
    "crafted",
    "detailed",
    "engaging",
    "formal",
    "impactful",
    "improved",
    "inviting",
    "persuasive",
    "polished",
    "professional",
    "punchy",
    "refined",
    "revised",
    "rewritten",
    "tailored",
    "thematic",
    "focused",
    "friendly",
];

/// What its text does for the person who asked.
const SERVES: &[&str] = &[
    "addressing",
    "announcing",
    "calling",
    "combining",
    "covering",
    "crafted",
    "customized",
    "describing",
    "designed",
    "for",
    "incorporating",
    "tailored",
    "to",
    "with",
];

/// Texts that a person seldom hands to readers without a word on where they come from.
const SERVED: &[&str] = &["email", "emails", "e-mail", "template", "biography", "bio", "response", "reply"];

/// A text of somebody has a writer.
const SOMEBODY: &[&str] = &[
    "i",
    "i'm",
    "i've",
    "we",
    "we've",
    "my",
    "our",
    "mine",
    "he",
    "she",
    "they",
    "last",
    "yesterday",
    "today",
    "why",
    "wrote",
    "sent",
    "got",
    "received",
];

/// Before a writer's name.
const OF_SOMEBODY: &[&str] = &["from", "by", "via", "of"];

/// Reads the first line of a post.
pub(super) fn opening(view: &FieldView<'_>, answer: bool) -> Option<Opening> {
    let text = view.text;
    let first = text.tokens.first()?;
    let hands = |t: &Token| HANDS.has(text.word(t));
    if !text.may_have(&HANDS) || !text.tokens.iter().take(LATEST).any(hands) {
        return None;
    }
    if text.in_code(first.start as usize) || text.is_quotation(view.raw, first.start, first.end) {
        return None;
    }
    let line = Line::read(view);
    let agrees = line.agrees();
    let here = line.hands_over(agrees)?;
    let after = here.after;
    let plural = line.word(after - 1) == "are";
    let place = line.noun(after, line.len().min(after + NEAR));
    let colon = line.colon;
    // `Sure, here are six steps:`, whatever it is, answers a question; a person writes so only in an answer.
    let Some(noun) = place else {
        let strong = !matches!(line.word(0), "great" | "okay" | "ok");
        let some =
            matches!(line.word(after), "a" | "an" | "some" | "several" | "numerous") || line.is_few(after);
        let handed = agrees && strong && some && colon && !answer && !line.somebody(after, after);
        return handed.then(|| line.found("handed", after + 1));
    };
    let end = noun + 1;
    // `Here is an example: …` shows one.
    if !agrees && matches!(line.word(noun), "example" | "sample") {
        return None;
    }
    let post = line.is_post(noun)
        || matches!(line.word(noun), "ideas" | "options" | "suggestions") && line.is_post(noun + 2);
    let says = |words: &[&str]| (after..end).any(|i| words.contains(&line.word(i)));
    let somebody = line.somebody(after, noun);
    if agrees {
        return (!somebody && (!answer || post)).then(|| line.found("handed", end));
    }
    if answer || somebody {
        return None;
    }
    // After another sentence only a text for a network is surely no example of the writer's.
    if here.start > 0 && !post {
        return None;
    }
    let article = matches!(line.word(after), "a" | "an" | "one" | "some" | "several" | "numerous")
        || line.is_few(after);
    let tentative = says(TENTATIVE);
    let praised = says(PRAISE);
    // `a tweet that sums it up`
    let told = line.word(end) == "that" && !matches!(line.word(end + 1), "can" | "could" | "might");
    let served = post || SERVED.contains(&line.word(noun));
    let serves = served
        && (SERVES.contains(&line.word(end))
            || line.word(end) == "that" && !told
            || line.word(end) == "i"
            || line.for_you(end));
    let tailored = (end..line.len()).any(|i| matches!(line.word(i), "tailored" | "crafted"));
    let group = match (article, plural) {
        _ if told && !tentative && !praised => return None,
        (_, false) if tailored && colon => "handed",
        (true, false) if tentative || post && praised => "handed",
        (true, false) if post && colon && serves => "handed",
        (true, false) if colon && (praised || serves) => "listed",
        (true, true) if colon && (tentative || praised || post && serves) => "listed",
        _ => return None,
    };
    Some(line.found(group, end))
}

/// Where a line says `here is`: the sentence's first word, and the word after.
struct Here {
    start: usize,
    after: usize,
}

struct Line<'t> {
    view: &'t FieldView<'t>,
    tokens: &'t [Token],
    /// It ends in a colon.
    colon: bool,
}

impl<'t> Line<'t> {
    fn read(view: &'t FieldView<'t>) -> Line<'t> {
        let text = view.text;
        let end = (1..text.tokens.len().min(LONGEST)).find(|i| text.bounds[*i] & bound::LINE != 0);
        let end = end.unwrap_or(text.tokens.len().min(LONGEST));
        let tokens = &text.tokens[..end];
        let last = tokens.last().map_or(0, |t| t.end as usize);
        let rest = view.raw.get(last..).unwrap_or("");
        let rest = rest.lines().next().unwrap_or("");
        let rest = rest.trim_end_matches(|c| matches!(c, '*' | '_' | ' ' | ')') || is_hidden(c));
        Line { view, tokens, colon: rest.ends_with(':') }
    }

    fn len(&self) -> usize {
        self.tokens.len()
    }

    fn word(&self, i: usize) -> &'t str {
        self.tokens.get(i).map_or("", |t| self.view.text.word(t))
    }

    /// Whether a sentence or its opener ends before a word.
    fn breaks(&self, i: usize) -> bool {
        i == 0 || self.view.text.bounds.get(i).is_some_and(|b| b & BREAKS != 0 && b & bound::HYPHEN == 0)
    }

    /// It begins `Sure!`, `Of course,` or `I'd be happy to help`.
    fn agrees(&self) -> bool {
        let glad = |i: usize| {
            matches!(self.word(i), "happy" | "glad" | "delighted")
                && matches!(self.word(i + 2), "help" | "assist")
        };
        let question = self.word(0) == "great" && self.word(1) == "question";
        let next = 1 + usize::from(self.word(0) == "of") + usize::from(question);
        let comma = self.view.text.bounds.get(next).is_some_and(|b| b & COMMA != 0);
        let alone = comma
            || self.breaks(next)
            || matches!(self.word(next), "here" | "here's" | "below" | "i'd" | "i" | "i'm");
        (question || AGREES.contains(&self.word(next - 1))) && alone
            || matches!(self.word(0), "i'd" | "i" | "i'm") && (1..=3).any(glad)
    }

    /// The first `here is` that begins a sentence, among the first two or three.
    fn hands_over(&self, agrees: bool) -> Option<Here> {
        let mut start = 0;
        for i in 0..self.len().min(LATEST) {
            if self.breaks(i) {
                start = i;
            }
            let opened = i == start || agrees && start == 0 && i <= 2 || self.clause(i);
            if !opened {
                continue;
            }
            let after = match (self.word(i), self.word(i + 1)) {
                ("here's" | "heres", _) => i + 1,
                ("here" | "below", "is" | "are") => i + 2,
                _ => continue,
            };
            let start = if agrees { 0 } else { start };
            return Some(Here { start, after });
        }
        None
    }

    /// After a comma: `Based on the film, here's a tagline`.
    fn clause(&self, i: usize) -> bool {
        i > 0 && self.view.text.bounds[i] & COMMA != 0 && self.word(0) == "based"
    }

    /// The last noun of the first group of nouns: `sample email template`.
    fn noun(&self, from: usize, to: usize) -> Option<usize> {
        let is = |i: usize| POSTS.contains(&self.word(i)) || TEXTS.contains(&self.word(i));
        let stop = |i: usize| i > from && self.breaks(i);
        let within = || (from..to).take_while(|i| !stop(*i) && self.word(*i) != "of").filter(|i| is(*i));
        // `a sample apology email`
        let first = within()
            .find(|i| !matches!(self.word(*i), "example" | "sample"))
            .or_else(|| (from..to).take_while(|i| !stop(*i)).find(|i| is(*i)))?;
        Some((first..to).take_while(|i| is(*i) && !stop(*i)).last().unwrap_or(first))
    }

    fn is_post(&self, i: usize) -> bool {
        let near = |k: usize| i.checked_sub(k).is_some_and(|j| POSTS.contains(&self.word(j)));
        let network = i.checked_sub(1).is_some_and(|j| NETWORKS.contains(&self.word(j)));
        near(0) || near(1) || near(2) || network && matches!(self.word(i), "post" | "posts")
    }

    fn is_few(&self, i: usize) -> bool {
        (self.word(i) == "a" && self.word(i + 1) == "few")
            || self.tokens.get(i).is_some_and(|t| t.is(class::NUMBER))
    }

    /// `for you`, `you can use`, `based on your notes`
    fn for_you(&self, from: usize) -> bool {
        (from..self.len()).any(|i| matches!(self.word(i), "you" | "your" | "you've"))
    }

    /// A person speaks of their own or of another's text; not where they only propose it.
    fn somebody(&self, from: usize, noun: usize) -> bool {
        (from..self.len()).any(|i| {
            let proposes = matches!(self.word(i + 1), "would" | "could" | "might" | "suggest");
            let person = self.tokens[i].is(class::MENTION | class::LINK);
            person || SOMEBODY.contains(&self.word(i)) && !proposes
        }) || OF_SOMEBODY.contains(&self.word(noun + 1))
            && self.word(noun) != "version"
            && !matches!(self.word(noun + 2), "a" | "an" | "what")
    }

    fn found(&self, group: &'static str, end: usize) -> Opening {
        let start = self.tokens.first().map_or(0, |t| t.start);
        let end = self.tokens.get(end.saturating_sub(1)).map_or(start, |t| t.end);
        Opening { group, start, end }
    }
}
