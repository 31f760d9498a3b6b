//! `ibid-extract extract PATH`: the child process by itself, for tests and for looking at what an
//! extractor makes of a file.

use std::{path::PathBuf, process::ExitCode};

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    match (arguments.next(), arguments.next()) {
        (Some(command), Some(path)) if command == "extract" => {
            ibid_sources::child::main(&PathBuf::from(path))
        }
        _ => ExitCode::from(2),
    }
}
