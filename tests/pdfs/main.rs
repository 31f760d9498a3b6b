//! How well and how fast PDFs are read, beside `pdftotext` and PDFium: `tests/pdfs/run`. With `--spoilt N`: what becomes of
//! N spoilt ones.
//!
//! `FOLDER` holds PDFs; a text beside one, of the same name, is what it truly says. Each reader is held against that and
//! against `pdftotext` by runs of four words (in Chinese, characters), in which a wrong order shows. Time is that of a
//! whole process, the least of some runs.

mod damage;
mod mutations;
mod readers;
mod score;

use std::{
    error::Error,
    io::{Write, stdout},
    path::{Path, PathBuf},
};

use readers::{Reader, Reading};
use score::Runs;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let folder = arguments.next().ok_or("name the folder that `tests/pdfs/setup` fills")?;
    let (folder, next) = (Path::new(&folder), arguments.next());
    let mut out = stdout().lock();
    match next.as_deref() {
        Some("--spoilt") => {
            let count = arguments.next().and_then(|count| count.parse().ok()).unwrap_or(1000);
            damage::measure(folder, count, &mut out)
        }
        python => compare(folder, python, &mut out),
    }
}

/// Each file by each reader.
fn compare(folder: &Path, python: Option<&str>, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let readers = readers::all(python);
    writeln!(
        out,
        "{:<28}{:<14}{:>9}{:>9}{:>9}{:>14}",
        "file", "reader", "ms", "ratio", "F1 true", "F1 pdftotext"
    )?;
    for file in files(folder)? {
        let truth = std::fs::read_to_string(file.with_extension("txt")).ok().map(|text| Runs::of(&text));
        let readings: Vec<(Reader, Reading)> =
            readers.iter().filter_map(|reader| Some((reader.clone(), reader.read(&file)?))).collect();
        let Some((_, peer)) = readings.iter().find(|(reader, _)| reader.name == "pdftotext") else {
            return Err("pdftotext is not there: install poppler-utils".into());
        };
        let peers = Runs::of(&peer.text);
        for (reader, reading) in &readings {
            let runs = Runs::of(&reading.text);
            let name = file.file_stem().unwrap_or_default().to_string_lossy();
            let (ms, ratio) = (1000.0 * reading.seconds, reading.seconds / peer.seconds);
            let f1 = truth.as_ref().map_or("-".to_owned(), |truth| format!("{:.3}", runs.f1(truth)));
            writeln!(
                out,
                "{name:<28}{:<14}{ms:>9.0}{ratio:>9.2}{f1:>9}{:>14.3}",
                reader.name,
                runs.f1(&peers)
            )?;
        }
    }
    Ok(())
}

fn files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "pdf") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
