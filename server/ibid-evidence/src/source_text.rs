//! A source's text, taken apart for checking: sentences, their words and facts. Each part is worked out when
//! first asked for and kept.

use std::path::PathBuf;
use std::sync::OnceLock;

use ibid_facts::{Fact, Name, Rarity, Slot, Terms};
use ibid_sources::{ContentHash, Extracted, MarkKind, Metadata, Saved};
use ibid_text::{Language, Place, Span, sentences};

use crate::quote::Tokens;
use crate::saying;
use crate::stream::Stream;
use crate::vocabulary::Vocabulary;

/// Bytes between two sentences beyond which the first is no context of the second.
const CONTEXT: usize = 200;

/// A source that was read.
pub struct SourceText {
    /// Its file, absolute.
    pub path: PathBuf,
    /// The hash of its content.
    pub hash: ContentHash,
    extracted: Extracted,
    language: OnceLock<Language>,
    sentences: OnceLock<(Vec<Sentence>, Rarity)>,
    stream: OnceLock<Stream>,
    tokens: OnceLock<Tokens>,
    vocabulary: OnceLock<Vocabulary>,
}

/// A sentence of a source.
pub struct Sentence {
    /// Its bytes in the source's text.
    pub span: Span,
    /// Its terms, as the source's [`Rarity`] numbers them.
    pub terms: Terms,
    language: OnceLock<Language>,
    facts: OnceLock<Vec<Fact>>,
    slots: OnceLock<Vec<Slot>>,
    names: OnceLock<Vec<Name>>,
    weight: OnceLock<f32>,
}

impl SourceText {
    /// The source at `path` whose content has `hash`.
    pub fn new(path: PathBuf, hash: ContentHash, extracted: Extracted) -> SourceText {
        SourceText {
            path,
            hash,
            extracted,
            language: OnceLock::new(),
            sentences: OnceLock::new(),
            stream: OnceLock::new(),
            tokens: OnceLock::new(),
            vocabulary: OnceLock::new(),
        }
    }

    /// Its stretch `span` as a text of its own, without places.
    pub(crate) fn part(&self, span: Span) -> SourceText {
        let extracted = Extracted { text: span.of(self.text()).to_owned(), ..Extracted::default() };
        SourceText::new(self.path.clone(), self.hash.clone(), extracted)
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.extracted.text
    }

    /// The title that the file itself gives.
    pub fn title(&self) -> Option<&str> {
        self.extracted.metadata.title.as_deref()
    }

    /// What the file says of itself.
    pub fn metadata(&self) -> &Metadata {
        &self.extracted.metadata
    }

    /// Of a saved web page, where it came from.
    pub fn saved(&self) -> Option<&Saved> {
        self.extracted.saved.as_ref()
    }

    /// The sentences that hold `span`, for showing it in its context.
    pub fn around(&self, span: Span) -> Span {
        let touching = self.sentences().iter().map(|s| s.span).filter(|s| s.overlaps(span));
        touching.fold(span, Span::cover)
    }

    /// Where byte `offset` stands.
    pub fn place(&self, offset: usize) -> Place {
        self.extracted.place(offset)
    }

    /// The place of each page's beginning, in order; none for a source without pages.
    pub fn pages(&self) -> Vec<Place> {
        let marks = self.extracted.marks.iter().filter(|m| matches!(m.kind, MarkKind::Page { .. }));
        marks.map(|m| self.place(m.at)).collect()
    }

    /// The language that most of it is in.
    pub fn language(&self) -> Language {
        *self.language.get_or_init(|| Language::of(self.text()))
    }

    /// Its sentences, in order.
    pub fn sentences(&self) -> &[Sentence] {
        &self.counted().0
    }

    /// Its sentences, and how often each of their terms stands there.
    fn counted(&self) -> &(Vec<Sentence>, Rarity) {
        self.sentences.get_or_init(|| {
            let spans = sentences(self.text());
            let (rarity, terms) = Rarity::new(spans.iter().map(|span| span.of(self.text())), self.language());
            let sentence = |(span, terms): (Span, Terms)| Sentence {
                span,
                terms,
                language: OnceLock::new(),
                facts: OnceLock::new(),
                slots: OnceLock::new(),
                names: OnceLock::new(),
                weight: OnceLock::new(),
            };
            (spans.into_iter().zip(terms).map(sentence).collect(), rarity)
        })
    }

    /// Whether sentence `i` has `term`.
    pub fn has(&self, i: usize, term: &str) -> bool {
        self.rarity().number(term).is_some_and(|number| self.sentences()[i].terms.has(number))
    }

    /// The language of sentence `i`: that of the source, but for a Chinese sentence in an English one and the like.
    pub fn language_of(&self, i: usize) -> Language {
        let sentence = &self.sentences()[i];
        *sentence.language.get_or_init(|| match Language::of(sentence.span.of(self.text())) {
            Language::Chinese => Language::Chinese,
            _ => self.language(),
        })
    }

    /// The facts of sentence `i`, with spans in bytes of that sentence.
    pub fn facts(&self, i: usize) -> &[Fact] {
        let sentence = &self.sentences()[i];
        sentence.facts.get_or_init(|| ibid_facts::facts(sentence.span.of(self.text()), self.language()))
    }

    /// The slots of the facts of sentence `i`, in their order.
    pub fn slots(&self, i: usize) -> &[Slot] {
        self.sentences()[i].slots.get_or_init(|| {
            let (facts, text) = (self.facts(i), self.sentences()[i].span.of(self.text()));
            Slot::all(text, facts, self.before(i), self.language())
        })
    }

    /// The names in sentence `i`, with spans in bytes of that sentence.
    pub fn names(&self, i: usize) -> &[Name] {
        let sentence = &self.sentences()[i];
        let read = || ibid_facts::names(sentence.span.of(self.text()), self.facts(i), self.language_of(i));
        sentence.names.get_or_init(read)
    }

    /// What sentence `i` is worth as evidence for a claim with its words.
    pub(crate) fn weight(&self, i: usize) -> f32 {
        let sentence = &self.sentences()[i];
        *sentence.weight.get_or_init(|| saying::weight(sentence.span.of(self.text())))
    }

    /// Every word of it.
    pub fn vocabulary(&self) -> &Vocabulary {
        self.vocabulary.get_or_init(|| Vocabulary::new(self.text()))
    }

    /// The sentence before sentence `i`, where it is near enough to be its context.
    fn before(&self, i: usize) -> Option<&str> {
        let before = self.sentences()[i.checked_sub(1)?].span;
        (self.sentences()[i].span.start - before.end < CONTEXT).then(|| before.of(self.text()))
    }

    /// How much each term tells in this source.
    pub fn rarity(&self) -> &Rarity {
        &self.counted().1
    }

    /// Its bare letters, for looking quotations up.
    pub fn stream(&self) -> &Stream {
        self.stream.get_or_init(|| Stream::new(self.text()))
    }

    /// Its words, for aligning quotations.
    pub fn tokens(&self) -> &Tokens {
        self.tokens.get_or_init(|| Tokens::new(self.text()))
    }
}
