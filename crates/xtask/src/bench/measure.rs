//! Interleaved measurement.

use std::hint::black_box;

use cpu_time::ThreadTime;

/// A part over all posts of a set; returns something so that nothing is optimised away.
pub(super) type Timed<'a> = Box<dyn FnMut() -> usize + 'a>;

/// At least so long a chunk, in seconds: far above the grain of the clock.
const CHUNK: f64 = 0.002;

/// The median time of one call of each part, in seconds. The parts take turns, so that a change of the machine's
/// pace meets all of them alike.
pub(super) fn measure<const N: usize>(parts: &mut [Timed<'_>; N], rounds: usize) -> [f64; N] {
    let calls: Vec<u32> = parts.iter_mut().map(|part| calls_for(part)).collect();
    let mut times: Vec<Vec<f64>> = vec![Vec::with_capacity(rounds); N];
    for round in 0..rounds.max(1) {
        for step in 0..N {
            // Another part comes first each time.
            let i = (round + step) % N;
            times[i].push(time(&mut parts[i], calls[i]));
        }
    }
    let mut medians = times.into_iter().map(median);
    std::array::from_fn(|_| medians.next().unwrap_or_default())
}

/// How many calls fill a chunk; the first call warms up.
fn calls_for(part: &mut Timed<'_>) -> u32 {
    black_box(part());
    let once = time(part, 1).max(1e-7);
    (CHUNK / once).ceil().clamp(1.0, 10_000.0) as u32
}

fn time(part: &mut Timed<'_>, calls: u32) -> f64 {
    let start = ThreadTime::now();
    for _ in 0..calls {
        black_box(part());
    }
    start.elapsed().as_secs_f64() / f64::from(calls)
}

/// The middle value.
pub(super) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_median_is_in_the_middle() {
        assert!((super::median(vec![3.0, 1.0, 9.0]) - 3.0).abs() < 1e-9);
    }
}
