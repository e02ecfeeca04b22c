//! stub
use crate::error::Error;
/// Stub.
#[derive(Debug, Clone, Default)]
pub struct Config {}
/// Collects layers of configuration, the general ones first.
#[derive(Default)]
#[allow(missing_debug_implementations)]
pub struct ConfigBuilder {}
impl Config {
    /// Starts an empty configuration.
    pub fn builder() -> ConfigBuilder { ConfigBuilder {} }
    /// One layer from TOML text, named `draftlint.toml`.
    pub fn from_toml(_text: &str) -> Result<Config, Error> { todo!() }
}
impl ConfigBuilder {
    /// How `extends = ["./base.toml"]` and `rule-paths` are read: given the name of the layer that asks and the
    /// path as it is written there, returns the named texts, or why they can't be read.
    pub fn resolver(self, _resolve: impl Fn(&str, &str) -> Result<Vec<(String, String)>, String> + 'static) -> Self { self }
    /// Adds a layer of TOML; later layers win.
    pub fn layer(self, _name: &str, _toml: &str) -> Self { self }
    /// Adds a layer from an object of a program.
    pub fn layer_json(self, _name: &str, _value: &serde_json::Value) -> Self { self }
    /// Adds a rule card; its id comes from its path (`…/<category>/<name>.toml`).
    pub fn rule(self, _path: &str, _toml: &str) -> Self { self }
    /// Reads everything; all faults of all layers are reported together.
    pub fn build(self) -> Result<Config, Error> { todo!() }
}
