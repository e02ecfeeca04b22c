//! No text may panic, and the time of a text grows no faster than its length: here that everything ends, and that
//! spans stay on character boundaries. Times are measured in the benchmarks.

use draftlint::{Draft, Linter, Network};

fn lints(linter: &Linter, text: &str) {
    for network in [None, Some(Network::X), Some(Network::LINKEDIN)] {
        let mut draft = Draft::new(text);
        draft.network = network;
        let report = linter.lint(&draft);
        for finding in report.findings() {
            for l in &finding.locations {
                let text = draft.text_of(l.field).unwrap();
                assert!(text.get(l.start as usize..l.end as usize).is_some(), "{}: {l:?}", finding.rule.id);
            }
        }
        let _ = report.to_json(std::slice::from_ref(&draft), draftlint::Offsets::Utf16);
    }
}

#[test]
fn a_megabyte_of_anything() {
    let linter = Linter::default().size_limit(usize::MAX);
    let size = 1 << 20;
    let units = [
        "a",
        "a ",
        "\u{301}",
        "👩‍👧‍👦",
        "\0",
        "\u{202E}",
        "[",
        "(",
        "{{",
        "\"",
        "'",
        "“",
        "#",
        "@",
        "#a ",
        "@a ",
        "`",
        "*|",
        "<",
        "%A",
        ".",
        "a.",
        "a.b",
        "a-",
        "-",
        "http://",
        "www.",
        "a@",
        "buy now ",
        "tag a friend ",
        "not ",
        "1",
        "1 ",
        "1/",
        "$1 ",
        "\n",
        "\n\n",
        ":\n",
        "é",
        "日本",
        "\u{200B}",
        "a\u{200B}",
        "Hi {{",
        "link below ",
        "follow me and I follow back ",
        "if ",
        "^",
        "😀",
        "😀 ",
        "1. ",
        "https://a.example/?tag=a ",
        "eyJ",
        "AKIA",
        "\u{FEFF}",
        "May 4 ",
        "to win ",
        "İ",
        "ß",
        "ﬃ",
        "\u{1F1E6}",
    ];
    for unit in units {
        let text = unit.repeat(size / unit.len() / 16);
        lints(&linter, &text);
    }
}

#[test]
fn odd_little_texts() {
    let linter = Linter::default();
    for text in [
        "",
        " ",
        "\n",
        ".",
        "'",
        "''",
        "'s",
        "’s",
        "#",
        "@",
        "$",
        "a'",
        "'a",
        "\u{FE0F}",
        "1\u{FE0F}\u{20E3}",
        "[[",
        "]]",
        "{}",
        "%%",
        "*||*",
        "``",
        "```",
        "a`",
        "-",
        "--",
        "…",
        "9:",
        ":9",
        "http://",
        "www.",
        "a@b",
        "a@b.c",
        "@a@b.example",
        "\u{200D}",
        "\r",
        "\r\n",
        "x\u{301}",
        "\u{301}x",
    ] {
        lints(&linter, text);
        lints(&linter, &format!("{text}{text}"));
        lints(&linter, &format!("buy {text} now"));
    }
}
