//! What to write into a project's `.ibid.toml` to switch a kind of finding off. The rest of it stays as it is.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use ibid_check::{Code, Edit};
use ibid_text::Span;
use toml_edit::{DocumentMut, Item, Table, Value};

use crate::files::read_text;
use crate::roots::SETTINGS_FILE;

/// A change of one of the writer's files that is not the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEdit {
    /// The file, absolute.
    pub path: PathBuf,
    /// What stands in it; `None` where it is to be made.
    pub text: Option<String>,
    /// The change of that text.
    pub edit: Edit,
}

/// The change that switches `code` off for the project at `root`; `None` where its settings cannot be read, or do so
/// already.
pub(crate) fn switched_off(root: &Path, code: Code) -> Option<FileEdit> {
    let path = root.join(SETTINGS_FILE);
    let text = match read_text(&path) {
        Ok(text) => Some(text),
        Err(fault) if fault.kind() == ErrorKind::NotFound => None,
        Err(_) => return None,
    };
    let old = text.as_deref().unwrap_or_default();
    let edit = difference(old, &off(old, code)?)?;
    Some(FileEdit { path, text, edit })
}

/// `text` with `code` off.
fn off(text: &str, code: Code) -> Option<String> {
    let mut whole: DocumentMut = text.parse().ok()?;
    let severity =
        whole.entry("severity").or_insert_with(|| Item::Table(Table::new())).as_table_like_mut()?;
    match severity.get_mut(code.as_str()).and_then(Item::as_value_mut) {
        Some(value) => {
            let decor = value.decor().clone();
            *value = Value::from("off");
            *value.decor_mut() = decor;
        }
        None => drop(severity.insert(code.as_str(), Item::Value("off".into()))),
    }
    Some(whole.to_string())
}

/// The least change that makes `new` of `old`; `None` where they are the same.
fn difference(old: &str, new: &str) -> Option<Edit> {
    if old == new {
        return None;
    }
    let same = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| -> usize {
        a.zip(b).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
    };
    let start = same(&mut old.chars(), &mut new.chars());
    let end = same(&mut old[start..].chars().rev(), &mut new[start..].chars().rev());
    let span = Span::new(start, old.len() - end);
    Some(Edit { span, text: new[start..new.len() - end].to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{Settings, User};

    /// The file before and after; `None` is no file.
    #[track_caller]
    fn check(before: Option<&str>, after: &str) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(SETTINGS_FILE);
        if let Some(before) = before {
            std::fs::write(&file, before).unwrap();
        }
        let change = switched_off(folder.path(), Code::Misquote).unwrap();
        assert_eq!((&change.path, change.text.as_deref()), (&file, before));
        let mut text = before.unwrap_or_default().to_owned();
        text.replace_range(change.edit.span.start..change.edit.span.end, &change.edit.text);
        assert_eq!(text, after);
        std::fs::write(&file, after).unwrap();
        let (settings, notices) = Settings::load(folder.path(), &User::default(), &[]);
        assert_eq!((settings.severity(Code::Misquote), notices), (None, Vec::new()));
        assert_eq!(switched_off(folder.path(), Code::Misquote), None, "once is enough");
    }

    #[test]
    fn comments_and_all_else_stay() {
        check(None, "[severity]\nmisquote = \"off\"\n");
        check(Some("private = true # 密\n"), "private = true # 密\n\n[severity]\nmisquote = \"off\"\n");
        check(
            Some("# mine\n[severity] # how grave\nnumber-mismatch = \"error\"\n\n[features]\nhover = true\n"),
            "# mine\n[severity] # how grave\nnumber-mismatch = \"error\"\nmisquote = \"off\"\n\n[features]\nhover = true\n",
        );
        check(
            Some("[severity]\nmisquote = \"hint\" # for now\n"),
            "[severity]\nmisquote = \"off\" # for now\n",
        );
        check(Some("severity.misquote = 'error'\n"), "severity.misquote = \"off\"\n");
        check(Some("severity = { misquote = \"error\" }\n"), "severity = { misquote = \"off\" }\n");
    }

    #[test]
    fn settings_that_cannot_be_read_are_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        for broken in ["[severity\n", "severity = 1\n"] {
            std::fs::write(folder.path().join(SETTINGS_FILE), broken).unwrap();
            assert_eq!(switched_off(folder.path(), Code::Misquote), None);
        }
    }
}
