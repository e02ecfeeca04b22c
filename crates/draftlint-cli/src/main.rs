//! `draftlint`, the command.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(draftlint_cli::main(std::env::args_os()))
}
