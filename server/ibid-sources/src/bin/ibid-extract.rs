//! `ibid-extract extract PATH`: the child process by itself, for tests and for looking at what an
//! extractor makes of a file.

use std::{path::Path, process::ExitCode};

use ibid_sources::{PdfEngines, child};

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    match arguments.as_slice() {
        [command, path] if command == "extract" => child::main(Path::new(path)),
        [command, path] if command == "extract-by-pdfium" => {
            child::main_by(PdfEngines::PdfiumAlone, Path::new(path))
        }
        [command] if command == "pdf-library" => child::tell_pdf_library(),
        _ => ExitCode::from(2),
    }
}
