//! Check digits of cards, accounts and national numbers. Digits are ASCII; anything else fails.

fn value(b: u8) -> Option<u32> {
    b.is_ascii_digit().then(|| u32::from(b - b'0'))
}

/// ISO/IEC 7812: payment cards.
pub(super) fn luhn(digits: &[u8]) -> bool {
    let mut sum = 0;
    for (i, b) in digits.iter().rev().enumerate() {
        let Some(d) = value(*b) else { return false };
        let d = if i % 2 == 1 { 2 * d } else { d };
        sum += if d > 9 { d - 9 } else { d };
    }
    !digits.is_empty() && sum % 10 == 0
}

/// ISO 7064 MOD 97-10 over letters and digits, letters being 10 to 35.
fn remainder_97(bytes: impl Iterator<Item = u8>) -> Option<u32> {
    let mut rest = 0;
    for b in bytes {
        rest = match b {
            b'0'..=b'9' => (rest * 10 + u32::from(b - b'0')) % 97,
            b'A'..=b'Z' => (rest * 100 + u32::from(b - b'A') + 10) % 97,
            b'a'..=b'z' => (rest * 100 + u32::from(b - b'a') + 10) % 97,
            _ => return None,
        };
    }
    Some(rest)
}

/// ISO 13616: an account number without blanks. The first four characters count last.
pub(super) fn iban(account: &[u8]) -> bool {
    let (Some(head), Some(rest)) = (account.get(..4), account.get(4..)) else { return false };
    remainder_97(rest.iter().chain(head).copied()) == Some(1)
}

/// Verhoeff: Indian Aadhaar numbers.
pub(super) fn verhoeff(digits: &[u8]) -> bool {
    /// What a digit becomes at each place, by turns.
    const PLACES: [[u8; 10]; 8] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        [1, 5, 7, 6, 2, 8, 3, 0, 9, 4],
        [5, 8, 0, 3, 7, 9, 6, 1, 4, 2],
        [8, 9, 1, 6, 0, 4, 3, 5, 2, 7],
        [9, 4, 5, 3, 1, 2, 6, 8, 7, 0],
        [4, 2, 8, 6, 5, 7, 3, 9, 0, 1],
        [2, 7, 9, 3, 8, 0, 6, 4, 1, 5],
        [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
    ];
    /// The product in the group of the symmetries of a pentagon.
    fn product(a: u8, b: u8) -> u8 {
        match (a < 5, b < 5) {
            (true, true) => (a + b) % 5,
            (true, false) => 5 + (a + b - 5) % 5,
            (false, true) => 5 + (a - 5 + 5 - b) % 5,
            (false, false) => (a + 5 - b) % 5,
        }
    }
    let mut check = 0;
    for (i, b) in digits.iter().rev().enumerate() {
        let Some(d) = value(*b) else { return false };
        check = product(check, PLACES[i % 8][d as usize]);
    }
    !digits.is_empty() && check == 0
}

/// Brazilian CPF: eleven digits, the last two of which check the rest.
pub(super) fn cpf(digits: &[u8]) -> bool {
    let Some(values) = digits.iter().map(|b| value(*b)).collect::<Option<Vec<u32>>>() else { return false };
    if values.len() != 11 || values.iter().all(|v| *v == values[0]) {
        return false;
    }
    let check = |n: usize| {
        let sum: u32 =
            values.iter().take(n).zip((2..=n as u32 + 1).rev()).map(|(v, weight)| v * weight).sum();
        let rest = sum * 10 % 11;
        values[n] == if rest == 10 { 0 } else { rest }
    };
    check(9) && check(10)
}

/// French NIR: thirteen digits and their key. Corsican departments have letters, and are left out.
pub(super) fn nir(digits: &[u8]) -> bool {
    let number = |from: usize, to: usize| -> Option<u64> {
        std::str::from_utf8(digits.get(from..to)?).ok()?.parse().ok()
    };
    if digits.len() != 15 || !matches!(digits[0], b'1' | b'2') {
        return false;
    }
    let (Some(month), Some(body), Some(key)) = (number(3, 5), number(0, 13), number(13, 15)) else {
        return false;
    };
    let months = (1..=12).contains(&month) || (20..=42).contains(&month);
    months && key == 97 - body % 97
}

/// Spanish DNI or NIE: the letter after the number; `X`, `Y`, `Z` at the front count as 0, 1, 2.
pub(super) fn dni(number: &[u8], letter: u8) -> bool {
    const LETTERS: &[u8; 23] = b"TRWAGMYFPDXBNJZSQVHLCKE";
    let mut sum: u32 = 0;
    for (i, b) in number.iter().enumerate() {
        let digit = match b.to_ascii_uppercase() {
            b @ b'X'..=b'Z' if i == 0 => Some(u32::from(b - b'X')),
            b => value(b),
        };
        let Some(digit) = digit else { return false };
        sum = (sum * 10 + digit) % 23;
    }
    number.len() == 8 && LETTERS[sum as usize] == letter.to_ascii_uppercase()
}

/// Italian codice fiscale: sixteen letters and digits, the last of which checks the rest.
pub(super) fn codice_fiscale(code: &[u8]) -> bool {
    /// What a digit or a letter counts at an odd place.
    const ODD: [u32; 26] =
        [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
    const SHAPE: &[u8; 16] = b"AAAAAA00A00A000A";
    let fits = |(b, shape): (&u8, &u8)| match shape {
        b'A' => b.is_ascii_alphabetic(),
        _ => b.is_ascii_digit(),
    };
    if code.len() != 16 || !code.iter().zip(SHAPE).all(fits) {
        return false;
    }
    let sum: u32 = code[..15]
        .iter()
        .enumerate()
        .map(|(i, b)| {
            let n = if b.is_ascii_digit() { b - b'0' } else { b.to_ascii_uppercase() - b'A' };
            if i % 2 == 0 { ODD[usize::from(n)] } else { u32::from(n) }
        })
        .sum();
    u32::from(code[15].to_ascii_uppercase() - b'A') == sum % 26
}

/// German Steuer-ID: eleven digits, ISO 7064 MOD 11,10.
pub(super) fn steuer_id(digits: &[u8]) -> bool {
    if digits.len() != 11 || digits[0] == b'0' {
        return false;
    }
    let mut product = 10;
    for b in &digits[..10] {
        let Some(d) = value(*b) else { return false };
        let sum = match (product + d) % 10 {
            0 => 10,
            sum => sum,
        };
        product = sum * 2 % 11;
    }
    value(digits[10]) == Some((11 - product) % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_and_accounts() {
        assert!(luhn(b"4539578763621486"));
        assert!(!luhn(b"4539578763621487"));
        assert!(!luhn(b""));
        assert!(iban(b"GB82WEST12345698765432"));
        assert!(iban(b"de89370400440532013000"));
        assert!(!iban(b"GB82WEST12345698765433"));
        assert!(!iban(b"GB8"));
    }

    #[test]
    fn national_numbers() {
        assert!(verhoeff(b"2363"));
        assert!(!verhoeff(b"2364"));
        assert!(cpf(b"52998224725"));
        assert!(!cpf(b"52998224724"));
        assert!(!cpf(b"11111111111"));
        assert!(nir(b"255081416802538"));
        assert!(!nir(b"255081416802539"));
        assert!(dni(b"12345678", b'Z'));
        assert!(dni(b"X1234567", b'L'));
        assert!(!dni(b"12345678", b'A'));
        assert!(codice_fiscale(b"RSSMRA85T10A562S"));
        assert!(!codice_fiscale(b"RSSMRA85T10A562T"));
        assert!(steuer_id(b"86095742719"));
        assert!(!steuer_id(b"86095742718"));
    }
}
