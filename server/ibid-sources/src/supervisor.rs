//! Runs the child that reads a file, and holds it to its limits.

use std::{
    ffi::OsStr,
    io::Read,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc,
    time::Duration,
};

use crate::{Error, Extracted, child};

/// What the reading of one file may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Address space of the child, in bytes.
    pub memory: u64,
    /// From start to end.
    pub time: Duration,
    /// Bytes that the child may write.
    pub output: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { memory: 2 << 30, time: Duration::from_secs(60), output: 256 << 20 }
    }
}

/// Reads files, each in a process of its own.
#[derive(Clone, Debug)]
pub struct Extractor {
    program: PathBuf,
    limits: Limits,
}

/// What is kept of what a child says of itself.
const LAST_WORDS: u64 = 16 << 10;

impl Extractor {
    /// An extractor that runs `program extract PATH`; `program` is `ibid` itself, or any whose `extract`
    /// calls [`child::main`].
    pub fn new(program: PathBuf, limits: Limits) -> Extractor {
        Extractor { program, limits }
    }

    /// The text of the file at `path`. Blocks until the child is done or past a limit.
    pub fn extract(&self, path: &Path) -> Result<Extracted, Error> {
        match self.run(&["extract".as_ref(), path.as_os_str()])? {
            None => Err(Error::limit(path, format!("took longer than {} s", self.limits.time.as_secs_f32()))),
            Some((status, heard)) => self.judge(path, status, &heard),
        }
    }

    /// The PDFium that reads the PDFs that hayro cannot, where there is one.
    pub fn pdf_library(&self) -> Option<PathBuf> {
        let (_, heard) = self.run(&["pdf-library".as_ref()]).ok()??;
        serde_json::from_slice(&heard.output).ok()?
    }

    /// How a child ended, and what it said; `None` where its time ran out.
    fn run(&self, arguments: &[&OsStr]) -> Result<Option<(ExitStatus, Heard)>, Error> {
        let mut child = self.start(arguments)?;
        let heard = self.listen(&mut child);
        if heard.is_none() || heard.as_ref().is_some_and(|h| h.output.len() as u64 > self.limits.output) {
            let _ = child.kill();
        }
        let status = child.wait().map_err(|e| self.broken(&e))?;
        Ok(heard.map(|heard| (status, heard)))
    }

    fn start(&self, arguments: &[&OsStr]) -> Result<Child, Error> {
        Command::new(&self.program)
            .args(arguments)
            .env(child::MEMORY, self.limits.memory.to_string())
            .env(child::SECONDS, (self.limits.time.as_secs() + 1).to_string())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|e| self.broken(&e))
    }

    /// Everything the child writes, up to the limits; `None` where its time ran out.
    fn listen(&self, child: &mut Child) -> Option<Heard> {
        let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
        let most = self.limits.output + 1;
        let (send, receive) = mpsc::channel();
        let complaints = std::thread::spawn(move || read_up_to(stderr, LAST_WORDS));
        std::thread::spawn(move || {
            let output = read_up_to(stdout, most);
            let complaint = if (output.len() as u64) < most { complaints.join().ok() } else { None };
            let _ = send.send(Heard { output, complaint: complaint.unwrap_or_default() });
        });
        receive.recv_timeout(self.limits.time).ok()
    }

    fn judge(&self, path: &Path, status: ExitStatus, heard: &Heard) -> Result<Extracted, Error> {
        let words = String::from_utf8_lossy(&heard.complaint);
        let code = status.code().and_then(|code| u8::try_from(code).ok());
        if heard.output.len() as u64 > self.limits.output {
            return Err(Error::limit(
                path,
                format!("gave more than {} MB of text", self.limits.output >> 20),
            ));
        }
        if code == Some(child::NO_ROOM) || words.contains("memory allocation of") {
            return Err(Error::limit(
                path,
                format!("took more than {} MB of memory", self.limits.memory >> 20),
            ));
        }
        if code.is_none() && !broke_down(status) {
            return Err(Error::limit(path, format!("was stopped by the system ({status})")));
        }
        let answer = match code {
            Some(child::READ) => serde_json::from_slice(&heard.output).map(Ok),
            Some(child::REFUSED) => serde_json::from_slice(&heard.output).map(Err),
            _ => return Err(Error::Crashed { file: path.to_path_buf(), reason: last_words(&words, status) }),
        };
        answer.unwrap_or_else(|e| Err(Error::Crashed { file: path.to_path_buf(), reason: e.to_string() }))
    }

    fn broken(&self, error: &std::io::Error) -> Error {
        Error::Reader { program: self.program.clone(), reason: error.to_string() }
    }
}

struct Heard {
    output: Vec<u8>,
    complaint: Vec<u8>,
}

fn read_up_to(from: Option<impl Read>, most: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(from) = from {
        // What was read before an error is still worth judging.
        let _ = from.take(most).read_to_end(&mut bytes);
    }
    bytes
}

/// Whether a signal is one that a process brings upon itself, and would again; the others come from outside.
#[cfg(unix)]
fn broke_down(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    // SIGILL, SIGTRAP, SIGABRT, SIGBUS (two numbers), SIGFPE, SIGSEGV.
    const FAULTS: [i32; 7] = [4, 5, 6, 7, 8, 10, 11];
    status.signal().is_some_and(|signal| FAULTS.contains(&signal))
}

#[cfg(not(unix))]
fn broke_down(_: ExitStatus) -> bool {
    false
}

/// The message of a panic, or how the process ended.
fn last_words(words: &str, status: ExitStatus) -> String {
    let mut lines = words.lines().skip_while(|line| !line.contains("panicked at"));
    lines.nth(1).map_or_else(|| status.to_string(), |message| message.trim().to_string())
}
