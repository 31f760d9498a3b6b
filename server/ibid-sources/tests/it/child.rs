use std::{path::PathBuf, time::Duration};

use ibid_sources::{Error, Extractor, Limits, extract};
use tempfile::TempDir;

use crate::pdf_file::{PdfFile, PdfPage};

pub(crate) fn extractor(limits: Limits) -> Extractor {
    Extractor::new(PathBuf::from(env!("CARGO_BIN_EXE_ibid-extract")), limits)
}

fn file(folder: &TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn the_child_reads_as_the_function_does() {
    let folder = TempDir::new().unwrap();
    let path = file(&folder, "Ünïcode 文.md", "# 标题\n\nSome *text*.".as_bytes());
    let own = extract(&path, &std::fs::read(&path).unwrap());
    assert_eq!(extractor(Limits::default()).extract(&path), own);
    assert!(own.is_ok());
}

#[test]
fn errors_come_back_as_they_were() {
    let folder = TempDir::new().unwrap();
    let missing = folder.path().join("missing.md");
    assert!(
        matches!(extractor(Limits::default()).extract(&missing), Err(Error::File { file, .. }) if file == missing)
    );
    let unknown = file(&folder, "a.xyz", b"?");
    assert_eq!(extractor(Limits::default()).extract(&unknown), Err(Error::UnknownKind { file: unknown }));
}

#[test]
fn limits_cost_the_file_and_are_named() {
    let folder = TempDir::new().unwrap();
    let long = file(&folder, "long.txt", "word ".repeat(400_000).as_bytes());
    let told = |limits: Limits| extractor(limits).extract(&long).unwrap_err().to_string();
    assert!(told(Limits { output: 1 << 20, ..Limits::default() }).contains("gave more than 1 MB of text"));
    assert!(
        told(Limits { memory: 72 << 20, ..Limits::default() }).contains("took more than 72 MB of memory")
    );
    assert!(
        told(Limits { time: Duration::from_millis(1), ..Limits::default() })
            .contains("took longer than 0.001 s")
    );
}

#[test]
fn a_program_that_is_not_there_is_named() {
    let lost = Extractor::new(PathBuf::from("/nowhere/ibid"), Limits::default());
    assert!(matches!(lost.extract("a.md".as_ref()), Err(Error::Reader { .. })));
}

#[test]
fn a_reader_that_breaks_down_costs_the_file() {
    let broken = Extractor::new(PathBuf::from("/bin/false"), Limits::default());
    assert!(matches!(broken.extract("a.md".as_ref()), Err(Error::Crashed { file, .. }) if file == *"a.md"));
}

/// Damaged files give a text or an error, and never bring down the parent.
#[test]
fn mutated_files_are_answered() {
    let folder = TempDir::new().unwrap();
    let pdf = PdfFile::default()
        .catalog("/PageLabels << /Nums [0 << /S /r >>] >>")
        .page(PdfPage::default().text(72.0, 700.0, "Some words on a page.\nAnd some more."))
        .bytes();
    let extractor = extractor(Limits { time: Duration::from_secs(20), ..Limits::default() });
    let mut random = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = |below: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random as usize % below
    };
    for round in 0..40 {
        let mut bytes = pdf.clone();
        if round % 4 == 0 {
            bytes.truncate(next(bytes.len()));
        }
        for _ in 0..=round / 4 {
            if !bytes.is_empty() {
                let at = next(bytes.len());
                bytes[at] = next(256) as u8;
            }
        }
        let path = file(&folder, "mutated.pdf", &bytes);
        if let Err(error) = extractor.extract(&path) {
            assert!(error.to_string().contains("mutated.pdf"), "{error}");
        }
    }
}
