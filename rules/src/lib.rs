//! The data of draftlint: one TOML file a rule (`<category>/<name>.toml`), word lists (`lexicons/`), what each
//! network allows (`networks/`) and ready-made configurations (`profiles/`).
//!
//! The `draftlint` crate reads them; this crate only carries them.

/// One embedded file.
#[derive(Debug, Clone, Copy)]
pub struct File {
    /// Its path below the folder `rules`, with forward slashes, such as `bait/tag.toml`.
    pub path: &'static str,
    /// Its whole text; that of a card ends before its examples where the feature `examples` is off.
    pub text: &'static str,
}

/// Every file, sorted by path.
pub static FILES: &[File] = include!(concat!(env!("OUT_DIR"), "/files.rs"));
