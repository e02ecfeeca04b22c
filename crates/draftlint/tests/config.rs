//! Configuration and cards: faults with place and remedy, precedence, locks.

use draftlint::{Allow, Config, Draft, Linter, Network, Severity, Verdict};

const TAG: &str = "Tag a friend who always burns the toast";

fn linter(toml: &str) -> Linter {
    Linter::new(&Config::from_toml(toml).unwrap()).unwrap()
}

fn severity(linter: &Linter, draft: &Draft<'_>, rule: &str) -> Option<Severity> {
    linter.lint(draft).findings().iter().find(|f| f.rule.id == rule).map(|f| f.severity)
}

fn faults(toml: &str) -> Vec<String> {
    Config::from_toml(toml)
        .unwrap_err()
        .faults()
        .iter()
        .map(|f| format!("{}:{} {} ({})", f.line(), f.column(), f.message(), f.help()))
        .collect()
}

#[test]
fn a_misspelt_key_names_the_nearest() {
    assert_eq!(faults("[rulse]\n"), ["1:2 unknown key `rulse` in the configuration (did you mean `rules`?)"]);
    assert_eq!(
        faults("[rules]\n\"bait/tagg\" = \"off\"\n"),
        ["2:1 unknown rule or category `bait/tagg` (did you mean `bait/tag`?)"]
    );
    assert_eq!(
        faults("[rules]\n\"spam/hashtag-stuffing\" = { maxx = 3 }\n"),
        ["2:29 `spam/hashtag-stuffing` has no option `maxx` (did you mean `max`?)"]
    );
    assert_eq!(
        faults("[rules]\npromo = \"loud\"\n"),
        ["2:9 unknown setting `loud` (known: `off`, `on`, `info`, `warning`, `error`)"]
    );
}

#[test]
fn five_faults_of_a_card_yield_five_messages() {
    let card = r#"
titel    = "x"
message  = "found `{mtach}`"
severity = "eror"
when     = "actnow"

[group.act-now]
any = ["act now", "tag a friend(s)"]
"#;
    let error = Config::builder().rule("rules/promo/own.toml", card).build().unwrap_err();
    let lines: Vec<(u32, &str)> = error.faults().iter().map(|f| (f.line(), f.help())).collect();
    assert_eq!(error.faults().len(), 5, "{error}");
    assert!(error.faults().iter().all(|f| f.path() == "rules/promo/own.toml" && f.column() > 0));
    assert_eq!(
        lines,
        [
            (2, "did you mean `title`?"),
            (3, "did you mean `match`?"),
            (4, "did you mean `error`?"),
            (5, "did you mean `act-now`?"),
            (8, "write `(friend|friends)`"),
        ]
    );
}

#[test]
fn faults_of_several_layers_come_together() {
    let error = Config::builder().layer("a.toml", "x = 1\n").layer("b.toml", "[rules\n").build().unwrap_err();
    let places: Vec<(&str, u32)> = error.faults().iter().map(|f| (f.path(), f.line())).collect();
    assert_eq!(places, [("a.toml", 1), ("b.toml", 1)]);
}

#[test]
fn precedence_is_override_rule_category_profile() {
    let draft = Draft::new(TAG).network(Network::LINKEDIN);
    assert_eq!(severity(&linter(""), &draft, "bait/tag"), Some(Severity::Warning));
    assert_eq!(severity(&linter("[rules]\nbait = \"info\""), &draft, "bait/tag"), Some(Severity::Info));
    let both = "[rules]\n\"bait/tag\" = \"error\"\nbait = \"info\"";
    assert_eq!(severity(&linter(both), &draft, "bait/tag"), Some(Severity::Error));
    let with_override =
        format!("{both}\n[[overrides]]\nnetwork = \"linkedin\"\nrules = {{ \"bait/tag\" = \"off\" }}");
    assert_eq!(severity(&linter(&with_override), &draft, "bait/tag"), None);
    let elsewhere = Draft::new(TAG).network(Network::X);
    assert_eq!(severity(&linter(&with_override), &elsewhere, "bait/tag"), Some(Severity::Error));
    // A later layer wins over an earlier one.
    let config = Config::builder()
        .layer("base", both)
        .layer("own", "[rules]\n\"bait/tag\" = \"warning\"")
        .build()
        .unwrap();
    assert_eq!(severity(&Linter::new(&config).unwrap(), &draft, "bait/tag"), Some(Severity::Warning));
}

#[test]
fn a_lock_holds_against_loosening_only() {
    let base = "[rules]\n\"bait/tag\" = \"error\"\n[locked]\nrules = [\"bait/tag\"]\n";
    let build = |own: &str| Config::builder().layer("base", base).layer("own", own).build();
    assert!(build("[rules]\n\"bait/tag\" = \"off\"").is_err());
    assert!(build("[rules]\nbait = \"off\"").is_err());
    assert!(build("[rules]\n\"bait/tag\" = \"warning\"").is_err());
    assert!(build("[[overrides]]\nnetwork = \"x\"\nrules = { \"bait/tag\" = \"off\" }").is_err());
    assert!(build("[[allow.rules]]\nrule = \"bait/tag\"\nreason = \"x\"").is_err());
    assert!(build("[rules]\n\"bait/tag\" = \"error\"\n\"bait/share\" = \"off\"").is_ok());
    let linter = Linter::new(&build("").unwrap()).unwrap();
    let mut draft = Draft::new(TAG);
    draft.allow = vec![Allow::new("bait/tag", "please")];
    let report = linter.lint(&draft);
    assert_eq!(report.verdict(), Verdict::Block);
    assert!(report.findings().iter().any(|f| f.rule.id == "workflow/unused-allow"));
}

#[test]
fn extends_reads_profiles_and_files_and_refuses_circles() {
    let config = Config::builder()
        .resolver(|from, wanted| match wanted {
            "./base.toml" => Ok(vec![("base.toml".into(), "[rules]\nbait = \"off\"\n".into())]),
            "./me.toml" => Ok(vec![("me.toml".into(), "extends = \"./me.toml\"\n".into())]),
            _ => Err(format!("nothing at {wanted}, asked by {from}")),
        })
        .layer("own", "extends = [\"strict\", \"./base.toml\"]");
    assert!(
        severity(&Linter::new(&config.build().unwrap()).unwrap(), &Draft::new(TAG), "bait/tag").is_none()
    );
    assert!(
        Config::from_toml("extends = \"stric\"").unwrap_err().to_string().contains("did you mean `strict`?")
    );
    let circle = Config::builder()
        .resolver(|_, _| Ok(vec![("me.toml".into(), "extends = \"./me.toml\"\n".into())]))
        .layer("me.toml", "extends = \"./me.toml\"");
    assert!(circle.build().unwrap_err().to_string().contains("extends itself"));
}

#[test]
fn own_rules_need_only_an_id_a_message_and_a_matcher() {
    let own = r#"
[lexicons]
fruit = ["apple", "granny smith"]

[[rule]]
id      = "brand/no-fruit"
message = "we do not sell `{match}`"
[rule.group.fruit]
any = ["<fruit>"]

[[rule]]
id      = "etiquette/too-many-bangs"
message = "{value} exclamation marks, at most {max}"
severity = "warning"
[rule.match.metric]
fact = "exclamations"
max  = 1

[[rule]]
id      = "privacy/ticket"
message = "an internal ticket number"
severity = "error"
[rule.match.pattern]
regex   = 'ACME-\d{3,6}'
literal = "ACME-"
"#;
    let linter = linter(own);
    let report = linter.lint(&Draft::new("A Granny Smith for ACME-1234!!"));
    let mut found: Vec<(&str, &str)> =
        report.findings().iter().map(|f| (f.rule.id.as_str(), f.message.as_str())).collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("brand/no-fruit", "we do not sell `Granny Smith`"),
            ("etiquette/too-many-bangs", "2 exclamation marks, at most 1"),
            ("privacy/ticket", "an internal ticket number"),
        ]
    );
}

#[test]
fn a_card_names_facts_of_networks_that_there_are() {
    let linter = Linter::default();
    let length = linter.rule("etiquette/length").unwrap();
    assert!(length.facts.iter().any(|fact| fact.as_str() == "text-limit"), "{:?}", length.facts);
    let card = "[[rule]]\nid = \"brand/ours\"\nmessage = \"m\"\nfacts = [\"threads\", \"text-limt\"]\n[rule.group.a]\nany = [\"synergy\"]";
    assert_eq!(faults(card), ["4:21 unknown fact of a network `text-limt` (did you mean `text-limit`?)"]);
}

#[test]
fn brand_names_and_allowed_phrases_never_trip_a_lexicon() {
    let text = "I'm your go-to LinkedIn growth ninja";
    assert!(severity(&linter(""), &Draft::new(text), "claims/guru-title").is_some());
    assert!(
        severity(&linter("[allow]\nphrases = [\"growth ninja\"]"), &Draft::new(text), "claims/guru-title")
            .is_none()
    );
    assert!(
        severity(&linter("[brand]\nnames = [\"Growth Ninja\"]"), &Draft::new(text), "claims/guru-title")
            .is_none()
    );
}

#[test]
fn mute_silences_one_group() {
    let draft = Draft::new("Follow me and I follow back within the hour! #f4f");
    let all = linter("").lint(&draft).findings().iter().filter(|f| f.rule.id == "spam/follow-back").count();
    let info = linter("").rule("spam/follow-back").unwrap().groups.clone();
    assert!(all >= 1);
    let muted = info.iter().map(|g| format!("\"{g}\"")).collect::<Vec<_>>().join(", ");
    assert!(
        severity(
            &linter(&format!("[rules]\n\"spam/follow-back\" = {{ mute = [{muted}] }}")),
            &draft,
            "spam/follow-back"
        )
        .is_none()
    );
}

#[test]
fn what_was_read_can_be_read_back() {
    let toml = "[rules]\nbait = \"info\"\n\"bait/tag\" = { severity = \"error\" }\n[brand]\nname = \"Acme\"\n[[brand.terms]]\nmatch = \"cheap\"\nreplace = \"low-cost\"\n";
    let config = Config::from_toml(toml).unwrap();
    let mut again = Config::builder();
    for (name, value) in config.layers() {
        again = again.layer_json(name, &value);
    }
    let draft = Draft::new(format!("{TAG}. A cheap toast."));
    let ids = |config: &Config| -> Vec<(String, Severity)> {
        let report = Linter::new(config).unwrap().lint(&draft);
        report.findings().iter().map(|f| (f.rule.id.clone(), f.severity)).collect()
    };
    assert_eq!(ids(&config), ids(&again.build().unwrap()));
}

#[test]
fn a_trace_says_which_guard_silenced_a_hit() {
    let linter = linter("");
    let traces = linter.trace(
        &Draft::new(
            "Do not fall for it. Whoever offers you 5,000 real Instagram followers for $29 runs a scam.",
        ),
        "spam/buy-followers",
    );
    assert!(traces.iter().any(|t| t.outcome == "report"), "{traces:?}");
}

const HOUSE: &str = r#"
[rules]
"bait/tag" = "error"

[brands.kornhus]
accounts = ["@Kornhus"]
brand = { name = "Kornhus" }

[brands.kornhus.rules]
"bait/tag" = "off"

[brands.nordglas]
accounts = ["nordglas"]
brand = { name = "Nordglas" }
"#;

fn for_account(account: &str, body: &'static str) -> Draft<'static> {
    let entries = serde_json::json!({"text": body, "account": account});
    Draft::from_entries(entries.as_object().unwrap().clone()).unwrap().0
}

#[test]
fn a_draft_is_linted_with_the_configuration_of_its_brand() {
    let linter = linter(HOUSE);
    assert_eq!(linter.brands().collect::<Vec<_>>(), ["kornhus", "nordglas"]);
    for (account, severity_of_tag) in [("kornhus", None), ("NordGlas", Some(Severity::Error))] {
        let draft = for_account(account, TAG);
        assert_eq!(severity(&linter, &draft, "bait/tag"), severity_of_tag, "{account}");
        assert_eq!(linter.lint(&draft).brand(), Some(account.to_lowercase().as_str()));
        assert!(linter.lint(&draft).notices().is_empty());
    }
    // What the draft says comes before whose account it is.
    let other = for_account("kornhus", "Warm rye from six.");
    let mut entries =
        serde_json::json!({"text": "Warm rye from six.", "account": "kornhus", "brand": "nordglas"});
    let mixed = Draft::from_entries(entries.as_object_mut().unwrap().clone()).unwrap().0;
    assert_eq!(severity(&linter, &other, "workflow/other-client"), None);
    assert_eq!(severity(&linter, &mixed, "workflow/other-client"), Some(Severity::Error));
    let brand = linter.brand("kornhus").unwrap();
    assert_eq!(severity(&brand, &Draft::new(TAG), "bait/tag"), None);
    assert!(linter.brand("korn").is_none());
}

#[test]
fn a_draft_of_no_brand_says_so() {
    let linter = linter(HOUSE);
    let notices = |draft: &Draft<'_>| linter.lint(draft).notices().join("; ");
    assert_eq!(
        notices(&for_account("kornhaus", TAG)),
        "`@kornhaus` belongs to no brand of the configuration: no brand's own rules were checked"
    );
    assert_eq!(
        notices(&Draft::new(TAG)),
        "neither brand nor account is told: no brand's own rules were checked"
    );
    let entries = serde_json::json!({"text": TAG, "brand": "nordglass"});
    let draft = Draft::from_entries(entries.as_object().unwrap().clone()).unwrap().0;
    assert!(notices(&draft).ends_with("did you mean `nordglas`?"), "{}", notices(&draft));
}

#[test]
fn faults_of_brands_are_named() {
    assert_eq!(
        faults("[brands.a]\naccounts = [\"one\"]\n[brands.b]\naccounts = [\"@One\"]\n"),
        ["3:9 `@one` belongs to `a` already (an account has one brand: take it out of the other)"]
    );
    assert_eq!(
        faults("[brands.a]\nacounts = [\"one\"]\n"),
        ["2:1 unknown key `acounts` in a brand (did you mean `accounts`?)"]
    );
    assert_eq!(
        faults("[locked]\nrules = [\"privacy\"]\n[brands.a.rules]\n\"privacy/phone\" = \"off\"\n"),
        [
            "4:1 `privacy/phone` is locked by a layer that this one extends (leave it as it is, or have `privacy` taken out of `[locked] rules` there)"
        ]
    );
    assert_eq!(
        faults("[brands.a.brands.b]\naccounts = [\"one\"]\n"),
        ["1:11 a brand has no brands of its own (name every brand in the common file)"]
    );
    // A fault of what all share is told once, not once for each brand.
    assert_eq!(faults("[rules]\n\"bait/tagg\" = \"off\"\n[brands.a]\n[brands.b]\n").len(), 1);
    let config = Config::builder()
        .resolver(|asker, path| {
            assert_eq!((asker, path), ("draftlint.toml", "a.toml"));
            Ok(vec![("a.toml".into(), "[[brand.terms]]\nmatch = \"cheap <nothing>\"".into())])
        })
        .layer("draftlint.toml", "[brands.a]\nfile = \"a.toml\"")
        .build()
        .unwrap();
    let error = Linter::new(&config).unwrap_err();
    assert_eq!((error.faults()[0].path(), error.faults()[0].line()), ("a.toml", 2), "{error}");
}

#[test]
fn the_workflow_of_a_team_sets_rules() {
    let linter = linter(
        "[workflow]\napprovals = 2\nhours = \"08:00-19:00\"\n[rules]\n\"workflow/quiet-hours\" = \"error\"\n[workflow.roles]\neditor = [\"Mia\", \"tom\"]",
    );
    let entries = serde_json::json!({
        "text": "Doors open at nine.",
        "scheduled_at": "2028-05-06T23:40[Europe/London]",
        "approvals": [{"by": "mia"}, {"by": "agent:desk"}],
    });
    let draft = Draft::from_entries(entries.as_object().unwrap().clone()).unwrap().0;
    let report = linter.lint(&draft);
    let found: Vec<(&str, Severity, &str)> =
        report.findings().iter().map(|f| (f.rule.id.as_str(), f.severity, f.message.as_str())).collect();
    assert!(found.contains(&("workflow/unapproved", Severity::Error, "1 of 2 approvals")), "{found:?}");
    assert!(found.iter().any(|f| f.0 == "workflow/quiet-hours" && f.1 == Severity::Error), "{found:?}");
    let all = faults("[workflow]\nzone = 3\napproval = 1\n");
    assert!(all.len() == 2 && all[0].starts_with("2:8 `zone` takes a string"), "{all:?}");
    assert_eq!(all[1], "3:1 unknown key `approval` in `[workflow]` (did you mean `approvals`?)");
    let bad = Config::from_toml("[workflow]\nhours = \"8 to 5\"").map(|config| Linter::new(&config));
    let message = match bad {
        Err(error) | Ok(Err(error)) => error.to_string(),
        Ok(Ok(_)) => panic!("hours that are none were taken"),
    };
    assert!(message.contains("08:00-19:00"), "{message}");
}
