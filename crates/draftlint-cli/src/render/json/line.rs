//! A report as JSON on one line, written as it goes: what [`Report::to_json`] yields, without the tree of values, which
//! for many rows costs more than their lint.

use draftlint::{Concern, Edit, Finding, Fix, Location, Report, Skipped};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

/// A report whose offsets are bytes, as they are kept.
pub(super) struct Line<'a>(pub(super) &'a Report);

/// A value that writes itself with the serializer that it is given.
macro_rules! written {
    ($name:ident($inner:ty), |$it:ident, $map:ident| $body:block) => {
        struct $name<'a>(&'a $inner);

        impl Serialize for $name<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let $it = self.0;
                let mut $map = serializer.serialize_map(None)?;
                $body
                $map.end()
            }
        }
    };
}

/// A list, each entry written by its own type.
struct List<'a, T, W>(&'a [T], fn(&'a T) -> W);

impl<T, W: Serialize> Serialize for List<'_, T, W> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(self.1))
    }
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let report = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", &1)?;
        map.serialize_entry("draftlint", env!("CARGO_PKG_VERSION"))?;
        map.serialize_entry("edition", report.edition())?;
        map.serialize_entry("now", &report.now())?;
        map.serialize_entry("offsets", "utf-8")?;
        map.serialize_entry("id", &report.id())?;
        map.serialize_entry("source", &report.source())?;
        map.serialize_entry("network", &report.network())?;
        map.serialize_entry("brand", &report.brand())?;
        map.serialize_entry("language", report.language())?;
        map.serialize_entry("verdict", &report.verdict())?;
        map.serialize_entry("score", &report.score())?;
        map.serialize_entry("raw", &report.raw())?;
        map.serialize_entry("concerns", &Concerns(report))?;
        map.serialize_entry("reasons", &report.reasons())?;
        map.serialize_entry("next_best_fix", &report.next_best_fix())?;
        map.serialize_entry("coverage", &rounded(report.coverage(), 1000.0))?;
        map.serialize_entry("findings", &List(report.findings(), OneFinding))?;
        map.serialize_entry("strengths", &List(report.strengths(), OneFinding))?;
        map.serialize_entry("skipped", &List(report.skipped(), OneSkipped))?;
        map.serialize_entry("notices", report.notices())?;
        map.serialize_entry("facts", &Facts(report))?;
        map.end()
    }
}

written!(Concerns(Report), |report, map| {
    for (name, concern) in Concern::ALL {
        map.serialize_entry(name, &report.concern(concern))?;
    }
});

written!(Facts(Report), |report, map| {
    for fact in report.facts() {
        if fact.value.fract() == 0.0 && fact.value.abs() < 1e15 {
            map.serialize_entry(fact.name, &(fact.value as i64))?;
        } else {
            map.serialize_entry(fact.name, &rounded(fact.value, 1000.0))?;
        }
    }
});

written!(OneSkipped(Skipped), |skipped, map| {
    map.serialize_entry("rule", &skipped.rule.id)?;
    map.serialize_entry("needs", &skipped.needs)?;
});

written!(OneFinding(Finding), |f, map| {
    let args: Map<String, Value> =
        f.args.iter().map(|(name, value)| ((*name).to_string(), value.as_str().into())).collect();
    map.serialize_entry("rule", &f.rule.id)?;
    map.serialize_entry("group", &Some(&*f.group).filter(|group| !group.is_empty()))?;
    map.serialize_entry("title", &f.rule.title)?;
    map.serialize_entry("category", f.rule.category.as_str())?;
    map.serialize_entry("concern", f.rule.category.concern().as_str())?;
    map.serialize_entry("severity", &f.severity)?;
    map.serialize_entry("confidence", &rounded(f64::from(f.confidence), 100.0))?;
    map.serialize_entry("principles", &List(&f.rule.principles, |p| p.as_str()))?;
    map.serialize_entry("message", &f.message)?;
    map.serialize_entry("args", &args)?;
    map.serialize_entry("why", &f.rule.why)?;
    map.serialize_entry("help", &f.rule.help)?;
    map.serialize_entry("locations", &List(&f.locations, OneLocation))?;
    map.serialize_entry("fixes", &List(&f.fixes, OneFix))?;
    map.serialize_entry("suppressed", &f.suppressed)?;
    map.serialize_entry("points", &f.points)?;
    map.serialize_entry("fingerprint", &format_args!("{:016x}", f.fingerprint))?;
    if !f.evidence.is_empty() {
        map.serialize_entry("evidence", &f.evidence)?;
    }
});

written!(OneLocation(Location), |l, map| {
    map.serialize_entry("post", &l.post)?;
    map.serialize_entry("field", &l.field)?;
    map.serialize_entry("start", &l.start)?;
    map.serialize_entry("end", &l.end)?;
    map.serialize_entry("line", &l.line)?;
    map.serialize_entry("column", &l.column)?;
});

written!(OneFix(Fix), |fix, map| {
    map.serialize_entry("title", &fix.title)?;
    map.serialize_entry("safety", &fix.safety)?;
    map.serialize_entry("edits", &List(&fix.edits, OneEdit))?;
});

written!(OneEdit(Edit), |edit, map| {
    map.serialize_entry("post", &edit.post)?;
    map.serialize_entry("field", &edit.field)?;
    map.serialize_entry("start", &edit.start)?;
    map.serialize_entry("end", &edit.end)?;
    map.serialize_entry("text", &edit.text)?;
});

fn rounded(value: f64, steps: f64) -> f64 {
    (value * steps).round() / steps
}

#[cfg(test)]
mod tests {
    use draftlint::{Draft, Linter, Network, Offsets};

    use super::*;

    /// The examples of the built-in cards.
    fn examples() -> Vec<String> {
        let cards = draftlint_rules::FILES.iter().filter_map(|file| file.text.parse::<toml::Table>().ok());
        cards
            .flat_map(|card| {
                let lists =
                    ["bad", "good"].map(|name| card.get(name).and_then(toml::Value::as_array).cloned());
                lists.into_iter().flatten().flatten()
            })
            .filter_map(|example| Some(example.get("text")?.as_str()?.replace("[[", "").replace("]]", "")))
            .collect()
    }

    #[test]
    fn a_line_is_what_the_library_writes() {
        let linter = Linter::default();
        let mut found = 0;
        for (i, text) in examples().into_iter().enumerate() {
            let mut draft = Draft::new(text);
            draft.id = (i % 2 == 0).then(|| format!("\"{i}\"\n"));
            if i % 3 == 0 {
                draft = draft.title("Buy now!!!").network(Network::X);
            }
            let report = linter.lint(&draft);
            found += report.findings().len();
            let expected = report.to_json(std::slice::from_ref(&draft), Offsets::Utf8).to_string();
            assert_eq!(serde_json::to_string(&Line(&report)).unwrap(), expected);
        }
        assert!(found > 500, "{found}");
    }
}
