//! Work on several threads, with Python's progress and interrupts heard in between.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use pyo3::prelude::*;

use crate::convert::guarded;

/// How work is to be done, and who wants to hear of it.
pub(crate) struct Work {
    pub(crate) threads: Option<usize>,
    /// Called with the number of rows that are done and the number of all.
    pub(crate) progress: Option<Py<PyAny>>,
    pub(crate) total: usize,
}

impl Work {
    pub(crate) fn threads(&self) -> usize {
        let cores = || thread::available_parallelism().map_or(1, NonZeroUsize::get);
        self.threads.unwrap_or_else(cores).max(1)
    }

    /// Tells Python how far it is; an error, as after Ctrl-C, ends the work.
    fn tell(&self, done: usize) -> PyResult<()> {
        Python::attach(|py| {
            py.check_signals()?;
            match &self.progress {
                Some(progress) => progress.call1(py, (done, self.total)).map(drop),
                None => Ok(()),
            }
        })
    }
}

/// Does every piece of work without holding the GIL, and returns what came out in the order of the pieces.
///
/// The threads live no longer than the call: a process that forks later, as the workers of some engines do, inherits
/// no pool whose threads are gone.
pub(crate) fn run<P: Sync, T: Send>(
    py: Python<'_>,
    work: &Work,
    pieces: &[P],
    size: impl Fn(&P) -> usize + Sync,
    each: impl Fn(&P) -> T + Sync,
) -> PyResult<Vec<T>> {
    let threads = work.threads().min(pieces.len());
    py.detach(|| {
        let mut results: Vec<Option<T>> = pieces.iter().map(|_| None).collect();
        let mut done = 0;
        if threads <= 1 {
            for (piece, result) in pieces.iter().zip(&mut results) {
                *result = Some(guarded(|| each(piece))?);
                done += size(piece);
                work.tell(done)?;
            }
            return Ok(results.into_iter().flatten().collect());
        }
        let next = AtomicUsize::new(0);
        let stop = AtomicBool::new(false);
        let (sender, receiver) = mpsc::channel();
        thread::scope(|scope| {
            for _ in 0..threads {
                let sender = sender.clone();
                let (next, stop, each) = (&next, &stop, &each);
                scope.spawn(move || {
                    while !stop.load(Ordering::Relaxed) {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        let Some(piece) = pieces.get(number) else { break };
                        if sender.send((number, guarded(|| each(piece)))).is_err() {
                            break;
                        }
                    }
                });
            }
            drop(sender);
            for (number, result) in receiver {
                done += size(&pieces[number]);
                let heard = result.and_then(|result| {
                    results[number] = Some(result);
                    work.tell(done)
                });
                if let Err(error) = heard {
                    stop.store(true, Ordering::Relaxed);
                    return Err(error);
                }
            }
            Ok(())
        })?;
        Ok(results.into_iter().flatten().collect())
    })
}
