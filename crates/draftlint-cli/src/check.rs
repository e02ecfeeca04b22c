//! `check`: reads drafts in chunks, lints a chunk in parallel, and writes what was found in the order of the input.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use crate::args::CheckArgs;
use crate::settings::{self, Settings};
use crate::{EXIT_USAGE, Streams, history, render};

pub(crate) mod plan;
mod progress;
mod session;

use plan::Plan;
use progress::Progress;
use session::Session;

/// Runs `check`.
pub(crate) fn run(args: &CheckArgs, streams: &mut Streams<'_>) -> io::Result<u8> {
    let plan = match Plan::new(args) {
        Ok(plan) => plan,
        Err(message) => {
            streams.error(&message);
            return Ok(EXIT_USAGE);
        }
    };
    let plan = match &args.feed {
        None => plan,
        Some(path) => match history::posts(path, streams) {
            Ok(posts) => plan.with_feed(posts),
            Err(()) => return Ok(EXIT_USAGE),
        },
    };
    let mut first = [0];
    let piped = args.paths.is_empty() && !streams.terminal.stdin;
    if piped && streams.stdin.read(&mut first)? == 0 {
        // A failed command before the pipe must not lead to another job, such as the whole folder.
        streams.error("standard input is empty\n  help: name what to check, such as `draftlint check .`");
        return Ok(EXIT_USAGE);
    }
    let (sources, problems) = plan.sources(args, piped, streams);
    let mut settings = Settings::new(&args.config);
    let mut failed = false;
    for problem in problems {
        streams.error(&problem.to_string());
        failed = true;
    }
    let style = render::Options::new(args, &streams.terminal, &sources);
    let progress = Progress::new(&streams.terminal, args.output.is_some(), &sources);
    let Streams { stdin, stdout, stderr, .. } = streams;
    let mut stdin = first[..usize::from(piped)].chain(&mut **stdin);
    let mut file = args.output.as_deref().map(OutputFile::create).transpose()?;
    let out: &mut dyn Write = match &mut file {
        Some(file) => &mut file.writer,
        None => &mut **stdout,
    };
    let mut session = Session::new(&plan, render::renderer(style), out, &mut **stderr, progress);
    session.failed = failed;
    for source in &sources {
        let loaded = match settings.load_for(source.path.as_deref()) {
            Ok(loaded) => loaded,
            Err(fault) => {
                session.configuration(&fault);
                continue;
            }
        };
        if let Some(message) = args.brand.as_deref().and_then(|id| settings::unknown_brand(&loaded, id)) {
            _ = session.flush();
            streams.error(&message);
            return Ok(EXIT_USAGE);
        }
        if let Some(message) = args.trace.as_deref().filter(|rule| loaded.linter.rule(rule).is_none()) {
            _ = session.flush();
            streams.error(&settings::unknown_rule(&loaded.linter, message));
            return Ok(EXIT_USAGE);
        }
        if session.read(source, &loaded, &mut stdin).is_break() {
            break;
        }
    }
    // Whether to go on no longer matters.
    _ = session.flush();
    let status = session.finish(args)?;
    if let Some(file) = file {
        file.finish()?;
    }
    Ok(status)
}

/// The file of `--output`, written beside its place and moved there at the end: it may be among the inputs.
struct OutputFile {
    path: PathBuf,
    temporary: PathBuf,
    writer: BufWriter<File>,
}

impl OutputFile {
    fn create(path: &Path) -> io::Result<OutputFile> {
        let mut name = path.file_name().unwrap_or_default().to_os_string();
        name.push(format!(".{}.tmp", std::process::id()));
        let temporary = path.with_file_name(name);
        let file = File::create(&temporary).map_err(|error| {
            io::Error::new(error.kind(), format!("{}: cannot be written: {error}", path.display()))
        })?;
        Ok(OutputFile { path: path.to_path_buf(), temporary, writer: BufWriter::new(file) })
    }

    fn finish(mut self) -> io::Result<()> {
        self.writer.flush()?;
        std::fs::rename(&self.temporary, &self.path)
    }
}

impl Drop for OutputFile {
    fn drop(&mut self) {
        _ = std::fs::remove_file(&self.temporary);
    }
}
