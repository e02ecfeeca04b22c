//! Punycode, in which the domain name system writes labels in other scripts (RFC 3492).

/// The most characters of a label, as the domain name system writes it.
pub(crate) const LABEL: usize = 63;

/// The length of a label in Punycode, without its `xn--`; that of one far too long is not worked out.
pub(crate) fn encoded_length(label: &str) -> usize {
    if label.chars().take(LABEL).count() == LABEL {
        return LABEL;
    }
    let plain = label.chars().filter(char::is_ascii).count();
    let mut length = plain + usize::from(plain > 0);
    let (mut done, mut bias, mut delta, mut from) = (plain as u32, 72, 0, 0x80);
    while let Some(next) = label.chars().map(u32::from).filter(|c| *c >= from).min() {
        delta += (next - from) * (done + 1);
        for c in label.chars().map(u32::from) {
            delta += u32::from(c < next);
            if c == next {
                length += digits(delta, bias);
                bias = adapt(delta, done + 1, done == plain as u32);
                (delta, done) = (0, done + 1);
            }
        }
        (delta, from) = (delta + 1, next + 1);
    }
    length
}

/// How many digits of base 36 a number takes in Punycode.
fn digits(mut number: u32, bias: u32) -> usize {
    let mut count = 1;
    loop {
        let threshold = (36 * count as u32).saturating_sub(bias).clamp(1, 26);
        if number < threshold {
            return count;
        }
        number = (number - threshold) / (36 - threshold);
        count += 1;
    }
}

fn adapt(delta: u32, done: u32, first: bool) -> u32 {
    let mut delta = if first { delta / 700 } else { delta / 2 };
    delta += delta / done;
    let mut bias = 0;
    while delta > 455 {
        delta /= 35;
        bias += 36;
    }
    bias + 36 * delta / (delta + 38)
}

/// Decodes a label, without its `xn--`.
pub(crate) fn decode(label: &str) -> Option<String> {
    let (basic, rest) = label.rsplit_once('-').unwrap_or(("", label));
    let mut out: Vec<char> = basic.chars().collect();
    if label.len() > LABEL || !label.is_ascii() {
        return None;
    }
    let (mut n, mut i, mut bias) = (128_u32, 0_u32, 72_u32);
    let mut digits = rest.bytes().peekable();
    while digits.peek().is_some() {
        let (old, mut weight, mut k) = (i, 1_u32, 36_u32);
        loop {
            let digit = match digits.next()? {
                b @ b'a'..=b'z' => u32::from(b - b'a'),
                b @ b'0'..=b'9' => u32::from(b - b'0') + 26,
                _ => return None,
            };
            i = i.checked_add(digit.checked_mul(weight)?)?;
            let t = if k <= bias { 1 } else { (k - bias).min(26) };
            if digit < t {
                break;
            }
            weight = weight.checked_mul(36 - t)?;
            k += 36;
        }
        let length = out.len() as u32 + 1;
        bias = adapt(i - old, length, old == 0);
        n = n.checked_add(i / length)?;
        i %= length;
        out.insert(i as usize, char::from_u32(n)?);
        i += 1;
    }
    Some(out.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_as_long_as_their_code() {
        // The samples of RFC 3492, section 7.1, and two from use.
        for (label, code) in [
            ("bücher", "bcher-kva"),
            ("日本", "wgv71a"),
            ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
            ("почемужеонинеговорятпорусски", "b1abfaaepdrnnbgefbadotcwatmq2g4l"),
            ("3年b組金八先生", "3b-ww4c5e180e575a65lsy2b"),
            ("ひとつ屋根の下2", "2-u9tlzr9756bt3uc0v"),
            ("𠮷", "7l3i"),
        ] {
            assert_eq!(encoded_length(label), code.len(), "{label}");
            assert_eq!(decode(code).as_deref(), Some(label));
        }
    }

    #[test]
    fn labels_are_decoded() {
        assert_eq!(decode("mnchen-3ya").as_deref(), Some("münchen"));
        assert_eq!(decode("80ak6aa92e").as_deref(), Some("аррӏе"));
        assert_eq!(decode("!!"), None);
    }
}
