//! `draftlint-bindgen <in.wasm> <folder> <name>`: the loader of a WebAssembly file, for `cargo xtask dist wasm`.

use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [input, folder, name] = args.as_slice() else {
        eprintln!("error: give the file, the folder to write to, and the name");
        return ExitCode::from(2);
    };
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(input)
        .out_name(name)
        .typescript(true)
        .remove_name_section(true)
        .remove_producers_section(true);
    let outcome = bindgen.web(true).and_then(|bindgen| {
        // `init()` without an argument fetches the file that lies beside the loader.
        bindgen.omit_default_module_path(false).generate(folder)
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("error: {why:?}");
            ExitCode::FAILURE
        }
    }
}
