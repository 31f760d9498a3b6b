//! The lines of a text, as the block grammar sees them.

/// A line with its line break.
pub(crate) struct Line<'a> {
    pub(crate) start: usize,
    pub(crate) text: &'a str,
}

impl Line<'_> {
    pub(crate) fn is_blank(&self) -> bool {
        self.text.bytes().all(|b| matches!(b, b' ' | b'\t' | b'\r' | b'\n'))
    }

    /// Columns of white space before the first character.
    pub(crate) fn indent(&self) -> usize {
        let mut columns = 0;
        for byte in self.text.bytes() {
            match byte {
                b' ' => columns += 1,
                b'\t' => columns += 4 - columns % 4,
                _ => break,
            }
        }
        columns
    }

    /// Whether the line may begin a block of its own, and so does not carry a paragraph on.
    pub(super) fn is_special(&self) -> bool {
        let text = self.text;
        let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let numbered = digits.len() < text.len() && digits.starts_with(['.', ')']);
        let item = text.starts_with("- ") || text.starts_with("* ") || text.starts_with("+ ");
        numbered
            || item
            || text.starts_with(['#', '>', '<', '`', '~', '$', '|', '=', '-', ':'])
            || text.starts_with("[^")
    }
}

/// The lines of `text`; a line ends with `\n`, `\r\n` or a lone `\r`.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        if rest.is_empty() {
            return None;
        }
        let end = match rest.find(['\n', '\r']) {
            Some(end) if rest[end..].starts_with("\r\n") => end + 2,
            Some(end) => end + 1,
            None => rest.len(),
        };
        let line = Line { start: at, text: &rest[..end] };
        at += end;
        Some(line)
    })
}
