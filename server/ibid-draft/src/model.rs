//! What a draft is made of, in spans of the whole draft.

use ibid_text::{Locator, Span};

/// What kind of paragraph a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A paragraph of prose.
    Prose,
    /// A heading, or the head of a table: never a claim.
    Heading,
    /// A paragraph inside a block quote.
    Quote,
    /// A paragraph of a list item.
    ListItem,
    /// One row of a table.
    TableRow,
    /// A paragraph of the footnote with this label.
    Footnote(String),
}

/// A paragraph of the draft with what stands in it. All spans are of the whole draft.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What kind of paragraph it is.
    pub kind: BlockKind,
    /// The paragraph's bytes, from its first character to its last, markers of the first line left out.
    pub span: Span,
    /// The paragraph with every byte of markup, citation, code and raw HTML replaced by a space, so that it
    /// is as long in bytes as `span` and reads as prose. Text of links and emphasis stays.
    pub text: String,
    /// Its sentences.
    pub sentences: Vec<Span>,
    /// Its citations, footnote references included, in order.
    pub citations: Vec<Citation>,
    /// Its quotations, in order; an outer one before those nested in it.
    pub quotations: Vec<Quotation>,
}

/// One pointer from the draft to a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The whole item: `see @a, pp. 33-35` within a bracket, `@a [p. 3]` in the prose, the whole link,
    /// the whole `[^1]`.
    pub span: Span,
    /// The bracket that holds it, marks included; the item itself where there is none.
    pub group: Span,
    /// What a finding stands on: the citekey, with its `@` where it is written with one; the words that name the source;
    /// the link's destination; the footnote's label.
    pub target_span: Span,
    /// What it points to.
    pub target: Target,
    /// What the writer wrote to point into the source.
    pub locator: Option<(Span, Locator)>,
    /// How it is written.
    pub form: CitationForm,
}

/// What a citation points to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// A citekey, without its `@` and braces.
    Key(String),
    /// The destination of an inline link, as written: a path (perhaps with a fragment) or a URL.
    Link(String),
    /// The name of a page of notes as a wikilink has it, perhaps with a heading or block after `#`.
    Page(String),
    /// The label of a footnote; its own block holds the citations.
    Footnote(String),
}

/// How a citation is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CitationForm {
    /// `[@key]`, `[-@key]`.
    Bracketed,
    /// `@key says`, `@key [p. 3]`.
    Narrative,
    /// `[text](destination)`, `<address>`, `[[page]]`.
    Link,
    /// `[^label]`.
    Footnote,
    /// `Ren (2025)`, the text of a reference in a note: words that can mean one reference alone.
    Named,
    /// `Ren told People's Daily that`: who said it and where, which may mean another occasion; it governs weakly.
    Attributed,
    /// A key in the front matter's `nocite`: known, governing nothing.
    NoCite,
}

/// A stretch of the draft set between quotation marks, or a block quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// With its marks.
    pub span: Span,
    /// Between its marks.
    pub inner: Span,
    /// Whether it is a block quote (no marks; its source in its last line, the line before or after).
    pub block: bool,
}

/// A sentence of the draft that a source could bear out, with the citations that govern it.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The sentence.
    pub span: Span,
    /// Its masked text: as long in bytes as `span` (see [`Block::text`]).
    pub text: String,
    /// The citations that govern it, footnotes replaced by the citations they hold (`span` then is that of
    /// the citation in the note, `via` the reference in the text).
    pub governed_by: Vec<Governing>,
    /// The quotations that end in this sentence (a block quote belongs to its last sentence).
    pub quotations: Vec<Quotation>,
    /// The quotations that hold a part of this sentence, wherever they end.
    pub quoted: Vec<Span>,
    /// The block it stands in.
    pub block: Span,
    /// The masked text of the sentence before it in the same block, if any.
    pub before: Option<String>,
    /// What kind of paragraph it stands in.
    pub kind: BlockKind,
}

impl Claim {
    /// The citations that govern it for certain, footnotes' among them.
    pub fn cited(&self) -> impl Iterator<Item = &Governing> {
        self.governed_by.iter().filter(|by| !by.weak)
    }

    /// Whether any does.
    pub fn is_cited(&self) -> bool {
        self.cited().next().is_some()
    }

    /// The sentence and the citations right behind it.
    pub fn with_citations(&self) -> Span {
        let end = self.cited_in_text().map(|group| group.end).fold(self.span.end, usize::max);
        Span::new(self.span.start, end)
    }

    /// The brackets of those that stand in the text itself.
    pub fn cited_in_text(&self) -> impl Iterator<Item = Span> {
        self.cited().filter(|by| by.via.is_none()).map(|by| by.citation.group)
    }
}

/// A citation that governs a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Governing {
    /// The citation.
    pub citation: Citation,
    /// It ends the paragraph and governs this earlier, uncited sentence only for hover and search, never
    /// for a mismatch.
    pub weak: bool,
    /// The footnote reference in the text through which it came.
    pub via: Option<Span>,
}

/// What the front matter says that ibid needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// The whole block, fences included.
    pub span: Option<Span>,
    /// `bibliography:`, scalar or list, as written, with the span of each.
    pub bibliography: Vec<(Span, String)>,
    /// `csl:`, the citation style, as written, with its span.
    pub csl: Option<(Span, String)>,
    /// There are `references:`, entries for this draft alone.
    pub references: bool,
    /// Codes under `ibid: { ignore: [...] }`.
    pub ignore: Vec<String>,
    /// `ibid: { private: true }`.
    pub private: bool,
}

/// `<!-- ibid: ignore CODE, CODE -->`: which findings it silences, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignore {
    /// The comment.
    pub span: Span,
    /// The codes named; empty means all.
    pub codes: Vec<String>,
    /// The stretch it silences: the sentence it ends, or the line after it.
    pub covers: Span,
}
