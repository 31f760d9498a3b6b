//! The readers that are held against each other.

use std::{
    path::Path,
    process::{Command, Stdio},
    time::Instant,
};

use ibid_sources::Extracted;

/// Each file is read so often, and the least time counts.
const TIMES: usize = 3;

/// A way to read a PDF.
#[derive(Clone)]
pub(crate) struct Reader {
    pub(crate) name: &'static str,
    how: How,
}

#[derive(Clone)]
enum How {
    /// By ibid, in this way.
    Ibid { command: &'static str },
    /// By poppler.
    Pdftotext,
    /// By PDFium itself, as this Python has it.
    Pdfium { python: String },
}

/// What a reader gave, and how long it took.
pub(crate) struct Reading {
    pub(crate) text: String,
    pub(crate) seconds: f64,
}

/// All readers that are there: PDFium where `IBID_PDFIUM` names it, PDFium's own order where `python` can be run.
pub(crate) fn all(python: Option<&str>) -> Vec<Reader> {
    let mut readers = vec![
        Reader { name: "pdftotext", how: How::Pdftotext },
        Reader { name: "ibid, hayro", how: How::Ibid { command: "extract" } },
    ];
    if std::env::var_os("IBID_PDFIUM").is_some() {
        readers.push(Reader { name: "ibid, pdfium", how: How::Ibid { command: "extract-by-pdfium" } });
    }
    if let Some(python) = python {
        readers.push(Reader { name: "pdfium", how: How::Pdfium { python: python.to_owned() } });
    }
    readers
}

impl Reader {
    /// What this reader makes of `file`; `None` where it fails.
    pub(crate) fn read(&self, file: &Path) -> Option<Reading> {
        let readings = (0..TIMES).map(|_| self.read_once(file)).collect::<Option<Vec<Reading>>>()?;
        readings.into_iter().min_by(|a, b| a.seconds.total_cmp(&b.seconds))
    }

    fn read_once(&self, file: &Path) -> Option<Reading> {
        let start = Instant::now();
        let output = self.command(file).stdin(Stdio::null()).output().ok().filter(|o| o.status.success())?;
        let seconds = start.elapsed().as_secs_f64();
        let text = || String::from_utf8_lossy(&output.stdout).into_owned();
        match self.how {
            How::Pdftotext => Some(Reading { text: text(), seconds }),
            How::Pdfium { .. } => {
                let seconds = String::from_utf8_lossy(&output.stderr).trim().parse().ok()?;
                Some(Reading { text: text(), seconds })
            }
            How::Ibid { .. } => {
                let extracted: Extracted = serde_json::from_slice(&output.stdout).ok()?;
                Some(Reading { text: extracted.text, seconds })
            }
        }
    }

    fn command(&self, file: &Path) -> Command {
        let mut command = match &self.how {
            How::Ibid { command } => {
                let mut ibid = Command::new(env!("CARGO_BIN_EXE_ibid-extract"));
                ibid.arg(command);
                ibid
            }
            How::Pdftotext => Command::new("pdftotext"),
            How::Pdfium { python } => {
                let mut command = Command::new(python);
                command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/pdfs/peer.py"));
                command
            }
        };
        command.arg(file);
        if matches!(self.how, How::Pdftotext) {
            command.arg("-");
        }
        command
    }
}
