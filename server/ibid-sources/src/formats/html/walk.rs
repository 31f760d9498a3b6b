//! Walks a page's elements: paragraphs, headings and lines as the page has them.

use dom_query::{Document, NodeRef};

use super::table;
use crate::{MarkKind, builder::Builder, notes};

/// Writes the text of `document`.
pub(super) fn walk(document: &Document, builder: &mut Builder) {
    walk_from(document.root(), builder);
}

/// Writes the text of `node` and what is in it.
pub(super) fn walk_from(node: NodeRef<'_>, builder: &mut Builder) {
    let mut steps = vec![Step::Enter(node)];
    while let Some(step) = steps.pop() {
        match step {
            Step::Leave => builder.paragraph(),
            Step::Enter(node) if node.is_text() => builder.push(&node.text()),
            Step::Enter(node) => enter(&node, builder, &mut steps),
        }
    }
}

/// A walk by hand: pages may nest deeper than a call stack.
enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave,
}

fn enter<'a>(node: &NodeRef<'a>, builder: &mut Builder, steps: &mut Vec<Step<'a>>) {
    let name = node.node_name().unwrap_or_default();
    match name.as_ref() {
        "head" => return,
        "br" => return builder.line(),
        "table" if table::write(node, builder) => return,
        "td" | "th" => builder.push(" "),
        "a" if is_note_mark(node) => return,
        "sup" => {
            let kept = notes::raised(builder.text(), node.text().trim());
            return builder.push(&kept.unwrap_or_default());
        }
        _ if !is_inline(&name) => {
            builder.paragraph();
            steps.push(Step::Leave);
        }
        _ => {}
    }
    if let Some(level) = heading_level(&name) {
        let text = node.text().split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            builder.mark(MarkKind::Heading { text, level });
        }
    }
    steps.extend(node.children_it(true).map(Step::Enter));
}

/// Whether a link leads to a note or back from one, as books and scholars' pages say.
fn is_note_mark(link: &NodeRef<'_>) -> bool {
    const MARKS: [&str; 4] = ["noteref", "backlink", "doc-noteref", "doc-backlink"];
    let said = ["epub:type", "role"].into_iter().filter_map(|name| link.attr(name));
    said.into_iter().any(|value| value.split(' ').any(|word| MARKS.contains(&word)))
}

fn heading_level(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
        _ => None,
    }
}

/// Elements that stand inside a paragraph; every other begins and ends one.
pub(super) fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "" | "a"
            | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "q"
            | "rp"
            | "rt"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "td"
            | "th"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
    )
}
