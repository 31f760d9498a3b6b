//! The `file` field, as Zotero, JabRef, Better BibTeX and people write it.

/// Folders of the root that people's files are in: Mendeley writes a path without the slash that it begins with.
const FROM_ROOT: [&str; 5] = ["home/", "Users/", "Volumes/", "media/", "mnt/"];

/// The paths in a `file` field, as written: `paper.pdf`, `a.pdf;b.pdf`, or `description:path:type`
/// with backslashes before colons, semicolons and backslashes that belong to the path, or TeX's own before other marks.
pub fn parse_file_field(value: &str) -> Vec<String> {
    let value = value.replace(r"$\backslash$", r"\").replace(r"\~{}", "~").replace(r"\^{}", "^");
    let files = split(&value, ';').into_iter().filter_map(|file| path(&split(&file, ':')));
    files.filter(|path| !path.is_empty()).collect()
}

/// `text` cut at `mark` where no backslash is before it. Backslashes stay.
fn split(text: &str, mark: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut escaped = false;
    for c in text.chars() {
        if c == mark && !escaped {
            parts.push(String::new());
        } else if let Some(last) = parts.last_mut() {
            last.push(c);
        }
        escaped = c == '\\' && !escaped;
    }
    parts
}

/// The path among the parts of one file: what is left without a type at the end and a description
/// before it. An unescaped colon after a drive's letter belongs to the path.
fn path(parts: &[String]) -> Option<String> {
    let (last, before) = parts.split_last()?;
    let mut path = if !before.is_empty() && is_type(last.trim()) { before } else { parts };
    if path.len() > 1 && !is_drive(path) {
        path = &path[1..];
    }
    let mut whole = unescape(path.join(":").trim());
    if parts[0].is_empty() && FROM_ROOT.iter().any(|folder| whole.starts_with(folder)) {
        whole.insert(0, '/');
    }
    Some(whole.strip_prefix("//").filter(|_| parts[0].trim() == "file").map_or(whole.clone(), str::to_owned))
}

/// "PDF", "application/pdf", or nothing.
fn is_type(part: &str) -> bool {
    let media =
        ["application/", "text/", "image/", "audio/", "video/"].iter().any(|kind| part.starts_with(kind));
    media || (part.len() <= 12 && part.chars().all(|c| c.is_ascii_alphanumeric() || c == ' '))
}

fn is_drive(parts: &[String]) -> bool {
    parts[0].trim().len() == 1 && parts[1].starts_with(['\\', '/'])
}

fn unescape(path: &str) -> String {
    let is_tex = is_tex(path);
    let mut out = String::with_capacity(path.len());
    let mut chars = path.chars().peekable();
    while let Some(c) = chars.next() {
        let escaped = |next: &char| matches!(next, '\\' | ':' | ';') || is_tex && "_&%#${}".contains(*next);
        match chars.next_if(|next| c == '\\' && escaped(next)) {
            Some(next) => out.push(next),
            None => out.push(c),
        }
    }
    out
}

/// Whether the backslashes in `path` can be TeX's: in a path of Windows, one stands before a letter.
fn is_tex(path: &str) -> bool {
    let mut chars = path.chars();
    while let Some(c) = chars.next() {
        if c == '\\' && chars.next().is_some_and(char::is_alphanumeric) {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &str, expected: &[&str]) {
        assert_eq!(parse_file_field(value), expected, "{value}");
    }

    #[test]
    fn plain_paths() {
        check("papers/ren 2025.pdf", &["papers/ren 2025.pdf"]);
        check("a.pdf; 论文/b.html", &["a.pdf", "论文/b.html"]);
        check("", &[]);
        check("README", &["README"]);
    }

    #[test]
    fn described_paths() {
        check(":ren2025.pdf:PDF", &["ren2025.pdf"]);
        check(
            "Full Text PDF:files/12/ren.pdf:application/pdf;Snapshot:files/13/a.html:text/html",
            &["files/12/ren.pdf", "files/13/a.html"],
        );
        check("ren.pdf:PDF", &["ren.pdf"]);
        check("Full text:ren.pdf", &["ren.pdf"]);
        check(":home/ann/ren.pdf:pdf;:Users/ann/a.pdf:pdf", &["/home/ann/ren.pdf", "/Users/ann/a.pdf"]);
        check("home/ren.pdf", &["home/ren.pdf"]);
    }

    #[test]
    fn drives_and_escapes() {
        check(r":C\:\\Users\\me\\x.pdf:PDF", &[r"C:\Users\me\x.pdf"]);
        check(r"Full:C:\Users\me\x.pdf:application/pdf", &[r"C:\Users\me\x.pdf"]);
        check(r"C:\Users\x.pdf", &[r"C:\Users\x.pdf"]);
        check(r"A\: b\; c:/home/x\;y.pdf:PDF", &["/home/x;y.pdf"]);
        check("file:///home/x.pdf", &["/home/x.pdf"]);
    }

    #[test]
    fn marks_of_tex() {
        check(r":C$\backslash$:/some/a\_b \& c.pdf:pdf", &["C:/some/a_b & c.pdf"]);
        check(r"notes/a\#1\%\~{}.pdf", &["notes/a#1%~.pdf"]);
        check(r":C\:\\Users\\a\_b.pdf:PDF", &[r"C:\Users\a_b.pdf"]);
        check(r"C:\Users\_me\x.pdf", &[r"C:\Users\_me\x.pdf"]);
    }

    #[test]
    fn hostile_values() {
        for value in [":", "::", ";;:", "\\", "a:\\", ":::::", "：；"] {
            let _ = parse_file_field(value);
        }
    }
}
