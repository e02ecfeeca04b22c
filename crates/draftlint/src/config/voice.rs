//! `[[voice]]`: how accounts speak, as `draftlint learn` writes it.

use crate::facts::VOICE;
use crate::history::voice::{Centre, Voice};
use crate::value::{Node, Source, suggestion};

/// The voice of an account, learnt before.
#[derive(Debug, Clone)]
pub(crate) struct OwnVoice {
    /// Without `@`; any account where `None`.
    pub(crate) account: Option<String>,
    /// Any network where `None`.
    pub(crate) network: Option<String>,
    pub(crate) voice: Voice,
}

pub(super) fn read(source: &Source, node: &Node) -> Option<OwnVoice> {
    let mut reader = source.reader(node, "`[[voice]]`");
    let account = reader.string("account").map(|a| a.trim_start_matches('@').to_string());
    let network = reader.string("network");
    let posts = reader.number("posts").unwrap_or(0.0).max(0.0) as usize;
    // For people to read; the rule looks at the numbers.
    reader.strings("openings");
    reader.strings("words");
    let Some(node) = reader.get("facts") else {
        source.fault(node.at, "a voice has no `facts`", "write the file with `draftlint learn FEED -o FILE`");
        reader.finish();
        return None;
    };
    // What the voice does not tell, nothing departs from.
    let unknown = Centre { centre: 0.0, spread: f32::INFINITY };
    let mut facts = [unknown; VOICE.len()];
    let table = source.reader(node, "`[voice.facts]`");
    for (key, node) in table.entries() {
        let Some(fact) = VOICE.iter().position(|fact| fact.name == key.name) else {
            let known: Vec<&str> = VOICE.iter().map(|fact| fact.name).collect();
            source.fault(
                key.at,
                format!("unknown number of a voice `{}`", key.name),
                suggestion(&key.name, &known),
            );
            continue;
        };
        let mut one = source.reader(node, "a number of a voice");
        let (centre, spread) = (one.number("centre"), one.number("spread"));
        one.finish();
        match (centre, spread) {
            (Some(centre), Some(spread)) if spread > 0.0 => {
                facts[fact] = Centre { centre: centre as f32, spread: spread as f32 };
            }
            _ => source.fault(
                node.at,
                format!("`{}` needs a centre and a spread above 0", key.name),
                "write `{ centre = 1.0, spread = 0.5 }`",
            ),
        }
    }
    reader.finish();
    let mean = std::array::from_fn(|fact| facts[fact].centre);
    Some(OwnVoice { account, network, voice: Voice { posts, facts, mean } })
}
