//! The tasks of the project: `cargo xtask <task>`. `cargo xtask test` is what continuous integration runs.

mod bench;
mod counting;
mod differential;
mod dist;
mod docs;
mod eval;
mod generated;
mod layers;
mod new_rule;
mod node;
mod python;
mod random;
mod schema;
mod testing;
mod web;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Tasks of the draftlint workspace.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Set up what is missing and run every test and check; stops at the first failure
    Test(testing::Args),
    /// Write the skeleton of a rule
    NewRule(new_rule::Args),
    /// Write the pages on the rules into docs/
    Docs(generated::Args),
    /// Write the JSON Schemas of draftlint.toml and of the report, and the names of rules as types of Python
    Schema(generated::Args),
    /// Check that the core's modules depend on earlier ones only, and on no file, clock, terminal or net
    Layers,
    /// Build the Python package and test it
    Python,
    /// Measure what is found in labelled sets of real posts
    Eval(eval::Args),
    /// Compare lengths and entities with the networks' own packages, on generated posts
    Differential(differential::Args),
    /// Build what is published for other languages
    Dist(dist::Args),
    /// Build the page of examples/web and serve it
    Web(web::Args),
    /// Measure the time of the parts of a lint
    Bench(bench::Args),
}

/// What a task ends with: nothing, or why it failed.
type Outcome = Result<(), String>;

fn main() -> ExitCode {
    let outcome = match Cli::parse().task {
        Task::Test(args) => testing::run(&args),
        Task::NewRule(args) => new_rule::run(&args),
        Task::Docs(args) => docs::run(&args),
        Task::Schema(args) => schema::run(&args),
        Task::Layers => layers::run(),
        Task::Python => python::run(),
        Task::Eval(args) => eval::run(&args),
        Task::Differential(args) => differential::run(&args),
        Task::Dist(args) => dist::run(&args),
        Task::Web(args) => web::run(&args),
        Task::Bench(args) => bench::run(&args),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("error: {why}");
            ExitCode::FAILURE
        }
    }
}
