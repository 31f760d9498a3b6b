use std::{path::PathBuf, time::Duration};

use ibid_sources::{Error, Extractor, Limits, extract};
use tempfile::TempDir;

use crate::{
    mutations::Mutations,
    pdf_file::{PdfFile, PdfPage},
};

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

/// A child that is this shell script, whatever it is asked.
#[cfg(unix)]
fn script(folder: &TempDir, lines: &str, limits: Limits) -> Result<ibid_sources::Extracted, Error> {
    use std::os::unix::fs::PermissionsExt;
    let program = file(folder, "child", format!("#!/bin/sh\n{lines}\n").as_bytes());
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    Extractor::new(program, limits).extract("a.pdf".as_ref())
}

#[cfg(unix)]
#[test]
fn a_child_that_misbehaves_costs_its_file() {
    let folder = TempDir::new().unwrap();
    let limits = Limits { time: Duration::from_millis(400), output: 1 << 20, ..Limits::default() };
    let patient = Limits { time: Duration::from_secs(60), ..limits };
    let start = std::time::Instant::now();
    let hangs = script(&folder, "exec sleep 600", limits).unwrap_err();
    assert!(start.elapsed() < Duration::from_secs(30));
    assert!(matches!(&hangs, Error::Limit { reason, .. } if reason == "took longer than 0.4 s"), "{hangs}");
    let writes = script(&folder, "exec yes", patient).unwrap_err();
    assert!(
        matches!(&writes, Error::Limit { reason, .. } if reason == "gave more than 1 MB of text"),
        "{writes}"
    );
    let shouts = script(&folder, "exec yes >&2", patient).unwrap_err();
    assert!(matches!(&shouts, Error::Limit { .. } | Error::Crashed { .. }), "{shouts}");
    let crashes = script(&folder, "kill -SEGV $$", patient).unwrap_err();
    assert!(matches!(&crashes, Error::Crashed { .. }), "{crashes}");
    let killed = script(&folder, "kill -KILL $$", patient).unwrap_err();
    assert!(matches!(&killed, Error::Limit { .. }), "{killed}");
    let lies = script(&folder, "echo '{\"text\": 3'", patient).unwrap_err();
    assert!(matches!(&lies, Error::Crashed { .. }), "{lies}");
}

/// Damaged files give a text or an error, and never bring down the parent.
#[test]
fn spoilt_files_are_answered() {
    let folder = TempDir::new().unwrap();
    let pdf = PdfFile::default()
        .catalog("/PageLabels << /Nums [0 << /S /r >>] >>")
        .page(PdfPage::default().text(72.0, 700.0, "Some words on a page.\nAnd some more."))
        .bytes();
    let extractor = extractor(Limits { time: Duration::from_secs(20), ..Limits::default() });
    let (mut read, mut refused) = (0, 0);
    for round in 0..60 {
        let path = file(&folder, "spoilt.pdf", &Mutations::new(round).of(&pdf));
        match extractor.extract(&path) {
            Ok(_) => read += 1,
            Err(error) => {
                refused += 1;
                assert!(error.to_string().contains("spoilt.pdf"), "{error}");
            }
        }
    }
    println!("{read} read, {refused} refused");
    assert!(read > 0 && refused > 0);
}
