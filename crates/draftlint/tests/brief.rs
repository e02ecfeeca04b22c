//! Briefs: what they say, and what they never say.

use draftlint::{Config, Linter, Network};

const FULL: &str = r#"
    [rules]
    claims = "error"
    [brand]
    name = "Acme"
    names = ["Acme Bakery"]
    tags = ["AcmeBread", "BluebirdDay"]
    domains = ["acme.example", "corp.acme.example"]
    internal-domains = ["corp.acme.example"]
    partners = ["MillHouse", "Blue Bird"]
    known-handles = { "Ana Roe" = { x = "anaroe", linkedin = "ana-roe" }, "Blue Bird" = "bluebirdapp" }
    locale = "en-GB"
    voice = { emoji = [0, 1], exclamations = [0, 0], person = "we" }
    [[brand.codenames]]
    name = "Blue Bird"
    [[brand.terms]]
    match = "(cheap|budget)"
    replace = "low-cost"
    reason = "cheap sounds like poor work"
    [[brand.terms]]
    match = "bluebird"
    replace = "the oven"
    [[brand.terms]]
    match = "wiki"
    reason = "see corp.acme.example"
    [[brand.required]]
    text = "Contains gluten."
    when = ["rye"]
    reason = "the law asks for it"
    [[brand.required]]
    text = "Follow us."
    network = "mastodon"
    [audience]
    who = "people who bake"
"#;

fn linter(toml: &str) -> Linter {
    Linter::new(&Config::from_toml(toml).unwrap()).unwrap()
}

#[test]
fn a_page_says_what_the_configuration_says() {
    let page = linter(FULL).brief(Some(&Network::X)).to_markdown();
    for line in [
        "# Writing for Acme on X",
        "- our names, written exactly so: `Acme`, `Acme Bakery`",
        "- our hashtags: `#AcmeBread`",
        "- our sites: `acme.example`",
        "- they are people who bake",
        "- speak as `we`",
        "- at most 1 emoji in a post",
        "- not “cheap”, “budget”: write `low-cost` (cheap sounds like poor work)",
        "- `Contains gluten.`, where a post says `rye` (the law asks for it)",
        "- Ana Roe is `@anaroe`",
        "- promises income",
    ] {
        assert!(page.lines().any(|l| l == line), "{line} is not in\n{page}");
    }
    assert!(page.contains("at most 280 ") && page.contains("some names are not public"), "{page}");
    assert!(!page.contains("Follow us."), "a line of another network: {page}");
    assert!(page.lines().count() <= 80, "{page}");
}

#[test]
fn names_that_are_not_public_are_in_no_rendering() {
    let brief = linter(FULL).brief(None);
    let json = serde_json::to_string(&brief).unwrap();
    for text in [brief.to_markdown(), brief.to_prompt(), json] {
        let text = text.to_lowercase();
        assert!(!text.contains("bluebird") && !text.contains("blue bird"), "{text}");
        assert!(!text.contains("corp.acme"), "{text}");
    }
}

#[test]
fn nothing_is_said_of_what_is_not_told() {
    let page = Linter::default().brief(None).to_markdown();
    let headings: Vec<&str> = page.lines().filter(|line| line.starts_with('#')).collect();
    assert_eq!(headings, ["# Writing posts", "## What stops a post", "## What we would send back"]);
    // Nothing for those who publish, and nothing that a brand would have to be known for.
    for other in ["approv", "still secret", "rule of the community", "tags somebody else", "competitor"] {
        assert!(!page.contains(other), "{other}: {page}");
    }
}

#[test]
fn rules_are_those_of_the_network() {
    let linter = linter(
        "[rules]\nresidue = \"off\"\n[[overrides]]\nnetwork = \"x\"\nrules = { \"bait/tag\" = \"error\" }",
    );
    let stops = |network| {
        let page = linter.brief(Some(&network)).to_markdown();
        page.split("## What we").next().unwrap().contains("tells readers to tag")
    };
    assert!(stops(Network::X) && !stops(Network::LINKEDIN));
}
