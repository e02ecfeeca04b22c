//! `networks`: what is known of each network, who says so, and how sure that is.

use std::io;

use draftlint::{Confidence, CountUnit, Fact, FactKind, LimitKind, Linter, Network, Profile, Variant};
use serde_json::{Value, json};

use crate::args::{ListFormat, NetworksArgs};
use crate::render::style::{Cell, Paint, grid, hanging, page_width};
use crate::settings::{Settings, nearest};
use crate::{EXIT_OK, EXIT_USAGE, Streams};

/// Runs `networks`.
pub(crate) fn run(args: &NetworksArgs, streams: &mut Streams<'_>) -> io::Result<u8> {
    let loaded = match Settings::new(&args.config).load_for(None) {
        Ok(loaded) => loaded,
        Err(fault) => {
            streams.error(&fault.text);
            return Ok(EXIT_USAGE);
        }
    };
    let all = in_order(&loaded.linter);
    let mut profiles: Vec<&Profile> = Vec::new();
    for name in &args.names {
        let network = Network::new(name);
        let Some(profile) = all.iter().copied().find(|profile| profile.network == network) else {
            streams.error(&unknown(&loaded.linter, name));
            return Ok(EXIT_USAGE);
        };
        profiles.push(profile);
    }
    let every = profiles.is_empty();
    if every {
        profiles.extend(all);
    }
    let page = Page { paint: Paint::new(streams.terminal.colour), width: page_width(&streams.terminal) };
    let text = match args.format {
        ListFormat::Json => format!("{:#}\n", profiles.iter().copied().map(as_json).collect::<Value>()),
        ListFormat::Text if every => page.list(&profiles),
        ListFormat::Text => profiles.iter().map(|p| page.profile(p)).collect::<Vec<_>>().join("\n"),
    };
    streams.stdout.write_all(text.as_bytes())?;
    Ok(EXIT_OK)
}

/// The known networks by their ids, the user's own among them.
fn in_order(linter: &Linter) -> Vec<&Profile> {
    let mut all: Vec<&Profile> = linter.networks().iter().collect();
    all.sort_by(|a, b| a.network.cmp(&b.network));
    all
}

/// What to say where a network is asked for that nobody knows.
pub(crate) fn unknown(linter: &Linter, wanted: &str) -> String {
    let ids = linter.networks().iter().map(|profile| profile.network.as_str());
    let hint = nearest(wanted, ids.map(|id| (id, id)))
        .map_or_else(|| "`draftlint networks` lists them".to_string(), |id| format!("did you mean `{id}`?"));
    format!("no network `{wanted}`\n  help: {hint}")
}

/// A fact as it is shown.
struct Known<'a> {
    kind: FactKind,
    /// The posts that it holds for; `None` means all.
    posts: Option<Variant>,
    value: Value,
    unit: Option<CountUnit>,
    firm: bool,
    confidence: Confidence,
    source: &'a str,
    second_source: Option<&'a str>,
    checked: &'a str,
}

impl<'a> Known<'a> {
    fn new<T>(
        kind: FactKind,
        posts: Option<Variant>,
        unit: Option<CountUnit>,
        fact: &'a Fact<T>,
        value: Value,
    ) -> Known<'a> {
        Known {
            kind,
            posts,
            value,
            unit,
            firm: fact.is_firm(),
            confidence: fact.confidence,
            source: &fact.source,
            second_source: fact.second_source.as_deref(),
            checked: &fact.checked,
        }
    }

    /// `280 weighted characters`, `4`, `yes`; what is not firm has its `doubt` after the number.
    fn value(&self, doubt: &str) -> String {
        let doubt = if self.firm { "" } else { doubt };
        match (&self.value, self.unit) {
            (Value::Bool(truth), _) => if *truth { "yes" } else { "no" }.to_string(),
            // Things are named by the key.
            (value, None | Some(CountUnit::Items)) => format!("{value}{doubt}"),
            (value, Some(CountUnit::Lines)) if *value == 1 => format!("1{doubt} line"),
            (value, Some(unit)) => format!("{value}{doubt} {}", unit.words()),
        }
    }

    /// `official`, `two sources`.
    fn sureness(&self) -> &'static str {
        match (self.confidence, self.second_source) {
            // Only the reader's own configuration gives no day.
            (Confidence::Official, None) if self.checked.is_empty() => "yours",
            (Confidence::ThirdParty | Confidence::Inferred, Some(_)) => "two sources",
            (confidence, _) => confidence.as_str(),
        }
    }

    /// Where it is stated.
    fn sources(&self) -> String {
        match self.second_source {
            None => self.source.to_string(),
            Some(second) => format!("{}; also {second}", self.source),
        }
    }
}

/// Every fact of a network: those of all posts first, each kind in the order of its table.
fn known(profile: &Profile) -> Vec<Known<'_>> {
    let limits = profile.limits().map(|(posts, kind, limit)| {
        Known::new(FactKind::Limit(kind), posts, Some(limit.unit), &limit.fact, limit.value().into())
    });
    let traits = profile
        .traits()
        .map(|(kind, fact)| Known::new(FactKind::Trait(kind), None, None, fact, fact.value.into()));
    let mut all: Vec<Known<'_>> = limits.chain(traits).collect();
    all.sort_by_key(|known| (known.posts, known.kind));
    all
}

fn as_json(profile: &Profile) -> Value {
    let facts = known(profile).into_iter().map(|known| {
        json!({
            "key": known.kind.as_str(),
            "posts": known.posts.map(Variant::as_str),
            "value": known.value,
            "unit": known.unit.map(CountUnit::as_str),
            "firm": known.firm,
            "confidence": known.confidence.as_str(),
            "source": known.source,
            "second_source": known.second_source,
            "checked": Some(known.checked).filter(|day| !day.is_empty()),
        })
    });
    json!({
        "id": profile.network.as_str(),
        "name": profile.name,
        "entities": profile.entities,
        "facts": facts.collect::<Vec<_>>(),
    })
}

/// The limits that the list shows, with a word for each.
const LISTED: [(&str, LimitKind); 5] = [
    ("text", LimitKind::Text),
    ("title", LimitKind::Title),
    ("alt text", LimitKind::Alt),
    ("attachments", LimitKind::Media),
    ("hashtags", LimitKind::Hashtags),
];

/// How to lay out what is known.
pub(crate) struct Page {
    pub(crate) paint: Paint,
    pub(crate) width: usize,
}

impl Page {
    fn dim(&self, text: impl Into<String>) -> Cell {
        let text = text.into();
        let painted = self.paint.dim(&text);
        Cell::painted(text, painted)
    }

    /// A line for each network.
    fn list(&self, profiles: &[&Profile]) -> String {
        let head = ["network", "name"].into_iter().chain(LISTED.iter().map(|(word, _)| *word));
        let mut rows = vec![head.map(|word| self.dim(word)).collect::<Vec<_>>()];
        let mut unsure = false;
        for profile in profiles {
            let id = profile.network.as_str();
            let mut row = vec![Cell::painted(id, self.paint.bold(id)), Cell::new(profile.name.as_str())];
            for (_, kind) in LISTED {
                let limit = profile.limit(kind);
                row.push(limit.map_or_else(
                    || self.dim("–"),
                    |limit| {
                        let doubt = if limit.fact.is_firm() { "" } else { "?" };
                        unsure |= !doubt.is_empty();
                        let unit = if kind == LimitKind::Text { limit.unit.words() } else { "" };
                        Cell::new(format!("{}{doubt} {unit}", limit.value()).trim_end())
                    },
                ));
            }
            rows.push(row);
        }
        let mut out = grid("", &rows);
        out.push('\n');
        if unsure {
            out.push_str("? one source only: such a limit warns and never stops a post\n");
        }
        out.push_str("`draftlint networks x` says more of one, with the source of every fact\n");
        out
    }

    /// Every fact of a network.
    fn profile(&self, profile: &Profile) -> String {
        let mut out = format!("{}  {}\n", self.paint.bold(profile.network.as_str()), profile.name);
        let facts = known(profile);
        if facts.is_empty() {
            out.push_str("  nothing is known of it\n");
        }
        for posts in std::iter::once(None).chain(Variant::ALL.map(|(_, variant)| Some(variant))) {
            let some: Vec<&Known<'_>> = facts.iter().filter(|known| known.posts == posts).collect();
            if some.is_empty() {
                continue;
            }
            if let Some(variant) = posts {
                out.push_str(&format!("\n  {}\n", self.paint.bold(variant.about())));
            }
            let rows: Vec<Vec<Cell>> = some
                .iter()
                .map(|known| {
                    vec![
                        Cell::new(known.kind.as_str()),
                        Cell::new(known.value("?")),
                        Cell::new(known.sureness()),
                        Cell::new(known.checked),
                    ]
                })
                .collect();
            self.with_sources(&mut out, &rows, &some);
        }
        if facts.iter().any(|known| !known.firm && known.unit.is_some()) {
            out.push_str("\n  ? one source only: such a limit warns and never stops a post\n");
        }
        out
    }

    /// The facts that a rule rests on, each for every network where it is known.
    pub(crate) fn facts(&self, linter: &Linter, kinds: &[FactKind], stops: bool) -> String {
        let mut out = String::new();
        for kind in kinds {
            out.push_str(&hanging(&format!("  {}  ", kind.as_str()), &sentence(kind.about()), self.width));
            let all: Vec<(&Profile, Known<'_>)> = in_order(linter)
                .into_iter()
                .flat_map(|profile| known(profile).into_iter().map(move |known| (profile, known)))
                .filter(|(_, known)| known.kind == *kind)
                .collect();
            if all.is_empty() {
                out.push_str("    known of no network\n");
            }
            let rows: Vec<Vec<Cell>> = all
                .iter()
                .map(|(profile, known)| {
                    let firm = match (known.firm, stops) {
                        (true, true) => "stops a post",
                        (true, false) => "firm",
                        (false, _) => "unsure",
                    };
                    vec![
                        Cell::new(profile.network.as_str()),
                        Cell::new(known.posts.map_or("", Variant::as_str)),
                        Cell::new(known.value("")),
                        Cell::new(firm),
                        Cell::new(known.sureness()),
                        Cell::new(known.checked),
                    ]
                })
                .collect();
            let facts: Vec<&Known<'_>> = all.iter().map(|(_, known)| known).collect();
            self.with_sources(&mut out, &rows, &facts);
        }
        out
    }

    /// Rows with their sources below them.
    fn with_sources(&self, out: &mut String, rows: &[Vec<Cell>], facts: &[&Known<'_>]) {
        for (line, known) in grid("    ", rows).lines().zip(facts) {
            out.push_str(line);
            out.push('\n');
            for line in hanging("      ", &known.sources(), self.width).lines() {
                out.push_str(&self.paint.dim(line));
                out.push('\n');
            }
        }
    }
}

/// `The most that a text may hold.` as a part of a line.
fn sentence(text: &str) -> String {
    let text = text.trim_end_matches('.');
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
