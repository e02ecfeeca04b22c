//! The words that phrases, lexicons and the grammar know, and what each one leads to.

use super::english;

/// A word's number. 0 is every word that is not known.
pub(crate) type WordId = u32;

/// The word that is not known.
pub(crate) const UNKNOWN: WordId = 0;

/// All known words, found by their first sixteen bytes.
#[derive(Debug, Clone)]
pub(crate) struct Vocabulary {
    /// All words, one behind the other, and where each ends.
    texts: String,
    ends: Vec<u32>,
    /// Bits of `flag` for each word.
    flags: Vec<u32>,
    /// The lexicons of all words, those of a word sorted, and where those of each word end.
    lexicons: Vec<u32>,
    lexicon_ends: Vec<u32>,
    table: Table,
    /// Words by their skeleton, in which digits and signs that stand for letters are those letters.
    skeletons: Table,
}

/// The first sixteen bytes of a word, then zeros: the whole word where it is shorter.
type Key = [u64; 2];

/// As many bytes as a key holds.
const KEY: usize = size_of::<Key>();

/// A table of open addressing.
#[derive(Debug, Clone)]
struct Table {
    slots: Vec<Slot>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    key: Key,
    id: WordId,
}

impl Table {
    fn new(least: usize) -> Table {
        Table { slots: vec![Slot::default(); least.max(2).next_power_of_two()] }
    }

    /// The slot that holds a word of `len` bytes, or else the free one where it belongs. `is` tells whether a number
    /// is that of the word, where the key alone does not.
    #[inline]
    fn find(&self, key: Key, len: usize, is: impl Fn(WordId) -> bool) -> usize {
        let folded = key[0] ^ key[1].rotate_left(29) ^ (len as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        // The upper bits of a product depend on all bits of its factors.
        let bits = self.slots.len().ilog2();
        let mut at = (folded.wrapping_mul(0xD6E8_FEB8_6659_FD93) >> (64 - bits)) as usize;
        loop {
            let slot = &self.slots[at];
            if slot.id == UNKNOWN || (slot.key == key && (len < KEY || is(slot.id))) {
                return at;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }
}

const MASKS: [u128; KEY + 1] = {
    let mut masks = [0; KEY + 1];
    let mut i = 1;
    while i <= KEY {
        masks[i] = if i == KEY { u128::MAX } else { (1 << (i * 8)) - 1 };
        i += 1;
    }
    masks
};

/// The key of `len` bytes of `buffer`, which holds at least sixteen bytes after `start`.
fn load(buffer: &[u8], start: usize, len: usize) -> Key {
    let bytes: [u8; KEY] = buffer[start..start + KEY].try_into().unwrap_or([0; KEY]);
    let key = u128::from_le_bytes(bytes) & MASKS[len.min(KEY)];
    [key as u64, (key >> 64) as u64]
}

/// The key of a word that nothing needs to follow.
fn key_of(word: &[u8]) -> Key {
    let (low, high) = word.split_at(word.len().min(8));
    [first_eight(low), first_eight(high)]
}

fn first_eight(bytes: &[u8]) -> u64 {
    if let Some(all) = bytes.first_chunk() {
        return u64::from_le_bytes(*all);
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        return u64::from(first) | u64::from(last) << (8 * (bytes.len() - 4));
    }
    bytes.iter().rev().fold(0, |key, byte| key << 8 | u64::from(*byte))
}

impl Vocabulary {
    /// The words of the grammar, and no others.
    pub(crate) fn new() -> Vocabulary {
        let mut vocabulary = Vocabulary {
            texts: String::new(),
            ends: vec![0],
            flags: vec![0],
            lexicons: Vec::new(),
            lexicon_ends: Vec::new(),
            table: Table::new(4096),
            skeletons: Table::new(0),
        };
        for (bits, list) in english::WORDS {
            for word in list.split_ascii_whitespace() {
                let id = vocabulary.add(word);
                vocabulary.flags[id as usize] |= bits;
            }
        }
        vocabulary
    }

    /// The number of a word, adding it where it is new. Listed contractions without apostrophe are the same word.
    pub(crate) fn add(&mut self, word: &str) -> WordId {
        let (key, slot) = self.slot_of(word);
        match self.table.slots[slot].id {
            UNKNOWN => self.add_new(word, key, slot),
            known => known,
        }
    }

    #[cold]
    fn add_new(&mut self, word: &str, key: Key, slot: usize) -> WordId {
        if let Some((_, full)) = english::CONTRACTIONS.iter().find(|(bare, _)| *bare == word) {
            return self.add(full);
        }
        let id = self.ends.len() as WordId;
        self.texts.push_str(word);
        self.ends.push(self.texts.len() as u32);
        self.flags.push(0);
        self.table.slots[slot] = Slot { key, id };
        if self.ends.len() * 3 > self.table.slots.len() {
            self.grow();
        }
        id
    }

    #[inline]
    fn slot_of(&self, word: &str) -> (Key, usize) {
        let key = key_of(word.as_bytes());
        (key, self.table.find(key, word.len(), |id| self.text(id) == word))
    }

    fn grow(&mut self) {
        self.table = Table::new(self.table.slots.len() * 2);
        for id in self.ids().skip(1) {
            let (key, slot) = self.slot_of(self.text(id));
            self.table.slots[slot] = Slot { key, id };
        }
    }

    /// Completes the tables, after the last word was added. `members` are the words of lexicons, each with the number
    /// of its lexicon.
    pub(crate) fn seal(&mut self, mut members: Vec<(WordId, u32)>) {
        members.sort_unstable();
        members.dedup();
        self.lexicons = members.iter().map(|(_, lexicon)| *lexicon).collect();
        let mut end = 0;
        let ends = self.ids().map(|id| {
            end += members[end..].iter().take_while(|(word, _)| *word == id).count();
            end as u32
        });
        self.lexicon_ends = ends.collect();
        for (bare, full) in english::CONTRACTIONS {
            let id = self.table.slots[self.slot_of(full).1].id;
            if id != UNKNOWN {
                let (key, slot) = self.slot_of(bare);
                self.table.slots[slot] = Slot { key, id };
            }
        }
        self.skeletons = self.skeletons();
    }

    /// Of words of one skeleton, the first one counts.
    fn skeletons(&self) -> Table {
        let mut table = Table::new(self.ends.len() * 2);
        let words = self.ids().skip(1).map(|id| (self.text(id), id));
        let bare =
            english::CONTRACTIONS.iter().map(|(bare, _)| (*bare, self.table.slots[self.slot_of(bare).1].id));
        for (word, id) in words.chain(bare) {
            if id != UNKNOWN && word.len() >= 2 && word.is_ascii() {
                let (key, slot) = self.slot_of_skeleton(&table, word.as_bytes());
                if table.slots[slot].id == UNKNOWN {
                    table.slots[slot] = Slot { key, id };
                }
            }
        }
        table
    }

    fn slot_of_skeleton(&self, table: &Table, word: &[u8]) -> (Key, usize) {
        let mut bytes = [0; KEY];
        bytes.iter_mut().zip(word).for_each(|(to, from)| *to = letter(*from));
        let key = load(&bytes, 0, KEY);
        let same = |id| self.text(id).bytes().map(letter).eq(word.iter().map(|b| letter(*b)));
        (key, table.find(key, word.len(), same))
    }

    /// Looks up `len` bytes of `buffer` at `start`; sixteen more bytes must follow them.
    pub(crate) fn find(&self, buffer: &[u8], start: usize, len: usize) -> WordId {
        let same = |id| self.text(id).as_bytes() == &buffer[start..start + len];
        self.table.slots[self.table.find(load(buffer, start, len), len, same)].id
    }

    /// Looks up a word whose letters may be replaced by digits: `fr33`.
    pub(crate) fn find_skeleton(&self, key: &[u8]) -> WordId {
        self.skeletons.slots[self.slot_of_skeleton(&self.skeletons, key).1].id
    }

    /// The numbers of all words, with that of the word that is not known.
    pub(crate) fn ids(&self) -> std::ops::Range<WordId> {
        0..self.ends.len() as WordId
    }

    /// A word as it is looked up.
    pub(crate) fn text(&self, id: WordId) -> &str {
        let start = id.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        &self.texts[start as usize..self.ends[id as usize] as usize]
    }

    pub(crate) fn flags(&self, id: WordId) -> u32 {
        self.flags[id as usize]
    }

    /// The lexicons that hold a word, sorted.
    pub(crate) fn lexicons(&self, id: WordId) -> &[u32] {
        let start = id.checked_sub(1).map_or(0, |before| self.lexicon_ends[before as usize]);
        &self.lexicons[start as usize..self.lexicon_ends[id as usize] as usize]
    }
}

/// The letter that a digit or sign stands for; i, l and 1 are one letter.
fn letter(byte: u8) -> u8 {
    match byte {
        b'0' => b'o',
        b'1' | b'i' | b'|' | b'!' => b'l',
        b'3' => b'e',
        b'4' | b'@' => b'a',
        b'5' | b'$' => b's',
        b'7' => b't',
        b'8' => b'b',
        b'9' => b'g',
        byte => byte,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(vocabulary: &Vocabulary, word: &str) -> WordId {
        let mut buffer = word.as_bytes().to_vec();
        buffer.extend_from_slice(&[b'x'; 16]);
        vocabulary.find(&buffer, 0, word.len())
    }

    #[test]
    fn finds_what_was_added_and_nothing_else() {
        let mut vocabulary = Vocabulary::new();
        let long = vocabulary.add("antidisestablishmentarianism");
        let other = vocabulary.add("antidisestablishmentarianist");
        let follow = vocabulary.add("follow");
        vocabulary.seal(Vec::new());
        assert_eq!(find(&vocabulary, "follow"), follow);
        assert_eq!(find(&vocabulary, "followx"), UNKNOWN);
        assert_eq!(find(&vocabulary, "follo"), UNKNOWN);
        assert_eq!(find(&vocabulary, "antidisestablishmentarianism"), long);
        assert_eq!(find(&vocabulary, "antidisestablishmentarianist"), other);
        assert_eq!(find(&vocabulary, "antidisestablishmentarian"), UNKNOWN);
        assert_eq!(find(&vocabulary, "dont"), find(&vocabulary, "don't"));
        assert_eq!(vocabulary.find_skeleton(b"f0110w"), follow);
    }
}
