//! `learn`: the voice of an account, in numbers and in words.

use std::io;

use draftlint::Learnt;

use crate::args::LearnArgs;
use crate::{EXIT_OK, EXIT_USAGE, Streams, history};

/// Runs `learn`.
pub(crate) fn run(args: &LearnArgs, streams: &mut Streams<'_>) -> io::Result<u8> {
    let Some(feed) = history::read(&args.feeds, &args.config, streams) else { return Ok(EXIT_USAGE) };
    let linter = &feed.loaded.linter;
    let voices = linter.learn(&feed.history);
    if voices.is_empty() {
        streams.error(&format!(
            "no account has {} posts of its own in English: {} posts were read\n  help: give a longer feed; answers and shares do not count",
            Learnt::LEAST_POSTS,
            feed.history.len()
        ));
        return Ok(EXIT_USAGE);
    }
    let mut page = String::from(
        "# Name this file in `extends` of draftlint.toml; `brand/voice-drift` then says which draft leaves the voice.\n",
    );
    for voice in &voices {
        page.push('\n');
        page.push_str(&voice.to_toml());
    }
    match &args.output {
        None => streams.stdout.write_all(page.as_bytes())?,
        Some(path) => {
            history::write(path, &page)?;
            for voice in &voices {
                tell(voice, streams)?;
            }
            writeln!(
                streams.stdout,
                "written to {}; name it in `extends` of draftlint.toml",
                path.display()
            )?;
        }
    }
    Ok(if feed.failed { EXIT_USAGE } else { EXIT_OK })
}

/// The voice in words.
fn tell(voice: &Learnt, streams: &mut Streams<'_>) -> io::Result<()> {
    let on = if voice.network.is_empty() { String::new() } else { format!(" on {}", voice.network) };
    let who =
        if voice.account.is_empty() { "this account".to_string() } else { format!("@{}", voice.account) };
    writeln!(streams.stdout, "{who}{on}, {} posts of its own", voice.posts)?;
    for habit in &voice.habits {
        writeln!(streams.stdout, "  {}\n    \"{}\"", habit.text, habit.post.text)?;
    }
    if let Some(well) = &voice.well {
        writeln!(streams.stdout, "  done well: {}\n    \"{}\"", well.text, well.post.text)?;
    }
    let list = |list: &[(String, usize)]| {
        let all: Vec<String> = list.iter().map(|(text, count)| format!("{text} ({count})")).collect();
        all.join(", ")
    };
    if !voice.openings.is_empty() {
        writeln!(streams.stdout, "  opens with: {}", list(&voice.openings))?;
    }
    if !voice.words.is_empty() {
        writeln!(streams.stdout, "  own words: {}", list(&voice.words))?;
    }
    writeln!(streams.stdout)
}
