//! Small made-up samples of every format, whole and broken.

use super::*;

/// What a feed yields, in words: posts, problems, notices.
#[derive(Debug, Default)]
struct Got {
    posts: Vec<Post<'static>>,
    problems: Vec<String>,
    notices: Vec<String>,
}

impl Got {
    fn take(&mut self, event: FeedEvent) -> ControlFlow<()> {
        match event {
            FeedEvent::Post(post) => self.posts.push(*post),
            FeedEvent::Problem(problem) => self.problems.push(problem.to_string()),
            FeedEvent::Notice(notice) => self.notices.push(notice),
        }
        ControlFlow::Continue(())
    }

    fn bodies(&self) -> Vec<&str> {
        self.posts.iter().map(|post| post.draft.body.as_ref()).collect()
    }

    fn times(&self) -> Vec<Option<&str>> {
        self.posts.iter().map(|post| post.at.as_ref().map(draftlint::Timestamp::as_str)).collect()
    }

    fn kinds(&self) -> Vec<Option<draftlint::Kind>> {
        self.posts.iter().map(|post| post.draft.kind).collect()
    }
}

fn got(name: &str, bytes: impl AsRef<[u8]>) -> Got {
    let source = source(Path::new(name), true);
    let mut got = Got::default();
    let flow = contents(source, &mut bytes.as_ref(), &mut |event| got.take(event));
    assert!(flow.is_continue());
    got
}

fn handle(post: &Post<'_>) -> Option<String> {
    Some(post.draft.context.as_deref()?.account.as_ref()?.handle.clone())
}

#[test]
fn a_post_a_line() {
    let got = got(
        "f.jsonl",
        "\u{feff}{\"id\": 7, \"account\": \"rye\", \"network\": \"twitter\", \"time\": \"2026-01-05T11:37:00Z\", \"text\": \"one\", \"in_reply_to\": \"@stan\", \"likes\": 3}\r\n\r\n{\"text\": \"two\", \"kind\": \"retweet\", \"label\": \"sale\", \"at\": \"Wed Oct 10 20:19:24 +0000 2018\"}\n\"three\"",
    );
    assert!(got.problems.is_empty(), "{:?}", got.problems);
    assert_eq!(got.bodies(), ["one", "two", "three"]);
    assert_eq!(got.times(), [Some("2026-01-05T11:37:00Z"), Some("2018-10-10T20:19:24Z"), None]);
    assert_eq!(got.posts[0].in_reply_to.as_deref(), Some("stan"));
    assert_eq!(handle(&got.posts[0]).as_deref(), Some("rye"));
    assert_eq!(got.posts[1].draft.source.as_deref(), Some("f.jsonl#line 3"));
    assert_eq!(
        got.notices,
        [
            "f.jsonl: reading JSON Lines, a post a line",
            "f.jsonl: ignored 2 unknown keys: likes, label `sale`"
        ]
    );
}

#[test]
fn bad_lines_leave_the_others_readable() {
    let text = b"{\"text\": \"one\"}\n{\"text\": \n{\"text\": \"\xff\"}\n{\"copy\": 1}\n7\n{\"text\": \"x\", \"time\": \"soon\"}\n{\"text\": \"two\", \"created_at\": \"long ago\"}\n{\"text\": \"thr";
    let got = got("f.jsonl", text);
    assert_eq!(got.bodies(), ["one", "two"]);
    let starts = [
        "f.jsonl:2: not JSON",
        "f.jsonl:3: invalid UTF-8",
        "f.jsonl:4: no `text` among its keys (copy)",
        "f.jsonl:5: not a post",
        "f.jsonl:6: the time of the post cannot be read",
        "f.jsonl:8: not JSON",
    ];
    assert_eq!(got.problems.len(), starts.len(), "{:?}", got.problems);
    for (problem, start) in got.problems.iter().zip(starts) {
        assert!(problem.starts_with(start) && problem.contains("help: "), "{problem}");
    }
    assert!(got.notices[1].contains("of 1 post:"), "{:?}", got.notices);
}

#[test]
fn a_list_tells_the_lines_of_its_items() {
    let got = got(
        "f.json",
        "[\n {\"text\": \"one\", \"networks\": [\"x\", \"bsky\"]},\n\n {\"nothing\": 1},\n {\"text\": \"two\"},\n {\"text\": \"cut",
    );
    assert_eq!(got.bodies(), ["one", "one", "two"]);
    assert_eq!(got.posts[1].draft.network.as_ref().unwrap().as_str(), "bluesky");
    assert_eq!(got.posts[2].draft.source.as_deref(), Some("f.json#item 3"));
    assert!(got.problems[0].starts_with("f.json:4: item 2: no `text`"), "{:?}", got.problems);
    assert_eq!(
        got.problems[1],
        "f.json:6: the file is cut off; the 3 items before it were read\n  help: download or save it again"
    );
}

#[test]
fn other_json_is_told() {
    assert_eq!(got("f.json", "{\n\"text\": \"one\"\n}").bodies(), ["one"]);
    for (text, start) in [
        ("{\n\"name\": \"x\"\n}", "f.json: it holds no posts: no `text` among its keys (name)"),
        ("[1]", "f.json:1: item 1: not a post"),
        ("[{\"text\": 1}]", "f.json:1: item 1: "),
        ("[{\"text\": \"a\"}] x", "f.json:1: not JSON: trailing characters"),
        ("nonsense", "f.json:1: not JSON"),
        ("", "f.json: the file is empty"),
        ("\u{feff}", "f.json: the file is empty"),
    ] {
        let got = got("f.json", text);
        assert!(got.problems[0].starts_with(start), "{text}: {:?}", got.problems);
        assert!(got.problems[0].contains("help: "), "{:?}", got.problems);
    }
    let deep = got("f.json", "[".repeat(100_000));
    assert_eq!(deep.problems.len(), 1);
}

#[test]
fn empty_and_foreign_files() {
    for name in ["f.jsonl", "f.csv", "-"] {
        let got = got(name, " \r\n");
        assert_eq!(got.notices, [format!("{name}: the file is empty, no posts")]);
    }
    for (name, bytes, word) in [
        ("f.csv", &b"\xff\xfet\0"[..], "UTF-16"),
        ("f.zip", b"PK\x03\x04", "packed"),
        ("f.html", b"<html>", "page"),
        ("f.docx", b"x", "not read"),
        ("f.js", b"let x", "archive of X"),
    ] {
        let got = got(name, bytes);
        assert!(got.problems[0].contains(word) && got.problems[0].contains("help: "), "{:?}", got.problems);
    }
}

#[test]
fn columns_of_an_export_are_guessed_and_said() {
    let got = got(
        "f.csv",
        "\u{feff}Tweet_Text;publishedAt;Screen Name;Platform;Tweet Type;Subreddit;Impressions\r\n\"Hello;\n\"\"world\"\"\";2026-03-01 10:00;@rye;Twitter, LinkedIn;tweet;;9000\r\nBye;soon;;;odd;bread;\r\n;;;;;;\r\n",
    );
    assert!(got.problems.is_empty(), "{:?}", got.problems);
    assert_eq!(got.bodies(), ["Hello;\n\"world\"", "Hello;\n\"world\"", "Bye"]);
    assert_eq!(got.times(), [Some("2026-03-01 10:00"), Some("2026-03-01 10:00"), None]);
    assert_eq!(got.posts[2].draft.source.as_deref(), Some("f.csv#row 3"));
    assert_eq!(got.posts[2].draft.context.as_deref().unwrap().community.as_ref().unwrap().name, "bread");
    assert_eq!(
        got.notices,
        [
            "f.csv: reading a table parted by semicolons: \"Tweet_Text\" as text, \"Screen Name\" as account, \"Platform\" as network, \"Tweet Type\" as kind, \"Subreddit\" as community, \"publishedAt\" as time",
            "f.csv: ignored 1 unknown column: Impressions",
            "f.csv: ignored kind `odd` (row 3): write post, reply, quote, comment, repost, thread-part or article",
            "f.csv: ignored time `soon` (row 3): write it as 2026-03-01 10:00",
        ]
    );
}

#[test]
fn a_later_day_tells_the_order_of_dates() {
    let day = got(
        "f.tsv",
        "text\tdate\ttime\na\t01/03/2026\t10:00\nb\t2026-03-02\t11:00\nc\t25/03/2026\t9:05 PM\nd\t03/25/2026\t10:00\n",
    );
    assert_eq!(day.bodies(), ["a", "b", "c", "d"]);
    assert_eq!(
        day.times(),
        [Some("2026-03-01T10:00:00"), Some("2026-03-02 11:00"), Some("2026-03-25T21:05:00"), None]
    );
    assert!(
        day.notices[1].starts_with("f.tsv: ignored time `03/25/2026 10:00` (row 5)"),
        "{:?}",
        day.notices
    );
    let month = got("f.csv", "text,date\na,01/03/2026 10:00\nb,03/25/2026\n");
    assert_eq!(month.times(), [Some("2026-01-03T10:00:00"), Some("2026-03-25T00:00:00")]);
    let open = got("f.csv", "text,date\na,01/03/2026\nb,\nc,04/04/2026\n");
    assert_eq!(open.bodies(), ["a", "b", "c"]);
    assert_eq!(open.times()[0], Some("2026-03-01T00:00:00"));
    assert!(open.notices[1].contains("read as day/month/year"), "{:?}", open.notices);
    let same = got("f.csv", "text,date\nc,04/04/2026\n");
    assert_eq!((same.times(), same.notices.len()), (vec![Some("2026-04-04T00:00:00")], 1));
}

#[test]
fn a_bad_sheet_is_told() {
    assert_eq!(
        got("f.csv", "name,price\nx,1\n").problems,
        [
            "f.csv:1: no column holds the text of the posts (columns: name, price)\n  help: name the column `text` in the first line"
        ]
    );
    let rows = got("f.csv", b"text,id\none,1\ntw\xffo,2\nthree,3,4\nfour\n\"five");
    assert_eq!(rows.bodies(), ["one", "four", "five"]);
    assert!(rows.problems[0].starts_with("f.csv:3: row 3: invalid UTF-8"), "{:?}", rows.problems);
    assert!(rows.problems[1].starts_with("f.csv:4: row 4 has 3 cells"), "{:?}", rows.problems);
}

#[test]
fn an_archive_of_x() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir_all(&data).unwrap();
    let write = |name: &str, text: &str| std::fs::write(data.join(name), text).unwrap();
    write(
        "account.js",
        "window.YTD.account.part0 = [ { \"account\" : { \"username\" : \"Rye\", \"accountId\" : \"9\", \"email\": \"a@b.example\" } } ]",
    );
    write("like.js", "window.YTD.like.part0 = [ ]");
    write(
        "tweets.js",
        r#"window.YTD.tweets.part0 = [
  { "tweet" : { "id_str" : "1", "full_text" : "Rye &amp; oats &lt;3 https://t.co/abc https://t.co/pic", "favorite_count" : "5",
    "created_at" : "Wed Oct 10 20:19:24 +0000 2018",
    "entities" : { "urls" : [ { "url" : "https://t.co/abc", "expanded_url" : "https://mill.example/a?b=1&lt=2" } ],
      "media" : [ { "url" : "https://t.co/pic" } ] } } },
  { "tweet" : { "id_str" : "2", "full_text" : "RT @mill: open", "created_at" : "Wed Oct 10 20:20:24 +0000 2018" } },
  { "tweet" : { "id_str" : "3", "full_text" : "@stan yes https://t.co/gone", "in_reply_to_screen_name" : "stan" } },
  { "tweet" : { "id_str" : "4", "full_text" : "more", "in_reply_to_screen_name" : "rye", "in_reply_to_user_id_str" : "9" } },
  { "tweet" : { "id_str" : "5" } },
  { "tweet" : { "id_str" : "6", "full_text" : "x", "created_at" : "soon" } }
]
"#,
    );
    write("tweets-part1.js", "window.YTD.tweets.part1 = [ { \"tweet\" : { \"full_text\" : \"old\" } }, {");
    let mut got = Got::default();
    assert!(read(folder.path(), &mut |event| got.take(event)).is_continue());
    assert_eq!(got.problems.len(), 3, "{:?}", got.problems);
    assert!(got.problems[0].contains("tweets-part1.js:1: the file is cut off; the post before it was read"));
    assert!(got.problems[1].contains("tweets.js:9: item 5: no `full_text`"), "{:?}", got.problems);
    assert!(got.problems[2].contains("tweets.js:10: item 6: the time"), "{:?}", got.problems);
    assert_eq!(
        got.bodies(),
        [
            "old",
            "Rye & oats <3 https://mill.example/a?b=1&lt=2",
            "RT @mill: open",
            "@stan yes https://t.co/gone",
            "more"
        ]
    );
    use draftlint::Kind::{Post as Own, Reply, Repost, ThreadPart};
    assert_eq!(got.kinds(), [Own, Own, Repost, Reply, ThreadPart].map(Some));
    assert_eq!(got.posts[3].in_reply_to.as_deref(), Some("stan"));
    assert_eq!(got.times()[1], Some("2018-10-10T20:19:24Z"));
    assert_eq!(handle(&got.posts[1]).as_deref(), Some("Rye"));
    assert!(got.posts.iter().all(|post| post.draft.network.as_ref().unwrap().as_str() == "x"));
    assert!(got.notices[0].ends_with("reading an archive of X, account Rye"), "{:?}", got.notices);
}

#[test]
fn other_parts_of_an_archive_of_x() {
    let alone = got("tweet.js", "window.YTD.tweet.part0 = [{\"tweet\":{\"full_text\":\"a\"}}]");
    assert_eq!(alone.bodies(), ["a"]);
    assert!(alone.notices[0].contains("account is not told") && handle_is_none(&alone));
    let bare = got("t.json", "[{\"id\":\"1\",\"full_text\":\"a\"}]");
    assert_eq!(bare.posts[0].draft.id.as_deref(), Some("1"));
    let likes = got("like.js", "window.YTD.like.part0 = [ ]");
    assert!(
        likes.problems[0].starts_with("like.js:1: this part of an archive of X holds `like`"),
        "{:?}",
        likes.problems
    );
    let cut = got("tweets.js", "window.YTD.tw");
    assert!(cut.problems[0].contains("cut off before its list"), "{:?}", cut.problems);
    let odd = got("tweets.js", "window.YTD.tweets.part0 = {\"a\": 1}");
    assert!(odd.problems[0].contains("not a list of posts"), "{:?}", odd.problems);
}

fn handle_is_none(got: &Got) -> bool {
    got.posts.iter().all(|post| handle(post).is_none())
}

const OUTBOX: &str = r##"{"@context": "https://www.w3.org/ns/activitystreams", "id": "outbox.json", "type": "OrderedCollection", "totalItems": 7,
"orderedItems": [
 {"type": "Create", "actor": "https://a.example/users/rye", "published": "2026-01-05T11:37:00Z", "to": ["https://www.w3.org/ns/activitystreams#Public"],
  "object": {"id": "https://a.example/users/rye/statuses/1", "type": "Note", "summary": "bread", "inReplyTo": null,
   "content": "<p>Rye &amp; oats<br />today</p><p><a href=\"https://mill.example/a\"><span class=\"invisible\">https://</span><span>mill.example/a</span></a></p>",
   "attachment": [{"type": "Document", "mediaType": "image/png", "name": "a loaf"}, {"mediaType": "video/mp4", "name": null}], "tag": []}},
 {"type": "Create", "actor": "https://a.example/users/rye", "to": "https://a.example/users/rye/followers",
  "object": {"content": "<p>more</p>", "inReplyTo": "https://a.example/users/rye/statuses/1", "attachment": []}},
 {"type": "Create", "actor": "https://a.example/users/rye",
  "object": {"content": "<p>yes</p>", "inReplyTo": "https://b.example/users/stan/statuses/1",
   "tag": [{"type": "Hashtag", "name": "#x"}, {"type": "Mention", "href": "https://c.example/@lee", "name": "@lee@c.example"}, {"type": "Mention", "href": "https://b.example/users/stan", "name": "@stan@b.example"}]}},
 {"type": "Create", "actor": "https://a.example/users/rye", "object": {"content": "no", "inReplyTo": "https://b.example/@kim/12"}},
 {"type": "Create", "actor": "https://a.example/users/rye", "to": ["https://b.example/users/stan"], "cc": [], "object": {"content": "between us"}},
 {"type": "Announce", "actor": "https://a.example/users/rye", "id": "https://a.example/s/9", "published": "2026-01-06T11:37:00Z", "object": "https://b.example/users/stan/statuses/1"},
 {"type": "Create", "object": {}},
 "https://b.example/users/stan/statuses/3"
]}"##;

#[test]
fn an_archive_of_mastodon() {
    let got = got("outbox.json", OUTBOX);
    assert_eq!(got.bodies(), ["Rye & oats\ntoday\n\nhttps://mill.example/a", "more", "yes", "no", ""]);
    use draftlint::Kind::{Post as Own, Reply, Repost, ThreadPart};
    assert_eq!(got.kinds(), [Own, ThreadPart, Reply, Reply, Repost].map(Some));
    assert_eq!(got.posts[2].in_reply_to.as_deref(), Some("stan@b.example"));
    assert_eq!(got.posts[3].in_reply_to.as_deref(), Some("kim@b.example"));
    assert_eq!(got.times()[4], Some("2026-01-06T11:37:00Z"));
    let first = &got.posts[0];
    assert_eq!(first.draft.content_warning.as_deref(), Some("bread"));
    let media = first.draft.media.as_deref().unwrap();
    assert_eq!((media[0].alt.as_deref(), media[1].alt.as_deref()), (Some("a loaf"), None));
    assert_eq!(handle(first).as_deref(), Some("rye"));
    assert_eq!(got.problems.len(), 1, "{:?}", got.problems);
    assert!(
        got.problems[0].starts_with("outbox.json:15: item 7: a post without `content`"),
        "{:?}",
        got.problems
    );
    assert_eq!(
        got.notices[1..],
        ["outbox.json: left out 1 private message", "outbox.json: left out 1 activity that made no post"]
    );
}

#[test]
fn broken_outboxes() {
    for cut in [60, 200, 400, OUTBOX.len() - 10] {
        let got = got("outbox.json", &OUTBOX[..cut]);
        assert!(got.problems.last().unwrap().contains("the file is cut off"), "{:?}", got.problems);
    }
    let none = got("outbox.json", "{\"type\": \"OrderedCollection\", \"first\": \"page\"}");
    assert!(none.problems[0].contains("no `orderedItems`"), "{:?}", none.problems);
    let odd = got("outbox.json", "{\"orderedItems\": 3}");
    assert!(odd.problems[0].contains("not a list"), "{:?}", odd.problems);
}

#[test]
fn a_folder_gives_its_feeds() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    std::fs::create_dir_all(root.join("masto")).unwrap();
    std::fs::create_dir_all(root.join(".hidden")).unwrap();
    for (name, text) in [
        ("b.jsonl", "{\"text\": \"b\"}"),
        ("a.csv", "text\na\n"),
        ("prices.csv", "price\n1\n"),
        ("package.json", "{\n\"name\": \"x\"\n}"),
        ("approvals.jsonl", "{\"text\": \"no\"}"),
        ("notes.md", "no"),
        ("app.js", "no"),
        (".hidden/x.jsonl", "{\"text\": \"no\"}"),
        ("masto/outbox.json", OUTBOX),
        ("masto/likes.json", "{\"orderedItems\": [\"x\"]}"),
        ("masto/actor.json", "{\"preferredUsername\": \"oven\"}"),
    ] {
        std::fs::write(root.join(name), text).unwrap();
    }
    let mut got = Got::default();
    assert!(read(root, &mut |event| got.take(event)).is_continue());
    assert_eq!(got.bodies()[..2], ["a", "b"]);
    assert_eq!(got.posts.len(), 7);
    assert_eq!(handle(&got.posts[2]).as_deref(), Some("oven"));
    assert_eq!(got.problems.len(), 1, "{:?}", got.problems);
    assert_eq!(
        got.notices.iter().filter(|notice| notice.starts_with("skipped ")).count(),
        2,
        "{:?}",
        got.notices
    );
    let empty = tempfile::tempdir().unwrap();
    for (path, word) in
        [(empty.path().to_path_buf(), "no feed in this folder"), (root.join("none"), "no such file")]
    {
        let mut got = Got::default();
        assert!(read(&path, &mut |event| got.take(event)).is_continue());
        assert!(got.problems[0].contains(word), "{:?}", got.problems);
    }
}

#[test]
fn a_sink_may_stop() {
    for (name, text) in [
        ("f.jsonl", "{\"text\": \"a\"}\n{\"text\": \"b\"}"),
        ("f.json", "[{\"text\": \"a\"}, {\"text\": \"b\"}]"),
        ("f.csv", "text\na\nb\n"),
        (
            "f.js",
            "window.YTD.tweets.part0 = [{\"tweet\":{\"full_text\":\"a\"}},{\"tweet\":{\"full_text\":\"b\"}}]",
        ),
        ("outbox.json", OUTBOX),
    ] {
        let mut posts = 0;
        let flow = contents(source(Path::new(name), true), &mut text.as_bytes(), &mut |event| {
            posts += u32::from(matches!(event, FeedEvent::Post(_)));
            if posts == 1 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert!(flow.is_break(), "{name}");
        assert_eq!(posts, 1, "{name}");
    }
}
