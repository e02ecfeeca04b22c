//! How an account speaks: the centre and the spread of each number of its voice.

use super::Entry;
use crate::facts::VOICE;

/// Fewer posts than this have no voice that could be held against anyone.
pub(crate) const LEAST_POSTS: usize = 20;

/// The middle of a number of the voice, and how far posts usually lie from it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Centre {
    /// The median.
    pub(crate) centre: f32,
    /// 1.4826 times the median distance from it, or the tenth of posts on either side where that says more; never
    /// below what a reader hears.
    pub(crate) spread: f32,
}

/// The voice of an account, by the order of [`VOICE`].
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Voice {
    /// The posts that it was learnt from.
    pub(crate) posts: usize,
    pub(crate) facts: [Centre; VOICE.len()],
    pub(crate) mean: [f32; VOICE.len()],
}

/// A number in which a text leaves a voice.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Departure {
    /// Its number in [`VOICE`].
    pub(crate) fact: usize,
    pub(crate) value: f32,
    pub(crate) usual: f32,
    /// Spreads from the centre, above or below.
    pub(crate) z: f32,
}

impl Voice {
    /// Learns a voice from posts of an account's own; `None` below [`LEAST_POSTS`] of them.
    pub(crate) fn learn<'e>(posts: impl Iterator<Item = &'e Entry>) -> Option<Voice> {
        let spoken: Vec<[f32; VOICE.len()]> =
            posts.filter(|post| post.is_own()).filter_map(|post| post.voice).collect();
        if spoken.len() < LEAST_POSTS {
            return None;
        }
        let mut values = vec![0.0; spoken.len()];
        let facts = std::array::from_fn(|fact| {
            for (value, post) in values.iter_mut().zip(&spoken) {
                *value = post[fact];
            }
            centre(&mut values, VOICE[fact].floor)
        });
        let sum = |fact: usize| spoken.iter().map(|post| f64::from(post[fact])).sum::<f64>();
        let mean = std::array::from_fn(|fact| (sum(fact) / spoken.len() as f64) as f32);
        Some(Voice { posts: spoken.len(), facts, mean })
    }

    /// The numbers in which a text lies so many spreads from the centre or more, the farthest first.
    pub(crate) fn departures(&self, text: &[f32; VOICE.len()], z: f32) -> Vec<Departure> {
        let mut all: Vec<Departure> = self
            .facts
            .iter()
            .zip(text)
            .enumerate()
            .map(|(fact, (usual, value))| Departure {
                fact,
                value: *value,
                usual: usual.centre,
                z: (value - usual.centre) / usual.spread,
            })
            .filter(|departure| departure.z.abs() >= z)
            .collect();
        all.sort_by(|a, b| b.z.abs().total_cmp(&a.z.abs()));
        all
    }
}

impl Departure {
    /// `5 exclamation marks a sentence (usually 0)`.
    pub(crate) fn words(&self) -> String {
        let round = |value: f32| format!("{}", (f64::from(value) * 10.0).round() / 10.0);
        format!("{} {} (usually {})", round(self.value), VOICE[self.fact].unit, round(self.usual))
    }
}

fn centre(values: &mut [f32], floor: f32) -> Centre {
    values.sort_by(f32::total_cmp);
    let at = |share: f64| values[((values.len() - 1) as f64 * share).round() as usize];
    let centre = at(0.5);
    let (low, high) = (at(0.1), at(0.9));
    let mut distances: Vec<f32> = values.iter().map(|v| (v - centre).abs()).collect();
    distances.sort_by(f32::total_cmp);
    let median = distances[distances.len() / 2] * 1.4826;
    // Of a normal spread, eight tenths lie within 1.28 on either side.
    let tenths = (high - low) / 2.563;
    Centre { centre, spread: median.max(tenths).max(floor) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_loud_post_does_not_move_the_centre() {
        let mut values = vec![0.0; 30];
        values.push(9.0);
        assert_eq!(centre(&mut values, 0.35), Centre { centre: 0.0, spread: 0.35 });
        let mut values: Vec<f32> = (0..101).map(|i| i as f32).collect();
        let Centre { centre, spread } = centre(&mut values, 1.0);
        assert!((centre - 50.0).abs() < 1e-6, "{centre}");
        assert!((36.0..38.0).contains(&spread), "{spread}");
    }
}
