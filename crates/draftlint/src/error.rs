//! What can go wrong while rules and configuration are loaded. Linting itself cannot fail.

use std::fmt;

/// One fault in a rule card, a lexicon or a configuration, with the place and the remedy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    pub(crate) path: String,
    pub(crate) line: u32,
    pub(crate) column: u32,
    pub(crate) message: String,
    pub(crate) help: String,
}

impl Fault {
    /// The file or layer that holds the fault, as it was named by the caller.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The line, from 1; 0 where the input has no lines (an object handed over by a program).
    pub fn line(&self) -> u32 {
        self.line
    }

    /// The column in characters, from 1; 0 where the input has no lines.
    pub fn column(&self) -> u32 {
        self.column
    }

    /// What is wrong, in one line.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it; may be empty.
    pub fn help(&self) -> &str {
        &self.help
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if self.line > 0 {
            write!(f, ":{}:{}", self.line, self.column)?;
        }
        write!(f, ": {}", self.message)?;
        if !self.help.is_empty() {
            write!(f, "\n  help: {}", self.help)?;
        }
        Ok(())
    }
}

/// Every fault that loading found, in order of path, line and column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(Box<[Fault]>);

impl Error {
    pub(crate) fn new(mut faults: Vec<Fault>) -> Self {
        faults.sort();
        faults.dedup();
        Error(faults.into_boxed_slice())
    }

    /// The faults; there is at least one.
    pub fn faults(&self) -> &[Fault] {
        &self.0
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, fault) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            fault.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}
