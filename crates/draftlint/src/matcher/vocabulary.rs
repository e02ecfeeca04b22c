//! The words that phrases, lexicons and the grammar know, and what each one leads to.

use rustc_hash::FxHashMap;

use super::english;

/// A word's number. 0 is every word that is not known.
pub(crate) type WordId = u32;

/// The word that is not known.
pub(crate) const UNKNOWN: WordId = 0;

/// What a word leads to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Word {
    pub(crate) text: Box<str>,
    /// Bits of `flag`.
    pub(crate) flags: u32,
    /// The lexicons that hold it, sorted.
    pub(crate) lexicons: Vec<u32>,
}

/// All known words, in a table of open addressing over their first sixteen bytes.
#[derive(Debug, Clone)]
pub(crate) struct Vocabulary {
    pub(crate) words: Vec<Word>,
    /// The flags of each word side by side: they are asked for at every token.
    flags: Vec<u32>,
    slots: Vec<(u128, WordId)>,
    /// Words by their skeleton, in which digits and signs that stand for letters are those letters.
    skeletons: FxHashMap<Vec<u8>, WordId>,
    index: FxHashMap<Box<str>, WordId>,
}

const MASKS: [u128; 17] = {
    let mut masks = [0; 17];
    let mut i = 1;
    while i < 17 {
        masks[i] = if i == 16 { u128::MAX } else { (1 << (i * 8)) - 1 };
        i += 1;
    }
    masks
};

fn spread(key: u128, len: usize) -> u64 {
    let folded = (key as u64)
        ^ ((key >> 64) as u64).rotate_left(29)
        ^ (len as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    folded.wrapping_mul(0xD6E8_FEB8_6659_FD93)
}

/// The first sixteen bytes of a key as a number; `buffer` holds at least sixteen bytes after `start`.
fn load(buffer: &[u8], start: usize, len: usize) -> u128 {
    let bytes: [u8; 16] = buffer[start..start + 16].try_into().unwrap_or([0; 16]);
    u128::from_le_bytes(bytes) & MASKS[len.min(16)]
}

impl Vocabulary {
    /// The words of the grammar, and no others.
    pub(crate) fn new() -> Vocabulary {
        let mut vocabulary = Vocabulary {
            words: vec![Word::default()],
            flags: Vec::new(),
            slots: Vec::new(),
            skeletons: FxHashMap::default(),
            index: FxHashMap::default(),
        };
        for (bits, list) in english::WORDS {
            for word in list.split_ascii_whitespace() {
                let id = vocabulary.add(word);
                vocabulary.words[id as usize].flags |= bits;
            }
        }
        vocabulary
    }

    /// The number of a word, adding it where it is new. Listed contractions without apostrophe are the same word.
    pub(crate) fn add(&mut self, word: &str) -> WordId {
        if let Some(id) = self.index.get(word) {
            return *id;
        }
        if let Some((_, full)) = english::CONTRACTIONS.iter().find(|(bare, _)| *bare == word) {
            return self.add(full);
        }
        let id = self.words.len() as WordId;
        self.words.push(Word { text: word.into(), ..Word::default() });
        self.index.insert(word.into(), id);
        id
    }

    /// Builds the table, after the last word was added.
    pub(crate) fn seal(&mut self) {
        self.flags = self.words.iter().map(|w| w.flags).collect();
        let size = (self.words.len() * 3).next_power_of_two().max(64);
        self.slots = vec![(0, UNKNOWN); size];
        let mut entries: Vec<(String, WordId)> =
            self.words.iter().enumerate().skip(1).map(|(i, w)| (w.text.to_string(), i as WordId)).collect();
        for (bare, full) in english::CONTRACTIONS {
            if let Some(id) = self.index.get(*full) {
                entries.push(((*bare).to_string(), *id));
            }
        }
        for (text, id) in entries {
            let mut padded = text.clone().into_bytes();
            padded.extend_from_slice(&[0; 16]);
            let key = load(&padded, 0, text.len());
            let mut slot = spread(key, text.len()) as usize & (size - 1);
            while self.slots[slot].1 != UNKNOWN {
                slot = (slot + 1) & (size - 1);
            }
            self.slots[slot] = (key, id);
            if text.len() >= 2 && text.is_ascii() {
                self.skeletons.entry(skeleton(text.as_bytes())).or_insert(id);
            }
        }
    }

    /// Looks up `len` bytes of `buffer` at `start`; sixteen more bytes must follow them.
    pub(crate) fn find(&self, buffer: &[u8], start: usize, len: usize) -> WordId {
        let key = load(buffer, start, len);
        let mut slot = spread(key, len) as usize & (self.slots.len() - 1);
        loop {
            let (stored, id) = self.slots[slot];
            if id == UNKNOWN {
                return UNKNOWN;
            }
            if stored == key {
                // Below sixteen bytes the key is the whole word.
                let text = self.words[id as usize].text.as_bytes();
                if len < 16 || text == &buffer[start..start + len] {
                    return id;
                }
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    /// Looks up a word whose letters may be replaced by digits: `fr33`.
    pub(crate) fn find_skeleton(&self, key: &[u8]) -> WordId {
        self.skeletons.get(&skeleton(key)).copied().unwrap_or(UNKNOWN)
    }

    pub(crate) fn flags(&self, id: WordId) -> u32 {
        self.flags[id as usize]
    }
}

/// A word with digits and signs as the letters they stand for; i, l and 1 are one letter.
fn skeleton(word: &[u8]) -> Vec<u8> {
    word.iter()
        .map(|b| match b {
            b'0' => b'o',
            b'1' | b'i' | b'|' | b'!' => b'l',
            b'3' => b'e',
            b'4' | b'@' => b'a',
            b'5' | b'$' => b's',
            b'7' => b't',
            b'8' => b'b',
            b'9' => b'g',
            b => *b,
        })
        .collect()
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
        vocabulary.seal();
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
