//! The data of draftlint: one TOML file a rule (`<category>/<name>.toml`), word lists (`lexicons/`), what each
//! network allows (`networks/`) and ready-made configurations (`profiles/`).
//!
//! The `draftlint` crate makes sense of them; this crate only carries them.

mod parts;

pub use parts::{Part, Parts};

/// One embedded file.
#[derive(Debug, Clone, Copy)]
pub struct File {
    /// Its path below the folder `rules`, with forward slashes, such as `bait/tag.toml`.
    pub path: &'static str,
    /// Its whole text; empty where the feature `examples` is off.
    pub text: &'static str,
    /// Where its parts begin.
    start: (usize, usize),
}

impl File {
    /// Its values without parsing; a card's without its examples.
    pub fn parts(&self) -> Parts<'static> {
        Parts::new(TEXTS, VALUES, self.start)
    }
}

/// Every file, sorted by path.
// The build script writes the numbers.
#[allow(clippy::unreadable_literal)]
pub static FILES: &[File] = include!(concat!(env!("OUT_DIR"), "/files.rs"));

static TEXTS: &str = include_str!(concat!(env!("OUT_DIR"), "/texts"));
static VALUES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/values"));
