//! Posts by the keys of this tool: `.jsonl` (one a line) and `.json` (a list).

use std::io::{BufRead, Read};
use std::ops::ControlFlow;

use draftlint::Timestamp;
use serde_json::Value;

use super::stream::{self, At};
use super::{Input, Reading, Spot, times};
use crate::input::Entries;

/// Keys that hold a time.
const TIMES: [&str; 6] = ["at", "time", "published_at", "date", "created_at", "scheduled_at"];

/// Reads JSON Lines.
pub(super) fn lines(reading: &mut Reading<'_>, input: &mut Input<'_>) -> ControlFlow<()> {
    reading.notice("reading JSON Lines, a post a line")?;
    let (mut bytes, mut number) = (Vec::new(), 0);
    loop {
        bytes.clear();
        number += 1;
        match input.read_until(b'\n', &mut bytes) {
            Ok(0) => return ControlFlow::Continue(()),
            Ok(_) => {}
            Err(error) => {
                return reading.problem(
                    Some(number),
                    format!("cannot be read: {error}"),
                    "see that it may be read",
                );
            }
        }
        let Ok(text) = std::str::from_utf8(&bytes) else {
            reading.problem(
                Some(number),
                "invalid UTF-8",
                "save the file as UTF-8; the other lines are read",
            )?;
            continue;
        };
        let text = text.trim();
        if text.is_empty() {
            continue;
        }
        match serde_json::from_str(text) {
            Ok(value) => post(reading, Spot { word: "line", number, line: number }, value)?,
            Err(error) => {
                let message = error.to_string();
                let message = message.split(" at line ").next().unwrap_or(&message);
                let message = format!("not JSON: {message}, column {}", error.column());
                reading.problem(
                    Some(number),
                    message,
                    "mend this line, or take it out; the others are read",
                )?;
            }
        }
    }
}

/// Reads an array.
pub(super) fn list(reading: &mut Reading<'_>, input: Input<'_>) -> ControlFlow<()> {
    reading.notice("reading a JSON list of posts")?;
    stream::items(reading, input, 0, At::Root, &mut post)
}

/// Reads a lone object: one post.
pub(super) fn object(reading: &mut Reading<'_>, mut input: Input<'_>) -> ControlFlow<()> {
    let mut bytes = Vec::new();
    if let Err(error) = input.read_to_end(&mut bytes) {
        return reading.problem(None, format!("cannot be read: {error}"), "see that it may be read");
    }
    match serde_json::from_slice::<Value>(&bytes) {
        Err(error) => stream::broken(reading, 0, 0, &error),
        Ok(Value::Object(entries)) if !has_text(&entries) => {
            let message = format!("it holds no posts: no `text` among its keys ({})", keys(&entries));
            reading.unfit(None, message, "a feed is a list of posts, or a post a line")
        }
        Ok(value) => post(reading, Spot { word: "item", number: 1, line: 1 }, value),
    }
}

fn keys(entries: &Entries) -> String {
    let keys: Vec<&str> = entries.keys().take(8).map(String::as_str).collect();
    if keys.is_empty() { "it has none".into() } else { keys.join(", ") }
}

fn has_text(entries: &Entries) -> bool {
    ["text", "body", "title"].iter().any(|key| entries.get(*key).is_some_and(|value| !value.is_null()))
}

fn post(reading: &mut Reading<'_>, spot: Spot, value: Value) -> ControlFlow<()> {
    let mut entries = match value {
        Value::Object(entries) => entries,
        Value::String(text) => Entries::from_iter([("text".to_string(), text.into())]),
        _ => {
            let message = format!("{}not a post", spot.prefix());
            return reading.problem(
                Some(spot.line),
                message,
                "write it as {\"text\": \"…\"}; the others are read",
            );
        }
    };
    // A share has no words of its own.
    let is_share = entries.get("kind").and_then(Value::as_str).is_some_and(|kind| {
        ["repost", "share", "retweet", "reblog"].iter().any(|share| kind.eq_ignore_ascii_case(share))
    });
    if !has_text(&entries) && !is_share {
        let message = format!("{}no `text` among its keys ({})", spot.prefix(), keys(&entries));
        return reading.problem(Some(spot.line), message, "name the key of the post's text `text`");
    }
    for key in TIMES {
        let Some(value) = entries.get_mut(key) else { continue };
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => continue,
        };
        if let Some(time) = times::plain(&text) {
            *value = time.into();
        } else if matches!(key, "created_at" | "scheduled_at") && Timestamp::parse(&text).is_none() {
            // They speak of the draft; the post may still have a time of its own.
            entries.remove(key);
            reading.no_time += 1;
        }
    }
    reading.post(spot, entries)
}
