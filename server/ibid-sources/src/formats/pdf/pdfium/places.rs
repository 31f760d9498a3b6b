//! Where PDFium is looked for. Never in a writer's folder: whatever is loaded runs as ibid.

use std::path::{Path, PathBuf};

/// The variable in which the user names the library; `off` is none at all.
const VARIABLE: &str = "IBID_PDFIUM";
/// What the library is called here.
const NAME: &str = if cfg!(windows) {
    "pdfium.dll"
} else if cfg!(target_os = "macos") {
    "libpdfium.dylib"
} else {
    "libpdfium.so"
};

/// The folders in which a system keeps its libraries.
const SYSTEM: &[&str] = if cfg!(windows) {
    &["C:\\Windows\\System32"]
} else if cfg!(target_os = "macos") {
    &["/usr/local/lib", "/opt/homebrew/lib", "/usr/lib"]
} else if cfg!(target_arch = "aarch64") {
    &["/usr/local/lib", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib"]
} else {
    &["/usr/local/lib", "/usr/lib/x86_64-linux-gnu", "/usr/lib64", "/usr/lib"]
};

/// The library's file: the one that the user names, else one beside this program, else the system's.
pub(super) fn library() -> Option<PathBuf> {
    match std::env::var_os(VARIABLE).filter(|named| !named.is_empty()) {
        // A relative path would be one in whatever folder the editor was opened.
        Some(named) => Some(PathBuf::from(named)).filter(|path| path.is_absolute()),
        None => found(std::env::current_exe().ok().as_deref().and_then(Path::parent)),
    }
}

fn found(beside: Option<&Path>) -> Option<PathBuf> {
    let folders = beside.into_iter().chain(SYSTEM.iter().map(Path::new));
    folders.map(|folder| folder.join(NAME)).find(|file| file.is_file())
}
