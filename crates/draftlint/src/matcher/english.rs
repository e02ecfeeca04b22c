//! Words that the grammar of the phrase language rests on: numbers, units, and what tells an imperative.

use std::sync::OnceLock;

use rustc_hash::{FxBuildHasher, FxHashMap};

/// Bits of a word.
pub(crate) mod flag {
    /// A number in words.
    pub(crate) const NUMBER: u32 = 1 << 0;
    /// A multiplier after a number: hundred, million.
    pub(crate) const SCALE: u32 = 1 << 1;
    /// A unit of time.
    pub(crate) const UNIT: u32 = 1 << 2;
    pub(crate) const CURRENCY: u32 = 1 << 3;
    pub(crate) const MONTH: u32 = 1 << 4;
    pub(crate) const WEEKDAY: u32 = 1 << 5;
    /// An imperative may follow it.
    pub(crate) const OPENER: u32 = 1 << 6;
    /// After it a clause holds no imperative: subject pronouns, modals, `to`, `not`, relatives.
    pub(crate) const BLOCKER: u32 = 1 << 7;
    /// Begins a clause that ends at its comma.
    pub(crate) const LEAD: u32 = 1 << 8;
    /// A function word of English that is no word in its neighbours.
    pub(crate) const FUNCTION: u32 = 1 << 9;
    /// am, pm.
    pub(crate) const HALF_DAY: u32 = 1 << 10;
    /// noon, midnight.
    pub(crate) const CLOCK: u32 = 1 << 11;
    /// a, an.
    pub(crate) const ARTICLE: u32 = 1 << 12;
    pub(crate) const PERCENT: u32 = 1 << 13;
    /// I, we, our …
    pub(crate) const FIRST_PERSON: u32 = 1 << 14;
    /// you, your …
    pub(crate) const SECOND_PERSON: u32 = 1 << 15;
    /// `of`, as in the 4th of May.
    pub(crate) const OF: u32 = 1 << 17;
    /// Carries little meaning by itself: for counting content words.
    pub(crate) const STOP: u32 = 1 << 18;
    /// `the`, `on`, as in the date.
    pub(crate) const THE: u32 = 1 << 19;
}

/// Words by flag. A word may stand in several lists.
pub(crate) const WORDS: &[(u32, &str)] = &[
    (
        flag::NUMBER,
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen \
         eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundreds thousands millions dozens",
    ),
    (flag::SCALE, "hundred thousand million billion k grand"),
    (
        flag::UNIT,
        "second seconds sec secs minute minutes min mins hour hours hr hrs day days night nights week weeks weekend \
         weekends month months quarter quarters year years yr yrs fortnight decade decades",
    ),
    (
        flag::CURRENCY,
        "dollar dollars buck bucks euro euros pound pounds quid rupee rupees naira usd eur gbp inr cad aud cent cents \
         pence yen francs",
    ),
    (
        flag::MONTH,
        "january february march april may june july august september october november december jan feb mar apr jun \
         jul aug sep sept oct nov dec",
    ),
    (
        flag::WEEKDAY,
        "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun",
    ),
    (flag::OPENER, "please just now so and or then but kindly simply pls plz also first finally today"),
    (
        flag::BLOCKER,
        "i you he she it we they who that which what whose whom can could will would shall should may might must to \
         not never don't cannot can't won't couldn't wouldn't shouldn't i'm i'll i'd i've you'll you'd you've you're \
         we'll we'd we've we're they'll they'd they've they're he's she's it's let's did does do didn't doesn't \
         gonna wanna",
    ),
    (flag::LEAD, "if when to once whenever while after before unless because since although"),
    (
        flag::FUNCTION,
        "the and of is are was were be been being have has had with for from this that these those there their they \
         them he she his her him it's its you your we our us my i i'm what which who when where why how not but if \
         or about into over after before because would could should will can just than then too very some any more \
         most other only also been does did don't can't won't isn't aren't to at by an it",
    ),
    (flag::HALF_DAY, "am pm"),
    (flag::CLOCK, "noon midnight midday"),
    (flag::ARTICLE, "a an"),
    (flag::PERCENT, "percent"),
    (flag::OF, "of"),
    (flag::THE, "the"),
    (
        flag::FIRST_PERSON,
        "i we our ours us my mine me i'm we're i've we've i'll we'll i'd we'd myself ourselves",
    ),
    (flag::SECOND_PERSON, "you your yours you're you've you'll you'd yourself yourselves u ur"),
    (
        flag::STOP,
        "a an the and or but so if then than that this these those it its is are was were be been being am have has \
         had do does did will would can could should may might must to of in on at by for from with about into over \
         out up down off as not no i you he she we they me him her us them my your his our their who what which \
         when where why how all any some just also too very now here there please pls guys hey hi hello everyone \
         everybody i'm it's don't get got go new",
    ),
];

/// Contractions that people write without the apostrophe. Not those that are words then: well, were, its, ill,
/// shed, hell, shell, wed, id, lets.
pub(crate) const CONTRACTIONS: &[(&str, &str)] = &[
    ("dont", "don't"),
    ("cant", "can't"),
    ("wont", "won't"),
    ("isnt", "isn't"),
    ("arent", "aren't"),
    ("wasnt", "wasn't"),
    ("werent", "weren't"),
    ("hasnt", "hasn't"),
    ("havent", "haven't"),
    ("hadnt", "hadn't"),
    ("doesnt", "doesn't"),
    ("didnt", "didn't"),
    ("couldnt", "couldn't"),
    ("wouldnt", "wouldn't"),
    ("shouldnt", "shouldn't"),
    ("im", "i'm"),
    ("ive", "i've"),
    ("youre", "you're"),
    ("youve", "you've"),
    ("youll", "you'll"),
    ("weve", "we've"),
    ("theyre", "they're"),
    ("theyve", "they've"),
    ("thats", "that's"),
    ("whats", "what's"),
    ("heres", "here's"),
    ("theres", "there's"),
    ("whos", "who's"),
];

/// Month numbers by the first three letters.
pub(crate) fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let first = word.get(..3)?;
    MONTHS.iter().position(|m| *m == first).map(|i| i as i8 + 1)
}

/// Weekdays from Monday = 1, by the first three letters.
pub(crate) fn weekday(word: &str) -> Option<i8> {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let first = word.get(..3)?;
    DAYS.iter().position(|d| *d == first).map(|i| i as i8 + 1)
}

/// How often words occur in a million words of English posts, those that are not rare.
pub(super) fn frequencies() -> &'static FxHashMap<&'static str, u32> {
    static TABLE: OnceLock<FxHashMap<&'static str, u32>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let lines = include_str!("frequency.txt").lines();
        // Comments have no count.
        let words = lines.filter_map(|line| line.split_once(' '));
        let mut table = FxHashMap::with_capacity_and_hasher(2048, FxBuildHasher);
        table.extend(words.filter_map(|(word, count)| Some((word, count.parse().ok()?))));
        table
    })
}

/// How often a word occurs in a million words of English posts; rare words count as 20.
pub(crate) fn frequency(word: &str) -> u32 {
    frequencies().get(word).copied().unwrap_or(20)
}
