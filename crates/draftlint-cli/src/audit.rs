//! `audit`: what a whole calendar or export shows, by principle.

use std::io;
use std::path::Path;

use crate::args::{AuditArgs, AuditFormat};
use crate::render::{audit as text, audit_html};
use crate::{EXIT_OK, EXIT_USAGE, Streams, history};

/// Runs `audit`.
pub(crate) fn run(args: &AuditArgs, streams: &mut Streams<'_>) -> io::Result<u8> {
    let Some(feed) = history::read(&args.feeds, &args.config, streams) else { return Ok(EXIT_USAGE) };
    let linter = &feed.loaded.linter;
    if feed.history.is_empty() {
        if !feed.failed {
            streams.error("the feed holds no post\n  help: see `draftlint audit --help` for what is read");
        }
        return Ok(EXIT_USAGE);
    }
    let audit = linter.audit(&feed.history);
    let page = match args.format {
        AuditFormat::Text => text::page(&audit, &streams.terminal, args.output.is_none()),
        AuditFormat::Json => format!("{:#}\n", serde_json::to_value(&audit)?),
        AuditFormat::Html => audit_html::page(&audit, &title(&args.feeds)),
    };
    match &args.output {
        None => streams.stdout.write_all(page.as_bytes())?,
        Some(path) => history::write(path, &page)?,
    }
    Ok(if feed.failed { EXIT_USAGE } else { EXIT_OK })
}

/// The names of the files, as a heading.
fn title<P: AsRef<Path>>(feeds: &[P]) -> String {
    let names = feeds.iter().filter_map(|path| path.as_ref().file_stem());
    let names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.join(", ")
}
