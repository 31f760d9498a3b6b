//! What becomes of spoilt files: each is read or refused by name, whatever it does to the child that reads it.

use std::{collections::BTreeMap, error::Error, io::Write, path::Path, time::Duration};

use ibid_sources::{Extractor, Limits};

use crate::{files, mutations::Mutations};

/// Larger files take too long, so often.
const MOST_BYTES: u64 = 500_000;

/// Spoils the files of `folder` in turn, `count` times in all, and counts what each gave.
pub(crate) fn measure(folder: &Path, count: usize, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let limits = Limits { time: Duration::from_secs(20), ..Limits::default() };
    let extractor = Extractor::new(env!("CARGO_BIN_EXE_ibid-extract").into(), limits);
    let small = |path: &Path| std::fs::metadata(path).is_ok_and(|data| data.len() < MOST_BYTES);
    let originals: Vec<Vec<u8>> =
        files(folder)?.into_iter().filter(|path| small(path)).map(std::fs::read).collect::<Result<_, _>>()?;
    let place = tempfile::tempdir()?;
    let path = place.path().join("spoilt.pdf");
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (n, original) in originals.iter().cycle().take(count).enumerate() {
        std::fs::write(&path, Mutations::new(n as u64).of(original))?;
        let outcome = match extractor.extract(&path) {
            Ok(_) => "read",
            Err(error) if !error.to_string().contains("spoilt.pdf") => "refused without its name",
            Err(error) => kind(&error),
        };
        *counts.entry(outcome).or_default() += 1;
    }
    let library = extractor.pdf_library().map_or("none".to_owned(), |library| library.display().to_string());
    writeln!(out, "{count} spoilt files; PDFium: {library}")?;
    for (outcome, count) in counts {
        writeln!(out, "{count:>6}  {outcome}")?;
    }
    Ok(())
}

fn kind(error: &ibid_sources::Error) -> &'static str {
    use ibid_sources::Error;
    match error {
        Error::Encrypted { .. } => "refused: protected",
        Error::NoText { .. } => "refused: no text",
        Error::Damaged { .. } => "refused: damaged",
        Error::Limit { .. } => "refused: past a limit",
        Error::Crashed { .. } => "refused: the reader broke down",
        _ => "refused: otherwise",
    }
}
