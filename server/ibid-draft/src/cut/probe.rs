//! Whether code or HTML is open at the end of a text, by the grammar's own word.

use tree_sitter::Node;

use super::Barrier;
use super::barrier::HtmlEnd;
use crate::structure::Padded;

/// The barrier that a line at the end of `text` would stand in.
pub(super) fn open_at(text: &str) -> Option<Barrier> {
    let probe = Padded::new(&format!("{text}x\n"));
    let at = Padded::inner(text.len());
    let found = probe.with_tree(|root| {
        let node = root.descendant_for_byte_range(at, at + 1);
        std::iter::successors(node, |node| node.parent()).find_map(|node| barrier(node, &probe))
    });
    found.flatten()
}

fn barrier(node: Node<'_>, text: &Padded) -> Option<Barrier> {
    match node.kind() {
        "fenced_code_block" => fence(node, text),
        "html_block" => HtmlEnd::of(text.of(node)).map(Barrier::Html),
        _ => None,
    }
}

fn fence(node: Node<'_>, text: &Padded) -> Option<Barrier> {
    let delimiter = node.child(0).filter(|child| child.kind() == "fenced_code_block_delimiter")?;
    let fence = text.of(delimiter).trim();
    Some(Barrier::Fence(*fence.as_bytes().first()?, fence.len()))
}
