//! What sentences do: ask or give, praise or mourn, name people and things.

use super::Facts;
use super::is_common_word;
use super::sources::{Family, cue};
use crate::document::{bound, class};
use crate::matcher::{ArcKind, flag};
use crate::phrase::Entity;

/// What one walk over the tokens sees of meaning.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Labels {
    /// Sentences that ask, and that give; a sentence may do both.
    pub(super) asks: u32,
    pub(super) gives: u32,
    /// Sentences that ask for more than to read on.
    pub(super) wants: u32,
    /// Words and emoji that lean.
    pub(super) good: u32,
    pub(super) bad: u32,
    pub(super) grief: bool,
    /// An offer, an exclamation or a cheering emoji.
    pub(super) cheer: bool,
    /// Numbers, dates, names, things and quotes.
    pub(super) specific: u32,
    /// I, me, my.
    pub(super) speaks: bool,
    /// A person with what they do or say.
    pub(super) named: bool,
    pub(super) contraction: bool,
    /// Asks the reader, or thanks somebody by name.
    pub(super) address: bool,
    /// Puts a question to the reader.
    pub(super) question: bool,
    /// An offer or a cheering emoji: a mark of exclamation alone may be alarm.
    pub(super) light: bool,
}

const ASKS: u8 = 1;
const GIVES: u8 = 2;
/// Asks only to read on: "Learn more: …".
const POINTS_ON: u8 = 4;

/// Words that are nothing else, in small letters.
const PLAIN: u32 = class::WORD | class::POSSESSIVE | class::FOREIGN;

/// Flags of words that labels tell of.
const TOLD: u32 = flag::FIRST_PERSON | flag::SECOND_PERSON | flag::NUMBER | flag::CLOCK | flag::WEEKDAY;

/// A negation turns a leaning word that follows so closely.
const NEGATION_REACH: usize = 3;

/// Thanks and the name stand so close together.
const THANKS_REACH: usize = 4;

impl Facts<'_> {
    pub(super) fn labels(&self) -> Labels {
        *self.labels.get_or_init(|| {
            let mut labels = Labels::default();
            let mut does = Vec::with_capacity(self.text.sentences.len());
            let names = !self.is_title_case();
            let mut from = 0;
            for sentence in self.text.sentence_ranges() {
                does.push(self.sentence(sentence, names, &mut from, &mut labels));
            }
            for (token, family) in self.sources.families(self.scan) {
                if matches!(family, Family::Urgency(_)) {
                    let sentence = self.text.sentences.partition_point(|s| *s as usize <= token);
                    if let Some(does) = does.get_mut(sentence.saturating_sub(1)) {
                        *does |= ASKS;
                    }
                }
            }
            labels.asks = does.iter().filter(|d| **d & (ASKS | POINTS_ON) != 0).count() as u32;
            labels.wants = does.iter().filter(|d| **d & ASKS != 0).count() as u32;
            labels.gives = does.iter().filter(|d| **d & GIVES != 0).count() as u32;
            labels.light = labels.cheer;
            labels.cheer |= self.text.has_any(b"!");
            labels.specific += self.text.quotes.len() as u32;
            labels
        })
    }

    /// What one sentence does. Tokens before `from` belong to something that was counted.
    fn sentence(
        &self,
        sentence: std::ops::Range<usize>,
        names: bool,
        from: &mut usize,
        labels: &mut Labels,
    ) -> u8 {
        const QUESTION: u32 = bound::MARK_BITS[b'?' as usize];
        let asked = self.text.bounds[sentence.end] & QUESTION != 0;
        // An apostrophe of any kind.
        let contracts = self.text.has_any(b"'") || !self.text.is_ascii();
        let (mut does, mut to_reader) = (0, false);
        let mut negated = None;
        let first = sentence.start;
        for i in sentence {
            let token = &self.text.tokens[i];
            let flags = self.engine.flags(&self.scan.marks, i);
            let cues = self.sources.at(self.engine, self.scan, i);
            let is = |cue: u16| cues & cue != 0;
            let key = self.text.key(token);
            labels.contraction |= contracts && token.is(class::WORD) && is_contraction(key);
            // Most words mean nothing here.
            let plain = cues == 0 && flags & TOLD == 0 && token.class & !PLAIN == 0;
            if plain && !asked && self.scan.marks.at(i).next().is_none() {
                *from = (*from).max(i + 1);
                continue;
            }
            if cues != 0 {
                let call = is(cue::CALL) && self.text.bounds[i] & bound::IMPERATIVE != 0;
                if call || is(cue::OFFER | cue::ASK) {
                    does |= if call && self.points_on(i) { POINTS_ON } else { ASKS };
                }
                if is(cue::GIVE) {
                    does |= GIVES;
                }
                labels.cheer |= is(cue::OFFER);
                labels.grief |= is(cue::GRIEF);
                if is(cue::NEGATION) {
                    negated = Some(i);
                }
                let turned = negated.is_some_and(|n| n < i && i - n <= NEGATION_REACH);
                labels.good += u32::from(is(cue::GOOD) && !turned || is(cue::BAD) && turned);
                labels.bad += u32::from(is(cue::BAD | cue::GRIEF) && !turned || is(cue::GOOD) && turned);
            }
            if token.is(class::EMOJI) {
                let (cheers, mourns) = self.leaning(i);
                labels.good += u32::from(cheers);
                labels.bad += u32::from(mourns);
                labels.cheer |= cheers;
            }
            to_reader |= flags & flag::SECOND_PERSON != 0;
            if token.is(class::WORD) {
                labels.speaks |= flags & flag::FIRST_PERSON != 0 && matches!(key[0], b'i' | b'm');
                to_reader |=
                    asked && matches!(key, b"what" | b"which" | b"who" | b"where" | b"how" | b"anyone");
            }
            let name = names && self.is_name(i);
            if name || token.is(class::MENTION) {
                if (first.max(i.saturating_sub(THANKS_REACH))..=i).any(|t| self.thanks(t)) {
                    does |= GIVES;
                    (labels.address, labels.named) = (true, true);
                }
                labels.named |= name && self.has_role(i);
            }
            if i >= *from {
                let length = self.specific(i, flags, cues, name);
                labels.specific += u32::from(length > 0);
                *from = i + length.max(1);
            }
        }
        if asked && to_reader {
            labels.question = true;
            if does & (ASKS | POINTS_ON) == 0 {
                does |= GIVES;
                labels.address = true;
            }
        }
        does
    }

    /// A word of thanks or praise for somebody.
    fn thanks(&self, i: usize) -> bool {
        let token = &self.text.tokens[i];
        token.is(class::WORD)
            && matches!(
                self.text.key(token),
                b"thanks" | b"thank" | b"thankyou" | b"kudos" | b"credit" | b"congratulations"
            )
    }

    /// The tokens of a number, date, name or thing that begins here; 0 where none does.
    fn specific(&self, i: usize, flags: u32, cues: u16, name: bool) -> usize {
        use Entity::{Date, Duration, Money, Percent, Time};
        let token = &self.text.tokens[i];
        let lengths = self.scan.marks.at(i).filter_map(|arc| match arc.kind {
            ArcKind::Entity(Date | Time | Duration | Money | Percent) => Some(arc.len as usize),
            _ => None,
        });
        if let Some(longest) = lengths.max() {
            return longest;
        }
        const FIGURES: u32 =
            class::NUMBER | class::MONEY | class::PERCENT | class::TIME | class::ORDINAL | class::MENTION;
        // `one` is more often a pronoun than a number; `noon` is a time.
        let written = flags & (flag::NUMBER | flag::CLOCK) != 0 && self.text.key(token) != b"one";
        let day = flags & flag::WEEKDAY != 0 && token.is(class::TITLE);
        if token.is(FIGURES) || written || day || cues & cue::CONCRETE != 0 {
            return 1;
        }
        if !name {
            return 0;
        }
        // A name of several words is one.
        (i..self.text.tokens.len()).take_while(|j| *j == i || self.is_name(*j)).count()
    }

    /// A word with a capital inside a sentence.
    fn is_name(&self, i: usize) -> bool {
        let token = &self.text.tokens[i];
        token.is(class::TITLE)
            && token.is(class::WORD)
            && !token.is(class::CAPS)
            && token.len > 1
            && self.text.bounds[i] & (bound::CLAUSE | bound::POST_START | bound::SENTENCE) == 0
            && self.engine.flags(&self.scan.marks, i) & (flag::STOP | flag::FIRST_PERSON) == 0
    }

    /// `learn more`, `read on`, `find out more`: what is asked for is only to go on reading.
    fn points_on(&self, i: usize) -> bool {
        let word = |at: usize| self.text.tokens.get(at).map_or(&b""[..], |token| self.text.key(token));
        let more = |at: usize| matches!(word(at), b"more" | b"on" | b"how" | b"about" | b"why");
        match word(i) {
            b"learn" | b"read" | b"see" => more(i + 1),
            b"find" => word(i + 1) == b"out" && more(i + 2),
            _ => false,
        }
    }

    /// Words that may be names: they begin with a capital inside a sentence.
    pub(crate) fn names(&self) -> impl Iterator<Item = usize> + '_ {
        let names = !self.is_title_case();
        (0..self.text.tokens.len()).filter(move |i| names && self.is_name(*i))
    }

    /// Two uncommon words with capitals side by side, or an initial before one: who reads quickly sees a person. Made to
    /// err on the side of seeing one.
    pub(super) fn shows_a_name(&self) -> bool {
        let tokens = &self.text.tokens;
        let headline = self.is_title_case();
        // Capitals tell nothing of names in a headline, unless it says whose they are: "the Foundation's Pam Flaherty".
        let belongs = |i: usize| i.checked_sub(1).is_some_and(|owner| tokens[owner].is(class::POSSESSIVE));
        let stop = bound::mark('.').unwrap_or(0);
        let own = |i: usize| {
            let token = &tokens[i];
            token.is(class::TITLE)
                && token.is(class::WORD)
                && !token.is(class::CAPS | class::LINK | class::MENTION | class::HASHTAG)
                && token.len > 2
                && self.engine.flags(&self.scan.marks, i) & (flag::STOP | flag::FIRST_PERSON) == 0
                && !is_common_word(self.text.key(token))
        };
        (1..tokens.len()).any(|i| {
            let before = &tokens[i - 1];
            let between = self.text.bounds[i];
            let initial = before.len == 1
                && self.raw[before.start as usize..].starts_with(char::is_uppercase)
                && between & stop != 0;
            let named = own(i) && (initial || (between & bound::JOIN != 0 && own(i - 1)));
            named && (!headline || belongs(i - 1))
        })
    }

    /// The one word after the last sentence that signs a post: "It opened sideways. Lena".
    pub(crate) fn signature(&self) -> Option<usize> {
        let last = self.text.sentence_ranges().last()?;
        let i = last.start;
        let token = self.text.tokens.get(i)?;
        let signs = last.len() == 1
            && i > 0
            && token.is(class::TITLE)
            && token.is(class::WORD)
            && !token.is(class::CAPS | class::LINK | class::MENTION | class::HASHTAG)
            && token.len > 1
            && self.raw.trim_end().len() == token.end as usize
            && self.engine.flags(&self.scan.marks, i) & (flag::STOP | flag::FIRST_PERSON) == 0;
        signs.then_some(i)
    }

    /// Beside a name stands what the person is or does.
    fn has_role(&self, i: usize) -> bool {
        let near = |at: Option<usize>, cue: u16| {
            at.filter(|at| *at < self.text.tokens.len())
                .is_some_and(|at| self.sources.at(self.engine, self.scan, at) & cue != 0)
        };
        near(i.checked_sub(1), cue::ROLE) || near(Some(i + 1), cue::SAYS)
    }

    /// Most long words begin with a capital, as in a headline: capitals tell nothing of names then.
    fn is_title_case(&self) -> bool {
        let (mut all, mut capitals) = (0, 0);
        for token in self.text.of_class(class::WORD).filter(|t| t.len > 3) {
            all += 1;
            capitals += u32::from(token.is(class::TITLE | class::CAPS));
        }
        capitals * 2 > all
    }

    /// Whether an emoji cheers or mourns.
    fn leaning(&self, i: usize) -> (bool, bool) {
        let token = &self.text.tokens[i];
        let run = &self.raw[token.start as usize..token.end as usize];
        (run.contains(CHEERS), run.contains(MOURNS))
    }

    /// Points of urgency in fifty words.
    pub(super) fn urgency(&self) -> f64 {
        let points: u32 = self
            .sources
            .families(self.scan)
            .map(|(_, family)| if let Family::Urgency(points) = family { u32::from(points) } else { 0 })
            .sum();
        let mut points = f64::from(points) + self.exclamations() / 3.0;
        let shouts = |i: &usize| self.text.tokens[*i].is(class::CAPS) && self.text.tokens[*i].is(class::WORD);
        let tokens = self.text.tokens.len();
        points += f64::from((2..tokens).any(|i| (i - 2..=i).all(|j| shouts(&j))));
        let view = self.engine.view(self.raw, self.text, &self.scan.marks);
        if points > 0.0 && (0..tokens).any(|i| view.longest(Entity::Date, i) > 0) {
            points /= 2.0;
        }
        points * 50.0 / f64::from(self.scan.words.max(50))
    }

    /// Points of stock prose in a hundred words: each family counts once a sentence.
    pub(super) fn stock_prose(&self) -> f64 {
        let mut counted: Vec<(Family, usize)> = self
            .sources
            .families(self.scan)
            .filter(|(_, family)| matches!(family, Family::Jargon | Family::Machine | Family::Hype))
            .map(|(token, family)| (family, self.text.sentences.partition_point(|s| *s as usize <= token)))
            .collect();
        counted.sort_unstable();
        counted.dedup();
        let weight = |family: Family| if family == Family::Hype { 0.5 } else { 1.0 };
        let points: f64 = counted.into_iter().map(|(family, _)| weight(family)).sum();
        // A sum of nothing is -0.
        (points + 0.0) * 100.0 / f64::from(self.scan.words.max(1))
    }

    /// The last line is a name or initials after a dash, a caret or a greeting.
    pub(super) fn signs_off(&self) -> bool {
        const GREETINGS: [&str; 9] =
            ["cheers", "best", "best wishes", "love", "yours", "thanks", "see you", "take care", "warmly"];
        let mut lines = self.raw.lines().rev().map(str::trim).filter(|l| !l.is_empty());
        let (last, before) = (lines.next().unwrap_or(""), lines.next());
        let words = |line: &str| line.split_whitespace().count();
        let initials = last.rsplit(' ').next().and_then(|w| w.strip_prefix(['^', '~']));
        let signed = last.strip_prefix(['-', '–', '—', '~']).map(str::trim);
        let name = |text: &str| text.starts_with(char::is_uppercase) && words(text) <= 3;
        let greeted = |line: &str| {
            let line = line.trim_end_matches([',', '!', '.', '-', '–', '—']).to_lowercase();
            line.len() < 24 && GREETINGS.contains(&line.trim())
        };
        initials.is_some_and(|i| !i.is_empty() && i.len() <= 8 && i.chars().all(char::is_alphanumeric))
            || (before.is_some() && signed.is_some_and(name))
            || (name(last) && before.is_some_and(greeted))
    }
}

const CHEERS: [char; 24] = [
    '🎉', '🥳', '😀', '😃', '😄', '😁', '😆', '😂', '🤣', '😍', '🤩', '🎊', '🙌', '👏', '🔥', '💯', '✨',
    '🚀', '😎', '🥰', '😊', '🍾', '🎈', '🤑',
];
const MOURNS: [char; 10] = ['😢', '😭', '💔', '😞', '😔', '🕯', '🕊', '😥', '🥀', '🖤'];

/// Words drawn together as in speech; the possessive is none.
pub(crate) fn is_contraction(word: &[u8]) -> bool {
    let Some(at) = word.iter().position(|b| *b == b'\'') else { return false };
    match &word[at + 1..] {
        b"t" | b"m" | b"re" | b"ve" | b"ll" | b"d" => at > 0,
        b"s" => matches!(
            &word[..at],
            b"it"
                | b"that"
                | b"let"
                | b"here"
                | b"there"
                | b"what"
                | b"who"
                | b"he"
                | b"she"
                | b"where"
                | b"how"
        ),
        _ => false,
    }
}
