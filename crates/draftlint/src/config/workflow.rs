//! `[workflow]`: who may post what, who must agree, when nobody watches, and what is on hold.
//!
//! What rules have options for is handed to them as settings; what they ask people and topics about is kept here.

use super::layer::{one_or_more, time};
use super::{Override, Setting};
use crate::context::{AccountKind, Approval, Embargo, Hold, plain_handle};
use crate::time::Timestamp;
use crate::value::{At, Key, Node, Reader, Source, Value};

/// `[workflow]`
#[derive(Debug, Clone, Default)]
pub(crate) struct Workflow {
    /// People by role, both in lower case.
    pub(crate) roles: Vec<(String, Vec<String>)>,
    pub(crate) people: Vec<Person>,
    pub(crate) topics: Vec<Topic>,
    pub(crate) accounts: Vec<OwnAccount>,
    /// `None` means not told, as in a context.
    pub(crate) holds: Option<Vec<Hold>>,
    pub(crate) embargoes: Option<Vec<Embargo>>,
}

/// What somebody may do. An empty list means everything.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    /// In lower case.
    pub(crate) id: String,
    pub(crate) accounts: Vec<String>,
    pub(crate) networks: Vec<String>,
    /// Topics of `[[workflow.topics]]`; `None` means that nobody said.
    pub(crate) topics: Option<Vec<String>>,
    /// From then on they may nothing.
    pub(crate) until: Option<Timestamp>,
}

/// A topic that somebody of a role has to agree to.
#[derive(Debug, Clone)]
pub(crate) struct Topic {
    pub(crate) name: String,
    pub(crate) words: Vec<String>,
    /// Words that show that something else is meant.
    pub(crate) except: Vec<String>,
    /// So many different words make it the topic.
    pub(crate) min_hits: usize,
    /// In lower case.
    pub(crate) role: String,
    /// So many people of the role have to agree.
    pub(crate) approvals: usize,
}

/// What is known of an account of the team.
#[derive(Debug, Clone)]
pub(crate) struct OwnAccount {
    pub(crate) handle: String,
    pub(crate) kind: Option<AccountKind>,
    pub(crate) language: Option<String>,
}

impl Workflow {
    /// Whether an approval was given in a role: it says so, or the list of the role's people does. Where there is
    /// such a list, it alone counts.
    pub(crate) fn is_in_role(&self, approval: &Approval, role: &str) -> bool {
        let role = role.trim().to_lowercase();
        match self.roles.iter().find(|(name, _)| *name == role) {
            Some((_, people)) => people.contains(&approval.by.trim().to_lowercase()),
            None => approval.role.as_ref().is_some_and(|r| r.trim().to_lowercase() == role),
        }
    }

    /// What is known of somebody: by a grant, or `Err` where the team is listed and they are not in it.
    pub(crate) fn person(&self, id: &str) -> Result<Option<&Person>, ()> {
        let id = id.trim().to_lowercase();
        match self.people.iter().find(|p| p.id == id) {
            Some(person) => Ok(Some(person)),
            None if self.roles.iter().any(|(_, people)| people.contains(&id)) => Ok(None),
            None => Err(()),
        }
    }

    pub(crate) fn account(&self, handle: &str) -> Option<&OwnAccount> {
        let handle = plain_handle(handle);
        self.accounts.iter().find(|a| a.handle == handle)
    }
}

/// What a layer says: settings of rules, and of rules for single accounts.
#[derive(Debug, Default)]
pub(super) struct Derived {
    pub(super) settings: Vec<Setting>,
    pub(super) overrides: Vec<Override>,
}

/// Adds what a layer says.
pub(super) fn read(workflow: &mut Workflow, source: &Source, node: &Node) -> Derived {
    let mut derived = Derived::default();
    let mut reader = source.reader(node, "`[workflow]`");
    let mut unapproved = Options::new(source, "workflow/unapproved");
    unapproved.take(&mut reader, &[("approvals", "required"), ("max-age-hours", "max-age-hours")]);
    unapproved.take(&mut reader, &[("approving-roles", "roles"), ("exempt-kinds", "exempt-kinds")]);
    if let Some(node) = reader.get("solo") {
        if source.boolean(node) == Some(true) {
            unapproved.add("allow-solo", node.clone());
            let mut alone = Options::new(source, "workflow/self-approved").setting(node.at);
            alone.on = Some(false);
            derived.settings.push(alone);
        }
    }
    derived.settings.extend(unapproved.finish());
    let mut hold = Options::new(source, "workflow/crisis-hold");
    hold.take(&mut reader, &[("essential-roles", "essential-roles")]);
    derived.settings.extend(hold.finish());
    derived.settings.extend(watched(source, &mut reader));
    if let Some(node) = reader.get("roles") {
        for (key, node) in source.reader(node, "`[workflow.roles]`").entries() {
            let people: Vec<String> =
                source.strings(node).unwrap_or_default().into_iter().map(|(p, _)| p.to_lowercase()).collect();
            workflow.roles.push((key.name.to_lowercase(), people));
        }
    }
    if let Some(node) = reader.get("people") {
        for (key, node) in source.reader(node, "`[workflow.people]`").entries() {
            workflow.people.push(person(source, key, node));
        }
    }
    for table in reader.tables("topics") {
        workflow.topics.push(topic(source, table));
    }
    if let Some(node) = reader.get("accounts") {
        for (key, node) in source.reader(node, "`[workflow.accounts]`").entries() {
            let mut inner = source.reader(node, "an account");
            let settings: Vec<Setting> = watched(source, &mut inner).into_iter().collect();
            if !settings.is_empty() {
                let accounts = vec![plain_handle(&key.name)];
                derived.overrides.push(Override { accounts, settings, ..Override::default() });
            }
            workflow.accounts.push(OwnAccount {
                handle: plain_handle(&key.name),
                kind: inner.one_of("kind", "kind of account", &AccountKind::ALL),
                language: inner.string("language"),
            });
            inner.finish();
        }
    }
    let given = reader.entries().iter().any(|(key, _)| key.name == "holds");
    let holds = reader.tables("holds").iter().map(|table| hold_of(source, table));
    let holds: Vec<Hold> = holds.collect();
    if given {
        workflow.holds.get_or_insert_default().extend(holds);
    }
    let given = reader.entries().iter().any(|(key, _)| key.name == "embargoes");
    let embargoes: Vec<Embargo> = reader.tables("embargoes").iter().map(|t| embargo(source, t)).collect();
    if given {
        workflow.embargoes.get_or_insert_default().extend(embargoes);
    }
    derived.settings.extend(sensitive_dates(source, &mut reader));
    reader.finish();
    derived
}

/// Options of a rule that stand elsewhere than in `[rules]`.
struct Options<'s> {
    source: &'s Source,
    rule: &'static str,
    all: Vec<(Key, Node)>,
}

impl<'s> Options<'s> {
    fn new(source: &'s Source, rule: &'static str) -> Options<'s> {
        Options { source, rule, all: Vec::new() }
    }

    /// Keys of a table with the options that they set.
    fn take(&mut self, reader: &mut Reader<'_>, keys: &[(&'static str, &'static str)]) {
        for (key, option) in keys {
            if let Some(node) = reader.get(key) {
                self.add(option, node.clone());
            }
        }
    }

    fn add(&mut self, option: &str, node: Node) {
        self.all.push((Key { name: option.to_string().into(), at: node.at }, node));
    }

    fn setting(self, at: At) -> Setting {
        Setting {
            target: self.rule.to_string(),
            profile: false,
            on: Some(true),
            severity: None,
            mute: Vec::new(),
            options: self.all,
            source: self.source.clone(),
            at,
        }
    }

    fn finish(self) -> Option<Setting> {
        let at = self.all.first()?.1.at;
        Some(self.setting(at))
    }
}

/// The hours in which somebody watches.
fn watched(source: &Source, reader: &mut Reader<'_>) -> Option<Setting> {
    let mut hours = Options::new(source, "workflow/quiet-hours");
    hours.take(reader, &[("hours", "hours"), ("days", "days"), ("zone", "zone")]);
    hours.finish()
}

fn person(source: &Source, key: &Key, node: &Node) -> Person {
    let mut reader = source.reader(node, "a person");
    let person = Person {
        id: key.name.trim().to_lowercase(),
        accounts: one_or_more(&mut reader, "accounts").iter().map(|a| plain_handle(a)).collect(),
        networks: one_or_more(&mut reader, "networks")
            .iter()
            .map(|n| crate::Network::new(n).as_str().to_string())
            .collect(),
        topics: reader.get("topics").is_some().then(|| one_or_more(&mut reader, "topics")),
        until: time(&mut reader, "until"),
    };
    reader.finish();
    person
}

fn topic(source: &Source, table: &Node) -> Topic {
    let mut reader = source.reader(table, "an entry of `[[workflow.topics]]`");
    let topic = Topic {
        name: reader.required("name"),
        words: one_or_more(&mut reader, "words"),
        except: one_or_more(&mut reader, "except"),
        min_hits: reader.number("min-hits").map_or(1, |n| n.max(1.0) as usize),
        role: reader.required("role").trim().to_lowercase(),
        approvals: reader.number("approvals").map_or(1, |n| n.max(1.0) as usize),
    };
    if topic.words.is_empty() {
        source.fault(table.at, "a topic without words is never met", "add `words = [\"…\"]`");
    }
    reader.finish();
    topic
}

fn hold_of(source: &Source, table: &Node) -> Hold {
    let mut reader = source.reader(table, "an entry of `[[workflow.holds]]`");
    let hold = Hold {
        reason: reader.required("reason"),
        from: time(&mut reader, "from"),
        until: time(&mut reader, "until"),
        accounts: one_or_more(&mut reader, "accounts"),
        terms: one_or_more(&mut reader, "terms"),
    };
    reader.finish();
    hold
}

fn embargo(source: &Source, table: &Node) -> Embargo {
    let mut reader = source.reader(table, "an entry of `[[workflow.embargoes]]`");
    let embargo = Embargo {
        name: reader.required("name"),
        until: time(&mut reader, "until"),
        terms: one_or_more(&mut reader, "terms"),
    };
    reader.finish();
    embargo
}

/// `[[workflow.sensitive-dates]]`, as the rule's option has them.
fn sensitive_dates(source: &Source, reader: &mut Reader<'_>) -> Option<Setting> {
    let tables = reader.tables("sensitive-dates");
    let mut days = Vec::new();
    for table in tables {
        let mut inner = source.reader(table, "an entry of `[[workflow.sensitive-dates]]`");
        let at = inner.get("date").map_or(table.at, |node| node.at);
        let line = format!("{} {}", inner.required("date"), inner.required("name"));
        inner.finish();
        days.push(Node { value: Value::Str(line.into()), at });
    }
    let at = days.first()?.at;
    let mut options = Options::new(source, "workflow/sensitive-date");
    options.add("more-dates", Node { value: Value::List(days), at });
    options.finish()
}
