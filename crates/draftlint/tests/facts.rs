//! The facts of reports: values worked out by hand, and the least text that each needs.

use draftlint::{Config, Draft, FactInfo, Linter};

fn fact(linter: &Linter, text: &str, name: &str) -> Option<f64> {
    assert!(FactInfo::ALL.iter().any(|f| f.name == name), "{name} is no fact");
    linter.lint(&Draft::new(text)).facts().iter().find(|f| f.name == name).map(|f| f.value)
}

fn close(linter: &Linter, text: &str, name: &str, expected: f64) {
    let value = fact(linter, text, name);
    assert!(
        value.is_some_and(|v| (v - expected).abs() < 0.005),
        "{name} of {text:?}: {value:?}, not {expected}"
    );
}

#[test]
fn asks_and_gifts() {
    let l = Linter::default();
    close(&l, "Our plan is best. Upgrade now. Tell your team. Offer on all tiers.", "ask-share", 1.0);
    close(
        &l,
        "Soak the beans because dry ones split. Change the water once. Buy the book for the rest.",
        "ask-share",
        0.5,
    );
    close(&l, "The rack holds twelve bikes. Which ones do you ride? Rain is fine.", "ask-share", 0.0);
    assert_eq!(fact(&l, "Buy now. Order today.", "ask-share"), None, "too few sentences");
    assert_eq!(fact(&l, "It rained. Then it stopped. We went home.", "ask-share"), None, "neither");
}

#[test]
fn diversity_and_repetition() {
    let l = Linter::default();
    let shoes = "Cheap shoes online, best cheap shoes, buy cheap shoes, cheap shoes shop, find cheap shoes, get cheap \
                 shoes, cheap shoes here, cheap shoes there, all cheap shoes.";
    close(&l, shoes, "stem-share", 9.0 / 27.0);
    assert!(fact(&l, shoes, "lexical-diversity").unwrap() < 0.55);
    let plain = "The night bus stops at the mill again from Monday. Two drivers asked for it, forty of you wrote to \
                 the council, and the new timetable hangs in every shelter.";
    assert!(fact(&l, plain, "lexical-diversity").unwrap() > 0.8);
    assert!(fact(&l, plain, "stem-share").unwrap() < 0.08);
    close(&l, plain, "repeated-sentences", 0.0);
    let twice = format!("{plain} {plain}");
    close(&l, &twice, "repeated-sentences", 2.0);
    close(&l, plain, "repeated-trigrams", 0.0);
    close(&l, &twice, "repeated-trigrams", 0.5);
    assert_eq!(fact(&l, "Too short to say anything about it.", "lexical-diversity"), None);
    assert_eq!(fact(&l, "Too short to say anything about it.", "stem-share"), None);
}

#[test]
fn paragraphs_of_one_line() {
    let l = Linter::default();
    close(&l, "I quit.\n\nNobody clapped.\n\nThen this happened.", "one-line-paragraphs", 1.0);
    close(
        &l,
        "We moved the bins. It took a day.\n\nThe smell went.\n\nTwo people came.\nOne stayed.",
        "one-line-paragraphs",
        1.0 / 3.0,
    );
    assert_eq!(fact(&l, "One.\n\nTwo.", "one-line-paragraphs"), None);
}

#[test]
fn reading() {
    let l = Linter::default();
    let easy = "You need to sign in to see the list. Put in your name and the code we sent. If the code is old, ask \
                for a new one. It will come in a few minutes. Then you can read, add and share.";
    let hard = "The utilisation of the aforementioned functionality is conditional on the prior authorisation of the \
                undersigned stakeholders, who are obliged to promulgate supplementary stipulations to the contractual \
                documentation in accordance with the jurisdictional requirements and interpretive memoranda.";
    close(&l, easy, "reading-band", 1.0);
    assert_eq!(fact(&l, hard, "reading-grade"), Some(18.0));
    assert_eq!(fact(&l, "Utilisation necessitates authorisation.", "reading-grade"), None);
}

#[test]
fn specificity() {
    let l = Linter::default();
    let empty = "Great things come from great people who care about what they do and never stop to believe in it, \
                 every single time.";
    let full = "Two cooks, one oven, 140 lunches: on 4 May we cut the menu in Porto to three dishes, and Ines wrote the \
                list on the fridge.";
    assert!(fact(&l, empty, "specificity").unwrap() < 0.02);
    assert!(fact(&l, full, "specificity").unwrap() > 0.25);
    assert_eq!(fact(&l, "140 lunches.", "specificity"), None);
}

#[test]
fn urgency() {
    let l = Linter::default();
    assert!(fact(&l, "Act now before it is gone! Only 3 seats left!", "urgency").unwrap() > 3.0);
    close(&l, "The shop is open until six.", "urgency", 0.0);
}

#[test]
fn valence_and_clash() {
    let l = Linter::default();
    close(&l, "What a lovely, delicious lunch.", "valence", 1.0);
    close(&l, "The soup was not good.", "valence", -1.0);
    assert_eq!(fact(&l, "The bus stops here.", "valence"), None);
    close(&l, "After the earthquake: 20% off all tents!", "clash", 1.0);
    close(&l, "After the earthquake the hall is open for the night.", "clash", 0.0);
    assert_eq!(fact(&l, "20% off all tents!", "clash"), None);
}

#[test]
fn stock_prose() {
    let l = Linter::default();
    let stock = "Let us circle back next week. We want to move the needle. There is low-hanging fruit in every team we \
                 meet, and a paradigm shift in how people think about their work. All of us know it, so we should talk \
                 about what comes next.";
    assert!(fact(&l, stock, "stock-prose").unwrap() > 6.0);
    assert_eq!(fact(&l, "Let us circle back.", "stock-prose"), None);
}

#[test]
fn the_brand_by_name() {
    let config = Config::from_toml("[brand]\nnames = [\"Kiln & Co\"]\nhandles = [\"@kilnco\"]").unwrap();
    let l = Linter::new(&config).unwrap();
    close(&l, "Kiln & Co opens at nine. Ask @kilnco.", "brand-echo", 2.0);
    close(&l, "We open at nine.", "brand-echo", 0.0);
    assert_eq!(fact(&Linter::default(), "Kiln & Co opens at nine.", "brand-echo"), None);
}

#[test]
fn signs_of_a_person() {
    let l = Linter::default();
    let text = "I burnt forty loaves on Monday, so it's toast all week. Thanks to Tomasz for the second oven and the \
                flour. What would you put on it?\n— Ines";
    for name in ["human-person", "human-contraction", "human-detail", "human-address", "human-sign-off"] {
        close(&l, text, name, 1.0);
    }
    let text = "The company announces the availability of its solution across all regions and thanks all partners for \
                the continued support of the programme.";
    for name in ["human-person", "human-contraction", "human-detail", "human-address", "human-sign-off"] {
        close(&l, text, name, 0.0);
    }
}

#[test]
fn facts_of_english_are_silent_elsewhere() {
    let l = Linter::default();
    let german = "Wir haben gestern zwei neue Öfen bekommen. Heute backen wir darin zum ersten Mal. Morgen gibt es \
                  Brot für alle, und übermorgen noch einmal. Danach machen wir Pause, denn das Mehl geht uns aus und \
                  der Müller kommt erst nächste Woche wieder ins Dorf.";
    for name in ["reading-grade", "ask-share", "stock-prose", "specificity", "urgency", "human-person"] {
        assert_eq!(fact(&l, german, name), None, "{name}");
    }
    assert!(fact(&l, german, "lexical-diversity").is_some());
}
