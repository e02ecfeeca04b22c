//! `[brand]`: whose posts these are, and how they are written.

use super::layer::{one_or_more, time};
use super::{Avoid, Brand, Codename, KnownHandle, Locale, Person, Position, Required, Term};
use crate::context::AccountKind;
use crate::finding::Severity;
use crate::rule::card::read_phrase;
use crate::value::{Node, Reader, Source, Value};

/// Adds what a layer says to what is known of the brand.
pub(super) fn read(brand: &mut Brand, source: &Source, node: &Node) {
    let mut reader = source.reader(node, "`[brand]`");
    brand.names.extend(reader.string("name"));
    let list = |reader: &mut Reader<'_>, key| -> Vec<String> {
        reader.strings(key).unwrap_or_default().into_iter().map(|(s, _)| s).collect()
    };
    brand.names.extend(list(&mut reader, "names"));
    brand.handles.extend(list(&mut reader, "handles").iter().map(|h| h.trim_start_matches('@').to_string()));
    brand.tags.extend(list(&mut reader, "tags").iter().map(|t| t.trim_start_matches('#').to_string()));
    let lower = |list: Vec<String>| list.into_iter().map(|d| d.to_ascii_lowercase()).collect::<Vec<_>>();
    brand.domains.extend(lower(list(&mut reader, "domains")));
    brand.short_domains.extend(lower(list(&mut reader, "short-domains")));
    brand.internal_domains.extend(lower(list(&mut reader, "internal-domains")));
    brand.phones.extend(list(&mut reader, "phones"));
    brand.emails.extend(lower(list(&mut reader, "emails")));
    if let Some(kind) = reader.one_of("account-kind", "kind of account", &AccountKind::ALL) {
        brand.account_kind = Some(kind);
    }
    brand.partners.extend(list(&mut reader, "partners"));
    brand.competitors.extend(list(&mut reader, "competitors"));
    if let Some(node) = reader.get("known-handles") {
        brand.known_handles.extend(known_handles(source, node));
    }
    brand.avoid.extend(reader.tables("avoid").iter().map(|table| avoid(source, table)));
    brand.required.extend(reader.tables("required").iter().map(|table| required(source, table)));
    if let Some(node) = reader.get("voice") {
        let mut inner = source.reader(node, "`[brand.voice]`");
        let voice = &mut brand.voice;
        voice.contractions = band(&mut inner, "contractions").or(voice.contractions);
        voice.emoji = band(&mut inner, "emoji").or(voice.emoji);
        voice.exclamations = band(&mut inner, "exclamations").or(voice.exclamations);
        const PERSONS: &[(&str, Option<Person>)] =
            &[("we", Some(Person::We)), ("i", Some(Person::I)), ("either", None)];
        if let Some(person) = inner.one_of("person", "person", PERSONS) {
            voice.person = person;
        }
        inner.finish();
    }
    const LOCALES: &[(&str, Locale)] = &[("en-GB", Locale::British), ("en-US", Locale::American)];
    if let Some(locale) = reader.one_of("locale", "locale", LOCALES) {
        brand.locale = Some(locale);
    }
    let mut terms = Vec::new();
    for table in reader.tables("terms") {
        let mut inner = source.reader(table, "an entry of `[[brand.terms]]`");
        let at = inner.get("match").map_or(table.at, |n| n.at);
        let text = inner.required("match");
        let replace = one_or_more(&mut inner, "replace");
        let reason = inner.string("reason").unwrap_or_default();
        let severity = inner.one_of("severity", "severity", &Severity::ALL);
        inner.finish();
        // A term without words was reported already.
        let written = if text.is_empty() { None } else { read_phrase(source, text, at) };
        if let Some(written) = written {
            terms.push(Term { written, source: source.clone(), replace, reason, severity });
        }
    }
    brand.terms.extend(terms);
    for table in reader.tables("codenames") {
        let mut inner = source.reader(table, "an entry of `[[brand.codenames]]`");
        let name = inner.required("name");
        let until = time(&mut inner, "until");
        let severity = inner.one_of("severity", "severity", &Severity::ALL);
        inner.finish();
        if !name.trim().is_empty() {
            brand.codenames.push(Codename { name, until, severity });
        }
    }
    reader.finish();
}

/// `[brand.known-handles]`: a name, and its handle, or one for each network.
fn known_handles(source: &Source, node: &Node) -> Vec<KnownHandle> {
    let reader = source.reader(node, "`[brand.known-handles]`");
    let mut all = Vec::new();
    for (key, node) in reader.entries() {
        let mut add = |network: Option<&str>, node: &Node| {
            if let Some(handle) = source.string(node) {
                all.push(KnownHandle {
                    name: key.name.to_string(),
                    handle: handle.trim_start_matches('@').to_lowercase(),
                    network: network.map(|n| crate::Network::new(n).as_str().to_string()),
                });
            }
        };
        match &node.value {
            Value::Table(entries) => entries.iter().for_each(|(on, node)| add(Some(&on.name), node)),
            _ => add(None, node),
        }
    }
    all
}

/// An entry of `[[brand.avoid]]`.
fn avoid(source: &Source, table: &Node) -> Avoid {
    let mut reader = source.reader(table, "an entry of `[[brand.avoid]]`");
    let read = Avoid {
        topic: reader.required("topic"),
        words: one_or_more(&mut reader, "words"),
        except: one_or_more(&mut reader, "except"),
        min_hits: reader.number("min-hits").map_or(2, |n| n.max(1.0) as usize),
        severity: reader.one_of("severity", "severity", &Severity::ALL),
        roles: one_or_more(&mut reader, "roles"),
    };
    if read.words.is_empty() {
        source.fault(table.at, "a topic without words is never met", "add `words = [\"…\"]`");
    }
    reader.finish();
    read
}

/// An entry of `[[brand.required]]`.
fn required(source: &Source, table: &Node) -> Required {
    const POSITIONS: &[(&str, Position)] =
        &[("any", Position::Any), ("start", Position::Start), ("end", Position::End)];
    let mut reader = source.reader(table, "an entry of `[[brand.required]]`");
    let networks = one_or_more(&mut reader, "network");
    let accounts = one_or_more(&mut reader, "account");
    let read = Required {
        text: reader.required("text"),
        reason: reader.string("reason").unwrap_or_default(),
        when: one_or_more(&mut reader, "when"),
        accounts: accounts.iter().map(|a| a.trim_start_matches('@').to_string()).collect(),
        networks: networks.iter().map(|n| crate::Network::new(n).as_str().to_string()).collect(),
        position: reader.one_of("position", "position", POSITIONS).unwrap_or_default(),
    };
    reader.finish();
    read
}

/// A band: the least and the most.
fn band(reader: &mut Reader<'_>, key: &'static str) -> Option<(usize, usize)> {
    let node = reader.get(key)?;
    if let Value::List(items) = &node.value {
        if let [Node { value: Value::Int(least), .. }, Node { value: Value::Int(most), .. }] =
            items.as_slice()
        {
            if let (Ok(least), Ok(most)) = (usize::try_from(*least), usize::try_from(*most)) {
                if least <= most {
                    return Some((least, most));
                }
            }
        }
    }
    reader.source.fault(node.at, format!("`{key}` is the least and the most"), "write `[0, 2]`");
    None
}
