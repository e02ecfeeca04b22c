//! How time and memory grow: with the length of a text, with own rules, over cores, and from `lint` alone to the
//! whole command line.

mod cores;
mod hostile;
mod length;
mod memory;
mod rows;
mod rules;

use std::path::PathBuf;

use clap::ValueEnum;
use serde_json::{Value, json};

use super::{Format, svg};
use crate::Outcome;
use crate::docs::built_in;
use crate::workspace::write;

/// Options of `bench scale`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// What is measured
    #[arg(long, value_name = "PART", value_delimiter = ',')]
    only: Vec<Part>,
    /// The longest text, in bytes
    #[arg(long, value_name = "BYTES", default_value_t = 1 << 20)]
    longest: usize,
    /// Rows to check with the command line, and with `lint` alone on all cores
    #[arg(long, value_name = "FILE.jsonl")]
    rows: Option<PathBuf>,
    /// Draw length.svg and rules.svg into a folder, of what is measured
    #[arg(long, value_name = "FOLDER")]
    svg: Option<PathBuf>,
    /// How to write the result
    #[arg(long, default_value = "text")]
    format: Format,
}

/// What can be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Memory: the linter's own, and that of a lint
    Memory,
    /// Time a byte of texts of 16 bytes to 1 MB
    Length,
    /// Time with 100 to 10,000 own phrases and rules
    Rules,
    /// Posts a second on one to all cores
    Cores,
    /// The command line against `lint` alone
    Rows,
}

/// What a part yields.
trait Measured {
    /// Writes it for people.
    fn print(&self);
    /// The same for programs.
    fn json(&self) -> Value;
    /// A picture of it, and the name of its file.
    fn chart(&self) -> Option<(&'static str, svg::Chart)> {
        None
    }
}

pub(super) fn run(args: &Args) -> Outcome {
    // Memory comes first: the first linter of a process also reads the cards.
    let mut parts = vec![Part::Memory, Part::Length, Part::Rules, Part::Cores];
    parts.extend(args.rows.as_ref().map(|_| Part::Rows));
    if !args.only.is_empty() {
        parts.retain(|part| args.only.contains(part));
    }
    if parts.is_empty() {
        return Err("`rows` needs --rows FILE.jsonl".into());
    }
    let mut all = json!({"schema": 1});
    for part in parts {
        let measured: Box<dyn Measured> = match part {
            Part::Memory => Box::new(memory::measure()?),
            Part::Length => Box::new(length::measure(&built_in()?, args.longest)?),
            Part::Rules => Box::new(rules::measure()?),
            Part::Cores => Box::new(cores::measure(&built_in()?)?),
            Part::Rows => Box::new(rows::measure(args.rows.as_deref().unwrap_or("".as_ref()))?),
        };
        if args.format == Format::Text {
            measured.print();
            println!();
        }
        all[part.to_possible_value().map_or(String::new(), |name| name.get_name().into())] = measured.json();
        if let (Some(folder), Some((name, chart))) = (&args.svg, measured.chart()) {
            write(&folder.join(name), &chart.draw())?;
        }
    }
    if args.format == Format::Json {
        println!("{all:#}");
    }
    Ok(())
}

/// `4 KB`, as programmers count.
fn size(bytes: usize) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} KB", bytes >> 10),
        _ => format!("{} MB", bytes >> 20),
    }
}

/// `10,000`
fn thousands(value: f64) -> String {
    let value = value as u64;
    if value < 1000 { value.to_string() } else { format!("{},{:03}", value / 1000, value % 1000) }
}
