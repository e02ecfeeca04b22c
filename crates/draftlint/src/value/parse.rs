//! From the text of a TOML file to values with their places.

use std::sync::Arc;

use super::{Key, Node, Source, Value};

impl Source {
    /// Parses TOML; every syntax fault is reported, and what could be read is returned.
    pub(crate) fn parse_toml(&self) -> Node {
        let text = Arc::clone(&self.text);
        let (table, errors) = toml::de::DeTable::parse_recoverable(&text);
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            self.fault(
                (span.start as u32, span.end as u32),
                one_line(error.message()),
                "mend the TOML syntax here",
            );
        }
        let at = (table.span().start as u32, table.span().end as u32);
        let value = self.table_value(table.get_ref());
        Node { value, at }
    }

    fn table_value(&self, table: &toml::de::DeTable<'_>) -> Value {
        let mut entries: Vec<(Key, Node)> = table
            .iter()
            .map(|(key, value)| {
                let span = key.span();
                let key =
                    Key { name: key.get_ref().to_string().into(), at: (span.start as u32, span.end as u32) };
                (key, self.node_of(value))
            })
            .collect();
        // TOML tables are unordered for the parser; order of writing is what a reader of a card expects.
        entries.sort_by_key(|(key, _)| key.at);
        Value::Table(entries)
    }

    fn node_of(&self, value: &toml::Spanned<toml::de::DeValue<'_>>) -> Node {
        use toml::de::DeValue as D;
        let at = (value.span().start as u32, value.span().end as u32);
        let node = match value.get_ref() {
            D::String(s) => Value::Str(s.to_string().into()),
            D::Integer(i) => match i64::from_str_radix(i.as_str(), i.radix()) {
                Ok(i) => Value::Int(i),
                Err(_) => {
                    self.fault(at, "this number is too large", "use a number below 2^63");
                    Value::Int(0)
                }
            },
            D::Float(f) => Value::Float(f.as_str().parse().unwrap_or(f64::NAN)),
            D::Boolean(b) => Value::Bool(*b),
            D::Datetime(d) => Value::Str(d.to_string().into()),
            D::Array(items) => Value::List(items.iter().map(|item| self.node_of(item)).collect()),
            D::Table(table) => self.table_value(table),
        };
        Node { value: node, at }
    }
}

fn one_line(text: &str) -> String {
    text.split('\n').filter(|l| !l.trim().is_empty()).collect::<Vec<_>>().join(", ")
}
