//! The command line of draftlint.
