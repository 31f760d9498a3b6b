//! PDFium, where it is found: what it reads must come out as what hayro reads.

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

use ibid_sources::{Extracted, Limits};
use tempfile::TempDir;

use crate::{
    child::extractor,
    pdf_file::{PdfFile, PdfPage},
};

/// Where PDFium is; `tests/run` sees to it that it is somewhere.
fn library() -> Option<&'static Path> {
    static LIBRARY: OnceLock<Option<PathBuf>> = OnceLock::new();
    let library = LIBRARY.get_or_init(|| extractor(Limits::default()).pdf_library());
    assert!(
        library.is_some() || std::env::var_os("IBID_PDFIUM").is_none(),
        "PDFium is named, and not loaded"
    );
    library.as_deref()
}

fn child(command: &str, folder: &TempDir, bytes: &[u8]) -> Command {
    let path = folder.path().join("a.pdf");
    std::fs::write(&path, bytes).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_ibid-extract"));
    child.arg(command).arg(path).current_dir(folder.path());
    child
}

/// What PDFium alone reads of a file; `None` where there is no PDFium.
pub(crate) fn extracted(bytes: &[u8]) -> Option<Extracted> {
    library()?;
    let folder = TempDir::new().unwrap();
    let output = child("extract-by-pdfium", &folder, bytes).output().unwrap();
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

/// Its page's content has no end, which hayro does not mend.
#[test]
fn what_hayro_cannot_open_is_left_to_pdfium() {
    let Some(library) = library() else { return };
    let broken = PdfFile::default().page(PdfPage::default().text(72.0, 700.0, "What was spent.")).bytes();
    let broken = String::from_utf8(broken).unwrap().replace("endstream", "endstrxxx").into_bytes();
    let text = |library: &Path| {
        let folder = TempDir::new().unwrap();
        let output = child("extract", &folder, &broken).env("IBID_PDFIUM", library).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    assert!(text(library).contains("What was spent."));
    assert!(text(Path::new("off")).contains("noText"));
}

/// Whatever is loaded runs as ibid: a library in the writer's own folder is none, named or not.
#[test]
fn no_library_is_taken_from_the_folder_one_works_in() {
    let Some(library) = library() else { return };
    let folder = TempDir::new().unwrap();
    std::fs::copy(library, folder.path().join("libpdfium.so")).unwrap();
    let told = |named: &str| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_ibid-extract"));
        child.arg("pdf-library").current_dir(folder.path());
        child.env_remove("LD_LIBRARY_PATH").env("IBID_PDFIUM", named);
        String::from_utf8(child.output().unwrap().stdout).unwrap()
    };
    assert_eq!(told("libpdfium.so"), "null");
    assert_eq!(told("./libpdfium.so"), "null");
    assert!(!told("").contains(folder.path().to_str().unwrap()));
    assert_eq!(told(library.to_str().unwrap()), serde_json::to_string(library).unwrap());
}
