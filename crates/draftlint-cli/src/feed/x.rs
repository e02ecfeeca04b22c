//! `tweets.js` of an archive of X: a list of posts behind the name of a variable.

use std::fs::File;
use std::io::{BufRead, Read};
use std::ops::ControlFlow;

use serde_json::Value;

use super::stream::{self, At};
use super::{Input, Reading, Spot, html, text, times};
use crate::input::Entries;

/// What the variables of lists of posts are called, without `window.YTD.` and `.part0`.
const LISTS: [&str; 4] = ["tweets", "tweet", "community_tweets", "community_tweet"];

/// More than any `account.js` holds.
const ACCOUNT: u64 = 1 << 20;

/// Whether a file of an archive of X holds posts, by its name: `tweets.js`, `tweets-part1.js`.
pub(super) fn holds_posts(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let Some(stem) = name.strip_suffix(".js") else { return false };
    let list = stem.split_once("-part").map_or(stem, |(list, _)| list);
    LISTS.contains(&list.replace('-', "_").as_str())
}

/// The account that an archive is of.
#[derive(Debug, Default)]
struct Owner {
    name: Option<String>,
    id: Option<String>,
}

/// Reads the posts of an archive, or of such a list without the name of its variable.
pub(super) fn read(reading: &mut Reading<'_>, mut input: Input<'_>) -> ControlFlow<()> {
    let mut before = 0;
    if !input.fill_buf().unwrap_or_default().trim_ascii_start().starts_with(b"[") {
        let mut name = Vec::new();
        if let Err(error) = (&mut input).take(1 << 10).read_until(b'=', &mut name) {
            return reading.problem(None, format!("cannot be read: {error}"), "see that it may be read");
        }
        before = name.iter().filter(|&&byte| byte == b'\n').count() as u64;
        let name = String::from_utf8_lossy(&name);
        let list = name.trim().trim_start_matches("window.").trim_start_matches("YTD.");
        let list = list.split(['.', ' ', '=']).next().unwrap_or_default();
        if !name.ends_with('=') {
            return reading.problem(
                Some(1),
                "the file is cut off before its list",
                "download or save it again",
            );
        }
        if !LISTS.contains(&list) {
            let message = format!("this part of an archive of X holds `{list}`, no posts");
            return reading.unfit(
                Some(1),
                message,
                "name the `tweets.js` beside it, or the folder of the archive",
            );
        }
    }
    let owner = reading.beside("account.js").map(owner).unwrap_or_default();
    match &owner.name {
        Some(name) => reading.notice(&format!("reading an archive of X, account {name}"))?,
        None => {
            reading.notice(
                "reading an archive of X; its `account.js` is not beside it: the account is not told",
            )?;
        }
    }
    stream::items(reading, input, before, At::Root, &mut |reading, spot, item| {
        post(reading, spot, &item, &owner)
    })
}

/// What `account.js` says; nothing where it cannot be read, since it is only a help.
fn owner(path: std::path::PathBuf) -> Owner {
    let mut bytes = String::new();
    let read = File::open(path).and_then(|file| file.take(ACCOUNT).read_to_string(&mut bytes));
    let list = read.ok().and_then(|_| bytes.split_once('='));
    let list: Option<Value> =
        list.and_then(|(_, list)| serde_json::from_str(list.trim().trim_end_matches(';')).ok());
    let told = |key: &str| {
        let account = list.as_ref()?.get(0)?;
        text(account.get("account").unwrap_or(account), key).map(str::to_string)
    };
    Owner { name: told("username"), id: told("accountId") }
}

fn post(reading: &mut Reading<'_>, spot: Spot, item: &Value, owner: &Owner) -> ControlFlow<()> {
    let tweet = item.get("tweet").unwrap_or(item);
    let Some(body) = tweet.get("full_text").or_else(|| tweet.get("text")).and_then(Value::as_str) else {
        let message = format!("{}no `full_text`", spot.prefix());
        return reading.problem(
            Some(spot.line),
            message,
            "download the archive again; the other posts are read",
        );
    };
    let body = with_addresses(&html::decode(body), tweet);
    let mut entries = Entries::new();
    let mut set = |key: &str, value: &str| _ = entries.insert(key.into(), value.into());
    set("network", "x");
    if let Some(name) = &owner.name {
        set("account", name);
    }
    if let Some(id) = text(tweet, "id_str").or_else(|| text(tweet, "id")) {
        set("id", id);
    }
    // A time that cannot be read is told with the post.
    if let Some(time) = text(tweet, "created_at") {
        set("time", &times::plain(time).unwrap_or_else(|| time.to_string()));
    }
    let answered = text(tweet, "in_reply_to_screen_name");
    let is_own = answered.zip(owner.name.as_deref()).is_some_and(|(a, b)| a.eq_ignore_ascii_case(b))
        || text(tweet, "in_reply_to_user_id_str").zip(owner.id.as_deref()).is_some_and(|(a, b)| a == b);
    let answers_somebody = answered.is_some() || text(tweet, "in_reply_to_status_id_str").is_some();
    if body.starts_with("RT @") {
        set("kind", "repost");
    } else if is_own {
        set("kind", "thread-part");
    } else if answers_somebody {
        set("kind", "reply");
        if let Some(name) = answered {
            set("in_reply_to", name);
        }
    } else {
        set("kind", "post");
    }
    set("text", &body);
    reading.post(spot, entries)
}

/// The text with the addresses that its short links stand for. That of an attachment is no link: readers see the
/// attachment.
fn with_addresses(body: &str, tweet: &Value) -> String {
    let list = |of: &str, key: &str| {
        let list = tweet.get(of).and_then(|entities| entities.get(key)).and_then(Value::as_array);
        list.map_or(&[][..], Vec::as_slice)
    };
    let links = list("entities", "urls");
    let media = [list("entities", "media"), list("extended_entities", "media")].concat();
    let mut out = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = rest.find("://t.co/") {
        let start =
            ["https", "http"].iter().find(|scheme| rest[..at].ends_with(**scheme)).map(|s| at - s.len());
        let path = at + "://t.co/".len();
        let end = rest[path..].find(|c: char| !c.is_ascii_alphanumeric()).map_or(rest.len(), |n| path + n);
        let start = start.unwrap_or(at);
        let short = &rest[start..end];
        let is_short = |link: &&Value| text(link, "url") == Some(short);
        out.push_str(&rest[..start]);
        if let Some(address) = links.iter().find(is_short).and_then(|link| text(link, "expanded_url")) {
            out.push_str(address);
        } else if !media.iter().any(|link| text(link, "url") == Some(short)) {
            out.push_str(short);
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    out.truncate(out.trim_end().len());
    out
}
