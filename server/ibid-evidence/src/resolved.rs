//! A source as a citation names it: its text, and its pages as its reader counts them.

use std::sync::Arc;

use ibid_references::Reference;
use ibid_text::{Locator, LocatorKind, Place, Span};

use crate::model::Evidence;
use crate::source_text::SourceText;

/// What a citation points to.
#[derive(Clone)]
pub struct Resolved {
    /// The reference, where a citekey was cited or the file belongs to one.
    pub reference: Option<Arc<Reference>>,
    /// The source's text.
    pub text: Arc<SourceText>,
}

impl Resolved {
    /// Where byte `offset` stands. The page is the one printed, else counted from the first page that the
    /// reference names, else the file's own count.
    pub fn place(&self, offset: usize) -> Place {
        self.numbered(self.text.place(offset))
    }

    /// The places of the pages' beginnings, in order.
    pub fn pages(&self) -> Vec<Place> {
        self.text.pages().into_iter().map(|page| self.numbered(page)).collect()
    }

    /// The first and last page that the reference names; for a part of something larger only, since `pages`
    /// of a whole book may be how many it has.
    pub fn named_pages(&self) -> Option<Locator> {
        named_pages(self.reference.as_deref()?)
    }

    /// Whether the pages printed in the file are not those that the reference names, so that neither can be
    /// held against a writer.
    pub fn pages_disputed(&self) -> bool {
        let Some(named) = self.named_pages() else { return false };
        let pages = self.pages();
        !pages.is_empty() && pages.iter().all(|page| named.matches(page) == Some(false))
    }

    /// The stretch `span` as evidence.
    pub fn evidence(&self, span: Span) -> Evidence {
        Evidence {
            source: self.text.path.clone(),
            span: Some(span),
            reference: self.reference.clone(),
            place: self.place(span.start),
            quote: span.of(self.text.text()).to_owned(),
        }
    }

    fn numbered(&self, mut place: Place) -> Place {
        if place.page.is_none()
            && let Some(index) = place.page_index
        {
            let first = self.named_pages().and_then(|named| named.ranges.first()?.0.parse::<u32>().ok());
            place.page = Some((first.unwrap_or(1) + index - 1).to_string());
        }
        place
    }
}

/// The pages that `reference`, a part of something larger, names. A single number, or a range from 1, may be how
/// many pages a whole has, unless the entry's type is that of a part.
pub fn named_pages(reference: &Reference) -> Option<Locator> {
    const PARTS: [&str; 6] =
        ["article", "incollection", "inproceedings", "inbook", "suppperiodical", "inreference"];
    let (named, _) = Locator::parse(reference.pages.as_deref()?)?;
    let (first, last) = named.ranges.first()?;
    let part = PARTS.contains(&reference.kind.as_str()) || (first != last && first != "1");
    (part && named.kind == LocatorKind::Page).then_some(named)
}
