//! stub
use crate::{Config, Draft, Error, Report, RuleInfo, Severity, Thread, Profile};
/// Stub.
#[derive(Debug, Clone, Default)]
pub struct Linter {}
/// What became of one possible finding: for `check --trace`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Trace { 
    /// The group of the rule.
    pub group: String,
    /// The words that matched.
    pub matched: String,
    /// Line and column in the body, from 1.
    pub line: u32,
    /// Column.
    pub column: u32,
    /// `reported`, or what silenced it: the guard's name, `except`, `allow`, `brand name`, `when`.
    pub outcome: String,
}
/// One example of a card, run.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CardTest {
    /// Such as `bait/tag::bad[0]`.
    pub name: String,
    /// What went wrong, where it did.
    pub failure: Option<String>,
}
impl Linter {
    /// Compiles a configuration.
    pub fn new(_config: &Config) -> Result<Linter, Error> { todo!() }
    /// Lints a draft.
    pub fn lint(&self, _draft: &Draft<'_>) -> Report { todo!() }
    /// Lints a thread.
    pub fn lint_thread(&self, _thread: &Thread<'_>) -> Report { todo!() }
    /// Every rule, sorted by id, with its severity under this configuration; `None` means off.
    pub fn rules(&self) -> Vec<(&RuleInfo, Option<Severity>)> { todo!() }
    /// A rule by id or alias.
    pub fn rule(&self, _id: &str) -> Option<&RuleInfo> { todo!() }
    /// The TOML text of a rule's card, with its examples.
    pub fn card(&self, _id: &str) -> Option<&str> { todo!() }
    /// The known networks.
    pub fn networks(&self) -> Vec<&Profile> { todo!() }
    /// What became of every possible finding of a rule.
    pub fn trace(&self, _draft: &Draft<'_>, _rule: &str) -> Vec<Trace> { todo!() }
    /// Runs the examples of cards (path and TOML text) in addition to the built-in rules.
    pub fn test_cards(_cards: &[(String, String)]) -> Result<(Vec<CardTest>, Vec<String>), Error> { todo!() }
}
