//! Reads a social-media or community post before it is published and says what would make it spammy,
//! self-promotional, off-brand or risky: where, why, and what to write instead.
//!
//! ```
//! use draftlint::{Draft, Linter, Network, Verdict};
//!
//! let linter = Linter::default();
//! let report = linter.lint(&Draft::new("Hi {{first_name}}, big news!").network(Network::X));
//! assert_eq!(report.verdict(), Verdict::Block);
//! assert_eq!(report.findings()[0].rule.id, "residue/merge-tag");
//! ```
//!
//! The data runs one way: a [`Draft`] is read once into a document, facts are counted on it, rules find things,
//! and the [`Report`] orders and weighs them. The library reads no file, no clock and no network: a caller hands
//! in configuration as text ([`Config`]) and times with the draft ([`Context`]).
//!
//! Spans are bytes of UTF-8 in the field as it was given, on character boundaries; [`Offsets`] converts them.

mod brief;
mod catalogue;
mod checks;
mod config;
mod context;
mod count;
mod counter;
mod document;
mod draft;
mod entities;
mod error;
mod facts;
mod feed;
mod few;
mod finding;
mod history;
mod json;
mod linter;
mod matcher;
mod network;
#[doc(hidden)]
pub mod parts;
mod phrase;
mod report;
mod rule;
mod score;
mod split;
mod time;
mod value;

pub use brief::{Brief, Section};
pub use config::{Config, ConfigBuilder};
pub use context::{
    Accepted, Account, AccountKind, ActiveEvent, Approval, Author, Community, Context, Event, Hold, Offer,
};
pub use draft::{Allow, Draft, Kind, Media, MediaKind, Thread};
pub use entities::{Entity, EntityKind};
pub use error::{Error, Fault};
pub use facts::FactInfo;
pub use feed::{
    AccountRow, Audit, AuditFinding, Domain, Habit, Labels, Learnt, PrincipleRow, Repeated, RuleRow,
    SkippedRow, Standing, Trend, VoiceNumber, VoiceOf, Week,
};
pub use finding::{Edit, Evidence, Field, Finding, Fix, Location, Safety, Severity, Suppression};
pub use history::{History, HistoryBuilder, Label, Post, ReadPost};
pub use json::Offsets;
pub use linter::{CardTest, Linter, Trace};
pub use network::{
    Confidence, CountUnit, EntityRules, Fact, FactKind, Limit, LimitKind, Network, Profile, TraitKind,
    Variant,
};
pub use report::{FactValue, Length, Report, Skipped};
pub use rule::{Category, Concern, FieldKind, Need, OptionInfo, Principle, RuleInfo, RuleKind, Unit};
pub use score::Verdict;
pub use split::{Numbering, SplitError};
pub use time::Timestamp;

/// The README's example is a test.
#[doc = include_str!("../README.md")]
#[cfg(doctest)]
struct Readme;
