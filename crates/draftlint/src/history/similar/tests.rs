use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;

/// A generator of numbers: SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }
}

/// Posts of words as frequent as in real ones, so that everyday pairs of words meet as often.
struct Writer {
    words: Vec<(&'static str, usize)>,
    random: Random,
}

impl Writer {
    fn new(seed: u64) -> Writer {
        let mut sum = 0;
        let words = include_str!("../../matcher/frequency.txt")
            .lines()
            .filter_map(|line| line.split_once(' '))
            .filter_map(|(word, count)| {
                sum += count.parse::<usize>().ok()?;
                Some((word, sum))
            })
            .collect();
        Writer { words, random: Random(seed) }
    }

    fn word(&mut self) -> &'static str {
        let at = self.random.below(self.words[self.words.len() - 1].1);
        self.words[self.words.partition_point(|(_, sum)| *sum <= at)].0
    }

    fn post(&mut self, least: usize, most: usize) -> Vec<&'static str> {
        let length = least + self.random.below(most - least + 1);
        (0..length).map(|_| self.word()).collect()
    }

    /// The post with one word replaced, added or taken out.
    fn edited(&mut self, post: &[&'static str]) -> Vec<&'static str> {
        let mut post = post.to_vec();
        let at = self.random.below(post.len());
        match self.random.below(3) {
            0 => post[at] = self.other(post[at]),
            1 => {
                let word = self.word();
                post.insert(at, word);
            }
            _ => {
                post.remove(at);
            }
        }
        post
    }

    fn other(&mut self, than: &str) -> &'static str {
        loop {
            let word = self.word();
            if word != than {
                return word;
            }
        }
    }

    /// The post with marks about it that do not count.
    fn adorned(&mut self, post: &[&'static str]) -> Vec<&'static str> {
        let mut post = post.to_vec();
        for mark in ["🎉", "https://example.com/a?b=c", "@acme", "–", "🔥🔥"] {
            if self.random.below(2) == 0 {
                let at = self.random.below(post.len() + 1);
                post.insert(at, mark);
            }
        }
        post
    }
}

fn words(text: &str) -> Words {
    Words::new(text.split_whitespace())
}

fn index_of(texts: &[Words]) -> Index {
    Index::new((0..).zip(texts.iter().map(Words::signature)))
}

fn exact(texts: &[Words]) -> impl Fn(u32, u32) -> f64 {
    |a, b| texts[a as usize].similarity(&texts[b as usize])
}

#[test]
fn marks_case_links_and_mentions_do_not_count() {
    let plain = words("we open at 9 on monday don't miss the free tour");
    let adorned = words(
        "@acme We OPEN at 9 – on #Monday! 🎉 Don’t miss (the) *free* tour… https://a.example/x www.b.example",
    );
    assert_eq!(plain, adorned);
    assert_eq!(plain.hashes.len(), 11);
    assert_ne!(plain, words("we open at 8 on monday don't miss the free tour"));
}

#[test]
fn a_block_of_tags_is_not_part_of_what_is_said() {
    let read = |raw: &str| {
        let mut text = Text::default();
        crate::document::read(raw, &mut text);
        Words::new(words_of(&text))
    };
    let plain = read("The #harbour opens at 9 on 3 May, and the tour is free");
    assert_eq!(plain.hashes.len(), 13);
    let adorned = "🎉 The #Harbour opens at 9 on 3 May, and the tour is free! @acme https://a.example\n\n#summer #boats #free";
    assert_eq!(plain, read(adorned));
    assert_ne!(plain, read("The #museum opens at 9 on 3 May, and the tour is free"));
}

#[test]
fn edits_are_weighed_by_their_share() {
    let post = "our shop on mill street opens an hour later this friday morning";
    for (other, expected) in [
        ("our shop on mill street opens an hour earlier this friday morning", 22.0 / 24.0),
        ("our shop on mill street opens an hour later this very friday morning", 24.0 / 25.0),
        ("our shop on mill street opens an hour later this friday", 22.0 / 23.0),
        ("our shop on park street opens an hour earlier this friday morning", 20.0 / 24.0),
        ("nothing of the sort was ever said here before today by anyone", 0.0),
    ] {
        let (a, b) = (words(post), words(other));
        assert!((a.similarity(&b) - expected).abs() < 1e-9, "{other}: {}", a.similarity(&b));
        assert!((a.similarity(&b) - b.similarity(&a)).abs() < 1e-9);
    }
}

#[test]
fn moved_paragraphs_are_the_same_post() {
    let (a, b) = (Writer::new(1).post(30, 30).join(" "), Writer::new(2).post(30, 30).join(" "));
    let similarity = words(&format!("{a} {b}")).similarity(&words(&format!("{b} {a}")));
    assert!(similarity > 0.9, "{similarity}");
}

#[test]
fn short_texts_are_equal_or_nothing_alike() {
    assert!((words("Thank you so much").similarity(&words("thank you so much!")) - 1.0).abs() < 1e-9);
    assert!(words("a b c d e f g").similarity(&words("a b c d e f h")) < 1e-9);
    assert!(words("🎉").similarity(&words("🎉 https://a.example")) < 1e-9);
}

#[test]
fn nothing_comes_of_nothing() {
    let empty = Index::new([]);
    assert!(empty.pairs(ALIKE, |_, _| 1.0).is_empty());
    assert!(empty.groups(ALIKE, |_, _| 1.0).is_empty());
    assert_eq!(empty.latest_before(3, 0, ALIKE, |_, _| 1.0), None);
    let blank = index_of(&[words(""), words("🎉"), words("one"), words("")]);
    assert!(blank.pairs(ALIKE, |_, _| 1.0).is_empty());
}

#[test]
fn a_post_takes_little_memory() {
    let size = size_of::<Post>() + size_of::<[u32; BANDS]>() + size_of::<u32>();
    assert!(size <= 160, "{size}");
}

/// The definition, cell by cell.
fn plain_common(a: &[u64], b: &[u64]) -> usize {
    let mut row = vec![0; b.len() + 1];
    for x in a {
        let mut corner = 0;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if x == y { corner + 1 } else { above.max(row[j]) };
            corner = above;
        }
    }
    row[b.len()]
}

proptest! {
    #[test]
    fn the_order_counts_as_the_definition_does(
        a in prop::collection::vec(0_u64..7, 0..200),
        b in prop::collection::vec(0_u64..7, 0..200),
    ) {
        prop_assert_eq!(common_in_order(&a, &b), plain_common(&a, &b));
    }

    #[test]
    fn runs_count_as_the_definition_does(
        a in prop::collection::vec(0_u64..4, 3..40),
        b in prop::collection::vec(0_u64..4, 3..40),
    ) {
        let runs = |words: &[u64]| words.windows(3).map(<[u64]>::to_vec).collect::<BTreeSet<_>>();
        let (x, y) = (runs(&a), runs(&b));
        let expected = x.intersection(&y).count() as f64 / x.union(&y).count() as f64;
        prop_assert!((common_runs(&a, &b) - expected).abs() < 1e-9);
    }

    /// Posts of few different words, many of them equal or nearly.
    #[test]
    fn what_is_said_is_true_and_equals_are_always_found(
        posts in prop::collection::vec(prop::collection::vec("[a-c]|[A-C]🎉?|@x", 0..12), 0..60),
        shuffle in any::<u64>(),
        since in 0_u32..60,
    ) {
        let texts: Vec<Words> = posts.iter().map(|p| Words::new(p.iter().map(String::as_str))).collect();
        let index = index_of(&texts);
        let pairs = index.pairs(ALIKE, exact(&texts));
        for pair in &pairs {
            prop_assert!(pair.earlier < pair.later);
            let similarity = exact(&texts)(pair.earlier, pair.later);
            prop_assert!(similarity >= ALIKE && (similarity - pair.similarity).abs() < 1e-9);
        }
        let groups = index.groups(ALIKE, exact(&texts));
        let group: BTreeMap<u32, usize> =
            groups.iter().enumerate().flat_map(|(i, g)| g.iter().map(move |o| (*o, i))).collect();
        for pair in &pairs {
            prop_assert_eq!(group[&pair.earlier], group[&pair.later]);
        }
        for (later, text) in texts.iter().enumerate() {
            let twin = (0..later).rev().find(|earlier| texts[*earlier] == *text && !text.hashes.is_empty());
            let later = later as u32;
            if let Some(twin) = twin.map(|twin| twin as u32) {
                prop_assert!(pairs.iter().any(|p| (p.earlier, p.later) == (twin, later)));
                prop_assert_eq!(group[&twin], group[&later]);
            }
            let found = index.latest_before(later, since, ALIKE, exact(&texts));
            if let Some(twin) = twin.filter(|twin| *twin >= since as usize) {
                prop_assert_eq!(found, Some(Pair { earlier: twin as u32, later, similarity: 1.0 }));
            }
            if let Some(found) = found {
                prop_assert!(found.earlier >= since && found.earlier < later && found.later == later);
                prop_assert!((exact(&texts)(found.earlier, later) - found.similarity).abs() < 1e-9);
                prop_assert!(found.similarity >= ALIKE);
            }
        }
        let mut shuffled: Vec<(u32, Signature)> = (0..).zip(texts.iter().map(Words::signature)).collect();
        let mut random = Random(shuffle);
        for i in (1..shuffled.len()).rev() {
            shuffled.swap(i, random.below(i + 1));
        }
        let other = Index::new(shuffled);
        prop_assert_eq!(other.pairs(ALIKE, exact(&texts)), pairs);
        prop_assert_eq!(other.groups(ALIKE, exact(&texts)), groups);
    }
}

/// Posts and an edit of each, far from each other, plain ones and adorned ones; the share of edits found.
fn recall(posts: usize, least: usize, most: usize, edits: usize) -> f64 {
    let mut writer = Writer::new(7);
    let originals: Vec<_> = (0..posts).map(|_| writer.post(least, most)).collect();
    let mut texts: Vec<Words> = originals.iter().map(|post| Words::new(post.iter().copied())).collect();
    for post in &originals {
        let mut edited = writer.edited(post);
        for _ in 1..edits {
            edited = writer.edited(&edited);
        }
        if writer.random.below(2) == 0 {
            edited = writer.adorned(&edited);
        }
        texts.push(Words::new(edited));
    }
    let index = index_of(&texts);
    let alike = |place: usize| texts[place].similarity(&texts[place + posts]) >= ALIKE;
    let due = (0..posts).filter(|place| alike(*place)).count();
    let found = index
        .pairs(ALIKE, exact(&texts))
        .iter()
        .filter(|pair| pair.later - pair.earlier == posts as u32)
        .count();
    assert!(edits > 1 || due == posts, "one edit is always within the limit");
    found as f64 / due as f64
}

#[test]
fn an_edit_of_one_word_is_found() {
    for (least, most) in [(12, 40), (12, 12)] {
        let found = recall(20_000, least, most, 1);
        assert!(found >= 0.99, "{least} to {most} words: {found}");
    }
}

/// Comparisons for the groups and the pairs of posts, and chain links looked at.
fn effort(texts: &[Words]) -> (usize, usize, usize) {
    let index = index_of(texts);
    let (mut grouping, mut pairing, mut met) = (0, 0, Vec::new());
    index.groups(ALIKE, |a, b| {
        grouping += 1;
        exact(texts)(a, b)
    });
    index.pairs(ALIKE, |a, b| {
        pairing += 1;
        exact(texts)(a, b)
    });
    let mut links = 0;
    for place in index.places() {
        index.meet(place, 0, &mut met);
        links += met.len();
    }
    (grouping, pairing, links)
}

#[test]
fn floods_take_linear_time() {
    const N: usize = 50_000;
    let equal = vec![words("the very same offer for you and all your friends again today"); N];
    assert_eq!(effort(&equal), (0, 0, 0));
    assert_eq!(index_of(&equal).groups(ALIKE, exact(&equal)).len(), 1);

    let counted: Vec<Words> = (0..N)
        .map(|n| words(&format!("daily forecast number {n} for the coast and the hills near our town")))
        .collect();
    let (grouping, pairing, links) = effort(&counted);
    assert!(grouping < 2 * N, "{grouping}");
    assert!(pairing <= COMPARED * N && links <= BANDS * STEPS * N, "{pairing} {links}");
    let groups = index_of(&counted).groups(ALIKE, exact(&counted));
    assert_eq!(groups.len(), 1);
    assert_eq!(groups[0].len(), N);

    // Two floods that take turns, and between them a post and its edit.
    let mut mixed = Vec::new();
    for n in 0..N {
        mixed.push(if n % 2 == 0 { equal[0].clone() } else { counted[n].clone() });
    }
    mixed[10] = words("the very same offer for you and all my family since last week");
    mixed[N - 10] = words("the very same offer for you and all my family since last month");
    let (grouping, pairing, links) = effort(&mixed);
    assert!(grouping < 2 * N, "{grouping}");
    assert!(pairing <= COMPARED * N && links <= BANDS * STEPS * N, "{pairing} {links}");
    let found = index_of(&mixed).latest_before(N as u32 - 10, 0, ALIKE, exact(&mixed));
    assert_eq!(found.map(|pair| pair.earlier), Some(10));
}

#[test]
fn a_window_leaves_out_what_is_too_old() {
    let texts: Vec<Words> = [
        "our shop on mill street opens an hour later this friday morning",
        "our shop on mill street opens an hour later this monday morning",
        "something else that was written by somebody in another place and time",
        "our shop on mill street opens an hour later this sunday morning",
        "our shop on mill street opens an hour later this friday morning",
    ]
    .map(words)
    .into();
    let index = index_of(&texts);
    let before =
        |ordinal, since| index.latest_before(ordinal, since, ALIKE, exact(&texts)).map(|pair| pair.earlier);
    assert_eq!(before(4, 0), Some(0));
    assert_eq!(before(4, 1), Some(3));
    assert_eq!(before(3, 0), Some(1));
    assert_eq!(before(3, 2), None);
    assert_eq!(before(0, 0), None);
    assert_eq!(before(9, 0), None);
    assert_eq!(index.groups(ALIKE, exact(&texts)), [[0, 1, 3, 4]]);
}
