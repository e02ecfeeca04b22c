//! A bar on standard error for inputs that take a while.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use indicatif::{ProgressBar, ProgressStyle};

use crate::Terminal;
use crate::input::Source;

/// From how many drafts on a bar is shown.
const WORTH_A_BAR: u64 = 200_000;

/// How far the reading is.
pub(crate) struct Progress {
    /// Bytes read so far.
    pub(crate) bytes: Arc<AtomicU64>,
    total: u64,
    drafts: u64,
    wanted: bool,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// `to_file`: the result goes to a file, not to the terminal.
    pub(crate) fn new(terminal: &Terminal, to_file: bool, sources: &[Source]) -> Progress {
        let sizes = sources.iter().map(|s| s.path.as_ref()?.metadata().ok().map(|data| data.len()));
        // Standard input has no size, so that the end is not known.
        let total = sizes.sum::<Option<u64>>().unwrap_or(0);
        let wanted = total > 0 && terminal.stderr && (to_file || !terminal.stdout);
        Progress { bytes: Arc::default(), total, drafts: 0, wanted, bar: None }
    }

    /// So many drafts more are done.
    pub(crate) fn advance(&mut self, drafts: usize) {
        self.drafts += drafts as u64;
        if !self.wanted {
            return;
        }
        let bytes = self.bytes.load(Ordering::Relaxed);
        if self.bar.is_none() && self.expected(bytes) >= WORTH_A_BAR {
            let style = ProgressStyle::with_template("{bar:30} {percent:>3} % · {msg} drafts · {eta} left");
            self.bar = style.ok().map(|style| ProgressBar::new(self.total).with_style(style));
        }
        if let Some(bar) = &self.bar {
            bar.set_message(self.drafts.to_string());
            bar.set_position(bytes);
        }
    }

    /// How many drafts there will be, from those that were read.
    fn expected(&self, bytes: u64) -> u64 {
        if bytes == 0 { 0 } else { (self.drafts as f64 / bytes as f64 * self.total as f64) as u64 }
    }

    /// Does something that writes to the terminal.
    pub(crate) fn suspend(&self, action: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(action),
            None => action(),
        }
    }

    pub(crate) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// A reader that counts.
pub(crate) struct Counted<'a> {
    pub(crate) inner: &'a mut dyn Read,
    pub(crate) count: Arc<AtomicU64>,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
