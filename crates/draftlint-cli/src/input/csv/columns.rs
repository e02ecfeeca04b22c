//! What the columns of a sheet hold, by their names.

use draftlint::Field;

/// A sheet's head.
#[derive(Debug)]
pub(crate) struct Sheet {
    pub(crate) headers: Vec<String>,
    pub(super) columns: Vec<Option<Column>>,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Text,
    Title,
    Network,
    ScheduledAt,
    Time,
    CreatedAt,
    Id,
    Account,
    Link,
    Language,
    Alt,
    Kind,
    ContentWarning,
    Brand,
    Community,
    Author,
}

/// Names of columns for each meaning, the plainest first. The first is the name that needs no remark.
const NAMES: &[(Column, &[&str])] = &[
    (
        Column::Text,
        &[
            "text",
            "body",
            "post text",
            "post copy",
            "post body",
            "post content",
            "tweet text",
            "copy",
            "caption",
            "message",
            "tweet",
            "content",
            "post",
            "draft",
        ],
    ),
    (
        Column::Network,
        &[
            "network",
            "platform",
            "channel",
            "social network",
            "social platform",
            "networks",
            "platforms",
            "channels",
        ],
    ),
    (
        Column::ScheduledAt,
        &[
            "scheduled at",
            "scheduled",
            "schedule",
            "scheduled date",
            "scheduled for",
            "publish at",
            "publish date",
            "published at",
            "publish",
            "post date",
            "go live",
            "date",
            "datetime",
            "date time",
        ],
    ),
    (Column::Time, &["time", "publish time", "post time", "scheduled time"]),
    (Column::CreatedAt, &["created at", "created"]),
    (Column::Id, &["id", "post id", "key"]),
    (Column::Title, &["title", "headline", "subject"]),
    (Column::Account, &["account", "handle", "profile", "page"]),
    (Column::Link, &["link", "url", "landing page"]),
    (Column::Language, &["language", "lang", "locale"]),
    (Column::Alt, &["alt", "alt text", "image alt", "image alt text", "image description"]),
    (Column::Kind, &["kind"]),
    (Column::ContentWarning, &["content warning", "cw"]),
    (Column::Brand, &["brand"]),
    (Column::Community, &["community", "subreddit"]),
    (Column::Author, &["author"]),
];

impl Column {
    pub(super) fn words(self) -> &'static str {
        NAMES.iter().find(|(column, _)| *column == self).map_or("", |(_, names)| names[0])
    }

    /// The field of a draft whose text a cell shows.
    fn field(self) -> Option<Field> {
        match self {
            Column::Text => Some(Field::Body),
            Column::Title => Some(Field::Title),
            Column::Link => Some(Field::Link),
            Column::ContentWarning => Some(Field::ContentWarning),
            Column::Alt => Some(Field::Alt(0)),
            _ => None,
        }
    }
}

impl Sheet {
    pub(super) fn new(headers: Vec<String>) -> Sheet {
        let plain: Vec<String> = headers
            .iter()
            .map(|h| {
                h.trim()
                    .to_lowercase()
                    .replace(['_', '-'], " ")
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect();
        let mut columns = vec![None; headers.len()];
        for (column, names) in NAMES {
            let found = names.iter().find_map(|name| plain.iter().position(|h| h == name));
            if let Some(i) = found.filter(|&i| columns[i].is_none()) {
                columns[i] = Some(*column);
            }
        }
        Sheet { headers, columns }
    }

    /// The field of a draft whose text the cell of a column shows.
    pub(crate) fn field(&self, column: usize) -> Option<Field> {
        self.columns[column]?.field()
    }

    /// `reading "Post copy" as text, "Channel" as network`; `None` where every name says it itself.
    pub(super) fn guesses(&self) -> Option<String> {
        let list: Vec<String> = self
            .headers
            .iter()
            .zip(&self.columns)
            .filter_map(|(header, column)| {
                let words = (*column)?.words();
                let said = header.trim().to_lowercase().replace('_', " ");
                (said != words).then(|| format!("\"{}\" as {words}", header.trim()))
            })
            .collect();
        (!list.is_empty()).then(|| format!("reading {}", list.join(", ")))
    }
}
