//! What the columns of an export hold, by their names.

/// The columns of a sheet that mean something: the key of a post, and the number of the column.
#[derive(Debug)]
pub(super) struct Columns {
    headers: Vec<String>,
    keys: Vec<(&'static str, usize)>,
}

/// Names of columns for each key of a post, the plainest first. Addresses are left out: in exports they are mostly
/// those of the post itself, not of what it links to.
const NAMES: &[(&str, &[&str])] = &[
    (
        "text",
        &[
            "text",
            "body",
            "full text",
            "tweet text",
            "post text",
            "tweet",
            "post",
            "content",
            "post content",
            "message",
            "post message",
            "caption",
            "post caption",
            "copy",
            "post copy",
            "share commentary",
        ],
    ),
    (
        "account",
        &[
            "account",
            "account username",
            "account name",
            "handle",
            "username",
            "user name",
            "screen name",
            "profile",
            "profile name",
            "page",
            "page name",
        ],
    ),
    (
        "network",
        &[
            "network",
            "social network",
            "platform",
            "social platform",
            "channel",
            "service",
            "networks",
            "channels",
        ],
    ),
    ("kind", &["kind", "type", "post type", "tweet type"]),
    ("id", &["id", "post id", "tweet id", "status id", "message id"]),
    (
        "in_reply_to",
        &[
            "in reply to",
            "in reply to screen name",
            "in reply to account",
            "in reply to user",
            "reply to",
            "replying to",
        ],
    ),
    ("label", &["label"]),
    ("community", &["community", "subreddit"]),
    ("title", &["title", "headline"]),
    ("language", &["language", "lang"]),
    ("author", &["author"]),
    ("brand", &["brand"]),
    ("thread", &["thread"]),
    ("campaign", &["campaign"]),
    ("content_warning", &["content warning", "cw"]),
    ("reply_to_followers", &["reply to followers"]),
];

const TIME: &[&str] = &[
    "time",
    "at",
    "published at",
    "published",
    "published on",
    "posted at",
    "posted",
    "posted on",
    "publish time",
    "timestamp",
    "datetime",
    "date time",
    "date",
    "post date",
    "publish date",
    "date published",
    "created at",
    "created",
    "created utc",
    "creation date",
    "sent at",
    "scheduled at",
];

/// The two columns of a time in two.
const DAY: &[&str] = &["date", "day", "post date", "publish date", "published date", "scheduled date"];
const HOUR: &[&str] = &["time", "hour", "post time", "publish time", "published time", "scheduled time"];

impl Columns {
    pub(super) fn new(headers: Vec<String>) -> Columns {
        let plain: Vec<String> = headers.iter().map(|header| plain(header)).collect();
        let find =
            |names: &[&str]| names.iter().find_map(|name| plain.iter().position(|header| header == name));
        let mut keys: Vec<(&'static str, usize)> =
            NAMES.iter().filter_map(|(key, names)| Some((*key, find(names)?))).collect();
        match (find(DAY), find(HOUR)) {
            (Some(day), Some(hour)) => keys.extend([("day", day), ("hour", hour)]),
            _ => keys.extend(find(TIME).map(|time| ("time", time))),
        }
        Columns { headers, keys }
    }

    pub(super) fn column(&self, key: &str) -> Option<usize> {
        self.keys.iter().find(|(k, _)| *k == key).map(|(_, column)| *column)
    }

    pub(super) fn width(&self) -> usize {
        self.headers.len()
    }

    /// The names of the first columns.
    pub(super) fn shown(&self) -> String {
        let shown: Vec<&str> = self.headers.iter().take(20).map(|header| header.trim()).collect();
        format!("{}{}", shown.join(", "), if self.headers.len() > 20 { ", …" } else { "" })
    }

    /// `"Tweet text" as text, "Date" and "Time" as time`.
    pub(super) fn said(&self) -> String {
        let name = |column: usize| format!("\"{}\"", self.headers[column].trim());
        let mut said: Vec<String> = self
            .keys
            .iter()
            .filter(|(key, _)| !matches!(*key, "day" | "hour"))
            .map(|(key, column)| format!("{} as {}", name(*column), key.replace('_', " ")))
            .collect();
        if let (Some(day), Some(hour)) = (self.column("day"), self.column("hour")) {
            said.push(format!("{} and {} as time", name(day), name(hour)));
        }
        said.join(", ")
    }

    /// The names of the columns that mean nothing here.
    pub(super) fn unknown(&self) -> impl Iterator<Item = String> + '_ {
        self.headers.iter().enumerate().filter_map(|(i, header)| {
            let header = header.trim();
            (!header.is_empty() && self.keys.iter().all(|(_, column)| *column != i))
                .then(|| header.to_string())
        })
    }
}

/// A name in small letters with single blanks: `publishedAt`, `Published_At` and `published-at` are one.
fn plain(header: &str) -> String {
    let mut plain = String::with_capacity(header.len() + 4);
    let mut small = false;
    for c in header.chars() {
        if c.is_alphanumeric() {
            if small && c.is_uppercase() {
                plain.push(' ');
            }
            plain.extend(c.to_lowercase());
        } else {
            plain.push(' ');
        }
        small = c.is_lowercase();
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(headers: &[&str]) -> Columns {
        Columns::new(headers.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn names_are_read_whatever_their_case_and_separators() {
        let read = columns(&["Tweet_Text", "publishedAt", "Screen-Name", "Post Type", "Likes", " "]);
        assert_eq!(
            read.said(),
            "\"Tweet_Text\" as text, \"Screen-Name\" as account, \"Post Type\" as kind, \"publishedAt\" as time"
        );
        assert_eq!(read.unknown().collect::<Vec<_>>(), ["Likes"]);
    }

    #[test]
    fn a_date_and_a_time_are_one() {
        assert_eq!(
            columns(&["Date", "Time", "Message"]).said(),
            "\"Message\" as text, \"Date\" and \"Time\" as time"
        );
        assert_eq!(columns(&["Date", "post"]).said(), "\"post\" as text, \"Date\" as time");
    }

    #[test]
    fn of_several_columns_the_plainest_is_taken() {
        assert_eq!(columns(&["post", "text", "created at", "published"]).column("text"), Some(1));
        assert_eq!(columns(&["post", "text", "created at", "published"]).column("time"), Some(3));
        assert!(columns(&["price", "url"]).column("text").is_none());
    }
}
