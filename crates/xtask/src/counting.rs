//! The allocator of this program: the system's, with a count of what each thread asks of it. The counters are the
//! thread's own, so that counting slows no thread by another.
#![allow(unsafe_code)] // An allocator cannot be written without; every call is handed on as it came.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// What a thread allocated so far.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    allocations: u64,
    bytes: u64,
    /// Bytes taken and not given back. Below zero where a thread frees what others took.
    live: i64,
    peak: i64,
}

thread_local! {
    // Const and without a destructor: reading it allocates nothing.
    static COUNTS: Cell<Counts> = const { Cell::new(Counts { allocations: 0, bytes: 0, live: 0, peak: 0 }) };
}

/// Allocates as the system does, and counts.
#[derive(Debug)]
pub(crate) struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn note(taken: usize, given: usize) {
    // A thread that ends may still free; nobody reads its counters then.
    _ = COUNTS.try_with(|cell| {
        let mut counts = cell.get();
        if taken > 0 {
            counts.allocations += 1;
            // Of a block that grows, what it grows by.
            counts.bytes += taken.saturating_sub(given) as u64;
        }
        counts.live += taken as i64 - given as i64;
        counts.peak = counts.peak.max(counts.live);
        cell.set(counts);
    });
}

unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        note(layout.size(), 0);
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        note(layout.size(), 0);
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        note(size, layout.size());
        unsafe { System.realloc(block, layout, size) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        note(0, layout.size());
        unsafe { System.dealloc(block, layout) }
    }
}

/// What an action allocated on this thread.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Used {
    /// Blocks, among them each one that was made larger.
    pub(crate) allocations: u64,
    pub(crate) bytes: u64,
    /// Bytes that were not given back before the end.
    pub(crate) kept: i64,
    /// The most that was held at once beyond what was held before.
    pub(crate) peak: i64,
}

/// Does something, and tells what it allocated on this thread.
pub(crate) fn used<T>(action: impl FnOnce() -> T) -> (T, Used) {
    let mut before = COUNTS.get();
    before.peak = before.live;
    COUNTS.set(before);
    let result = action();
    let after = COUNTS.get();
    let used = Used {
        allocations: after.allocations - before.allocations,
        bytes: after.bytes - before.bytes,
        kept: after.live - before.live,
        peak: after.peak - before.live,
    };
    (result, used)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_and_what_is_given_back() {
        let (kept, used) = used(|| {
            drop(std::hint::black_box(Vec::<u8>::with_capacity(1000)));
            let mut kept = Vec::<u8>::with_capacity(10);
            kept.reserve_exact(30);
            kept
        });
        assert_eq!(kept.capacity(), 30);
        assert_eq!(used, Used { allocations: 3, bytes: 1030, kept: 30, peak: 1000 });
    }
}
