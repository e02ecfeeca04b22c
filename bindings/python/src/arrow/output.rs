//! What was found in a table, as Arrow columns.

use std::sync::{Arc, LazyLock};

use arrow_array::builder::{ArrayBuilder, BooleanBuilder, Int32Builder, StringBuilder};
use arrow_array::{ArrayRef, ListArray, RecordBatch, StructArray};
use arrow_buffer::{NullBufferBuilder, OffsetBuffer, ScalarBuffer};
use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef};
use draftlint::{Draft, Finding, Linter, Offsets, Severity};

use super::input::{Piece, Posts};

/// The fields of a finding. Offsets count code points.
static FINDING: LazyLock<Fields> = LazyLock::new(|| {
    let field = |name: &str, kind: DataType, nullable: bool| Field::new(name, kind, nullable);
    Fields::from(vec![
        field("rule", DataType::Utf8, false),
        field("severity", DataType::Utf8, false),
        field("message", DataType::Utf8, false),
        field("field", DataType::Utf8, true),
        field("start", DataType::Int32, true),
        field("end", DataType::Int32, true),
        field("points", DataType::Int32, false),
        field("suppressed", DataType::Boolean, false),
    ])
});

/// The columns. All can be null: a row without a text has none of them.
static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| {
    let count = |name: &str| Field::new(name, DataType::Int32, true);
    Arc::new(Schema::new(vec![
        Field::new("verdict", DataType::Utf8, true),
        count("score"),
        count("errors"),
        count("warnings"),
        count("infos"),
        Field::new("findings", DataType::List(item()), true),
    ]))
});

fn item() -> Arc<Field> {
    Arc::new(Field::new("item", DataType::Struct(FINDING.clone()), false))
}

pub(super) fn schema() -> SchemaRef {
    SCHEMA.clone()
}

/// The columns while they grow.
struct Rows {
    verdict: StringBuilder,
    score: Int32Builder,
    /// Errors, warnings and infos.
    counts: [Int32Builder; 3],
    /// Where the findings of each row end.
    ends: Vec<i32>,
    told: NullBufferBuilder,
    rule: StringBuilder,
    severity: StringBuilder,
    message: StringBuilder,
    field: StringBuilder,
    start: Int32Builder,
    end: Int32Builder,
    points: Int32Builder,
    suppressed: BooleanBuilder,
}

impl Rows {
    fn new(rows: usize) -> Rows {
        let numbers = || Int32Builder::with_capacity(rows);
        Rows {
            verdict: StringBuilder::with_capacity(rows, rows * 4),
            score: numbers(),
            counts: [numbers(), numbers(), numbers()],
            ends: Vec::from([0]),
            told: NullBufferBuilder::new(rows),
            rule: StringBuilder::new(),
            severity: StringBuilder::new(),
            message: StringBuilder::new(),
            field: StringBuilder::new(),
            start: Int32Builder::new(),
            end: Int32Builder::new(),
            points: Int32Builder::new(),
            suppressed: BooleanBuilder::new(),
        }
    }

    fn untold(&mut self) {
        self.verdict.append_null();
        self.score.append_null();
        self.counts.iter_mut().for_each(Int32Builder::append_null);
        self.told.append_null();
        self.ends.push(self.rule.len() as i32);
    }

    fn add(&mut self, draft: &Draft<'_>, report: &draftlint::Report) {
        self.verdict.append_value(report.verdict().as_str());
        self.score.append_value(report.score() as i32);
        let mut counts = [0; 3];
        for finding in report.findings() {
            if finding.counts() {
                counts[match finding.severity {
                    Severity::Error => 0,
                    Severity::Warning => 1,
                    Severity::Info => 2,
                }] += 1;
            }
            self.finding(draft, finding);
        }
        self.counts.iter_mut().zip(counts).for_each(|(column, count)| column.append_value(count));
        self.told.append_non_null();
        self.ends.push(self.rule.len() as i32);
    }

    fn finding(&mut self, draft: &Draft<'_>, finding: &Finding) {
        self.rule.append_value(&finding.rule.id);
        self.severity.append_value(finding.severity.as_str());
        self.message.append_value(&finding.message);
        let place = finding.location().and_then(|at| Some((at, draft.text_of(at.field)?)));
        self.field.append_option(place.map(|(at, _)| at.field.to_string()));
        let offset = |text: &str, byte: u32| Offsets::CodePoint.convert(text, byte) as i32;
        self.start.append_option(place.map(|(at, text)| offset(text, at.start)));
        self.end.append_option(place.map(|(at, text)| offset(text, at.end)));
        self.points.append_value(finding.points as i32);
        self.suppressed.append_value(!finding.counts());
    }

    fn finish(mut self) -> RecordBatch {
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.rule.finish()),
            Arc::new(self.severity.finish()),
            Arc::new(self.message.finish()),
            Arc::new(self.field.finish()),
            Arc::new(self.start.finish()),
            Arc::new(self.end.finish()),
            Arc::new(self.points.finish()),
            Arc::new(self.suppressed.finish()),
        ];
        let findings = StructArray::new(FINDING.clone(), columns, None);
        let ends = OffsetBuffer::new(ScalarBuffer::from(self.ends));
        let findings = ListArray::new(item(), ends, Arc::new(findings), self.told.finish());
        let mut columns: Vec<ArrayRef> = vec![Arc::new(self.verdict.finish()), Arc::new(self.score.finish())];
        columns.extend(self.counts.iter_mut().map(|column| Arc::new(column.finish()) as ArrayRef));
        columns.push(Arc::new(findings));
        // The columns were made for this schema, row by row.
        RecordBatch::try_new(schema(), columns).expect("columns of one length that fit the schema")
    }
}

/// Lints a piece of a table.
pub(crate) fn lint(linter: &Linter, base: &Draft<'static>, posts: &Posts, piece: &Piece) -> RecordBatch {
    let mut rows = Rows::new(piece.rows);
    for draft in posts.drafts(base, piece) {
        match draft {
            Some(draft) => rows.add(&draft, &linter.lint(&draft)),
            None => rows.untold(),
        }
    }
    rows.finish()
}
