//! The options of the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Reads posts before they are published and says what would make them spammy, self-promotional, off-brand or
/// risky: where, why, and what to write instead.
#[derive(Debug, Parser)]
#[command(
    name = "draftlint",
    version,
    arg_required_else_help = true,
    after_help = "Example: draftlint check launch.md"
)]
pub(crate) struct Cli {
    /// Colour the output
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", hide_possible_values = false)]
    pub(crate) color: ColorChoice,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorChoice {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check drafts and say what to change
    Check(Box<CheckArgs>),
    /// Explain a rule: what it finds, why, examples, how to turn it off
    Explain(ExplainArgs),
    /// List the rules, or test rule files
    Rules(RulesArgs),
    /// Show what is known of networks: limits, sources, how sure they are
    Networks(NetworksArgs),
    /// Make a thread of a draft that is too long
    Split(SplitArgs),
    /// Accept what a rule finds, with a reason
    Allow(AllowArgs),
    /// Approve a draft as it is now, by name
    Approve(ApproveArgs),
    /// Write a brief for whoever writes, a person or a program
    Brief(BriefArgs),
    /// Audit a whole calendar or export: what its posts show together
    Audit(AuditArgs),
    /// Learn the voice of an account from its posts
    Learn(LearnArgs),
    /// Answer programs: agents that draft posts
    #[cfg(feature = "mcp")]
    Serve(ServeArgs),
    /// Ask six questions and write draftlint.toml
    Init(InitArgs),
    /// Show or check the configuration
    Config(ConfigArgs),
}

/// Check drafts and say what to change.
///
/// Reads .txt, .md (with front matter), .json, .jsonl and .csv, and folders of them.
#[derive(Debug, Args)]
#[command(after_help = "Example: draftlint check drafts/ --network linkedin --fail-on warn

Exit status: 0 no draft is blocked, 1 one is, 2 a mistake in the call or an input that cannot be read.")]
pub(crate) struct CheckArgs {
    /// Files and folders; `-` is standard input [default: standard input if piped, else the current folder]
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// How to read standard input
    #[arg(long, value_name = "FORMAT", default_value = "md")]
    pub(crate) stdin_format: InputFormat,
    /// Write safe fixes back to .txt and .md files
    #[arg(long, help_heading = "Fixes")]
    pub(crate) fix: bool,
    /// Write back also fixes that may change what is said
    #[arg(long, help_heading = "Fixes")]
    pub(crate) unsafe_fixes: bool,
    /// Where drafts go that don't say it themselves; several, such as `x,linkedin`: every draft is checked for each
    #[arg(long, value_name = "NETWORKS", value_delimiter = ',', help_heading = "What is known")]
    pub(crate) network: Vec<String>,
    /// The brand that drafts speak for that don't say it themselves
    #[arg(long, value_name = "ID", help_heading = "What is known")]
    pub(crate) brand: Option<String>,
    /// What the account published and plans: a feed as `draftlint audit` reads it
    #[arg(long, value_name = "FILE", help_heading = "What is known")]
    pub(crate) feed: Option<PathBuf>,
    /// The time of the check, such as `2026-05-04T10:00Z` [default: the clock]
    #[arg(long, value_name = "TIME", help_heading = "What is known")]
    pub(crate) now: Option<String>,
    /// How to write the result
    #[arg(long, short, value_name = "FORMAT", default_value = "text", help_heading = "Output")]
    pub(crate) format: OutputFormat,
    /// Write the result to a file
    #[arg(long, short, value_name = "FILE", help_heading = "Output")]
    pub(crate) output: Option<PathBuf>,
    /// Show notes and accepted findings too
    #[arg(long, help_heading = "Output")]
    pub(crate) all: bool,
    /// Show scores
    #[arg(long, help_heading = "Output")]
    pub(crate) score: bool,
    /// Say which checks did not run, and what each would need
    #[arg(long, help_heading = "Output")]
    pub(crate) why_skipped: bool,
    /// Show only what stops a draft or should be changed
    #[arg(long, short, help_heading = "Output")]
    pub(crate) quiet: bool,
    /// Show what became of everything that a rule might have found
    #[arg(long, value_name = "RULE", help_heading = "Output")]
    pub(crate) trace: Option<String>,
    /// Which verdict makes the exit status 1
    #[arg(long, value_name = "VERDICT", default_value = "block", help_heading = "Result")]
    pub(crate) fail_on: FailOn,
    /// A file of findings that don't count
    #[arg(long, value_name = "FILE", help_heading = "Result")]
    pub(crate) baseline: Option<PathBuf>,
    /// Write what is found now to the baseline
    #[arg(long, requires = "baseline", help_heading = "Result")]
    pub(crate) write_baseline: bool,
    #[command(flatten)]
    pub(crate) config: ConfigChoice,
}

/// Which configuration to use.
#[derive(Debug, Clone, Args)]
pub(crate) struct ConfigChoice {
    /// Use this configuration [default: draftlint.toml beside the draft or in a folder above]
    #[arg(long, value_name = "FILE", help_heading = "Configuration")]
    pub(crate) config: Option<PathBuf>,
    /// Use no configuration file
    #[arg(long, conflicts_with = "config", help_heading = "Configuration")]
    pub(crate) no_config: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputFormat {
    Txt,
    Md,
    Json,
    Jsonl,
    Csv,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    /// For people
    Text,
    /// A list of reports
    Json,
    /// A report a line
    Jsonl,
    /// The sheet back, with verdicts and suggested texts
    Csv,
    /// For code scanning
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// A page for those who approve
    Html,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    Block,
    Warn,
    Never,
}

/// Explain a rule: what it finds, why, examples, how to turn it off.
#[derive(Debug, Args)]
#[command(after_help = "Example: draftlint explain promo/urgency-pressure")]
pub(crate) struct ExplainArgs {
    /// The id of a rule
    pub(crate) rule: String,
    #[command(flatten)]
    pub(crate) config: ConfigChoice,
}

/// List the rules, or test rule files.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, after_help = "Example: draftlint rules --format json")]
pub(crate) struct RulesArgs {
    /// How to write the list
    #[arg(long, short, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ListFormat,
    #[command(flatten)]
    pub(crate) config: ConfigChoice,
    #[command(subcommand)]
    pub(crate) command: Option<RulesCommand>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RulesCommand {
    /// Run the examples of rule files
    #[command(after_help = "Example: draftlint rules test rules/")]
    Test {
        /// Rule files (`<category>/<name>.toml`) and folders of them
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Show only failures
        #[arg(long, short)]
        quiet: bool,
    },
}

/// Show what is known of networks: limits, sources, how sure they are.
#[derive(Debug, Args)]
#[command(after_help = "Example: draftlint networks linkedin

What your account or server takes is set in draftlint.toml, such as [networks.mastodon] text-limit = 1000")]
pub(crate) struct NetworksArgs {
    /// Networks to show with every fact [default: a line for each]
    #[arg(value_name = "NETWORK")]
    pub(crate) names: Vec<String>,
    /// How to write it
    #[arg(long, short, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ListFormat,
    #[command(flatten)]
    pub(crate) config: ConfigChoice,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    Text,
    Json,
}

/// Make a thread of a draft that is too long.
///
/// It is broken at paragraphs and sentence ends and numbered, and each part keeps the limit of the network. The thread
/// is written as a .md file; a draft that fits is written as it is.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: draftlint split long.md --network x > thread.md && draftlint check thread.md"
)]
pub(crate) struct SplitArgs {
    /// The draft (.md or .txt); `-` is standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Where it goes [default: the draft's own]
    #[arg(long, value_name = "NETWORK")]
    pub(crate) network: Option<String>,
    /// How long a part may be [default: what the network takes]
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=1_000_000_000))]
    pub(crate) limit: Option<u32>,
    /// How the parts are numbered
    #[arg(long, value_name = "STYLE", default_value = "end")]
    pub(crate) style: Style,
    /// Write the thread back to the .md file
    #[arg(long)]
    pub(crate) write: bool,
    /// How to write it
    #[arg(long, short, value_name = "FORMAT", default_value = "text", conflicts_with = "write")]
    pub(crate) format: ListFormat,
    #[command(flatten)]
    pub(crate) config: ConfigChoice,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Style {
    /// `… 1/5`
    #[value(alias = "1/5")]
    End,
    /// `1/5 …`
    Start,
    /// `… 1/`
    #[value(alias = "1/")]
    Open,
    /// No numbers
    None,
}

/// Accept what a rule finds, with a reason.
///
/// With a .md file the acceptance is written into its front matter; else into draftlint.toml. Never into the post.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: draftlint allow promo/cta-stack --reason \"launch week\" --until 2026-06-01 launch.md"
)]
pub(crate) struct AllowArgs {
    /// The id of a rule
    pub(crate) rule: String,
    /// Why it is accepted
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
    /// Only what is found on these words
    #[arg(long = "match", value_name = "TEXT")]
    pub(crate) matched: Option<String>,
    /// The last day on which it is accepted, such as 2026-06-01
    #[arg(long, value_name = "DATE")]
    pub(crate) until: Option<String>,
    /// The draft it is accepted for (.md)
    pub(crate) file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) config: ConfigChoice,
}

/// Approve a draft as it is now, by name.
///
/// The draft must pass as it would be with the approval, except that more approvals may be missing. The record names
/// the text by its hash and holds no longer than that text does. A .md file takes it into its front matter; for other
/// files it is a line of approvals.jsonl beside them. It is a record, not a signature.
#[derive(Debug, Args)]
#[command(after_help = "Example: draftlint approve \"calendar.csv#row 3\" --by mia --role editor

Exit status: 0 it is approved, 1 a rule stops the draft, 2 a mistake in the call or an input that cannot be read.")]
pub(crate) struct ApproveArgs {
    /// The draft, as `check` names it: `launch.md`, `calendar.csv#row 3`, or by its id, `calendar.csv#launch`
    #[arg(value_name = "FILE[#DRAFT]")]
    pub(crate) file: PathBuf,
    /// Who approves; `agent:NAME` for a program, whose approval does not count
    #[arg(long, value_name = "NAME")]
    pub(crate) by: String,
    /// In which role, such as `editor`
    #[arg(long, value_name = "ROLE")]
    pub(crate) role: Option<String>,
    /// Accept what a rule finds in exactly this text, and say why
    #[arg(long, value_name = "RULE:REASON")]
    pub(crate) accept: Vec<String>,
    /// Write to approvals.jsonl also for a .md file
    #[arg(long)]
    pub(crate) sidecar: bool,
    /// Where the draft goes if it doesn't say it itself; several, such as `x,linkedin`: it is approved for each
    #[arg(long, value_name = "NETWORKS", value_delimiter = ',', help_heading = "What is known")]
    pub(crate) network: Vec<String>,
    /// The brand that it speaks for if it doesn't say it itself
    #[arg(long, value_name = "ID", help_heading = "What is known")]
    pub(crate) brand: Option<String>,
    /// The time of the approval, such as `2026-05-04T10:00Z` [default: the clock]
    #[arg(long, value_name = "TIME", help_heading = "What is known")]
    pub(crate) now: Option<String>,
    #[command(flatten)]
    pub(crate) config: ConfigChoice,
}

/// Write a brief for whoever writes, a person or a program.
///
/// It says what the configuration asks of a post: the brand's words and voice, what to leave alone, what stops a post,
/// what the network takes. Names that are not public yet are not in it.
#[derive(Debug, Args)]
#[command(after_help = "Example: draftlint brief --brand acme --network linkedin > brief.md")]
pub(crate) struct BriefArgs {
    /// The brand of `[brands]` that it is for
    #[arg(long, value_name = "ID")]
    pub(crate) brand: Option<String>,
    /// Where the posts go
    #[arg(long, value_name = "NETWORK")]
    pub(crate) network: Option<String>,
    /// How to write it
    #[arg(long, short, value_name = "FORMAT", default_value = "md")]
    pub(crate) format: BriefFormat,
    #[command(flatten)]
    pub(crate) config: ConfigChoice,
}

/// Audit a whole calendar or export: what its posts show together.
///
/// Reads .jsonl and .json (a post a line: `text`, `time`, `account`, `network`, `kind`, …), .csv, the `tweets.js` of an
/// X archive and the `outbox.json` of a Mastodon export. Figures of reach are not looked at.
#[derive(Debug, Args)]
#[command(after_help = "Example: draftlint audit posts.jsonl --format html -o report.html

Exit status: 0, also where much was found; 2 for a mistake in the call or an input that cannot be read.")]
pub(crate) struct AuditArgs {
    /// Files or folders with posts; `-` is standard input
    #[arg(value_name = "FEED", required = true)]
    pub(crate) feeds: Vec<PathBuf>,
    /// How to write it
    #[arg(long, short, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: AuditFormat,
    /// Write it to a file
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) config: ConfigChoice,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AuditFormat {
    /// For people
    Text,
    /// For programs
    Json,
    /// A page that stands for itself
    Html,
}

/// Learn the voice of an account from its posts.
///
/// Writes its numbers as a layer for draftlint.toml, with the three habits that set it apart and a post for each.
#[derive(Debug, Args)]
#[command(after_help = "Example: draftlint learn posts.jsonl -o brand-voice.toml")]
pub(crate) struct LearnArgs {
    /// Files or folders with posts; `-` is standard input
    #[arg(value_name = "FEED", required = true)]
    pub(crate) feeds: Vec<PathBuf>,
    /// Write the numbers to a file, and say the rest
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) config: ConfigChoice,
}

/// Answer programs: agents that draft posts.
#[cfg(feature = "mcp")]
#[derive(Debug, Args)]
#[command(after_help = "Example: draftlint serve mcp --config draftlint.toml")]
pub(crate) struct ServeArgs {
    #[command(subcommand)]
    pub(crate) command: ServeCommand,
}

#[cfg(feature = "mcp")]
#[derive(Debug, Subcommand)]
pub(crate) enum ServeCommand {
    /// Serve the Model Context Protocol on standard input and output
    ///
    /// Its tools lint and mend a draft, explain rules and write the brief. None of them approves a draft or accepts a
    /// finding: people do that.
    Mcp {
        /// The time of each check, such as `2026-05-04T10:00Z` [default: the clock]
        #[arg(long, value_name = "TIME")]
        now: Option<String>,
        #[command(flatten)]
        config: ConfigChoice,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum BriefFormat {
    /// A page for a person
    Md,
    /// Instructions for a program that writes
    Prompt,
    Json,
}

/// Ask six questions and write draftlint.toml.
#[derive(Debug, Args)]
#[command(after_help = "Example: draftlint init")]
pub(crate) struct InitArgs {
    /// Ask nothing; write a file to fill in
    #[arg(long, short)]
    pub(crate) yes: bool,
    /// Replace an existing draftlint.toml
    #[arg(long)]
    pub(crate) force: bool,
    /// Where to write
    #[arg(default_value = "draftlint.toml", value_name = "FILE")]
    pub(crate) file: PathBuf,
}

/// Show or check the configuration.
#[derive(Debug, Args)]
#[command(after_help = "Example: draftlint config show drafts/launch.md")]
pub(crate) struct ConfigArgs {
    #[command(subcommand)]
    pub(crate) command: ConfigCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Print the configuration that holds for a draft, with every rule's severity
    Show {
        /// The draft [default: the current folder]
        path: Option<PathBuf>,
        /// The one that holds for a brand of `[brands]`
        #[arg(long, value_name = "ID")]
        brand: Option<String>,
        #[command(flatten)]
        config: ConfigChoice,
    },
    /// Print a JSON Schema of draftlint.toml for editors
    Schema {
        #[command(flatten)]
        config: ConfigChoice,
    },
    /// Report every fault of the configuration
    Check {
        /// The configuration, or a draft that it is for [default: the current folder]
        path: Option<PathBuf>,
        #[command(flatten)]
        config: ConfigChoice,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_sound() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }
}
