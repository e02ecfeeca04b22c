//! `workflow/goal-missing` and `workflow/unrealistic-goal`: what a post is to reach.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject, support};
use crate::context::Goal;

/// Options of the card of missing goals.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GoalMissing {
    required: Vec<String>,
}

/// Options of the card of goals out of reach.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct UnrealisticGoal {
    max_weekly_growth: f64,
    vanity: Vec<String>,
}

impl Check for GoalMissing {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        if subject.is_answer() {
            return;
        }
        let none = Goal::default();
        let goal = subject.context().and_then(|c| c.goal.as_ref()).unwrap_or(&none);
        let told = |text: Option<&str>| text.is_some_and(|t| !t.trim().is_empty());
        let missing: Vec<&str> = self
            .required
            .iter()
            .map(String::as_str)
            .filter(|part| match *part {
                "audience" => !told(goal.audience.as_deref()),
                "measure" => !told(goal.measure.as_deref()),
                _ => !told(Some(&goal.text)),
            })
            .collect();
        if !missing.is_empty() {
            found.push(Found::new("missing").arg("missing", missing.join(", ")));
        }
    }
}

impl Check for UnrealisticGoal {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let Some(goal) = subject.context().and_then(|c| c.goal.as_ref()) else { return };
        let measure = goal.measure.as_deref().unwrap_or("").to_lowercase();
        if let Some(word) = self.vanity.iter().find(|word| measure.contains(&word.to_lowercase())) {
            found.push(Found::new("vanity").arg("value", word));
        }
        let start = support::publication(subject);
        let (Some(from), Some(to), Some((start, by))) = (goal.from, goal.to, start.zip(goal.by.as_ref()))
        else {
            return;
        };
        let weeks = (by.hours_since(start) as f64 / (24.0 * 7.0)).max(1.0 / 7.0);
        if from < 1.0 || to <= from {
            return;
        }
        let growth = (to / from).powf(1.0 / weeks) - 1.0;
        if growth > self.max_weekly_growth {
            found.push(
                Found::new("growth")
                    .arg("value", format!("{:.0} %", growth * 100.0))
                    .arg("max", format!("{:.0} %", self.max_weekly_growth * 100.0)),
            );
        }
    }
}
