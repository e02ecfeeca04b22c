//! `promo/look-at-mine`: asks for attention to the writer's own things, and gives nothing.

use serde::Deserialize;

use crate::checks::{CardHit, Check, FieldView, Found, Subject, support};
use crate::context::AccountKind;
use crate::document::{Text, bound, class, host_of, is_under, split_link};
use crate::draft::Kind;

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct LookAtMine {
    own_hosts: Vec<String>,
    min_words: u32,
}

/// So many other words of content do not make an ask into more than an ask.
const NOTHING: usize = 2;

/// Up to so many other words a figure or a quote belongs to the ask.
const FEW: usize = 4;

/// So many signs of a plea outweigh whatever else a post says.
const PLEA: usize = 2;

/// The groups that ask: to look at something, to follow, to make a number full.
const ASKS: [&str; 6] = ["ask", "account", "goal", "plug", "name", "shill"];

/// Everything that is about the writer and not for the reader.
const OWN: [&str; 8] = ["ask", "account", "goal", "plug", "name", "shill", "begging", "maker"];

/// Parameters of a link that credit whoever shares it.
const REFERRALS: [&str; 10] =
    ["ref", "referral", "referrer", "refer", "invite", "friend", "affiliateid", "aff", "r", "rb"];

/// What the fields of a draft say besides the asks.
#[derive(Debug, Default)]
struct Rest {
    words: usize,
    please: bool,
    crowd: bool,
    question: bool,
    given: bool,
    mention: bool,
    /// Links, and whether one is of the writer's own.
    links: Vec<(usize, u32, u32)>,
    own_link: bool,
    credit: bool,
}

impl Check for LookAtMine {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        // Within a thread the other posts may give what this one asks for.
        if subject.draft.kind == Some(Kind::ThreadPart) {
            return;
        }
        let count = |group: &str| if subject.hits.is_empty() { 0 } else { subject.of_group(group).count() };
        let begging = count("begging").min(2);
        let asks = ASKS.iter().any(|group| count(group) > 0);
        let begs = begging == 2 && count("maker") > 0;
        if !asks && !begs && !self.may_only_link(subject) {
            return;
        }
        let Some(rest) = self.read(subject) else {
            return;
        };
        let (ask, follow) = (count("ask") > 0, count("account") > 0);
        let goal = count("goal") + count("shill") > 0;
        let personal =
            ASKS.iter().any(|g| subject.of_group(g).any(|h| is_personal(subject, h, *g == "account")));
        let twice = count("account") > 1 && personal;
        // `@somebody, see our site`: who answers somebody by name mostly helps.
        let named = subject.body().text.tokens.first().is_some_and(|t| t.is(class::MENTION));
        if named && subject.draft.kind.is_none() && !personal {
            return;
        }
        let signs = usize::from(follow)
            + usize::from(twice)
            + usize::from(personal && begging > 0)
            + 2 * usize::from(goal)
            + usize::from(count("maker") > 0)
            + usize::from(rest.please)
            + usize::from(rest.crowd)
            + begging;
        let answer = subject.is_answer();
        let community = subject.context().is_some_and(|c| c.community.is_some());
        let few = rest.words < self.min_words as usize
            && (!rest.question || (personal && (rest.words <= FEW || (follow && rest.links.is_empty()))));
        let little = few && (!(rest.given || rest.question) || rest.words <= FEW);
        // A name with a link, a handle or a tag has somewhere to go.
        let unlinked = rest.links.is_empty() && !rest.mention;
        let only_names = ["ask", "account", "goal", "plug", "shill"].iter().all(|g| count(g) == 0);
        if only_names && count("name") > 0 && !unlinked {
            return;
        }
        let group = if !asks && !begs {
            let media = subject.draft.media.as_ref().is_some_and(|m| !m.is_empty());
            let alone = !rest.mention && !answer && !media && subject.posts.len() == 1;
            let most = if signs >= PLEA || rest.credit { self.min_words as usize } else { FEW };
            let own = rest.own_link || rest.credit || (rest.please && rest.words < NOTHING);
            if !alone || rest.words >= most || !own {
                return;
            }
            "link"
        } else if little && (rest.words <= NOTHING || answer || community) {
            "only"
        } else if few && count("plug") > 0 && (rest.crowd || rest.words <= FEW) {
            "only"
        } else if few && count("name") > 0 && (rest.crowd || rest.words <= FEW) {
            "only"
        } else if (ask || follow || begs || goal) && signs >= PLEA {
            "plea"
        } else if (little && (follow || ask) && (personal || signs > 1)) || (few && follow && personal) {
            "follow"
        } else if little && ask {
            "bare"
        } else {
            return;
        };
        let mut spans: Vec<(usize, u32, u32)> = if group == "link" {
            rest.links
        } else {
            let shown: &[&str] = if asks { &ASKS } else { &["begging"] };
            let hits = shown.iter().flat_map(|group| subject.of_group(group));
            hits.map(|h| (h.field, h.start, h.end)).collect()
        };
        spans.sort_unstable();
        spans.dedup_by(|next, last| {
            let inside = next.0 == last.0 && next.1 < last.2;
            if inside {
                last.2 = last.2.max(next.2);
            }
            inside
        });
        found.push(Found { spans, ..Found::new(group) });
    }
}

impl LookAtMine {
    /// Whether a post without an ask may be nothing but a link: to the writer's own, or with a plea.
    fn may_only_link(&self, subject: &Subject<'_>) -> bool {
        let linked = subject.fields.iter().any(|f| f.text.classes & class::LINK != 0);
        let media = subject.draft.media.as_ref().is_some_and(|m| !m.is_empty());
        let tags = class::MENTION | class::HASHTAG;
        linked
            && !media
            && !subject.is_answer()
            && subject.posts.len() == 1
            && support::title_and_body(subject).all(|(_, view)| view.text.classes & tags == 0)
            && support::title_and_body(subject).any(|(_, view)| {
                let mut links = view.text.of_class(class::LINK);
                links.any(|token| {
                    let link = support::slice(view.raw, token.start as usize, token.end as usize);
                    self.is_own(link) || credits(link, &subject.brand.domains)
                }) || view.text.tokens.iter().any(|token| is_please(view.text.word(token)))
            })
    }

    /// Reads what is not an ask; none where it answers somebody.
    fn read(&self, subject: &Subject<'_>) -> Option<Rest> {
        let mut rest = Rest::default();
        for (f, view) in support::title_and_body(subject) {
            if subject.is_answer() && answers(subject, &view) {
                return None;
            }
            let text = view.text;
            let covered = covered(subject, f, text);
            let word = |t: usize| text.tokens.get(t).map_or("", |token| text.word(token));
            let open = |t: usize| !covered.get(t).copied().unwrap_or(false);
            rest.words += subject.facts(view).content_words(|t| {
                open(t)
                    && text.tokens[t].len > 1
                    && !is_please(word(t))
                    && !is_courtesy(word(t))
                    && !is_code(word(t))
            });
            rest.please |= (0..text.tokens.len()).any(|t| is_please(word(t)));
            rest.crowd |= calls_a_crowd(text);
            rest.question |= asks_something(text, &covered);
            rest.mention |= text.of_class(class::MENTION | class::HASHTAG).next().is_some();
            let number = class::NUMBER | class::MONEY | class::PERCENT | class::TIME | class::ORDINAL;
            // The title of what is asked for gives no more than the ask.
            let titled = |start: u32| {
                let asks = ASKS.iter().flat_map(|group| subject.of_group(group));
                asks.filter(|h| h.field == f).any(|h| h.end <= start && start - h.end <= 3)
            };
            rest.given |= text.quotes.iter().any(|q| !titled(q.start))
                || text.tokens.iter().enumerate().any(|(t, token)| {
                    let heart =
                        token.start > 0 && view.raw.as_bytes().get(token.start as usize - 1) == Some(&b'<');
                    token.is(number) && open(t) && !heart
                });
            for token in text.of_class(class::LINK) {
                let link = support::slice(view.raw, token.start as usize, token.end as usize);
                rest.links.push((f, token.start, token.end));
                rest.own_link |= self.is_own(link);
                rest.credit |= credits(link, &subject.brand.domains);
            }
        }
        Some(rest)
    }

    /// A link to a page, a shop or a collection.
    fn is_own(&self, link: &str) -> bool {
        let host = host_of(link);
        self.own_hosts.iter().any(|own| is_under(&host, own))
    }
}

/// A link that credits whoever shares it: not a brand's own counting, and not a branch of source code.
fn credits(link: &str, own: &[String]) -> bool {
    const FORGES: [&str; 3] = ["github.com", "gitlab.com", "codeberg.org"];
    if !link.contains('=') && !link.contains("/ref/") {
        return false;
    }
    let (_, host, rest) = split_link(link);
    if FORGES.iter().any(|f| is_under(&host, f)) || own.iter().any(|d| is_under(&host, d)) {
        return false;
    }
    rest.contains("/ref/")
        || rest.split(['?', '&', '#']).any(|part| {
            let (name, value) = part.split_once('=').unwrap_or_default();
            !value.is_empty() && REFERRALS.iter().any(|r| name.eq_ignore_ascii_case(r))
        })
}

/// The tokens of a field that ask or speak of the writer.
fn covered(subject: &Subject<'_>, field: usize, text: &Text) -> Vec<bool> {
    let mut covered = vec![false; text.tokens.len()];
    for hit in OWN.iter().flat_map(|group| subject.of_group(group)).filter(|h| h.field == field) {
        if let Some(tokens) = covered.get_mut(hit.tokens.0..hit.tokens.1) {
            tokens.fill(true);
        }
    }
    covered
}

/// A question in a sentence that asks for nothing of the writer's own.
fn asks_something(text: &Text, covered: &[bool]) -> bool {
    let question = bound::mark('?').unwrap_or(0);
    (1..text.bounds.len()).any(|t| {
        text.bounds[t] & question != 0
            && text.bounds[t] & bound::TIGHT == 0
            && !text.sentence(t - 1).any(|i| covered.get(i).copied().unwrap_or(false))
    })
}

/// An ask for `me` or `my`, or for a follower without `us`: brands say `us`.
fn is_personal(subject: &Subject<'_>, hit: &CardHit, follow: bool) -> bool {
    let text = subject.fields[hit.field].text;
    let tokens = text.tokens.get(hit.tokens.0..hit.tokens.1).unwrap_or_default();
    let says = |words: [&str; 3]| tokens.iter().any(|t| words.contains(&text.word(t)));
    says(["me", "my", "mah"]) || (follow && !says(["us", "our", "we"]))
}

/// `please`, also as it is typed in a hurry.
fn is_please(word: &str) -> bool {
    let bytes = word.as_bytes();
    match bytes {
        [b'p', b'l', rest @ ..] if !rest.is_empty() => {
            let short = rest.iter().all(|b| matches!(b, b'z' | b's' | b'x'));
            let long = rest.len() > 2
                && rest[0] == b'e'
                && rest.iter().all(|b| matches!(b, b'e' | b'a' | b's' | b'z'));
            short || long
        }
        _ => word == "kindly",
    }
}

/// Letters and digits mixed: a piece of an address, or a handle.
fn is_code(word: &str) -> bool {
    word.bytes().any(|b| b.is_ascii_digit())
}

fn is_courtesy(word: &str) -> bool {
    matches!(
        word,
        "thanks"
            | "thank"
            | "thx"
            | "thanx"
            | "ty"
            | "guys"
            | "hey"
            | "hi"
            | "hello"
            | "yo"
            | "lol"
            | "xd"
            | "everyone"
            | "everybody"
            | "people"
            | "friends"
            | "enjoy"
            | "love"
            | "xx"
            | "xoxo"
    )
}

/// Opens with a greeting to all, or speaks to `guys`.
fn calls_a_crowd(text: &Text) -> bool {
    let word = |t: usize| text.tokens.get(t).map_or("", |token| text.word(token));
    let all = |w: &str| matches!(w, "everyone" | "everybody" | "people" | "friends" | "peeps" | "peoples");
    let greeting = |w: &str| matches!(w, "hi" | "hey" | "hello" | "yo" | "hay" | "helo" | "ehi" | "sup");
    (greeting(word(0)) && (1..4).any(|t| all(word(t))))
        || (0..text.tokens.len()).any(|t| matches!(word(t), "guys" | "yall" | "y'all" | "youtubers"))
}

/// A reply that says where to find what somebody asked for.
fn answers(subject: &Subject<'_>, view: &FieldView<'_>) -> bool {
    let account = subject.context().and_then(|c| c.account.as_ref()).and_then(|a| a.kind);
    let brand = account.or(subject.brand.account_kind) == Some(AccountKind::Brand);
    brand
        || view.text.tokens.iter().any(|t| {
            matches!(
                view.text.word(t),
                "yes"
                    | "yep"
                    | "sorry"
                    | "find"
                    | "found"
                    | "asked"
                    | "asking"
                    | "available"
                    | "unfortunately"
                    | "apologies"
                    | "sure"
            )
        })
}
