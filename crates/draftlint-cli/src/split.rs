//! `split`: a draft that is too long as a thread, to be read again by `check`.

use std::fs::File;
use std::io::{self, Read};
use std::ops::ControlFlow;

use draftlint::{Draft, Linter, Network, Numbering, SplitError};
use serde_json::{Value, json};

use crate::args::{InputFormat, ListFormat, SplitArgs, Style};
use crate::input::{Event, Item, Source, front_matter, walk};
use crate::render::plain;
use crate::render::words::count;
use crate::settings::Settings;
use crate::{EXIT_OK, EXIT_USAGE, Streams, fix, networks};

/// The network of a draft that names none, where a limit is given.
const NOWHERE: &str = "no-network";

/// How many parts are told one by one: each keeps the limit.
const TOLD: usize = 50;

/// Runs `split`.
pub(crate) fn run(args: &SplitArgs, streams: &mut Streams<'_>) -> io::Result<u8> {
    let done = match split(args, streams) {
        Ok(done) => done,
        Err(message) => {
            streams.error(&plain(&message));
            return Ok(EXIT_USAGE);
        }
    };
    match (&done.item.path, args.write) {
        (Some(path), true) => {
            if done.is_new {
                fix::write(path, &done.text)?;
                streams.notice(&format!("wrote {}", done.item.file));
            }
        }
        _ => {
            streams.stdout.write_all(done.text.as_bytes())?;
            // What is said about it comes after it where both go to a terminal.
            streams.stdout.flush()?;
        }
    }
    streams.notice(&plain(&done.remarks.join("\n")));
    Ok(EXIT_OK)
}

/// What came of a draft.
struct Done {
    item: Item,
    /// What to write.
    text: String,
    /// It is not the text that was read.
    is_new: bool,
    remarks: Vec<String>,
}

fn split(args: &SplitArgs, streams: &mut Streams<'_>) -> Result<Done, String> {
    let (source, mut item) = read(args, streams)?;
    let told = target(args, &item)?;
    let network = told.clone().or(args.limit.map(|_| Network::new(NOWHERE)));
    let mut settings = Settings::new(&args.config);
    if let (Some(network), Some(limit)) = (&network, args.limit) {
        settings = settings.over(layer(network, limit));
    }
    let loaded = settings.load_for(item.path.as_deref()).map_err(|fault| fault.text)?;
    for post in &mut item.posts {
        post.network.clone_from(&network);
    }
    let numbering = match args.style {
        Style::End => Numbering::End,
        Style::Start => Numbering::Start,
        Style::Open => Numbering::Open,
        Style::None => Numbering::None,
    };
    let mut posts =
        posts(&loaded.linter, &item, numbering).map_err(|e| explained(&loaded.linter, &item, &e))?;
    let is_new = posts.len() > item.posts.len();
    let remarks = remarks(&loaded.linter, &item, &posts, told.as_ref());
    if told.is_none() {
        posts.iter_mut().for_each(|post| post.network = None);
    }
    let text = match args.format {
        ListFormat::Json => format!("{:#}\n", as_json(&item, &posts)),
        ListFormat::Text if is_new => as_text(&source, &item, &posts, told.as_ref())?,
        ListFormat::Text => item.whole.as_deref().unwrap_or_default().to_string(),
    };
    Ok(Done { item, text, is_new, remarks })
}

/// The one draft that the file holds.
fn read(args: &SplitArgs, streams: &mut Streams<'_>) -> Result<(Source, Item), String> {
    let (mut sources, problems) = walk::sources(std::slice::from_ref(&args.file), InputFormat::Md, &[]);
    if let Some(problem) = problems.first() {
        return Err(problem.to_string());
    }
    let source = match sources.pop() {
        Some(source) if sources.is_empty() && source.named => source,
        _ => return Err(format!("{}: name one draft to split", args.file.display())),
    };
    let shown = &source.shown;
    match (source.format, args.write) {
        (InputFormat::Md, true) if source.path.is_some() => {}
        (_, true) => {
            let name = shown.rsplit_once('.').map_or(&**shown, |(name, _)| name);
            return Err(format!(
                "{shown}: only a .md file can hold a thread\n  help: draftlint split {shown} > {name}.md"
            ));
        }
        (InputFormat::Md | InputFormat::Txt, false) => {}
        _ => return Err(format!("{shown}: only a .md or .txt draft is split\n  help: save its text as .md")),
    }
    let mut found = Err(format!("{shown}: holds no draft"));
    let mut keep = |event: Event| {
        match event {
            Event::Item(item) => found = Ok(*item),
            Event::Problem(problem) => found = Err(problem.to_string()),
            Event::Notice(notice) => _ = writeln!(streams.stderr, "{}", plain(&notice)),
        }
        ControlFlow::Continue(())
    };
    let mut file;
    let reader: &mut dyn Read = match &source.path {
        None => &mut *streams.stdin,
        Some(path) => {
            file = File::open(path).map_err(|error| format!("{shown}: cannot be read: {error}"))?;
            &mut file
        }
    };
    _ = source.read(reader, &mut keep);
    found.map(|item| (source, item))
}

/// The network to split for: that of the command line, else the draft's own.
fn target(args: &SplitArgs, item: &Item) -> Result<Option<Network>, String> {
    if let Some(name) = &args.network {
        return match name.trim() {
            "" => Err("--network names no network\n  help: such as --network x".into()),
            name if name.contains(',') => {
                Err("a thread is made for one network at a time\n  help: such as --network x".into())
            }
            name => Ok(Some(Network::new(name))),
        };
    }
    match &item.networks[..] {
        [] => Ok(item.posts.first().and_then(|post| post.network.clone())),
        [one] => Ok(Some(one.clone())),
        several => {
            let names: Vec<&str> = several.iter().map(Network::as_str).collect();
            Err(format!(
                "{}: goes to {}\n  help: choose one with --network {}",
                item.file,
                names.join(", "),
                names[0]
            ))
        }
    }
}

/// The limit of the command line, for posts of every kind.
fn layer(network: &Network, limit: u32) -> String {
    let id = Value::from(network.as_str());
    let mut layer = format!("[networks.{id}]\ntext-limit = {limit}\n");
    for (key, _) in draftlint::Variant::ALL {
        layer.push_str(&format!("[networks.{id}.{key}]\ntext-limit = {limit}\n"));
    }
    layer
}

/// The parts of the draft. Those of a thread are measured and left as they are.
fn posts(linter: &Linter, item: &Item, numbering: Numbering) -> Result<Vec<Draft<'static>>, Fault> {
    let mut all = Vec::new();
    for (i, post) in item.posts.iter().enumerate() {
        let thread = linter.split(post, numbering).map_err(Fault::Split)?;
        if item.is_thread && thread.posts.len() > 1 {
            return Err(Fault::PartTooLong(i + 1));
        }
        all.extend(thread.posts);
    }
    Ok(all)
}

enum Fault {
    Split(SplitError),
    /// The number of a part of a thread.
    PartTooLong(usize),
}

fn explained(linter: &Linter, item: &Item, fault: &Fault) -> String {
    let file = &item.file;
    match fault {
        Fault::PartTooLong(part) => format!(
            "{file}: is a thread, and its part {part} is too long\n  help: take out its `--- next ---` lines and split it anew"
        ),
        Fault::Split(error @ SplitError::NoNetwork) => {
            format!("{file}: {error}\n  help: add --network x, or --limit 280")
        }
        Fault::Split(SplitError::NoLimit(network))
            if linter.networks().iter().all(|p| p.network.as_str() != network) =>
        {
            format!("{file}: {}", networks::unknown(linter, network))
        }
        Fault::Split(error @ SplitError::NoLimit(_)) => format!("{file}: {error}\n  help: add --limit 500"),
        Fault::Split(error) => format!("{file}: {error}"),
    }
}

/// How long each part is, as the network counts.
fn remarks(linter: &Linter, item: &Item, posts: &[Draft<'_>], told: Option<&Network>) -> Vec<String> {
    let lengths: Vec<String> = posts
        .iter()
        .take(TOLD)
        .map(|post| {
            // As `check` measures it: the front matter still says what kind of post it is.
            let mut post = post.clone();
            post.kind = item.posts[0].kind;
            let length = linter.lint(&post).length();
            length.map_or_else(String::new, |l| format!("{} of {} {}", l.count, l.limit, l.unit))
        })
        .collect();
    let on = told.map_or_else(String::new, |network| format!(" for {network}"));
    let file = &item.file;
    if let [length] = &lengths[..] {
        return vec![format!("{file}: fits{on}: {length}")];
    }
    let parts = count(posts.len(), "part");
    let first = if posts.len() == item.posts.len() {
        format!("{file}: {parts} that fit{on}")
    } else {
        format!("{file}: {parts}{on}")
    };
    let parts = lengths.iter().enumerate().map(|(i, length)| format!("  {}  {length}", i + 1));
    let more = posts.len().saturating_sub(TOLD);
    let more = (more > 0).then(|| format!("  … and {}", count(more, "more part")));
    std::iter::once(first).chain(parts).chain(more).collect()
}

/// A thread as `check` reads it.
fn as_json(item: &Item, posts: &[Draft<'_>]) -> Value {
    let mut thread = json!({"posts": posts});
    if let Some(id) = &item.id {
        thread["id"] = id.as_str().into();
        // It is the thread's, not that of each post.
        for post in thread["posts"].as_array_mut().into_iter().flatten() {
            post.as_object_mut().map(|entries| entries.remove("id"));
        }
    }
    thread
}

/// The file with the parts in place of its text, and with its front matter.
fn as_text(
    source: &Source,
    item: &Item,
    posts: &[Draft<'_>],
    network: Option<&Network>,
) -> Result<String, String> {
    let whole = item.whole.as_deref().unwrap_or_default();
    let bytes = item.places[0].bytes.clone().unwrap_or(0..whole.len());
    let end = if whole.contains("\r\n") { "\r\n" } else { "\n" };
    let parts: Vec<&str> = posts.iter().map(|post| &*post.body).collect();
    let mut text = whole[..bytes.start].to_string();
    text.push_str(&parts.join(&format!("{end}{end}--- next ---{end}{end}")));
    text.push_str(match &whole[bytes.end..] {
        "" => end,
        rest => rest,
    });
    let written = match read_back(source, &text) {
        // Only what the file does not say is written into it.
        Some(item) if network.is_some() && network_of(&item) != network => {
            let mark = text.len() - text.trim_start_matches('\u{feff}').len();
            front_matter::with_network(&text, mark, network.map_or("", Network::as_str))
        }
        _ => text,
    };
    // What was written must be read back as these posts.
    let back = read_back(source, &written).filter(|back| {
        back.posts.iter().map(|post| &post.body).eq(posts.iter().map(|post| &post.body))
            && network_of(back) == network
            && back.posts[0].title == posts[0].title
            && back.posts[0].context == posts[0].context
    });
    match back {
        Some(_) => Ok(written),
        None => Err(format!(
            "{}: cannot be written as a thread of text\n  help: --format json writes its posts",
            item.file
        )),
    }
}

/// What `check` would read in a text.
fn read_back(source: &Source, text: &str) -> Option<Item> {
    let source = Source { format: InputFormat::Md, ..source.clone() };
    let mut found = None;
    _ = source.read(&mut text.as_bytes(), &mut |event| {
        if let Event::Item(item) = event {
            found = Some(*item);
        }
        ControlFlow::Continue(())
    });
    found
}

/// The one network that an item names.
fn network_of(item: &Item) -> Option<&Network> {
    match &item.networks[..] {
        [] => item.posts.first()?.network.as_ref(),
        [one] => Some(one),
        _ => None,
    }
}
