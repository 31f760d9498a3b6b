//! The headings of a draft.

use ibid_draft::{Block, BlockKind, Draft};
use ibid_text::Span;

/// A heading with what stands below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its words.
    pub text: String,
    /// Its words' bytes.
    pub name: Span,
    /// From it to the next heading that is no lower.
    pub span: Span,
    /// The headings below it.
    pub children: Vec<Heading>,
}

/// The headings of `draft`, lower ones below higher ones.
pub fn outline(draft: &Draft) -> Vec<Heading> {
    let headings = draft.blocks().into_iter().filter(|block| block.kind == BlockKind::Heading);
    let headings: Vec<(usize, Block)> =
        headings.filter_map(|block| Some((level(draft, &block)?, block))).collect();
    nested(draft, &headings, draft.len())
}

/// The first of `headings` and those beside it, each with those below it; all end at `end`.
fn nested(draft: &Draft, headings: &[(usize, Block)], end: usize) -> Vec<Heading> {
    let mut found = Vec::new();
    let mut rest = headings;
    while let Some(((level, block), after)) = rest.split_first() {
        let below = after.iter().position(|(other, _)| other <= level).unwrap_or(after.len());
        let (children, next) = after.split_at(below);
        let end = next.first().map_or(end, |(_, block)| block.span.start);
        found.push(Heading {
            text: draft.slice(block.span),
            name: block.span,
            span: Span::new(block.span.start, end),
            children: nested(draft, children, end),
        });
        rest = next;
    }
    found
}

/// How deep the heading `block` is, from 1; `None` for the head of a table.
fn level(draft: &Draft, block: &Block) -> Option<usize> {
    let rope = draft.rope();
    let line = rope.byte_to_line(block.span.start);
    let before = draft.slice(Span::new(rope.line_to_byte(line), block.span.start));
    let marks = before.chars().filter(|&c| c == '#').count();
    if marks > 0 {
        return Some(marks);
    }
    let below = rope.byte_to_line(block.span.end) + 1;
    let under = rope.get_line(below).map(|line| line.to_string()).unwrap_or_default();
    let under = under.trim().trim_start_matches('>').trim();
    match under.chars().next() {
        Some('=') if under.chars().all(|c| c == '=') => Some(1),
        Some('-') if under.chars().all(|c| c == '-') => Some(2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(headings: &[Heading], depth: usize) -> String {
        let lines = headings.iter().map(|heading| {
            let below = told(&heading.children, depth + 1);
            format!("{}{} ({})\n{below}", "  ".repeat(depth), heading.text, heading.span.len())
        });
        lines.collect()
    }

    #[test]
    fn lower_headings_stand_below_higher_ones() {
        let draft = "# One\n\nText.\n\n### Deep [@a]\n\nUnder\n-----\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n# Two\n\n`# no`\n";
        let outline = outline(&Draft::new(draft));
        assert_eq!(told(&outline, 0), "One (73)\n  Deep [@a] (11)\n  Under (46)\nTwo (12)\n");
    }
}
