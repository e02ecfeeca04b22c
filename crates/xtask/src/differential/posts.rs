//! Posts that try what counting and linking can get wrong: every kind of emoji sequence, scripts and marks of
//! direction, links, handles and tags of all forms, glued together and damaged. The same seed makes the same posts.

use crate::random::SplitMix;

/// What posts are made of, picked by numbers.
pub(super) struct Numbers(SplitMix);

impl Numbers {
    pub(super) fn new(seed: u64) -> Numbers {
        Numbers(SplitMix(seed))
    }

    fn below(&mut self, end: usize) -> usize {
        self.0.below(end)
    }

    /// True in `percent` of a hundred cases.
    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    /// A word of a list that blanks part.
    fn word(&mut self, from: &'static str) -> &'static str {
        let at = self.below(from.split(' ').count());
        from.split(' ').nth(at).unwrap_or("")
    }

    fn char(&mut self, from: &str) -> char {
        let at = self.below(from.chars().count());
        from.chars().nth(at).unwrap_or(' ')
    }
}

const WORDS: &str = "\
    bees Hive we open at 10:30 don’t it's e.g. U.S. Node.js main.rs README.md 3.5 1,000 v2.0.1 AT&T \
    &amp; &#39; rock'n'roll co-op naïve Straße file_name.txt etc... a.m. RT via http https www \
    dot.com 5$ C++ C#";

const SCRIPTS: &str = "\
    日本語 蜂が帰る。 カタカナ ﾊﾝｶｸ 中文，标点 한국어 \u{1112}\u{1161}\u{11AB} العربية نحل שלום \
    नमस्ते क्षत्रिय ไทย Привет Ελλάδα ქართული 𝒳𝓎𝓏 𠮷野家 \u{1F1E}ᾳ ﬁn ½ № ① ٣٤ १२";

/// Marks that combine, letters that normalisation changes, and characters that are not seen.
const MARKS: &str = "\
    e\u{301} o\u{302}\u{301} a\u{301}\u{302}\u{303}\u{304}\u{305} \u{212B} \u{2126} \u{1E9B}\u{323} \
    \u{F900} \u{2F800} \u{344} \u{958} q\u{307}\u{323} \u{301} \u{3099} か\u{3099} \u{200E} \u{200F} \
    \u{61C} \u{202A}x\u{202C} \u{202B} \u{202E} \u{2066}y\u{2069} \u{2067} \u{200B} \u{200C} \
    \u{200D} \u{2060} \u{AD} \u{FEFF} \u{FFFE} \u{FFFD} \u{180E} \u{34F} \u{FE0F} \u{FE0E} \u{20E3} \
    \u{20E2} \u{600} \u{E0067} \u{E007F} \u{7} \u{85}";

const EMOJI: &str = "\
    😀 👩 👨 🧑 👧 🐝 ❤ ☎ © ™ ‼ ℹ ⌚ ⌛ ☀ ☺ ✈ ✊ ☝ ⛹ 🕵 🏋 👍 👯 🤝 🧒 🏴 🏳 🌈 🔥 ⚕ 🚒 💻 ♂ ♀ ⚖ 🦰 🦱 \
    ➡ ↔ ↕ 🙂 🐦 🐻 ❄ 🐕 🦺 🫱 🫲 🫨 🫩 🪉 🛘 🥲 🧌 🀄 🅰 ㊗ 〰 ⬛ 🏽 🏿 ♾ ⚧ ☠ 🍋 🟩 💋 ⭐ ☑ # 1 *";

const SEQUENCES: &str = "\
    👩‍🚒 👩🏽‍🚒 👨‍👩‍👧‍👦 👩‍❤️‍💋‍👨 👩🏽‍❤️‍👨🏻 👩‍❤‍👩 🏳️‍🌈 🏳‍🌈 🏴‍☠️ 🏳️‍⚧️ 🐕‍🦺 🐻‍❄️ \
    🧑‍🤝‍🧑 🧑🏽‍🤝‍🧑🏿 🫱🏼‍🫲🏿 ❤️‍🔥 🐦‍🔥 🐦‍⬛ 🍋‍🟩 🙂‍↔️ 🧑‍🧑‍🧒 👩‍🦽‍➡️ 🏃🏿‍♀️‍➡️ ⛓️‍💥 \
    🕵️‍♀️ 🕵🏽‍♂️ ⛹🏻‍♀️ 👯‍♂️ 🇩🇪 🇺🇸🇬🇧 🇦 🇽🇽 🇩🇪🇫 \
    🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F} \
    🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F} \
    🏴\u{E0075}\u{E0073}\u{E0074}\u{E0078}\u{E007F} 🏴\u{E0067}\u{E0062} 1️⃣ #️⃣ *️⃣ 1⃣ \
    0\u{FE0E}\u{20E3} 👍🏽 👍🏽🏿 ☝🏿 ☝️🏿 🏽 🐝🏽 👩‍🐝 🐝‍🐝 👩‍‍🚒 👩‍ ‍👩 ❤️ ❤\u{FE0E} ☎️ \
    ☎\u{FE0E} ⌚\u{FE0E} 😀\u{FE0E} 😀️ ©️ ™\u{FE0E} 🅰️ ㊗️ 👨🏽\u{FE0F} 🤼🏽‍♂️ 🏻👍 🧑‍🎄 🧙‍♂️ \
    🦸🏽‍♀️ 👁️‍🗨️ 👁‍🗨 👨‍🦰";

const LABELS: &str = "\
    bees example a x1 my-hive the_bees www münchen 日本 пример مثال xn--bcher-kva t -bad bad- bad_ 1 \
    é ｂｅｅ bee\u{200D}s bee😀 b\"ee co foo.bar de";

/// With the kinds of file that look like links, and endings that are none.
const TLDS: &str = "\
    com org net de co.uk rs md io app ai me tv museum COM Com рф みんな 中国 한국 vermögensberatung \
    xn--p1ai xn--zzzz xn-- gay zip mov music kids abarth nosuchtld jpg js c co1 comx comの com_x com- \
    example test local 1 み";

const PATHS: &str = "\
    / /hive /a/b/c /hive_(bee) /a(b(c)d)e /(a /a) /a(b)c). /() /a. /a,b, /@ana /@ana/1 /@ana/ /日本 \
    /wiki/Ünï /Привет /a:b /a;b=c /%20x /a'b /a! /~a/ /- /_ /a|b /* /a&b /#top /#!/a // /a//b /a= \
    /a+ /a[b] /a<b /a\"b /😀 /a\u{200B}b /a… /a—b /a。b /a@b /a$b /a^b /a(日)b /a(é) /a((b)";

const QUERIES: &str = "\
    ?a=b ?a=b&c=d ?q=(x) ? ?a. ?a=b! ?x[]=1 ?é=1 ?a=日本 ?a#b ?a/b ?a=b?c ?a=@b ?a|b ?= ?-";

const HANDLES: &str = "\
    @ana @ANA_b1 ＠ana @ana.example.com @ana.bsky.social @ana.b-c.de. @ana.test @ana.Com \
    @ana.nosuchtld @-a.com @.com @ana@bees.social @ana@ @@ana @ana/list @ana/my-list_1 @ana/1list \
    @ana/ünï @aaaaaaaaaaaaaaaaaaaa @aaaaaaaaaaaaaaaaaaaaa @a/bbbbbbbbbbbbbbbbbbbbbbbbb \
    @a/bbbbbbbbbbbbbbbbbbbbbbbbbb .@ana RT@ana: rt:@ana ana@example.com @ana's @ana’s @ana://x @anaé \
    @日本 @ana日本 日本@ana é@ana _@ana !@ana -@ana &@ana $@ana *@ana #@ana @ana@ana @ana-b @1 @_ @ \
    (@ana) @ana.example.com_x /@ana =@ana @ana\u{301}";

const TAGS: &str = "\
    #bees ＃蜂 #1 #1st #20_26 #_ ##bees #bees#hive #a-b #bee's #ünï #한국어 #عرب #नमस्ते #ไทย \
    #𠮷野家 #𝒳 #️⃣ #️⃣tag #bees🐝 #🐝 #bees. #bees… #bee\u{200B}s #bee\u{200C}s #bee\u{200D}s \
    #bee\u{AD}s #bees/hive &#bees /#bees x#bees é#bees 日本#bees (#bees) !#bees #bee·s #bee・s \
    #·bees #bee゠s #bees://x #beeshttp://x #e\u{301} #\u{301} #٣٤ #① #½ #Ⅷ #bees# #bees!? #$BEE \
    #bees@ana #bees\u{20E2}x # ＃ #\u{202A}bees #bee”s \
    #aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa \
    #aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa #bees؟ #bees、 #ᚠ #\u{A67E} \
    #a\u{200E}b";

const CASHTAGS: &str = "\
    $BEE $bee $BRK.A $BRK_B $BEES12 $ABCDEF $ABCDEFG US$BEE $5 $1BEE $BEE's ($BEE) $BEE, $$BEE \
    $BEE$HIVE $BEE-X $BEE.com $ $BEEé $蜂 é$BEE $BEE” $BEE’s $BRK.ABC $ABCDEF.AB $BEE/x ＄BEE \
    \u{200E}$BEE";

const SIGNS: &str = "()[]{}<>!?.,;:'\"`/\\|&%~^*+=-_@#$…—–“”‘’«»·、。「」（）：！？～＠＃＄€°×·→•";

const BLANKS: &[&str] = &[
    "\n", "\r\n", "\t", "\u{3000}", "\u{A0}", "\u{2009}", "\u{200A}", "\u{2028}", "\u{202F}", "\n\n", "  ",
    "\r", "\u{B}", "\u{1680}",
];

/// One post.
pub(super) fn post(numbers: &mut Numbers) -> String {
    let mut text = String::new();
    for _ in 0..=numbers.below(12) {
        text.push_str(&piece(numbers));
        match numbers.below(20) {
            0..=11 => text.push(' '),
            12 => text.push_str(numbers.pick(BLANKS)),
            13 | 14 => text.push(numbers.char(SIGNS)),
            _ => {}
        }
    }
    if numbers.chance(15) {
        damage(numbers, &mut text);
    }
    text
}

fn piece(numbers: &mut Numbers) -> String {
    match numbers.below(20) {
        0..=3 => numbers.word(WORDS).to_string(),
        4 | 5 => numbers.word(SCRIPTS).to_string(),
        6 => numbers.word(MARKS).to_string(),
        7 | 8 => numbers.word(SEQUENCES).to_string(),
        9 => emoji(numbers),
        10..=12 => link(numbers),
        13 | 14 => numbers.word(HANDLES).to_string(),
        15 | 16 => numbers.word(TAGS).to_string(),
        17 => numbers.word(CASHTAGS).to_string(),
        _ => (0..=numbers.below(3)).map(|_| numbers.char(SIGNS)).collect(),
    }
}

/// A chain of emoji as chance makes it, few of which anybody has drawn.
fn emoji(numbers: &mut Numbers) -> String {
    let mut chain = String::new();
    for link in 0..=numbers.below(4) {
        if link > 0 && numbers.chance(70) {
            chain.push('\u{200D}');
        }
        chain.push_str(numbers.word(EMOJI));
        match numbers.below(8) {
            0 | 1 => chain.push('\u{FE0F}'),
            2 => chain.push('\u{FE0E}'),
            3 => chain.push(numbers.pick(&['🏻', '🏼', '🏽', '🏾', '🏿'])),
            4 if numbers.chance(30) => chain.push('\u{20E3}'),
            _ => {}
        }
    }
    chain
}

fn link(numbers: &mut Numbers) -> String {
    let mut link = String::new();
    link.push_str(numbers.pick(&[
        "", "", "", "http://", "https://", "https://", "HTTP://", "Https://", "ftp://", "https:/", "//",
    ]));
    if numbers.chance(8) {
        return link
            + numbers.pick(&[
                "t.co/abc123",
                "t.co/abc123é",
                "t.co/abc-d",
                "t.co/",
                "t.co",
                "t.co/a/b?c",
                "twitter.com/ana/status/1",
                "youtu.be",
            ]);
    }
    for _ in 0..=numbers.below(2) {
        link.push_str(numbers.word(LABELS));
        link.push('.');
    }
    if numbers.chance(3) {
        let label = numbers.pick(&["a", "é", "日"]);
        link.push_str(&label.repeat(numbers.pick(&[20, 30, 57, 58, 60, 63, 64, 70])));
        link.push('.');
    }
    link.push_str(numbers.word(TLDS));
    if numbers.chance(10) {
        link.push_str(numbers.pick(&[":80", ":", ":8a", ":443"]));
    }
    if numbers.chance(50) {
        link.push_str(numbers.word(PATHS));
    }
    if numbers.chance(10) {
        link.push_str(numbers.word(PATHS));
    }
    if numbers.chance(25) {
        link.push_str(numbers.word(QUERIES));
    }
    link
}

/// Takes a character away, doubles one, or puts a foreign one in.
fn damage(numbers: &mut Numbers, text: &mut String) {
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    if places.is_empty() {
        return;
    }
    let at = numbers.pick(&places);
    match numbers.below(4) {
        0 => {
            text.remove(at);
        }
        1 => text.insert_str(at, numbers.word(MARKS)),
        2 => text.insert(at, numbers.char(SIGNS)),
        _ => {
            let other = numbers.pick(&places);
            let twice = text[other..].chars().next().unwrap_or(' ');
            text.insert(at, twice);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_posts() {
        let posts = |seed| {
            let mut numbers = Numbers::new(seed);
            (0..50).map(|_| post(&mut numbers)).collect::<Vec<_>>()
        };
        assert_eq!(posts(1), posts(1));
        assert_ne!(posts(1), posts(2));
    }
}
