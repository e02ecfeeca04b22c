//! Which words a text has, told without looking at its tokens.

/// The words of a text, each as a bit that few other words have.
#[derive(Debug)]
pub(super) struct Words([u64; 64]);

impl Default for Words {
    fn default() -> Words {
        Words([0; 64])
    }
}

impl Words {
    pub(super) fn clear(&mut self) {
        self.0.fill(0);
    }

    /// The number of a word's bit, by its first eight bytes and its length.
    pub(super) const fn place(key: u64, len: usize) -> u16 {
        ((key ^ (len as u64) << 59).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 52) as u16
    }

    pub(super) fn add(&mut self, place: u16) {
        self.0[usize::from(place / 64)] |= 1 << (place % 64);
    }

    pub(super) fn has(&self, place: u16) -> bool {
        self.0[usize::from(place / 64)] >> (place % 64) & 1 != 0
    }
}

/// Words in small letters that texts are asked for, each with the number of its bit.
#[derive(Debug)]
pub(crate) struct WordList<const N: usize>(pub(super) [(&'static str, u16); N]);

impl<const N: usize> WordList<N> {
    pub(crate) const fn new(words: [&'static str; N]) -> WordList<N> {
        let (mut list, mut n) = ([("", 0); N], 0);
        while n < N {
            let word = words[n].as_bytes();
            let (mut key, mut i) = (0, 0);
            while i < word.len() && i < 8 {
                key |= (word[i] as u64) << (8 * i);
                i += 1;
            }
            list[n] = (words[n], Words::place(key, word.len()));
            n += 1;
        }
        WordList(list)
    }

    pub(crate) fn has(&self, word: &str) -> bool {
        self.0.iter().any(|(own, _)| *own == word)
    }
}

/// Up to eight bytes from a place on, as a number. The folded forms are padded.
pub(super) fn head(bytes: &[u8], at: usize, len: usize) -> u64 {
    let Some(Ok(bytes)) = bytes.get(at..at + 8).map(<[u8; 8]>::try_from) else { return 0 };
    let mask = if len < 8 { (1 << (8 * len)) - 1 } else { !0 };
    u64::from_le_bytes(bytes) & mask
}
