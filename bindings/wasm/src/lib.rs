//! The linter for JavaScript. Drafts and reports cross as JSON text: one call each way, and `JSON.parse` is quicker
//! than building objects from here. The classes that people use are written in `npm/`.

mod networks;

use draftlint::{Config, Draft, Error, Linter, Offsets, Report, Safety, Thread};
use serde_json::{Map, Value, json};
use wasm_bindgen::prelude::*;

/// A compiled configuration.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Engine {
    linter: Linter,
    layers: Value,
}

/// Faults as the JSON text that `DraftlintError` is made of.
fn faults(error: &Error) -> JsValue {
    let list: Vec<Value> = error
        .faults()
        .iter()
        .map(|f| {
            json!({
                "path": f.path(), "line": f.line(), "column": f.column(), "message": f.message(), "help": f.help(),
            })
        })
        .collect();
    Value::from(list).to_string().into()
}

/// One fault of what a caller handed over.
fn fault(path: &str, message: &str, help: &str) -> JsValue {
    let one = json!([{"path": path, "line": 0, "column": 0, "message": message, "help": help}]);
    one.to_string().into()
}

fn parsed(path: &str, text: &str) -> Result<Value, JsValue> {
    serde_json::from_str(text).map_err(|e| fault(path, &format!("it cannot be read: {e}"), ""))
}

fn draft(path: &str, value: Value) -> Result<Draft<'static>, JsValue> {
    let entries = match value {
        Value::Object(entries) => entries,
        Value::String(body) => Map::from_iter([("body".to_string(), body.into())]),
        _ => return Err(fault(path, "a draft is a text or an object", "write `{ body: \"…\" }`")),
    };
    let (draft, unknown) = Draft::from_entries(entries).map_err(|why| fault(path, &why, ""))?;
    match unknown.first() {
        Some(key) => Err(fault(path, &format!("unknown key `{key}` in a draft"), "")),
        None => Ok(draft),
    }
}

fn drafts(text: &str) -> Result<Vec<Draft<'static>>, JsValue> {
    let Value::Array(list) = parsed("posts", text)? else {
        return Err(fault("posts", "a thread is a list of drafts", ""));
    };
    list.into_iter().enumerate().map(|(i, value)| draft(&format!("posts[{i}]"), value)).collect()
}

fn written(report: &Report, posts: &[Draft<'_>]) -> String {
    let mut out = Vec::new();
    report.write_json(posts, Offsets::Utf16, &mut out);
    let length = match report.length() {
        Some(l) => json!({"count": l.count, "limit": l.limit, "unit": l.unit}),
        None => Value::Null,
    };
    // One more key, before the brace that closes the report.
    out.pop();
    out.extend_from_slice(format!(",\"length\":{length}}}").as_bytes());
    String::from_utf8(out).unwrap_or_default()
}

#[wasm_bindgen]
impl Engine {
    /// Compiles layers of configuration: a list of `{name, config}`, and in `draftlint/full` also `{name, toml}` and
    /// `{path, rule}`.
    #[wasm_bindgen(constructor)]
    pub fn new(layers: &str) -> Result<Engine, JsValue> {
        let mut builder = Config::builder();
        for layer in parsed("configuration", layers)?.as_array().into_iter().flatten() {
            let text = |key: &str| layer.get(key).and_then(Value::as_str);
            let name = text("name").unwrap_or("configuration");
            builder = match (layer.get("config"), text("toml"), text("rule")) {
                (Some(config), ..) => builder.layer_json(name, config),
                #[cfg(feature = "full")]
                (None, Some(toml), _) => builder.layer(name, toml),
                #[cfg(feature = "full")]
                (None, None, Some(rule)) => builder.rule(text("path").unwrap_or("rule"), rule),
                _ => {
                    let help = "TOML and cards of your own need `draftlint/full`";
                    return Err(fault(name, "this layer is no configuration", help));
                }
            };
        }
        let config = builder.build().map_err(|e| faults(&e))?;
        let linter = Linter::new(&config).map_err(|e| faults(&e))?.count_facts(true);
        let layers = config.layers().map(|(name, config)| json!({"name": name, "config": config})).collect();
        Ok(Engine { linter, layers })
    }

    /// Lints a draft, given as JSON; returns the report as JSON.
    pub fn lint(&self, text: &str) -> Result<String, JsValue> {
        let draft = draft("draft", parsed("draft", text)?)?;
        let report = self.linter.lint(&draft);
        Ok(written(&report, &[draft]))
    }

    /// Lints the posts of a thread together.
    pub fn lint_thread(&self, text: &str) -> Result<String, JsValue> {
        let posts = drafts(text)?;
        let report = self.linter.lint_thread(&Thread::new(posts.clone()));
        Ok(written(&report, &posts))
    }

    /// The draft with its fixes applied, as JSON.
    pub fn fixed(&self, text: &str, unsafe_too: bool) -> Result<String, JsValue> {
        let draft = draft("draft", parsed("draft", text)?)?;
        let safety = if unsafe_too { Safety::Unsafe } else { Safety::Safe };
        let fixed = self.linter.lint(&draft).fixed(&draft, safety);
        serde_json::to_string(&fixed).map_err(|e| fault("draft", &e.to_string(), ""))
    }

    /// What was read, layer by layer, as JSON.
    pub fn layers(&self) -> String {
        self.layers.to_string()
    }

    /// Every rule with its severity under this configuration, as JSON.
    pub fn rules(&self) -> String {
        let rules = self.linter.rules().into_iter().map(|(rule, severity)| {
            let mut value = json!(rule);
            value["severity"] = json!(severity);
            value
        });
        Value::from(rules.collect::<Vec<_>>()).to_string()
    }

    /// The known networks, as JSON.
    pub fn networks(&self) -> String {
        networks::list(&self.linter).to_string()
    }

    /// How a draft looks on each of a list of networks, as JSON.
    pub fn preview(&self, text: &str, on: &str) -> Result<String, JsValue> {
        let draft = draft("draft", parsed("draft", text)?)?;
        let on: Vec<String> =
            serde_json::from_str(on).map_err(|e| fault("networks", &e.to_string(), "give a list of ids"))?;
        Ok(networks::preview(&self.linter, &draft, &on).to_string())
    }
}

/// The version of this package.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_string()
}
