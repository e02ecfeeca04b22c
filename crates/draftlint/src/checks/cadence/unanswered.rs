//! Speaks on while questions wait.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Unanswered {
    max_open: usize,
    hours: i64,
}

impl Check for Unanswered {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let Some(context) = subject.context() else { return };
        let Some(now) = context.scheduled_at.as_ref().or(context.now.as_ref()) else { return };
        // Where many wait for the same news, the broadcast is the answer.
        if subject.is_answer() || context.essential || context.immediate {
            return;
        }
        let Some(open) = &context.open_questions else { return };
        let waiting: Vec<i64> =
            open.iter().map(|asked| now.hours_since(asked)).filter(|hours| *hours >= self.hours).collect();
        if waiting.len() > self.max_open {
            let longest = waiting.iter().max().copied().unwrap_or(0);
            let window =
                if longest >= 48 { format!("{} days", longest / 24) } else { format!("{longest} hours") };
            found.push(Found::new("waiting").arg("count", waiting.len()).arg("window", window));
        }
    }
}
