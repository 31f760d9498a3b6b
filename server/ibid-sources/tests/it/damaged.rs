//! Damaged files of each binary format, and PDFs whose text stands beside them.

use std::path::PathBuf;
use std::time::Duration;

use ibid_sources::{Error, Limits};
use tempfile::TempDir;

use crate::child::extractor;
use crate::packed::{docx, epub, odt};
use crate::pdf_file::{PdfFile, PdfPage};

fn file(folder: &TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// How many files of each format are read, where another number is wished.
const ROUNDS: &str = "IBID_TEST_ROUNDS";

/// Damaged files give a text or an error, and never bring down the parent.
#[test]
fn mutated_files_are_answered() {
    let rounds = std::env::var(ROUNDS).ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(24);
    for (name, file) in files() {
        println!("{name}: {}", mutate(name, &file, rounds));
    }
}

/// A file of each binary format.
fn files() -> [(&'static str, Vec<u8>); 4] {
    let pdf = PdfFile::default()
        .catalog("/PageLabels << /Nums [0 << /S /r >>] >>")
        .page(PdfPage::default().text(72.0, 700.0, "Some words on a page.\nAnd some more."))
        .bytes();
    let docx =
        docx("<w:p><w:r><w:t>Some words.</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>");
    let odt = odt("<text:h text:outline-level=\"1\">Words</text:h><text:p>Some words.</text:p>");
    let epub = epub(&["<h1>One</h1><p>Some words.</p>", "<p>And some more.</p>"]);
    [("mutated.pdf", pdf), ("mutated.docx", docx), ("mutated.odt", odt), ("mutated.epub", epub)]
}

/// Reads `rounds` mutations of `file`, and after each another file, of which nothing may be lost; what became of them.
fn mutate(name: &str, file: &[u8], rounds: usize) -> String {
    let folder = TempDir::new().unwrap();
    let other = self::file(&folder, "other.md", b"# One\n\nWhole.");
    let extractor = extractor(Limits { time: Duration::from_secs(20), ..Limits::default() });
    let whole = extractor.extract(&other).unwrap();
    let mut random = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = |below: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random as usize % below
    };
    let (mut read, mut refused, mut crashed, mut limited) = (0, 0, 0, 0);
    for round in 0..rounds {
        let mut bytes = file.to_vec();
        if round % 4 == 0 {
            bytes.truncate(next(bytes.len()));
        }
        for _ in 0..=round % 10 {
            if !bytes.is_empty() {
                let at = next(bytes.len());
                bytes[at] = next(256) as u8;
            }
        }
        let path = self::file(&folder, name, &bytes);
        match extractor.extract(&path) {
            Ok(_) => read += 1,
            Err(error) => {
                assert!(error.to_string().contains(name), "{error}");
                match error {
                    Error::Crashed { .. } => crashed += 1,
                    Error::Limit { .. } => limited += 1,
                    _ => refused += 1,
                }
            }
        }
        if round % 50 == 0 {
            assert_eq!(extractor.extract(&other), Ok(whole.clone()));
        }
    }
    format!(
        "{rounds} mutated: {read} read, {refused} refused, {limited} past a limit, {crashed} crashed in their child"
    )
}

/// Zotero's own text stands in for a PDF that has none, as soon as it is there; one that may be cut off does not.
#[test]
fn a_scanned_pdf_has_the_text_that_zotero_keeps_beside_it() {
    let folder = TempDir::new().unwrap();
    let path = file(&folder, "scan.pdf", &PdfFile::default().page(PdfPage::default()).bytes());
    let store = ibid_sources::Store::new(folder.path(), extractor(Limits::default()));
    assert!(matches!(store.read(&path), Err(Error::NoText { .. })));
    let kept = file(&folder, ".zotero-ft-cache", b"One river.\n\x0cTwo lakes.\n");
    let (hash, read) = store.read(&path).unwrap();
    assert_eq!(crate::show(&read), "\u{2039}page 1\u{203a}One river. \u{2039}page 2\u{203a}Two lakes.\n");
    assert_eq!(store.get(&hash), Some(read));
    let other = TempDir::new().unwrap();
    let store = ibid_sources::Store::new(other.path(), extractor(Limits::default()));
    std::fs::write(kept, "Some words.\n\x0c".repeat(100) + "The end.").unwrap();
    assert!(matches!(store.read(&path), Err(Error::NoText { .. })));
}
