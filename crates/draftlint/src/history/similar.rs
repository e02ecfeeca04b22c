//! Posts that repeat others, word for word or nearly.
//!
//! Two measures are at work. A [`Signature`] of fixed size estimates how many pairs of neighbouring words two
//! texts share; an [`Index`] uses it to bring together posts that could be alike, in time linear in their number.
//! [`Words::similarity`] is exact, and decides about each pair that is reported.
//!
//! # The exact measure
//!
//! Twice the words that two texts share in the same order, divided by the words of both. It is the measure of an
//! edit: one word of twelve replaced leaves 22/24 = 0.92, wherever it stands. Runs of three words, the usual measure,
//! punish a short post for one edit: in the middle of twelve words it destroys three of ten runs, and 7/13 = 0.54 is
//! left, as little as of a long text half of which was written anew. A limit that finds the one finds the other too.
//!
//! A text whose paragraphs were moved about keeps its runs and loses its order. Hence the share of common runs of
//! three words (Jaccard's) counts where it is the greater, and alone where a text is so long that order would be
//! dear: an edit costs a long text few of its runs.

use crate::document::{Text, class};
use crate::facts::{hash, mix};

/// A text of fewer words is equal to another or nothing like it: short greetings and thanks resemble each other.
pub(crate) const LEAST_WORDS: usize = 8;
/// From here on, a pair of posts is the same post again: one word of eight may be another, two of twelve, eight of
/// forty.
pub(crate) const ALIKE: f64 = 0.8;
/// Longer texts are compared by runs of words alone.
const LONG: usize = 2_048;

/// A text as it is compared: a hash of each word in its order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Words {
    hashes: Vec<u64>,
}

impl Words {
    /// The words of a text. Links and mentions are left out, and so is all that has no letter and no digit: emoji,
    /// dashes; marks around a word do not count, nor its case.
    pub(crate) fn new<'w>(words: impl IntoIterator<Item = &'w str>) -> Words {
        let mut read = Words::default();
        read.read(words);
        read
    }

    /// Reads another text with the memory of this one.
    pub(crate) fn read<'w>(&mut self, words: impl IntoIterator<Item = &'w str>) {
        self.hashes.clear();
        self.hashes.extend(words.into_iter().filter_map(word));
    }

    /// How alike two texts are, from 0 to 1; texts without words are like nothing.
    pub(crate) fn similarity(&self, other: &Words) -> f64 {
        let (a, b) = (&*self.hashes, &*other.hashes);
        if a == b {
            return f64::from(u8::from(!a.is_empty()));
        }
        if a.len().min(b.len()) < LEAST_WORDS {
            return 0.0;
        }
        let runs = common_runs(a, b);
        if a.len().max(b.len()) > LONG {
            return runs;
        }
        let in_order = 2.0 * common_in_order(a, b) as f64 / (a.len() + b.len()) as f64;
        in_order.max(runs)
    }

    /// What an index holds of the text.
    pub(crate) fn signature(&self) -> Signature {
        let whole = self.hashes.iter().fold(self.hashes.len() as u64, |all, word| mix(all, *word));
        let words = u32::try_from(self.hashes.len()).unwrap_or(u32::MAX);
        // One permutation: a pair falls into one of the bins by its first bits, and the least of a bin stands for it.
        let mut least = [u64::MAX; BINS];
        for pair in self.hashes.windows(2) {
            let pair = mix(pair[0], pair[1]);
            let bin = &mut least[(pair >> (64 - BINS.ilog2())) as usize];
            *bin = pair.min(*bin);
        }
        // An empty bin borrows from another, each asking the others in an order of its own: as all texts ask in the
        // same order, two that are alike borrow alike.
        let filled = |bin: &u8| least[usize::from(*bin)] != u64::MAX;
        let bins = std::array::from_fn(|bin| {
            let from = LENDERS[bin].iter().find(|lender| filled(lender)).copied().unwrap_or(0);
            least[usize::from(from)] as u16
        });
        Signature { whole, words, bins }
    }
}

/// The words of a text that was read, for [`Words`]. A tag in a sentence is a word of it; a block of tags is not part
/// of what is said, and is the same below most posts of some accounts.
pub(crate) fn words_of(text: &Text) -> impl Iterator<Item = &str> {
    let left_out = class::LINK | class::MENTION | class::EMAIL | class::EMOJI | class::TAG_BLOCK;
    text.tokens.iter().filter(move |token| !token.is(left_out)).map(|token| text.word(token))
}

/// The hash of a word; `None` for what is none.
fn word(raw: &str) -> Option<u64> {
    if raw.starts_with('@') || raw.contains("://") || raw.starts_with("www.") {
        return None;
    }
    let bare = raw.trim_matches(|c: char| !c.is_alphanumeric());
    if bare.is_empty() {
        return None;
    }
    let plain = bare.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase());
    Some(if plain {
        hash(bare.as_bytes(), 0)
    } else {
        hash(bare.to_lowercase().replace('’', "'").as_bytes(), 0)
    })
}

/// The share of the different runs of three words that stand in both texts.
fn common_runs(a: &[u64], b: &[u64]) -> f64 {
    let runs = |words: &[u64]| {
        let mut runs: Vec<u64> = words.windows(3).map(|w| mix(mix(w[0], w[1]), w[2])).collect();
        runs.sort_unstable();
        runs.dedup();
        runs
    };
    let (a, b) = (runs(a), runs(b));
    let mut rest = b.iter().peekable();
    let both = a
        .iter()
        .filter(|run| {
            while rest.next_if(|other| other < run).is_some() {}
            rest.next_if_eq(run).is_some()
        })
        .count();
    both as f64 / (a.len() + b.len() - both).max(1) as f64
}

/// The length of the longest common subsequence: 64 words of `a` at a time, as bits of which the cleared ones count.
fn common_in_order(mut a: &[u64], mut b: &[u64]) -> usize {
    // Most pairs differ in one place.
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    (a, b) = (&a[..a.len() - end], &b[..b.len() - end]);
    if a.is_empty() || b.is_empty() {
        return start + end;
    }
    let mut known = a.to_vec();
    known.sort_unstable();
    known.dedup();
    // Where each word stands, so that a word said a thousand times costs no more than another.
    let blocks = a.len().div_ceil(64);
    let mut places = vec![0_u64; known.len() * blocks];
    for (place, word) in a.iter().enumerate() {
        if let Ok(word) = known.binary_search(word) {
            places[word * blocks + place / 64] |= 1 << (place % 64);
        }
    }
    let mut row = vec![u64::MAX; blocks];
    for word in b {
        let Ok(word) = known.binary_search(word) else { continue };
        let mut carry = false;
        for (bits, here) in row.iter_mut().zip(&places[word * blocks..]) {
            let (sum, over) = bits.overflowing_add(*bits & here);
            let (sum, more) = sum.overflowing_add(u64::from(carry));
            carry = over || more;
            *bits = sum | (*bits & !here);
        }
    }
    start + end + row.iter().map(|bits| bits.count_zeros() as usize).sum::<usize>()
}

/// The least hashes of a signature.
const BINS: usize = 32;
/// Pairs of bins in which two posts agree when they meet. Two bins at once keep posts apart that share one everyday
/// pair of words; sixteen chances bring a post of twelve words together with itself after an edit.
const BANDS: usize = BINS / 2;

/// For each bin, all bins in an order of its own, itself first.
const LENDERS: [[u8; BINS]; BINS] = {
    let mut lenders = [[0; BINS]; BINS];
    let mut state = 0x6C69_6B65_6E65_7373_u64;
    let mut bin = 0;
    while bin < BINS {
        let mut i = 0;
        while i < BINS {
            lenders[bin][i] = i as u8;
            i += 1;
        }
        lenders[bin].swap(0, bin);
        let mut i = BINS - 1;
        while i > 1 {
            // Xorshift: any generator will do, as long as it stays the same.
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            lenders[bin].swap(i, 1 + (state >> 33) as usize % i);
            i -= 1;
        }
        bin += 1;
    }
    lenders
};

/// What an index holds of a text, in 80 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Signature {
    /// A hash of all words.
    whole: u64,
    words: u32,
    /// Of the pairs of neighbouring words in a bin, 16 bits of the least hash.
    bins: [u16; BINS],
}

impl Signature {
    /// The words of the text.
    pub(crate) fn words(&self) -> u32 {
        self.words
    }

    /// Bins in which two texts agree: about the share of pairs of words that they have in common.
    fn agreement(&self, other: &Signature) -> usize {
        self.bins.iter().zip(&other.bins).filter(|(a, b)| a == b).count()
    }

    /// Whether it is worth while to compare the texts word for word.
    pub(crate) fn could_be(&self, other: &Signature) -> bool {
        self.whole == other.whole || self.agreement(other) >= AGREEING
    }

    fn band(&self, band: usize) -> u32 {
        u32::from(self.bins[band]) << 16 | u32::from(self.bins[band + BANDS])
    }
}

/// A post that repeats an earlier one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Pair {
    pub(crate) earlier: u32,
    pub(crate) later: u32,
    pub(crate) similarity: f64,
}

/// Which of many posts could repeat which. Posts are named by their ordinals, which say what came first.
///
/// Each post is chained to the post before it in every band in which they agree, and to the one before it with the
/// same words. From a post, only so many links of a chain are followed, and only so many texts are compared: a flood
/// of equal posts takes as long as any other posts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Index {
    /// In the order of their ordinals; all links below are places herein.
    posts: Vec<Post>,
    chains: Vec<[u32; BANDS]>,
    twins: Vec<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Post {
    ordinal: u32,
    signature: Signature,
}

/// The end of a chain.
const NONE: u32 = u32::MAX;
/// Links of a chain that are followed from a post: latest first, as a repeat follows soon, and a crowded chain is
/// one of everyday words.
const STEPS: usize = 8;
/// Bins in which posts must agree to be compared. Chance and everyday words make two or three.
const AGREEING: usize = 5;
/// Texts that a post is compared with at most, those of the greatest agreement first.
const COMPARED: usize = 16;

impl Index {
    /// An index of posts, each with an ordinal that no other has, in any order. Of posts that share an ordinal one
    /// is taken.
    pub(crate) fn new(posts: impl IntoIterator<Item = (u32, Signature)>) -> Index {
        let mut posts: Vec<Post> =
            posts.into_iter().map(|(ordinal, signature)| Post { ordinal, signature }).collect();
        posts.sort_unstable();
        posts.dedup_by_key(|post| post.ordinal);
        let mut index =
            Index { chains: vec![[NONE; BANDS]; posts.len()], twins: vec![NONE; posts.len()], posts };
        let mut twins: Vec<(u64, u32)> = index
            .places()
            .filter(|place| index.signature(*place).words > 0)
            .map(|place| (index.signature(place).whole, place))
            .collect();
        twins.sort_unstable();
        for two in twins.windows(2).filter(|two| two[0].0 == two[1].0) {
            index.twins[two[1].1 as usize] = two[0].1;
        }
        drop(twins);
        let mut order: Vec<u64> = Vec::with_capacity(index.posts.len());
        for band in 0..BANDS {
            order.clear();
            order.extend(
                index
                    .places()
                    .filter(|place| index.signature(*place).words as usize >= LEAST_WORDS)
                    .map(|place| u64::from(index.signature(place).band(band)) << 32 | u64::from(place)),
            );
            order.sort_unstable();
            for two in order.windows(2).filter(|two| two[0] >> 32 == two[1] >> 32) {
                let (earlier, later) = (two[0] as u32, two[1] as u32);
                // A chain passes over equal posts in a row: they would use up the steps and say one thing.
                let equal = index.signature(earlier).whole == index.signature(later).whole;
                index.chains[later as usize][band] =
                    if equal { index.chains[earlier as usize][band] } else { earlier };
            }
        }
        index
    }

    /// Every post with those earlier ones that it repeats, as far as they were compared: an equal one, and up to
    /// sixteen similar ones. `similarity` is asked for the exact likeness of two posts by their ordinals.
    pub(crate) fn pairs(&self, least: f64, mut similarity: impl FnMut(u32, u32) -> f64) -> Vec<Pair> {
        let mut pairs = Vec::new();
        let mut met = Vec::new();
        for place in self.places() {
            let later = self.ordinal(place);
            if let Some(earlier) = self.twin(place) {
                pairs.push(Pair { earlier: self.ordinal(earlier), later, similarity: 1.0 });
            }
            self.candidates(place, 0, &mut met);
            for (_, earlier) in &met {
                let earlier = self.ordinal(*earlier);
                let similarity = similarity(earlier, later);
                if similarity >= least {
                    pairs.push(Pair { earlier, later, similarity });
                }
            }
        }
        pairs
    }

    /// Posts that repeat each other, directly or through others: groups of two and more, each in the order of the
    /// ordinals, and the groups in the order of their first.
    pub(crate) fn groups(&self, least: f64, mut similarity: impl FnMut(u32, u32) -> f64) -> Vec<Vec<u32>> {
        let mut union = Union((0..self.posts.len() as u32).collect());
        let mut met = Vec::new();
        for place in self.places() {
            if let Some(earlier) = self.twin(place) {
                union.join(earlier, place);
            }
            self.candidates(place, 0, &mut met);
            for (_, earlier) in &met {
                if union.first(*earlier) != union.first(place)
                    && similarity(self.ordinal(*earlier), self.ordinal(place)) >= least
                {
                    union.join(*earlier, place);
                }
            }
        }
        let mut by_first: Vec<(u32, u32)> = self.places().map(|place| (union.first(place), place)).collect();
        by_first.sort_unstable();
        by_first
            .chunk_by(|a, b| a.0 == b.0)
            .filter(|group| group.len() > 1)
            .map(|group| group.iter().map(|(_, place)| self.ordinal(*place)).collect())
            .collect()
    }

    /// Of the posts from `since` up to a post, the one that it repeats most; the latest of several. A window in time
    /// is one in ordinals too, as these follow time.
    pub(crate) fn latest_before(
        &self,
        ordinal: u32,
        since: u32,
        least: f64,
        mut similarity: impl FnMut(u32, u32) -> f64,
    ) -> Option<Pair> {
        let place = self.posts.binary_search_by_key(&ordinal, |post| post.ordinal).ok()? as u32;
        let since = self.posts.partition_point(|post| post.ordinal < since) as u32;
        if let Some(earlier) = self.twin(place).filter(|earlier| *earlier >= since) {
            return Some(Pair { earlier: self.ordinal(earlier), later: ordinal, similarity: 1.0 });
        }
        let mut met = Vec::new();
        self.candidates(place, since, &mut met);
        let mut best: Option<Pair> = None;
        for (_, earlier) in met {
            let earlier = self.ordinal(earlier);
            let similarity = similarity(earlier, ordinal);
            let better = best.is_none_or(|b| (similarity, earlier) > (b.similarity, b.earlier));
            if similarity >= least && better {
                best = Some(Pair { earlier, later: ordinal, similarity });
            }
        }
        best
    }

    fn places(&self) -> std::ops::Range<u32> {
        0..self.posts.len() as u32
    }

    fn ordinal(&self, place: u32) -> u32 {
        self.posts[place as usize].ordinal
    }

    fn signature(&self, place: u32) -> &Signature {
        &self.posts[place as usize].signature
    }

    /// The latest earlier post of the same words.
    fn twin(&self, place: u32) -> Option<u32> {
        Some(self.twins[place as usize]).filter(|twin| *twin != NONE)
    }

    /// The earlier posts that a post is worth comparing with, from a place on, each with its agreement: the greatest
    /// first, then the latest.
    fn candidates(&self, place: u32, since: u32, met: &mut Vec<(usize, u32)>) {
        self.meet(place, since, met);
        let own = self.signature(place);
        met.retain_mut(|(agreement, earlier)| {
            let other = self.signature(*earlier);
            *agreement = own.agreement(other);
            *agreement >= AGREEING && own.whole != other.whole
        });
        met.sort_unstable_by(|a, b| b.cmp(a));
        met.truncate(COMPARED);
    }

    /// The posts within reach on the chains of a post.
    fn meet(&self, place: u32, since: u32, met: &mut Vec<(usize, u32)>) {
        met.clear();
        for band in 0..BANDS {
            let mut at = self.chains[place as usize][band];
            for _ in 0..STEPS {
                if at == NONE || at < since {
                    break;
                }
                met.push((0, at));
                at = self.chains[at as usize][band];
            }
        }
        met.sort_unstable();
        met.dedup();
    }
}

/// Sets of places, each known by its first.
struct Union(Vec<u32>);

impl Union {
    fn first(&mut self, mut place: u32) -> u32 {
        while self.0[place as usize] != place {
            let above = self.0[self.0[place as usize] as usize];
            self.0[place as usize] = above;
            place = above;
        }
        place
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.first(a), self.first(b));
        self.0[a.max(b) as usize] = a.min(b);
    }
}

#[cfg(test)]
mod tests;
