//! Org's marks within a line.

/// No link and no emphasis is longer (in bytes).
const LONGEST: usize = 4000;

/// The text of `line`, or of a paragraph with its line ends, its emphasis, links and citations without their marks; inline notes go to `note`.
pub(super) fn inline(line: &str, note: &mut dyn FnMut(String)) -> String {
    let mut out = String::new();
    let mut at = 0;
    while let Some(c) = line[at..].chars().next() {
        let rest = &line[at..];
        at += match c {
            '[' => bracket(rest, &mut out, note),
            '*' | '/' | '_' | '=' | '~' | '+' if opens(line, at) => emphasis(rest, c, &mut out, note),
            '\\' => entity(rest, &mut out),
            '^' if rest.starts_with("^{") => raised(rest, &mut out),
            '_' if rest.starts_with("_{") => lowered(rest, &mut out),
            '$' => formula(rest, &mut out),
            '-' if rest.starts_with("---") => put("—", 3, &mut out),
            '-' if rest.starts_with("--") => put("–", 2, &mut out),
            c => put(c.encode_utf8(&mut [0; 4]), c.len_utf8(), &mut out),
        };
    }
    out
}

fn put(text: &str, len: usize, out: &mut String) -> usize {
    out.push_str(text);
    len
}

/// `[[target][text]]`, `[fn:1]`, `[fn:: a note]`, `[cite:@key]`; the bytes that it takes.
fn bracket(rest: &str, out: &mut String, note: &mut dyn FnMut(String)) -> usize {
    if let Some(link) = rest.strip_prefix("[[")
        && let Some(end) = link.find("]]")
    {
        let (target, text) = link[..end].split_once("][").unwrap_or((&link[..end], ""));
        let text = if text.is_empty() { target } else { text };
        out.push_str(&inline(text, &mut |_| {}));
        return end + "[[]]".len();
    }
    let Some(end) = closing(rest) else { return put("[", 1, out) };
    let body = &rest[1..end];
    if let Some(label) = body.strip_prefix("fn:") {
        if let Some((_, text)) = label.split_once(':') {
            note(inline(text.trim(), &mut |_| {}));
        }
        keep_line_ends(body, out);
        return end + 1;
    }
    let cites = body.strip_prefix("cite").is_some_and(|rest| rest.starts_with([':', '/']));
    if cites && body.contains('@') {
        // Nothing is left of the space before it either.
        out.truncate(out.trim_end_matches(' ').len());
        keep_line_ends(body, out);
        return end + 1;
    }
    put("[", 1, out)
}

/// What goes leaves its line ends, by which lines are counted.
fn keep_line_ends(gone: &str, out: &mut String) {
    out.extend(gone.matches('\n'));
}

/// Where the bracket that `rest` begins with ends.
fn closing(rest: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in rest.char_indices().take_while(|(at, _)| *at < LONGEST) {
        depth = match c {
            '[' => depth + 1,
            ']' => depth - 1,
            _ => depth,
        };
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// Whether the mark at `at` may open emphasis: it stands at the beginning of a word.
fn opens(line: &str, at: usize) -> bool {
    let before = line[..at].chars().next_back();
    let after = line[at..].chars().nth(1);
    before.is_none_or(|c| c.is_whitespace() || "-–—('\"{“‘".contains(c))
        && after.is_some_and(|c| !c.is_whitespace())
}

fn emphasis(rest: &str, mark: char, out: &mut String, note: &mut dyn FnMut(String)) -> usize {
    let near = &rest[..rest.floor_char_boundary(LONGEST)];
    let ends = near.match_indices(mark).map(|(at, _)| at).skip(1);
    let end = ends.into_iter().find(|&end| {
        let before = rest[..end].chars().next_back();
        let after = rest[end + 1..].chars().next();
        end > 1
            && before.is_some_and(|c| !c.is_whitespace())
            && after.is_none_or(|c| c.is_whitespace() || "-–—.,:;!?'\")}[]”’".contains(c))
    });
    let Some(end) = end else { return put(&rest[..1], 1, out) };
    let inside = &rest[1..end];
    match mark {
        '=' | '~' => out.push_str(inside),
        _ => out.push_str(&inline(inside, note)),
    }
    end + 1
}

/// `\alpha`, `\\` at a line's end, `\(…\)`.
fn entity(rest: &str, out: &mut String) -> usize {
    for (open, close) in [("\\(", "\\)"), ("\\[", "\\]")] {
        if let Some(body) = rest.strip_prefix(open)
            && let Some(end) = body.find(close)
        {
            out.push_str(&crate::formats::latex::formula(&body[..end]));
            return end + 4;
        }
    }
    if rest.starts_with("\\\\") {
        return put(" ", 2, out);
    }
    let name = rest[1..].find(|c: char| !c.is_ascii_alphabetic()).map_or(&rest[1..], |end| &rest[1..=end]);
    let Some(letter) = crate::formats::latex::letter(name) else { return put("\\", 1, out) };
    let braces = if rest[1 + name.len()..].starts_with("{}") { 2 } else { 0 };
    put(letter, 1 + name.len() + braces, out)
}

fn raised(rest: &str, out: &mut String) -> usize {
    let Some(end) = rest.find('}') else { return put("^", 1, out) };
    let kept = crate::notes::raised(out, &rest[2..end]).unwrap_or_default();
    put(&kept, end + 1, out)
}

fn lowered(rest: &str, out: &mut String) -> usize {
    let Some(end) = rest.find('}') else { return put("_", 1, out) };
    put(&rest[2..end], end + 1, out)
}

/// `$…$` on one line, where it looks like a formula and not like two prices.
fn formula(rest: &str, out: &mut String) -> usize {
    let end = rest[1..].find('$').map(|end| end + 1);
    let end = end.filter(|&end| {
        let body = &rest[1..end];
        !body.is_empty()
            && !body.starts_with(char::is_whitespace)
            && !body.ends_with(char::is_whitespace)
            && !rest[end + 1..].starts_with(|c: char| c.is_ascii_alphanumeric())
    });
    match end {
        Some(end) => put(&crate::formats::latex::formula(&rest[1..end]), end + 1, out),
        None => put("$", 1, out),
    }
}
