//! The child process: reads one file under limits and says what it found. A crash here costs that file.

use std::{io::Write, path::Path, process::ExitCode};

use crate::{
    Error, extract,
    formats::pdf::{self, PdfEngines},
    fulltext,
};

/// How a child ends that could read the file: what was extracted stands on stdout.
pub(crate) const READ: u8 = 0;
/// How a child ends that could not, and knows why: an [`Error`] stands on stdout.
pub(crate) const REFUSED: u8 = 3;
/// How a child ends that has no room for its own stack.
pub(crate) const NO_ROOM: u8 = 4;
/// The variable that names the child's memory limit in bytes.
pub(crate) const MEMORY: &str = "IBID_EXTRACT_MEMORY";
/// The variable that names the child's limit of processor time in seconds.
pub(crate) const SECONDS: &str = "IBID_EXTRACT_SECONDS";

/// Deep nesting in a file must not exhaust the stack.
const STACK: usize = 64 << 20;

/// What `ibid extract PATH` runs: reads `path` under the limits that the parent named in the environment,
/// writes an [`crate::Extracted`] (or an [`Error`]) as JSON to stdout and says by the exit code which.
pub fn main(path: &Path) -> ExitCode {
    main_by(PdfEngines::BuiltInThenPdfium, path)
}

/// The same, with a word on how PDFs are read.
pub fn main_by(engines: PdfEngines, path: &Path) -> ExitCode {
    limit_self();
    pdf::read_by(engines);
    let path = path.to_path_buf();
    let reader = std::thread::Builder::new().stack_size(STACK).spawn(move || answer(&path));
    match reader.map(std::thread::JoinHandle::join) {
        Ok(Ok(code)) => ExitCode::from(code),
        Ok(Err(_)) => ExitCode::FAILURE,
        Err(_) => ExitCode::from(NO_ROOM),
    }
}

/// What `ibid pdf-library` runs: the path of the PDFium that is loaded where PDFs need it, as JSON, or `null`.
pub fn tell_pdf_library() -> ExitCode {
    limit_self();
    match serde_json::to_vec(&pdf::library()) {
        Ok(json) if std::io::stdout().write_all(&json).is_ok() => ExitCode::from(READ),
        _ => ExitCode::FAILURE,
    }
}

fn answer(path: &Path) -> u8 {
    let result =
        std::fs::read(path).map_err(|e| Error::file(path, &e)).and_then(|bytes| extract(path, &bytes));
    let result = result.or_else(|error| fulltext::instead(path, error));
    let (code, json) = match &result {
        Ok(extracted) => (READ, serde_json::to_vec(extracted)),
        Err(error) => (REFUSED, serde_json::to_vec(error)),
    };
    match json {
        Ok(json) if std::io::stdout().write_all(&json).is_ok() => code,
        _ => 1,
    }
}

#[cfg(unix)]
fn limit_self() {
    use rlimit::Resource;
    for (name, resource) in [(MEMORY, Resource::AS), (SECONDS, Resource::CPU)] {
        let value = std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
        if let Some(value) = value {
            // A system that refuses a limit still reads the file: time and output stay bounded by the parent.
            let _ = resource.set(value, value);
        }
    }
}

#[cfg(not(unix))]
fn limit_self() {}
