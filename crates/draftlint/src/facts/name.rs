//! The names of the facts, each with its formula, unit and minimum.
//!
//! In the formulas, words are tokens with a letter that are no link, mention, hashtag or e-mail address.

/// What a fact means, for documentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct FactInfo {
    /// Its name, as cards and reports use it.
    pub name: &'static str,
    /// What is counted.
    pub unit: &'static str,
    /// The least text for which it means anything; empty where there is none.
    pub minimum: &'static str,
    /// How it is worked out.
    pub formula: &'static str,
}

macro_rules! facts {
    ($($variant:ident = $name:literal, $unit:literal, $minimum:literal, $formula:literal;)+) => {
        /// A number that can be counted.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub(crate) enum Fact { $(#[doc = $formula] $variant,)+ }

        impl Fact {
            /// Every fact with its name.
            pub(crate) const ALL: [(&'static str, Fact); [$($name),+].len()] = [$(($name, Fact::$variant)),+];
        }

        impl FactInfo {
            /// Every fact, in the order of reports.
            pub const ALL: [FactInfo; [$($name),+].len()] =
                [$(FactInfo { name: $name, unit: $unit, minimum: $minimum, formula: $formula }),+];
        }
    };
}

facts! {
    Words = "words", "words", "", "words of the text";
    Sentences = "sentences", "sentences", "", "sentences; a line break ends one where the next line begins anew";
    Characters = "characters", "graphemes", "", "what a reader sees as characters";
    WeightedLength = "weighted-length", "X units", "", "length as X counts it: a link is 23, a wide character or emoji 2";
    Hashtags = "hashtags", "hashtags", "", "hashtags";
    HashtagShare = "hashtag-share", "share", "a word or tag", "hashtags / (words + hashtags)";
    Mentions = "mentions", "mentions", "", "handles with @";
    Links = "links", "links", "", "web addresses";
    WordsPerLink = "words-per-link", "words", "a link", "words / links";
    Emoji = "emoji", "emoji", "", "emoji";
    EmojiRun = "emoji-run", "emoji", "", "longest run of emoji without a word between";
    EmojiDensity = "emoji-density", "share", "a word or emoji", "emoji / (words + emoji)";
    Capitals = "capitals", "share", "20 letters", "capital letters outside acronyms / letters";
    Exclamations = "exclamations", "marks", "", "exclamation marks";
    ExclamationRun = "exclamation-run", "marks", "", "longest run of ! and ?";
    MeYou = "me-you", "ratio", "25 words", "(first-person words + 1) / (second-person words + 1)";
    Calls = "calls", "calls", "5 words", "calls to action: a verb of the lexicon `cta` in imperative position";
    CallDensity = "call-density", "per 100 words", "5 words", "calls / words x 100";
    SentenceWords = "sentence-words", "words", "2 sentences", "words / sentences";
    SentenceVariation = "sentence-variation", "ratio", "2 sentences", "standard deviation of the tokens in a sentence / their mean";
    ContentWords = "content-words", "words", "", "words that are no function words";
    Numbers = "numbers", "numbers", "", "numbers, sums of money and percentages in digits";
    Questions = "questions", "marks", "", "question marks, a run of them once";
    Lines = "lines", "lines", "", "lines that are not blank";
    AskShare = "ask-share", "share", "3 sentences, English", "sentences that ask / (sentences that ask + sentences that give)";
    LexicalDiversity = "lexical-diversity", "share", "25 words", "mean share of different words in each window of 25 words";
    OneLineParagraphs = "one-line-paragraphs", "share", "3 paragraphs", "paragraphs of one line and at most one sentence / paragraphs";
    StemShare = "stem-share", "share", "20 words", "uses of the most used content word, whatever its ending / words";
    RepeatedTrigrams = "repeated-trigrams", "share", "20 words", "runs of three words that stood before / runs of three words, within sentences";
    RepeatedSentences = "repeated-sentences", "sentences", "20 words", "sentences of four words and more that stood before";
    ReadingGrade = "reading-grade", "school years, about", "30 words, English",
        "0.5 x (0.39 x words per sentence + 11.8 x syllables per word - 15.59) + 0.5 x (4 + 26 x share of rare words), from 1 to 18; below 60 words right to about two";
    ReadingBand = "reading-band", "1 easy, 2 plain, 3 hard", "30 words, English", "1 up to a grade of 7, 2 up to 10, 3 above";
    Specificity = "specificity", "share", "20 words, English", "(numbers + dates and times + names + concrete nouns + quotes) / words";
    Urgency = "urgency", "points per 50 words", "English",
        "weights of the groups of promo/urgency-pressure and promo/scarcity-claim + exclamation marks / 3 + a run of capitals; halved beside a date; below 50 words as if 50";
    Valence = "valence", "-1 to 1", "a word or emoji that leans, English", "(good - bad) / (good + bad) words and emoji; a negation before turns a word";
    Clash = "clash", "1 or 0", "a word of grief, English", "1 where cheer, an exclamation or an offer stands in one post with a word of grief";
    StockProse = "stock-prose", "points per 100 words", "40 words, English",
        "sentences with office language + sentences with machine prose + 0.5 x sentences with hype / words x 100";
    BrandEcho = "brand-echo", "names per 280 characters", "a name in [brand]", "own names, handles and tags; below 280 characters as if 280";
    HumanPerson = "human-person", "1 or 0", "8 words, English", "1 where I speaks, or somebody is named with what they do or say";
    HumanContraction = "human-contraction", "1 or 0", "8 words, English", "1 where words are drawn together as in speech";
    HumanDetail = "human-detail", "1 or 0", "20 words, English", "1 where specificity is above 0.05, the median of 502 posts";
    HumanAddress = "human-address", "1 or 0", "8 words, English", "1 where somebody is asked, or thanked by name";
    HumanSignOff = "human-sign-off", "1 or 0", "8 words, English", "1 where the last line is a name or initials after a dash, caret or greeting";
}
