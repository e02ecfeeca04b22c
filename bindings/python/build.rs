//! On macOS an extension module may leave Python's symbols open only when the linker is told so.

fn main() {
    pyo3_build_config::add_extension_module_link_args();
}
