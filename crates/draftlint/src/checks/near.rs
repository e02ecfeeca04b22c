//! Names that are nearly the same: one slip of the keyboard apart, or alike to the eye.

/// Whether two different names, in lower case, could be taken for each other.
pub(super) fn is_near_miss(a: &str, b: &str) -> bool {
    a != b && (is_one_edit(a, b) || looks(a) == looks(b))
}

/// Whether one letter more, less or other, or two neighbours swapped, make one of the other.
pub(super) fn is_one_edit(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[same..], &b[same..]);
    let same = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    match (&a[..a.len() - same], &b[..b.len() - same]) {
        ([_], []) | ([], [_]) | ([_], [_]) => true,
        ([first, second], [other, last]) => first == last && second == other,
        _ => false,
    }
}

/// A name as a hurried eye sees it.
fn looks(name: &str) -> String {
    let single: String = name
        .chars()
        .map(|c| match c {
            '0' => 'o',
            '1' | 'i' | '|' => 'l',
            '5' => 's',
            c => c,
        })
        .collect();
    single.replace("rn", "m").replace("vv", "w")
}

#[cfg(test)]
mod tests {
    use super::is_near_miss;

    #[test]
    fn near_names() {
        for (a, b) in [
            ("acme", "acmee"),
            ("acme", "amce"),
            ("acme", "acne"),
            ("acme", "acm"),
            ("fern", "fem"),
            ("pilot", "p1l0t"),
        ] {
            assert!(is_near_miss(a, b) && is_near_miss(b, a), "{a} {b}");
        }
        for (a, b) in
            [("acme", "acme"), ("acme", "acme_fr"), ("acme", "mace"), ("acme", "acting"), ("", "ab")]
        {
            assert!(!is_near_miss(a, b), "{a} {b}");
        }
    }
}
