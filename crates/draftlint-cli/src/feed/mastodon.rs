//! `outbox.json` of an archive of Mastodon: what an account did, as an ActivityPub collection.

use std::fs::File;
use std::io::Read;
use std::ops::ControlFlow;

use serde_json::{Value, json};

use super::stream::{self, At};
use super::{Input, Reading, Spot, html, text};
use crate::input::Entries;

/// More than any `actor.json` holds.
const ACTOR: u64 = 1 << 20;

/// Reads a collection.
pub(super) fn read(reading: &mut Reading<'_>, input: Input<'_>) -> ControlFlow<()> {
    reading.notice("reading an ActivityPub outbox, as Mastodon archives it")?;
    let name = reading.beside("actor.json").and_then(|path| {
        let mut bytes = Vec::new();
        File::open(path).and_then(|file| file.take(ACTOR).read_to_end(&mut bytes)).ok()?;
        let actor: Value = serde_json::from_slice(&bytes).ok()?;
        text(&actor, "preferredUsername").map(str::to_string)
    });
    let mut left = Left::default();
    stream::items(reading, input, 0, At::Key("orderedItems"), &mut |reading, spot, item| {
        activity(reading, spot, &item, name.as_deref(), &mut left)
    })?;
    if left.private > 0 {
        let messages = if left.private == 1 { "message" } else { "messages" };
        reading.notice(&format!("left out {} private {messages}", left.private))?;
    }
    if left.other > 0 {
        let activities = if left.other == 1 { "activity" } else { "activities" };
        reading.notice(&format!("left out {} {activities} that made no post", left.other))?;
    }
    ControlFlow::Continue(())
}

/// What was left out, to say so.
#[derive(Debug, Default)]
struct Left {
    private: u64,
    other: u64,
}

fn activity(
    reading: &mut Reading<'_>,
    spot: Spot,
    item: &Value,
    name: Option<&str>,
    left: &mut Left,
) -> ControlFlow<()> {
    let actor = text(item, "actor").unwrap_or_default().trim_end_matches('/');
    let mut entries = Entries::new();
    let mut set = |key: &str, value: &str| _ = entries.insert(key.into(), value.into());
    set("network", "mastodon");
    let last = actor.rsplit('/').next().unwrap_or_default().trim_start_matches('@');
    if let Some(account) = name.or(Some(last)).filter(|account| !account.is_empty()) {
        set("account", account);
    }
    match text(item, "type") {
        Some("Announce") => {
            set("kind", "repost");
            set("text", "");
            if let Some(id) = text(item, "id") {
                set("id", id);
            }
        }
        Some("Create") => {
            let note = item.get("object").unwrap_or(&Value::Null);
            let Some(content) = note.get("content").and_then(Value::as_str) else {
                let message = format!("{}a post without `content`", spot.prefix());
                return reading.problem(
                    Some(spot.line),
                    message,
                    "download the archive again; the other posts are read",
                );
            };
            if is_private(item, note) {
                left.private += 1;
                return ControlFlow::Continue(());
            }
            set("text", &html::text(content));
            if let Some(id) = text(note, "id").or_else(|| text(item, "id")) {
                set("id", id);
            }
            if let Some(summary) = text(note, "summary") {
                set("content_warning", &html::text(summary));
            }
            match text(note, "inReplyTo") {
                None => set("kind", "post"),
                // Addresses of posts stand below that of who wrote them.
                Some(post) if is_below(post, actor) => set("kind", "thread-part"),
                Some(post) => {
                    set("kind", "reply");
                    if let Some(name) = answered(note, post) {
                        set("in_reply_to", &name);
                    }
                }
            }
            if let Some(list) = note.get("attachment").and_then(Value::as_array) {
                entries.insert("media".into(), list.iter().map(media).collect());
            }
        }
        _ => {
            left.other += 1;
            return ControlFlow::Continue(());
        }
    }
    let published = text(item, "published").or_else(|| text(item.get("object")?, "published"));
    if let Some(time) = published {
        entries.insert("time".into(), time.into());
    }
    reading.post(spot, entries)
}

fn is_below(address: &str, actor: &str) -> bool {
    !actor.is_empty() && address.strip_prefix(actor).is_some_and(|rest| rest.starts_with('/'))
}

/// Whether a post went to those alone that it names: neither to everybody nor to followers.
fn is_private(item: &Value, note: &Value) -> bool {
    let mut told = false;
    for list in [item, note].into_iter().flat_map(|value| [value.get("to"), value.get("cc")]).flatten() {
        told = true;
        let one = std::slice::from_ref(list);
        let names = list.as_array().map_or(one, Vec::as_slice).iter().filter_map(Value::as_str);
        for name in names {
            if name.ends_with("#Public") || name == "as:Public" || name.ends_with("/followers") {
                return false;
            }
        }
    }
    told
}

/// Whom an answer answers: the mention whose account the post is of, else the first, else what the address says.
fn answered(note: &Value, post: &str) -> Option<String> {
    let tags = note.get("tag").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let mentions = || tags.iter().filter(|tag| text(tag, "type") == Some("Mention"));
    let of_post = |tag: &&Value| text(tag, "href").is_some_and(|href| is_below(post, href));
    let mention = mentions().find(of_post).or_else(|| mentions().next());
    if let Some(name) = mention.and_then(|tag| text(tag, "name")) {
        return Some(name.to_string());
    }
    let (_, address) = post.split_once("://")?;
    let mut parts = address.split('/');
    let server = parts.next()?;
    let name = match parts.next()? {
        "users" => parts.next()?,
        handle => handle.strip_prefix('@')?,
    };
    (!name.is_empty()).then(|| format!("{name}@{server}"))
}

fn media(attachment: &Value) -> Value {
    let kind = match text(attachment, "mediaType").unwrap_or_default() {
        "image/gif" => "gif",
        kind if kind.starts_with("video/") => "video",
        kind if kind.starts_with("audio/") => "audio",
        _ => "image",
    };
    match text(attachment, "name") {
        Some(alt) => json!({ "kind": kind, "alt": alt }),
        None => json!({ "kind": kind }),
    }
}
