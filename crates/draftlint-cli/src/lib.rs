//! The command line of draftlint, as a library: the `draftlint` binary and the Python package call [`main`].
//!
//! [`run`] does the same on streams of the caller's choice, so that it can be tested and embedded.

use std::ffi::OsString;
use std::io::{self, IsTerminal, Read, Write};

mod allow;
mod approve;
mod args;
mod audit;
mod baseline;
mod brief;
mod check;
mod entry;
mod explain;
mod feed;
mod fix;
mod history;
mod init;
mod input;
mod learn;
#[cfg(feature = "mcp")]
mod mcp;
mod networks;
mod render;
mod rules;
mod schema;
mod settings;
mod show;
mod split;

use clap::Parser;

pub use schema::{config_schema, report_schema};
pub use settings::{read as read_text, resolve};

/// The exit status when no draft is blocked.
pub const EXIT_OK: u8 = 0;
/// The exit status when a draft is blocked, or a test of a rule failed.
pub const EXIT_BLOCKED: u8 = 1;
/// The exit status after a mistake in the call, the configuration or an input.
pub const EXIT_USAGE: u8 = 2;

/// What is known about the terminal at the other end.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct Terminal {
    /// Standard input is a terminal: nothing is piped in.
    pub stdin: bool,
    /// Standard output is a terminal.
    pub stdout: bool,
    /// Standard error is a terminal.
    pub stderr: bool,
    /// Standard output can show colours, and the environment does not forbid them.
    pub colour: bool,
    /// How many columns it has.
    pub width: Option<usize>,
}

/// Where a command reads and writes.
#[allow(missing_debug_implementations)]
pub struct Streams<'a> {
    /// Standard input.
    pub stdin: &'a mut dyn Read,
    /// Standard output.
    pub stdout: &'a mut dyn Write,
    /// Standard error.
    pub stderr: &'a mut dyn Write,
    /// What is at their other end.
    pub terminal: Terminal,
}

impl Streams<'_> {
    /// Tells the user that something went wrong. Standard error may be closed: then nobody wants to know.
    pub(crate) fn error(&mut self, message: &str) {
        _ = writeln!(self.stderr, "error: {message}");
    }

    /// Tells the user something by the way.
    pub(crate) fn notice(&mut self, message: &str) {
        _ = writeln!(self.stderr, "{message}");
    }
}

/// Runs the command with the process's own streams and returns the exit status. `args` begins with the name of
/// the program.
pub fn main(args: impl IntoIterator<Item = OsString>) -> u8 {
    let stdout = io::stdout();
    let terminal = Terminal {
        stdin: io::stdin().is_terminal(),
        stdout: stdout.is_terminal(),
        stderr: io::stderr().is_terminal(),
        colour: anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never,
        width: terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)),
    };
    // Not locked: a server reads and writes them from threads of its own.
    let mut stdout = io::BufWriter::with_capacity(1 << 16, stdout);
    let mut streams =
        Streams { stdin: &mut io::stdin(), stdout: &mut stdout, stderr: &mut io::stderr(), terminal };
    let status = run(args, &mut streams);
    match stdout.flush() {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            _ = writeln!(io::stderr(), "error: cannot write the output: {error}");
            EXIT_USAGE
        }
        _ => status,
    }
}

/// Runs the command on given streams and returns the exit status: 0 no draft blocked, 1 one is, 2 a mistake in
/// the call or an input that cannot be read. `args` begins with the name of the program.
pub fn run(args: impl IntoIterator<Item = OsString>, streams: &mut Streams<'_>) -> u8 {
    let cli = match args::Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => return usage(&error, streams),
    };
    streams.terminal.colour = match cli.color {
        args::ColorChoice::Auto => streams.terminal.colour,
        args::ColorChoice::Always => true,
        args::ColorChoice::Never => false,
    };
    let result = match &cli.command {
        args::Command::Check(args) => check::run(args, streams),
        args::Command::Audit(args) => audit::run(args, streams),
        args::Command::Learn(args) => learn::run(args, streams),
        args::Command::Explain(args) => explain::run(args, streams),
        args::Command::Rules(args) => rules::run(args, streams),
        args::Command::Networks(args) => networks::run(args, streams),
        args::Command::Split(args) => split::run(args, streams),
        args::Command::Allow(args) => allow::run(args, streams),
        args::Command::Approve(args) => approve::run(args, streams),
        args::Command::Brief(args) => brief::run(args, streams),
        #[cfg(feature = "mcp")]
        args::Command::Serve(args) => mcp::run(args, streams),
        args::Command::Init(args) => init::run(args, streams),
        args::Command::Config(args) => show::run(args, streams),
    };
    match result {
        Ok(status) => status,
        // The reader has seen enough, as `head` has.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => EXIT_OK,
        Err(error) => {
            streams.error(&error.to_string());
            EXIT_USAGE
        }
    }
}

/// Shows what clap says: help and version on standard output, mistakes on standard error.
fn usage(error: &clap::Error, streams: &mut Streams<'_>) -> u8 {
    let text = error.render();
    // Where mistakes go need not be where colours are seen.
    let colour = streams.terminal.colour && (streams.terminal.stderr || !error.use_stderr());
    let text = if colour { text.ansi().to_string() } else { text.to_string() };
    if error.use_stderr() {
        _ = streams.stderr.write_all(text.as_bytes());
        EXIT_USAGE
    } else {
        _ = streams.stdout.write_all(text.as_bytes());
        EXIT_OK
    }
}
