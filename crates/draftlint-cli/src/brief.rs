//! `brief`: what a configuration asks of a post, as a page or as a prompt.

use std::io;

use draftlint::{Brief, Linter, Network};

use crate::args::{BriefArgs, BriefFormat};
use crate::settings::{self, Loaded, Settings};
use crate::{EXIT_OK, EXIT_USAGE, Streams, networks};

/// Runs `brief`.
pub(crate) fn run(args: &BriefArgs, streams: &mut Streams<'_>) -> io::Result<u8> {
    let loaded = Settings::new(&args.config).load_for(None).map_err(|fault| fault.text);
    let brief = loaded.and_then(|l| brief(&l, args.brand.as_deref(), args.network.as_deref()));
    let brief = match brief {
        Ok(brief) => brief,
        Err(message) => {
            streams.error(&message);
            return Ok(EXIT_USAGE);
        }
    };
    let text = match args.format {
        BriefFormat::Md => brief.to_markdown(),
        BriefFormat::Prompt => brief.to_prompt(),
        BriefFormat::Json => format!("{:#}\n", serde_json::to_value(&brief)?),
    };
    streams.stdout.write_all(text.as_bytes())?;
    Ok(EXIT_OK)
}

/// The brief of a brand for a network, or what is wrong with either name.
pub(crate) fn brief(loaded: &Loaded, brand: Option<&str>, network: Option<&str>) -> Result<Brief, String> {
    let linter: Linter = match brand {
        None => loaded.linter.clone(),
        Some(id) => settings::linter_of(loaded, id)?,
    };
    let network = network.map(Network::new);
    if let Some(network) = &network {
        if !linter.networks().iter().any(|profile| profile.network == *network) {
            return Err(networks::unknown(&linter, network.as_str()));
        }
    }
    Ok(linter.brief(network.as_ref()))
}
