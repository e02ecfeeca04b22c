//! A text read once: tokens, the boundaries between them, quotes, code, and the way back to the caller's bytes.

pub(crate) mod chars;
pub(crate) mod fold;
mod link;
mod marks;
mod number;
mod passages;
pub(crate) mod punycode;
mod read;
mod spaced;
pub(crate) mod tables;
mod words;

pub(crate) use link::{host_of, is_tld, is_top_level, is_under, split as split_link};
pub(crate) use read::read;
pub(crate) use words::WordList;
use words::{Words, head};

/// What a token is; bits of `Token::class`.
pub(crate) mod class {
    /// A word: holds a letter.
    pub(crate) const WORD: u32 = 1 << 0;
    /// A number in digits, with its sign and inner marks.
    pub(crate) const NUMBER: u32 = 1 << 1;
    /// A number with a currency sign.
    pub(crate) const MONEY: u32 = 1 << 2;
    /// A number with `%`.
    pub(crate) const PERCENT: u32 = 1 << 3;
    /// A clock time in one token: `9:30`, `9pm`.
    pub(crate) const TIME: u32 = 1 << 4;
    pub(crate) const LINK: u32 = 1 << 5;
    pub(crate) const MENTION: u32 = 1 << 6;
    pub(crate) const HASHTAG: u32 = 1 << 7;
    pub(crate) const CASHTAG: u32 = 1 << 8;
    /// A run of emoji.
    pub(crate) const EMOJI: u32 = 1 << 9;
    pub(crate) const EMAIL: u32 = 1 << 10;
    /// Two to sixteen letters, all of them capitals.
    pub(crate) const CAPS: u32 = 1 << 11;
    /// Begins with a capital.
    pub(crate) const TITLE: u32 = 1 << 12;
    /// Letters and digits.
    pub(crate) const MIXED: u32 = 1 << 13;
    /// `4th`, `1st`.
    pub(crate) const ORDINAL: u32 = 1 << 14;
    /// Ends in `'s`.
    pub(crate) const POSSESSIVE: u32 = 1 << 15;
    /// Invisible characters stood inside.
    pub(crate) const HIDDEN: u32 = 1 << 16;
    /// Letters of another script stood for Latin ones.
    pub(crate) const LOOKALIKE: u32 = 1 << 17;
    /// Full-width or styled letters.
    pub(crate) const STYLED: u32 = 1 << 18;
    /// Inside back-ticks.
    pub(crate) const CODE: u32 = 1 << 19;
    /// A hashtag beside another one.
    pub(crate) const TAG_BLOCK: u32 = 1 << 20;
    /// Digits or signs stood for letters (found while matching).
    pub(crate) const LEET: u32 = 1 << 21;
    /// Letters written one by one.
    pub(crate) const SPACED: u32 = 1 << 22;
    /// The key is not in ASCII.
    pub(crate) const FOREIGN: u32 = 1 << 23;
}

/// What stands between two tokens; bits of a boundary.
pub(crate) mod bound {
    /// Only spaces, one line break, a hyphen, commas or quotes: the words are neighbours.
    pub(crate) const JOIN: u32 = 1 << 0;
    /// Brackets, a slash, a dash: not neighbours, but a gap may cross it.
    pub(crate) const SOFT: u32 = 1 << 1;
    /// A line ends or begins here; so at both ends of the text.
    pub(crate) const LINE: u32 = 1 << 2;
    /// A sentence ends here.
    pub(crate) const SENTENCE: u32 = 1 << 3;
    pub(crate) const POST_START: u32 = 1 << 4;
    pub(crate) const POST_END: u32 = 1 << 5;
    /// A hyphen without spaces.
    pub(crate) const HYPHEN: u32 = 1 << 6;
    /// A clause begins here, by its marks alone.
    pub(crate) const CLAUSE: u32 = 1 << 7;
    /// An imperative may stand here (found while matching).
    pub(crate) const IMPERATIVE: u32 = 1 << 8;
    /// Words are written without a space between.
    pub(crate) const TIGHT: u32 = 1 << 9;
    /// A blank line.
    pub(crate) const PARAGRAPH: u32 = 1 << 10;
    /// A line or a sentence ends here.
    pub(crate) const END: u32 = 1 << 11;

    /// The literal marks that a phrase may ask for, from bit 12 on.
    pub(crate) const MARKS: &str = ":,.!?;=-/()[]\"+>*…|";

    /// The bit of each mark in ASCII, 0 for what is none.
    pub(crate) const MARK_BITS: [u32; 128] = {
        let mut bits = [0; 128];
        let marks = MARKS.as_bytes();
        let (mut i, mut n) = (0, 0);
        while i < marks.len() {
            if marks[i] < 128 {
                bits[marks[i] as usize] = 1 << (12 + n);
                n += 1;
            } else {
                // One character outside ASCII: its first byte takes a number, the others none.
                n += (marks[i] >= 0xC0) as u32;
            }
            i += 1;
        }
        bits
    };

    /// The bit of a mark.
    pub(crate) fn mark(c: char) -> Option<u32> {
        let c = match c {
            '“' | '”' | '„' | '«' | '»' => '"',
            '–' | '—' => '-',
            '→' => '>',
            '：' => ':',
            '，' => ',',
            '！' => '!',
            '？' => '?',
            c => c,
        };
        MARKS.chars().position(|m| m == c).map(|i| 1 << (12 + i))
    }
}

/// A word, number or entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    /// First byte in the text.
    pub(crate) start: u32,
    /// The byte after it.
    pub(crate) end: u32,
    /// Where its folded form stands in `Text::buffer`.
    pub(crate) key: u32,
    /// The length of its folded form in bytes.
    pub(crate) len: u32,
    /// Bits of `class`.
    pub(crate) class: u32,
}

impl Token {
    #[inline]
    pub(crate) fn is(&self, class: u32) -> bool {
        self.class & class != 0
    }
}

/// A passage in quotes, without its marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quote {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// What was met in a text, to skip rules that cannot find anything: bits of `Text::seen`.
pub(crate) mod seen {
    pub(crate) const HIDDEN: u32 = 1 << 0;
    pub(crate) const LINK: u32 = 1 << 1;
    pub(crate) const HASHTAG: u32 = 1 << 2;
    pub(crate) const MENTION: u32 = 1 << 3;
    pub(crate) const EMOJI: u32 = 1 << 4;
    pub(crate) const DIGIT: u32 = 1 << 5;
    /// `[`, `{`, `<`, `|`, `%`, `*` or `_`: shapes of slots and templates.
    pub(crate) const SLOT: u32 = 1 << 6;
    /// A token of at least twelve letters and digits mixed, or one after `=`: might be a key.
    pub(crate) const LONG: u32 = 1 << 7;
    pub(crate) const NON_ASCII: u32 = 1 << 8;
    pub(crate) const BACKTICK: u32 = 1 << 9;
    /// A word in capitals.
    pub(crate) const CAPS: u32 = 1 << 10;
    pub(crate) const COLON: u32 = 1 << 11;
    /// `(` or `[`.
    pub(crate) const BRACKET: u32 = 1 << 12;
    /// `?`, or what is not in ASCII: `？` asks too.
    pub(crate) const QUESTION: u32 = 1 << 13;
    /// `*`, `#`, `@`, `$`, `-` or `_`: what hides a letter.
    pub(crate) const STAR: u32 = 1 << 14;
    pub(crate) const DOLLAR: u32 = 1 << 15;
    /// A token of at least [`super::LONG_WORD`] bytes.
    pub(crate) const LONG_WORD: u32 = 1 << 16;
    /// Letters written one by one.
    pub(crate) const SPACED: u32 = 1 << 17;
    /// Words enough for prose; told of a field, not by its reading.
    pub(crate) const PROSE: u32 = 1 << 18;
}

/// Nobody's word has so many bytes.
pub(crate) const LONG_WORD: u32 = 26;

/// A quote that fills more of the text than this is the text.
const QUOTE_SHARE: f64 = 0.8;

/// How often each byte of a text occurs.
#[derive(Debug)]
struct Bytes {
    counts: [u32; 256],
    is_ascii: bool,
}

impl Default for Bytes {
    fn default() -> Bytes {
        Bytes { counts: [0; 256], is_ascii: true }
    }
}

impl Bytes {
    fn read(&mut self, text: &[u8]) {
        self.counts.fill(0);
        for b in text {
            self.counts[usize::from(*b)] += 1;
        }
        self.is_ascii = text.is_ascii();
    }
}

/// One field of a draft, read once. The vectors are reused from text to text.
#[derive(Debug, Default)]
pub(crate) struct Text {
    pub(crate) tokens: Vec<Token>,
    /// One more than there are tokens; bits of `bound`.
    pub(crate) bounds: Vec<u32>,
    /// While it is read: the text with ASCII letters in lower case, 16 zero bytes, then the folded forms of other
    /// tokens, and 16 zero bytes.
    buffer: Vec<u8>,
    /// The same when it was read.
    pub(crate) folded: String,
    /// How often each byte occurs.
    bytes: Bytes,
    /// The classes of all tokens together.
    pub(crate) classes: u32,
    words: Words,
    pub(crate) quotes: Vec<Quote>,
    /// Passages in back-ticks with their ticks, in order.
    pub(crate) code: Vec<(u32, u32)>,
    /// The first token of each sentence.
    pub(crate) sentences: Vec<u32>,
    /// Bits of `seen`.
    pub(crate) seen: u32,
    /// Letters of the Latin script, and of others.
    pub(crate) latin: u32,
    pub(crate) other: u32,
    /// Emoji, and the longest run of them.
    pub(crate) emoji: u32,
    pub(crate) emoji_run: u32,
    quote_marks: Vec<(u32, char)>,
}

impl Text {
    /// The tokens of each sentence, in order.
    pub(crate) fn sentence_ranges(&self) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
        let ends = self.sentences.iter().skip(1).copied().chain([self.tokens.len() as u32]);
        self.sentences.iter().zip(ends).map(|(start, end)| *start as usize..end as usize)
    }

    /// The folded form of a token.
    #[inline]
    pub(crate) fn key(&self, token: &Token) -> &[u8] {
        &self.folded.as_bytes()[token.key as usize..(token.key + token.len) as usize]
    }

    /// The folded form as text.
    #[inline]
    pub(crate) fn word(&self, token: &Token) -> &str {
        self.folded.get(token.key as usize..(token.key + token.len) as usize).unwrap_or("")
    }

    /// The folded form of a token while the text is read.
    fn word_so_far(&self, token: &Token) -> &str {
        let key = &self.buffer[token.key as usize..(token.key + token.len) as usize];
        std::str::from_utf8(key).unwrap_or("")
    }

    /// Whether there are no other characters than those of ASCII.
    pub(crate) fn is_ascii(&self) -> bool {
        self.bytes.is_ascii
    }

    /// Whether one of some ASCII characters occurs.
    #[inline]
    pub(crate) fn has_any(&self, characters: &[u8]) -> bool {
        characters.iter().any(|c| self.bytes.counts[usize::from(*c)] != 0)
    }

    /// How often some bytes occur, together. Most checks need more of theirs than most texts have.
    pub(crate) fn count(&self, bytes: &[u8]) -> usize {
        bytes.iter().map(|b| self.bytes.counts[usize::from(*b)] as usize).sum()
    }

    /// How many digits of ASCII occur.
    pub(crate) fn digits(&self) -> usize {
        self.count(b"0123456789")
    }

    /// Whether one of some words may occur: most words that do not are told from those that do.
    #[inline]
    pub(crate) fn may_have<const N: usize>(&self, words: &WordList<N>) -> bool {
        words.0.iter().any(|(_, place)| self.words.has(*place))
    }

    /// Whether one of some words occurs.
    pub(crate) fn has_word<const N: usize>(&self, words: &WordList<N>) -> bool {
        let there = |word: &str| self.tokens.iter().any(|token| self.key(token) == word.as_bytes());
        words.0.iter().any(|(word, place)| self.words.has(*place) && there(word))
    }

    /// Notes what all tokens are, once they and their folded forms are settled.
    fn sum_up(&mut self) {
        let (mut classes, mut longest, words) = (0, 0, &mut self.words);
        words.clear();
        for token in &self.tokens {
            classes |= token.class;
            longest = longest.max(token.end - token.start);
            let len = token.len as usize;
            words.add(Words::place(head(&self.buffer, token.key as usize, len), len));
        }
        self.classes = classes;
        let mut tell = |bit: u32, met: bool| self.seen |= if met { bit } else { 0 };
        let has = |bytes: &[u8]| bytes.iter().any(|b| self.bytes.counts[usize::from(*b)] != 0);
        tell(seen::CAPS, classes & class::CAPS != 0);
        tell(seen::COLON, has(b":"));
        tell(seen::BRACKET, has(b"(["));
        tell(seen::QUESTION, has(b"?") || !self.bytes.is_ascii);
        tell(seen::STAR, has(b"*#@$-_"));
        tell(seen::DOLLAR, has(b"$"));
        tell(seen::LONG_WORD, longest >= LONG_WORD);
        tell(seen::SPACED, classes & class::SPACED != 0);
    }

    /// The first eight bytes of a token's folded form, or so many of them, as a number.
    pub(crate) fn head(&self, token: &Token, len: usize) -> u64 {
        head(self.folded.as_bytes(), token.key as usize, len)
    }

    /// Whether a token is a word, or that word in the possessive.
    pub(crate) fn reads(&self, token: &Token, word: &str) -> bool {
        let key = self.word(token);
        key == word || (token.is(class::POSSESSIVE) && key.strip_suffix("'s") == Some(word))
    }

    /// The quoted passage that holds the bytes `start..end`, if one does.
    pub(crate) fn quoted(&self, start: u32, end: u32) -> Option<Quote> {
        // Quotes nest at most a few deep.
        let after = self.quotes.partition_point(|q| q.start <= start);
        self.quotes[..after].iter().rev().take(4).copied().find(|q| end <= q.end)
    }

    /// Whether the bytes `start..end` of `raw` are quoted, and the quote is not most of the text.
    pub(crate) fn is_quotation(&self, raw: &str, start: u32, end: u32) -> bool {
        self.quoted(start, end)
            .is_some_and(|q| f64::from(q.end - q.start) < QUOTE_SHARE * raw.trim().len() as f64)
    }

    /// Whether a byte stands in a passage in back-ticks.
    pub(crate) fn in_code(&self, byte: usize) -> bool {
        let after = self.code.partition_point(|(start, _)| *start as usize <= byte);
        after > 0 && byte < self.code[after - 1].1 as usize
    }

    /// The number of the first token that ends after a byte.
    pub(crate) fn token_from(&self, byte: usize) -> usize {
        self.tokens.partition_point(|t| t.end as usize <= byte)
    }

    /// The tokens that the bytes `start..end` touch: the first, and the one after the last.
    pub(crate) fn tokens_in(&self, start: u32, end: u32) -> (usize, usize) {
        let first = self.token_from(start as usize);
        (first, self.tokens.partition_point(|t| t.start < end).max(first))
    }

    /// The tokens of the sentence that holds token `i`.
    pub(crate) fn sentence(&self, i: usize) -> std::ops::Range<usize> {
        let next = self.sentences.partition_point(|s| *s as usize <= i);
        let start = if next == 0 { 0 } else { self.sentences[next - 1] as usize };
        let end = self.sentences.get(next).map_or(self.tokens.len(), |s| *s as usize);
        start..end
    }

    /// The tokens of one class.
    pub(crate) fn of_class(&self, class: u32) -> impl Iterator<Item = &Token> + '_ {
        self.tokens.iter().filter(move |t| t.is(class))
    }
}

#[cfg(test)]
mod tests {
    use super::bound;

    #[test]
    fn the_table_of_marks_is_that_of_the_marks() {
        for b in 0..128u8 {
            assert_eq!(bound::MARK_BITS[b as usize], bound::mark(b as char).unwrap_or(0), "{:?}", b as char);
        }
    }
}
