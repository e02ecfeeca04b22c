//! Addresses of coins, told from hashes and ids by their form and checksum.

use sha2::{Digest, Sha256};

const BASE58: &[u8] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const BECH32: &[u8] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
/// The shortest address, and the longest: 90 characters in bech32 (BIP 173).
pub(super) const SHORTEST: usize = crate::document::LONG_WORD as usize;
const LONGEST: usize = 90;

/// Whether a word is an address: Ethereum and its kin, Bitcoin in both spellings, Tron, Solana.
pub(super) fn is_coin_address(word: &str) -> bool {
    let bytes = word.as_bytes();
    if !(SHORTEST..=LONGEST).contains(&bytes.len()) || !bytes.iter().all(u8::is_ascii_alphanumeric) {
        return false;
    }
    if let Some(hex) = word.strip_prefix("0x") {
        return hex.len() == 40 && hex.bytes().all(|b| b.is_ascii_hexdigit());
    }
    if word.starts_with("bc1") || word.starts_with("ltc1") {
        return is_bech32(bytes);
    }
    match from_base58(bytes) {
        Some(value) if value.len() == 25 => has_checksum(&value),
        // A key of Ed25519: no checksum, so the letters have to look random.
        Some(value) if value.len() == 32 => looks_random(bytes),
        _ => false,
    }
}

fn looks_random(bytes: &[u8]) -> bool {
    let count = |is: fn(&u8) -> bool| bytes.iter().filter(|b| is(b)).count();
    count(u8::is_ascii_digit) >= 2 && count(u8::is_ascii_uppercase) >= 5 && count(u8::is_ascii_lowercase) >= 5
}

/// The value of a text in base 58, big end first.
fn from_base58(text: &[u8]) -> Option<Vec<u8>> {
    let zeros = text.iter().take_while(|b| **b == b'1').count();
    // At most 44 characters make 32 bytes; more is no address.
    if text.len() > 44 {
        return None;
    }
    let mut value: Vec<u8> = Vec::with_capacity(33);
    for b in text {
        let mut carry = BASE58.iter().position(|c| c == b)? as u32;
        for byte in &mut value {
            carry += u32::from(*byte) * 58;
            *byte = (carry & 0xFF) as u8;
            carry >>= 8;
        }
        if carry > 0 {
            value.push(carry as u8);
        }
    }
    value.extend(std::iter::repeat_n(0, zeros));
    value.reverse();
    Some(value)
}

/// Base58Check: the last four bytes are those of a double SHA-256 over the others.
fn has_checksum(value: &[u8]) -> bool {
    let (payload, checksum) = value.split_at(value.len() - 4);
    Sha256::digest(Sha256::digest(payload))[..4] == *checksum
}

/// The checksum of BIP 173, or the one of BIP 350 that newer addresses have.
fn is_bech32(text: &[u8]) -> bool {
    let Some(separator) = text.iter().rposition(|b| *b == b'1') else { return false };
    let (name, data) = (&text[..separator], &text[separator + 1..]);
    if data.len() < 6 {
        return false;
    }
    let mut state = 1;
    name.iter().for_each(|b| state = step(state, b >> 5));
    state = step(state, 0);
    name.iter().for_each(|b| state = step(state, b & 31));
    for b in data {
        let Some(value) = BECH32.iter().position(|c| c == b) else { return false };
        state = step(state, value as u8);
    }
    state == 1 || state == 0x2BC8_30A3
}

fn step(state: u32, value: u8) -> u32 {
    const GENERATOR: [u32; 5] = [0x3B6A_57B2, 0x2650_8E6D, 0x1EA1_19FA, 0x3D42_33DD, 0x2A14_62B3];
    let top = state >> 25;
    let next = ((state & 0x01FF_FFFF) << 5) ^ u32::from(value);
    (0..5).filter(|i| top >> i & 1 == 1).fold(next, |next, i| next ^ GENERATOR[i])
}

#[cfg(test)]
mod tests {
    use super::is_coin_address;

    #[test]
    fn addresses_have_their_checksum() {
        // The examples of BIP 173, BIP 350 and the first block of Bitcoin.
        assert!(is_coin_address("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"));
        assert!(is_coin_address("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"));
        assert!(is_coin_address("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"));
        assert!(is_coin_address("0x52908400098527886E0F7030069857D2E4169EE7"));
        assert!(!is_coin_address("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5"));
        assert!(!is_coin_address("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb"));
    }

    #[test]
    fn hashes_and_words_are_none() {
        assert!(!is_coin_address("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        assert!(!is_coin_address("2fd4e1c67a2d28fced849ee1bb76e7391b93eb12"));
        assert!(!is_coin_address("Donaudampfschifffahrtsgesellschaft"));
        assert!(!is_coin_address(""));
    }
}
