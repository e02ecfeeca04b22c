//! The command line over a file of rows, against `lint` alone on all cores over the same drafts.

use std::fs::File;
use std::hint::black_box;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::time::Instant;

use cpu_time::ProcessTime;
use draftlint::{Draft, Linter};
use draftlint_cli::{EXIT_USAGE, Streams, Terminal};
use rayon::prelude::*;
use serde_json::{Value, json};

use super::Measured;
use crate::bench::feed::memory;
use crate::docs::built_in;

/// How many drafts are held at once; as the command line does, in the order of magnitude.
const CHUNK: usize = 8_192;
/// The aim: the rate of the command line by that of `lint` alone.
const AIM: f64 = 0.5;

#[derive(Debug, Clone, Copy, Default)]
struct Time {
    wall: f64,
    processor: f64,
}

pub(super) struct Rows {
    count: usize,
    /// Before and after the command line, whose pace lies between theirs.
    alone: [Time; 2],
    command: Time,
    /// Bytes that it wrote.
    written: u64,
    /// The largest resident memory before it and after, in bytes.
    resident: [f64; 2],
}

/// Counts what is written to it.
#[derive(Default)]
struct Sink(u64);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

pub(super) fn measure(path: &Path) -> Result<Rows, String> {
    let linter = built_in()?;
    let (rows, before) = alone(&linter, path)?;
    let resident = memory("VmHWM:");
    let mut written = Sink::default();
    let (wall, processor) = (Instant::now(), ProcessTime::now());
    let args = ["draftlint".as_ref(), "check".as_ref(), path.as_os_str(), "--no-config".as_ref()];
    let args = args.into_iter().chain(["--format".as_ref(), "jsonl".as_ref()]).map(Into::into);
    let mut buffered = io::BufWriter::with_capacity(1 << 16, &mut written);
    let status = draftlint_cli::run(
        args,
        &mut Streams {
            stdin: &mut io::empty(),
            stdout: &mut buffered,
            stderr: &mut io::stderr(),
            terminal: Terminal::default(),
        },
    );
    drop(buffered);
    let command = Time { wall: wall.elapsed().as_secs_f64(), processor: processor.elapsed().as_secs_f64() };
    if status == EXIT_USAGE {
        return Err(format!("{} could not be checked", path.display()));
    }
    let resident = [resident, memory("VmHWM:")];
    let (_, after) = alone(&linter, path)?;
    Ok(Rows { count: rows, alone: [before, after], command, written: written.0, resident })
}

/// Lints every row, chunk by chunk; reading them is not counted.
fn alone(linter: &Linter, path: &Path) -> Result<(usize, Time), String> {
    let fault = |error: io::Error| format!("{} cannot be read: {error}", path.display());
    let mut lines = BufReader::with_capacity(1 << 20, File::open(path).map_err(fault)?).lines();
    let (mut rows, mut time) = (0, Time::default());
    loop {
        let chunk = lines.by_ref().take(CHUNK).collect::<Result<Vec<String>, _>>().map_err(fault)?;
        if chunk.is_empty() {
            return Ok((rows, time));
        }
        let drafts: Vec<Draft<'_>> = chunk.par_iter().filter_map(|line| draft(line)).collect();
        rows += drafts.len();
        let (wall, processor) = (Instant::now(), ProcessTime::now());
        black_box(drafts.par_iter().map(|draft| linter.lint(draft).findings().len()).sum::<usize>());
        time.wall += wall.elapsed().as_secs_f64();
        time.processor += processor.elapsed().as_secs_f64();
    }
}

fn draft(line: &str) -> Option<Draft<'static>> {
    let Ok(Value::Object(entries)) = serde_json::from_str(line) else { return None };
    Some(Draft::from_entries(entries).ok()?.0)
}

impl Rows {
    /// The mean of both measures of `lint` alone.
    fn lint(&self) -> Time {
        let [a, b] = self.alone;
        Time { wall: f64::midpoint(a.wall, b.wall), processor: f64::midpoint(a.processor, b.processor) }
    }
}

impl Measured for Rows {
    fn print(&self) {
        let (lint, command) = (self.lint(), self.command);
        println!(
            "{} rows, `check --format jsonl` in this process against `lint` alone on all cores",
            self.count
        );
        println!("aim: at least {AIM} of its rate\n");
        println!(
            "{:<14} {:>8} {:>12} {:>14} {:>12}",
            "", "wall s", "processor s", "posts a second", "µs a post"
        );
        let rows = self.count as f64;
        for (name, time) in
            [("lint, before", self.alone[0]), ("command line", command), ("lint, after", self.alone[1])]
        {
            println!(
                "{name:<14} {:>8.2} {:>12.2} {:>14.0} {:>12.1}",
                time.wall,
                time.processor,
                rows / time.wall,
                time.processor * 1e6 / rows
            );
        }
        println!(
            "\nrate of the command line: {:.2} on the wall, {:.2} by processor time; {:.2} GB written",
            lint.wall / command.wall,
            lint.processor / command.processor,
            self.written as f64 / 1e9
        );
        let [before, after] = self.resident.map(|bytes| bytes / 1e6);
        println!("resident at its largest: {before:.0} MB before the command line, {after:.0} MB after it");
    }

    fn json(&self) -> Value {
        let time = |time: Time| json!({"wall_s": time.wall, "processor_s": time.processor});
        let (lint, command) = (self.lint(), self.command);
        json!({
            "rows": self.count, "aim": AIM, "lint": self.alone.map(time), "command_line": time(command),
            "rate_wall": lint.wall / command.wall, "rate_processor": lint.processor / command.processor,
            "written_bytes": self.written, "resident_bytes": self.resident,
        })
    }
}
