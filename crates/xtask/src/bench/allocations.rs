//! What a lint allocates once a thread is warm, and how much of it is in the report that it returns.

use draftlint::{Draft, Linter};
use serde_json::{Value, json};

use super::posts::Posts;
use crate::counting::{Used, used};

/// Sums over some posts.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    posts: u64,
    allocations: u64,
    bytes: u64,
    /// Those that a copy of the report needs as well.
    report_allocations: u64,
    report_bytes: u64,
}

/// The sums of one set of posts.
#[derive(Debug)]
pub(super) struct Line {
    name: String,
    all: Sum,
    /// Of the posts without findings.
    clean: Sum,
}

impl Sum {
    fn add(&mut self, lint: Used, report: Used) {
        self.posts += 1;
        self.allocations += lint.allocations;
        self.bytes += lint.bytes;
        self.report_allocations += report.allocations;
        self.report_bytes += report.bytes;
    }

    fn a_post(&self, sum: u64) -> f64 {
        sum as f64 / self.posts.max(1) as f64
    }

    fn print(&self) {
        print!(
            " {:>6} {:>7.1} {:>8.0} {:>7.1} {:>8.0}",
            self.posts,
            self.a_post(self.allocations),
            self.a_post(self.bytes),
            self.a_post(self.report_allocations),
            self.a_post(self.report_bytes)
        );
    }

    fn json(&self) -> Value {
        json!({
            "posts": self.posts, "allocations": self.a_post(self.allocations), "bytes": self.a_post(self.bytes),
            "report_allocations": self.a_post(self.report_allocations),
            "report_bytes": self.a_post(self.report_bytes),
        })
    }
}

/// Counts over a set of posts.
pub(super) fn count(posts: &Posts, linter: &Linter) -> Line {
    let drafts: Vec<Draft<'_>> = posts.texts.iter().map(|text| Draft::new(text.as_str())).collect();
    // Memory that a thread reuses grows to what its largest post needs, and plans are made once.
    drafts.iter().for_each(|draft| _ = linter.lint(draft));
    let (mut all, mut clean) = (Sum::default(), Sum::default());
    for draft in &drafts {
        let (report, lint) = used(|| linter.lint(draft));
        let (copy, of_report) = used(|| report.clone());
        all.add(lint, of_report);
        if copy.findings().is_empty() {
            clean.add(lint, of_report);
        }
    }
    Line { name: posts.name.clone(), all, clean }
}

pub(super) fn print(lines: &[Line]) {
    println!("\nallocations of a lint after warm-up, and those that a copy of its report takes as well");
    println!("{:<22} {:^40} {:^40}", "", "all posts", "posts without findings");
    print!("{:<22}", "posts");
    for _ in 0..2 {
        print!(" {:>6} {:>7} {:>8} {:>7} {:>8}", "count", "lint", "bytes", "report", "bytes");
    }
    println!("   a post");
    for line in lines {
        print!("{:<22}", line.name);
        line.all.print();
        line.clean.print();
        println!();
    }
}

pub(super) fn json(lines: &[Line]) -> Value {
    let line = |line: &Line| json!({"posts": line.name, "all": line.all.json(), "clean": line.clean.json()});
    lines.iter().map(line).collect()
}
