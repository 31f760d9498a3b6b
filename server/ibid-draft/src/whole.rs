//! The other way to the same result: a draft read as one region.

use ibid_text::Span;

use crate::block::Paragraph;
use crate::cut::{Barrier, Opening, lines};
use crate::places::blank;
use crate::region::Content;
use crate::structure::{Padded, collect};
use crate::{Draft, Markup};

/// The paragraphs of `draft`, its text read in one go. Only what the grammar does not know (footnote
/// definitions, display mathematics, front matter) is taken from the regions: it is made an empty
/// heading (after an empty line), which ends what stands before as they do.
/// `None` where the grammar finds no tree.
pub(crate) fn paragraphs(draft: &Draft) -> Option<Vec<Paragraph>> {
    let text = draft.slice(Span::new(0, draft.len()));
    let known = Padded::new(&without_unknown(draft));
    let structure = known.with_tree(|root| (!root.has_error()).then(|| collect(root, &known)))??;
    let mut found = Content::new(Markup::Markdown, &text, structure, None, None).paragraphs;
    let notes = draft.chunks.from(0).filter(|placed| placed.region.note().is_some());
    found.extend(notes.flat_map(|placed| placed.paragraphs(None)));
    found.sort_by_key(|paragraph| paragraph.block.span.start);
    Some(found)
}

fn without_unknown(draft: &Draft) -> String {
    let mut out = String::new();
    for placed in draft.chunks.from(0) {
        let text = &placed.region.text;
        match placed.region.opening {
            Opening::Note | Opening::Inside(Barrier::Math(true) | Barrier::FrontMatter(true)) => {
                let parted = lines(&out).last().is_none_or(|line| line.is_blank());
                let heading = if parted { "# " } else { "\r#" };
                out.push_str(heading);
                out.push_str(&blank(text)[heading.len()..]);
            }
            Opening::Inside(Barrier::Math(false) | Barrier::FrontMatter(false)) => out.push_str(&blank(text)),
            _ => out.push_str(text),
        }
    }
    out
}
