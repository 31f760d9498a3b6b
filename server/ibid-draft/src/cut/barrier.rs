//! What holds no prose and may run over blank lines.

use super::Opening;
use super::lines::{Line, lines};

/// Something that holds no prose and may run over blank lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Barrier {
    /// Fenced code: the fence's character and length.
    Fence(u8, usize),
    /// Raw HTML: what ends it, as CommonMark numbers the kinds.
    Html(HtmlEnd),
    /// Display mathematics between lines of `$$`; whether the region begins with the opening line.
    Math(bool),
    /// The YAML head; whether the region begins with the opening line.
    FrontMatter(bool),
}

/// What ends a block of raw HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HtmlEnd {
    /// `</pre`, `</script`, `</style`.
    Tag,
    /// `-->`.
    Comment,
    /// `?>`.
    Instruction,
    /// `]]>`.
    Data,
}

/// As the grammar has them; it does not know `textarea`.
const RAW_TAGS: [&str; 3] = ["pre", "script", "style"];

impl HtmlEnd {
    /// The end of the block that begins with `text`; `None` where a blank line ends it.
    pub(super) fn of(text: &str) -> Option<HtmlEnd> {
        let rest = text.trim_start().strip_prefix('<')?;
        if rest.starts_with("!--") {
            return Some(HtmlEnd::Comment);
        }
        if rest.starts_with('?') {
            return Some(HtmlEnd::Instruction);
        }
        if rest.starts_with("![CDATA[") {
            return Some(HtmlEnd::Data);
        }
        RAW_TAGS.iter().any(|tag| is_tag(rest, tag)).then_some(HtmlEnd::Tag)
    }

    fn ends(self, line: &str) -> bool {
        match self {
            HtmlEnd::Tag => {
                let closing = line.match_indices("</").map(|(at, _)| &line[at + 2..]);
                closing.into_iter().any(|rest| RAW_TAGS.iter().any(|tag| is_tag(rest, tag)))
            }
            HtmlEnd::Comment => line.contains("-->"),
            HtmlEnd::Instruction => line.contains("?>"),
            HtmlEnd::Data => line.contains("]]>"),
        }
    }
}

fn is_tag(text: &str, tag: &str) -> bool {
    let named = text.get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag));
    named && text[tag.len()..].chars().next().is_none_or(|c| matches!(c, ' ' | '\t' | '\n' | '\r' | '>'))
}

impl Barrier {
    /// Whether the region's first line is the one that opens the barrier.
    pub(super) fn has_opening_line(self) -> bool {
        matches!(self, Barrier::Math(true) | Barrier::FrontMatter(true))
    }

    /// The same barrier, further on.
    pub(super) fn continued(self) -> Barrier {
        match self {
            Barrier::Math(_) => Barrier::Math(false),
            Barrier::FrontMatter(_) => Barrier::FrontMatter(false),
            other => other,
        }
    }

    /// Whether `line` is the barrier's last; `opening` where it is the one that opens it.
    pub(super) fn closes(self, line: &Line<'_>, opening: bool) -> bool {
        match self {
            _ if opening => false,
            Barrier::Fence(mark, len) => closes_fence(line, mark, len),
            Barrier::Html(end) => end.ends(line.text),
            Barrier::Math(_) => line.text.contains("$$"),
            Barrier::FrontMatter(_) => matches!(line.text.trim_end(), "---" | "..."),
        }
    }
}

fn closes_fence(line: &Line<'_>, mark: u8, len: usize) -> bool {
    let text = line.text.trim();
    line.indent() < 4 && text.len() >= len && text.bytes().all(|b| b == mark)
}

/// The state in which a draft that begins with `text` begins: a YAML head is one only where its
/// second line looks like YAML, so that a rule in the first line swallows nothing.
pub(super) fn at_head(text: &str) -> Opening {
    let mut lines = lines(text.strip_prefix('\u{feff}').unwrap_or(text));
    let first = lines.next().is_some_and(|line| line.text.trim_end() == "---");
    if first && lines.next().is_some_and(|line| is_yaml(line.text)) {
        return Opening::Inside(Barrier::FrontMatter(true));
    }
    lines_opening(text)
}

fn lines_opening(text: &str) -> Opening {
    lines(text).next().and_then(|line| opened_by(&line)).unwrap_or(Opening::Text)
}

fn is_yaml(line: &str) -> bool {
    let line = line.trim_end();
    let key = line.split_once(':').is_some_and(|(key, value)| {
        let plain = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "-_.\"'".contains(c));
        plain && (value.is_empty() || value.starts_with([' ', '\t']))
    });
    key || line.starts_with('#') || line == "---"
}

/// The state that `line` opens, at whatever place outside code it stands: a footnote's definition,
/// or display mathematics that its line does not close.
pub(super) fn opened_by(line: &Line<'_>) -> Option<Opening> {
    if note_marker(line.text).is_some() {
        return Some(Opening::Note);
    }
    let math = line.text.strip_prefix("$$")?;
    (!math.contains("$$")).then_some(Opening::Inside(Barrier::Math(true)))
}

/// The label in `[^label]:` at the start of `text`, and the marker's length with the spaces after it.
pub(crate) fn note_marker(text: &str) -> Option<(&str, usize)> {
    let rest = text.strip_prefix("[^")?;
    let end = rest.find(|c: char| c == ']' || c == '[' || c.is_whitespace())?;
    let after = rest[end..].strip_prefix("]:")?;
    let gap = after.len() - after.trim_start_matches([' ', '\t']).len();
    (end > 0).then_some((&rest[..end], 2 + end + 2 + gap))
}

/// Whether a line might open a barrier at its start or within a container.
pub(super) fn might_open(line: &str) -> bool {
    if line.contains("```") || line.contains("~~~") {
        return true;
    }
    line.match_indices('<').any(|(at, _)| HtmlEnd::of(&line[at..]).is_some())
}
