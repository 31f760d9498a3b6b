//! A writer's folder, and ibid run in it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// A writer's folder with a cache and settings of its own.
pub(crate) struct Folder {
    folder: tempfile::TempDir,
}

/// What a run of ibid gave.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Folder {
    /// A folder with these files, a version-control root.
    pub(crate) fn new(files: &[(&str, &str)]) -> Folder {
        let folder = Folder { folder: tempfile::Builder::new().prefix("ibid").tempdir().unwrap() };
        folder.write(".git/HEAD", "");
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    /// The usual library: a report by a bridge office, cited as `@bridge2024`, and a speech, `@dunn2024`.
    pub(crate) fn with_library(files: &[(&str, &str)]) -> Folder {
        let folder = Folder::new(&[
            ("library.bib", LIBRARY),
            ("sources/bridge.md", BRIDGE),
            ("sources/dunn.txt", DUNN),
        ]);
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    /// The writer's own folder.
    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("w")
    }

    /// The folder that is home to ibid's own files.
    pub(crate) fn home(&self) -> &Path {
        self.folder.path()
    }

    /// The folder of everything that can be made again.
    pub(crate) fn cache(&self) -> PathBuf {
        self.folder.path().join("cache")
    }

    /// Writes a file of the writer's.
    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Writes the user's own settings.
    pub(crate) fn write_user_settings(&self, text: &str) {
        let folder = self.folder.path().join("config").join("ibid");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("config.toml"), text).unwrap();
    }

    /// `command`, to be run in the writer's folder, with ibid's own files at home here; its input and output are piped.
    pub(crate) fn at_home(&self, mut command: Command) -> Command {
        let home = self.folder.path();
        command
            .current_dir(self.path())
            .env("HOME", home)
            .env("XDG_CACHE_HOME", self.cache())
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_DATA_HOME", home.join("data"))
            .env_remove("IBID_ENDPOINT")
            .env_remove("IBID_KEY")
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs ibid in the writer's folder.
    pub(crate) fn ibid(&self, arguments: &[&str]) -> Ran {
        self.ibid_with(&[], arguments)
    }

    /// Runs ibid in the writer's folder with these variables set.
    pub(crate) fn ibid_with(&self, variables: &[(&str, &str)], arguments: &[&str]) -> Ran {
        self.ibid_fed("", variables, arguments)
    }

    /// Runs ibid in the writer's folder with these variables set and `fed` on standard input.
    pub(crate) fn ibid_fed(&self, fed: &str, variables: &[(&str, &str)], arguments: &[&str]) -> Ran {
        let mut command = self.at_home(Command::new(env!("CARGO_BIN_EXE_ibid")));
        let mut child = command.args(arguments).envs(variables.iter().copied()).spawn().unwrap();
        // Who has seen enough of it reads no further.
        let _ = child.stdin.take().unwrap().write_all(fed.as_bytes());
        let output = child.wait_with_output().unwrap();
        Ran {
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Ran {
    /// The objects on standard output, one a line.
    #[track_caller]
    pub(crate) fn objects(&self) -> Vec<Value> {
        assert!(self.code < 2, "could not run: {}", self.stderr);
        self.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The findings' files, lines from 1, codes and severities, one a line; the summary left out.
    #[track_caller]
    pub(crate) fn findings(&self) -> Vec<String> {
        let mut objects = self.objects();
        assert!(objects.pop().unwrap()["summary"].is_object(), "the summary comes last");
        let told = |o: &Value| {
            let line = o["range"]["start"]["line"].as_u64().unwrap() + 1;
            format!("{}:{line} {} {}", text(&o["file"]), text(&o["code"]), text(&o["severity"]))
        };
        objects.iter().map(told).collect()
    }
}

/// A string of an object.
#[track_caller]
pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

const LIBRARY: &str = "\
@report{bridge2024,
  author = {{Bridge Office}},
  title = {The State of the Bridges},
  date = {2024-05-03},
  file = {sources/bridge.md}
}
@misc{dunn2024,
  author = {Dunn, Mary},
  title = {Speech to the Assembly},
  date = {2024-06-11},
  file = {sources/dunn.txt}
}
";

/// The report's text.
pub(crate) const BRIDGE: &str = "\
# The State of the Bridges

## Repairs

The office repaired 312 bridges in 2023 at a cost of €48 million. Nobody had counted the footbridges before.

## Outlook

The Tarn viaduct will be closed for traffic from March 2026.
";

const DUNN: &str = "\
Members of the Assembly, thank you for having me.

A bridge that nobody inspects is a promise that nobody keeps.
";
