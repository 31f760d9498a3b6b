//! A copy of the sample, and what the command line says of its files.

use std::ops::Range;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

/// A copy of `tests/sample` that mutants can be put into.
pub(crate) struct Project {
    folder: TempDir,
    essay: String,
}

/// A fact of the essay that its source bears out.
pub(crate) struct Fact {
    pub(crate) kind: String,
    pub(crate) words: String,
    /// In bytes of the essay.
    pub(crate) at: Range<usize>,
}

/// A finding on one of the project's files.
#[derive(Debug)]
pub(crate) struct Finding {
    pub(crate) file: String,
    code: String,
    severity: String,
    range: Value,
    text: String,
}

impl Project {
    pub(crate) fn of_the_sample() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/sample");
        for name in ["essay.md", "library.bib"] {
            std::fs::copy(sample.join(name), folder.path().join(name)).unwrap();
        }
        std::fs::create_dir(folder.path().join("sources")).unwrap();
        for source in std::fs::read_dir(sample.join("sources")).unwrap() {
            let source = source.unwrap();
            std::fs::copy(source.path(), folder.path().join("sources").join(source.file_name())).unwrap();
        }
        let essay = std::fs::read_to_string(folder.path().join("essay.md")).unwrap();
        Self { folder, essay }
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        std::fs::write(self.folder.path().join(name), text).unwrap();
    }

    /// What the ledger says agrees.
    pub(crate) fn agreeing_facts(&self) -> Vec<Fact> {
        let agreeing = |line: &Value| {
            let at = bytes(&self.essay, &line["range"]);
            let words = self.essay[at.clone()].to_owned();
            Fact { kind: line["kind"].as_str().unwrap().to_owned(), words, at }
        };
        let ledger = self.check(&["--facts", "essay.md"]);
        ledger.iter().filter(|line| line["outcome"] == "agrees").map(agreeing).collect()
    }

    /// The findings on a file or folder of the project.
    pub(crate) fn findings(&self, path: &str) -> Vec<Finding> {
        let finding = |line: Value| {
            let file = line["file"].as_str()?.to_owned();
            Some(Finding {
                text: std::fs::read_to_string(self.folder.path().join(&file)).unwrap(),
                file,
                code: line["code"].as_str()?.to_owned(),
                severity: line["severity"].as_str()?.to_owned(),
                range: line["range"].clone(),
            })
        };
        self.check(&[path]).into_iter().filter_map(finding).collect()
    }

    /// The paragraph that holds these bytes of the essay, and where in it they stand.
    pub(crate) fn paragraph_around(&self, at: &Range<usize>) -> (String, Range<usize>) {
        let start = self.essay[..at.start].rfind("\n\n").map_or(0, |blank| blank + 2);
        let end = self.essay[at.end..].find("\n\n").map_or(self.essay.len(), |blank| at.end + blank);
        (self.essay[start..end].to_owned(), at.start - start..at.end - start)
    }

    fn check(&self, arguments: &[&str]) -> Vec<Value> {
        let output = Command::new(env!("CARGO_BIN_EXE_ibid"))
            .args(["check", "--format", "json"])
            .args(arguments)
            .current_dir(self.folder.path())
            .env("XDG_CACHE_HOME", self.folder.path().join("cache"))
            .output()
            .unwrap();
        assert_ne!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
        let lines = String::from_utf8(output.stdout).unwrap();
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

impl Finding {
    pub(crate) fn is_warning(&self) -> bool {
        matches!(self.severity.as_str(), "warning" | "error")
    }

    /// Whether this is the kind of finding that a fact of this kind would get.
    pub(crate) fn is_about(&self, kind: &str) -> bool {
        match self.code.as_str() {
            "number-mismatch" | "date-mismatch" => kind != "quotation" && kind != "name",
            "name-mismatch" => kind == "name",
            "misquote" | "quote-not-found" | "misattributed-quote" => kind == "quotation",
            _ => false,
        }
    }

    /// Whether it stands on some of these bytes of its file.
    pub(crate) fn overlaps(&self, at: &Range<usize>) -> bool {
        self.overlaps_in(&self.text, at)
    }

    /// Whether it stands on some of these bytes of `text`.
    pub(crate) fn overlaps_in(&self, text: &str, at: &Range<usize>) -> bool {
        let marked = bytes(text, &self.range);
        marked.start < at.end && at.start < marked.end
    }
}

/// A range of the contract (lines from 0, UTF-16 units) as bytes of `text`.
fn bytes(text: &str, range: &Value) -> Range<usize> {
    byte(text, &range["start"])..byte(text, &range["end"])
}

fn byte(text: &str, position: &Value) -> usize {
    let number = |name: &str| usize::try_from(position[name].as_u64().unwrap()).unwrap();
    let start: usize = text.split_inclusive('\n').take(number("line")).map(str::len).sum();
    let mut units = 0;
    let before = |letter: &char| {
        let is_before = units < number("character");
        units += letter.len_utf16();
        is_before
    };
    start + text[start..].chars().take_while(before).map(char::len_utf8).sum::<usize>()
}
