//! The fields of the engine's documents, and the way from passages to them and back.
//!
//! Each source is one record without text, which says that it is known, and one a passage.

use std::path::{Path, PathBuf};

use ibid_sources::{ContentHash, Passage};
use ibid_text::{Language, Place, Span, Tongue};
use serde::{Deserialize, Serialize};
use tantivy::schema::{
    Field, INDEXED, IndexRecordOption, STORED, Schema, TantivyDocument, TextFieldIndexing, TextOptions, Value,
};
use tantivy::{Index, Term};

use crate::model::{Document, Hit};
use crate::overlap::{each_once, indexed};
use crate::tokens::{StemTokenizer, tagged};

/// Part of the tokenizer's name, and so of the schema: raise it when tokens change, and every index
/// is rebuilt.
const VERSION: u32 = 5;
/// Bytes of a source that tell its language.
const ENOUGH: usize = 4_000;
/// Bytes of a source, of its beginning, whose words count as those of the whole: a paper has as many, and what a book is about is
/// told in its first chapter. All of a book's words would be most of the time that it takes to index it.
const WHOLE: usize = 50_000;
/// Passages that are written together, since one may have words indexed with the one before.
const TOGETHER: usize = 500;

/// The columns of a source's record that are read without the record.
pub(crate) const PATH: &str = "path";
pub(crate) const HASH: &str = "hash";
pub(crate) const RECORD: &str = "record";
pub(crate) const ADDRESS: &str = "address";

#[derive(Clone, Copy)]
pub(crate) struct Fields {
    pub(crate) path: Field,
    /// 1 on a source's record; passages lack it.
    pub(crate) source: Field,
    /// On a source's record, what the source can be found by besides.
    record: Field,
    /// On a source's record, the web address that it was saved from, where it says one.
    address: Field,
    /// Each folder that the source lies in.
    pub(crate) folder: Field,
    hash: Field,
    /// On a passage's record, what is told of it besides its text.
    told: Field,
    /// The language's code.
    pub(crate) tongue: Field,
    /// The words of the passage that are indexed with it, for ranking and, by their positions, for phrases.
    pub(crate) words: Field,
    /// Title, heading, authors and year, for ranking.
    pub(crate) about: Field,
    /// On a source's record, its words up to [`WHOLE`] bytes, for ranking.
    pub(crate) whole: Field,
    /// The text as written.
    text: Field,
}

pub(crate) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let text = |option| {
        let indexing = TextFieldIndexing::default().set_tokenizer(&tokenizer()).set_index_option(option);
        TextOptions::default().set_indexing_options(indexing)
    };
    let column = TextOptions::default().set_fast("raw");
    // Of what is only looked up, no lengths are kept.
    let indexing = TextFieldIndexing::default().set_tokenizer("raw").set_fieldnorms(false);
    let looked_up = TextOptions::default().set_indexing_options(indexing);
    let fields = Fields {
        path: builder.add_text_field(PATH, looked_up.clone() | column.clone()),
        source: builder.add_u64_field("source", INDEXED),
        record: builder.add_text_field(RECORD, column.clone()),
        address: builder.add_text_field(ADDRESS, column.clone()),
        folder: builder.add_text_field("folder", looked_up.clone()),
        hash: builder.add_text_field(HASH, column),
        told: builder.add_text_field("told", STORED),
        tongue: builder.add_text_field("tongue", looked_up),
        words: builder.add_text_field("words", text(IndexRecordOption::WithFreqsAndPositions)),
        about: builder.add_text_field("about", text(IndexRecordOption::WithFreqs)),
        whole: builder.add_text_field("whole", text(IndexRecordOption::WithFreqs)),
        text: builder.add_text_field("text", STORED),
    };
    (builder.build(), fields)
}

fn tokenizer() -> String {
    format!("ibid-stems-{VERSION}")
}

pub(crate) fn register_tokenizer(index: &Index) {
    index.tokenizers().register(&tokenizer(), StemTokenizer);
}

/// The language of the whole of `document`, which a passage has that says too little.
fn tongue_of(document: &Document) -> Tongue {
    let mut beginning = String::new();
    for passage in document.passages.iter().take_while(|passage| passage.span.start < ENOUGH) {
        beginning.push_str(&passage.text);
        beginning.push('\n');
    }
    Tongue::of(&beginning).unwrap_or(Tongue::ENGLISH)
}

impl Fields {
    /// The term that all records of a source share.
    pub(crate) fn path_term(&self, path: &Path) -> Term {
        Term::from_field_text(self.path, &path.to_string_lossy())
    }

    pub(crate) fn source_term(&self) -> Term {
        Term::from_field_u64(self.source, 1)
    }

    /// The records of `document`, in groups that are to stand each in one segment, in order.
    pub(crate) fn records(&self, document: &Document) -> impl Iterator<Item = Vec<TantivyDocument>> {
        let tongue = tongue_of(document);
        let groups = document.passages.chunks(TOGETHER).map(move |group| {
            let records = indexed(group);
            records.map(|(passage, words)| self.passage_record(document, passage, words, tongue)).collect()
        });
        std::iter::once(vec![self.source_record(document, tongue)]).chain(groups)
    }

    /// The record of `document` itself, whose language is `tongue`.
    fn source_record(&self, document: &Document, tongue: Tongue) -> TantivyDocument {
        let about = &document.about;
        let mut record = self.common(document);
        record.add_u64(self.source, 1);
        record.add_text(self.record, about.line());
        document.address.iter().for_each(|address| record.add_text(self.address, address));
        // What stands in the title tells twice as much as what stands in the text.
        record.add_text(self.whole, tagged(tongue, &format!("{} {}", about.line(), about.title)));
        let mut room = WHOLE;
        let beginning = each_once(&document.passages).take_while(|text| {
            let begins_inside = room > 0;
            room = room.saturating_sub(text.len());
            begins_inside
        });
        beginning.for_each(|text| record.add_text(self.whole, tagged(tongue, text)));
        record
    }

    /// The record of `passage` in `document`, whose language is `tongue` as a whole, with `words` of it indexed.
    fn passage_record(
        &self,
        document: &Document,
        passage: &Passage,
        words: &str,
        tongue: Tongue,
    ) -> TantivyDocument {
        let tongue = match passage.language {
            // A closer look at plain English in an English text would come to the same.
            Language::English if tongue == Tongue::ENGLISH => tongue,
            _ => Tongue::of(&passage.text).unwrap_or(tongue),
        };
        let about = &document.about;
        let heading = passage.place.heading.as_deref().unwrap_or_default();
        let heading = if heading == about.title { "" } else { heading };
        let mut record = self.common(document);
        document.path.ancestors().skip(1).for_each(|folder| {
            record.add_text(self.folder, folder.to_string_lossy());
        });
        record.add_text(self.told, json(&Told::by(passage)));
        record.add_text(self.tongue, tongue.code());
        record.add_text(self.words, tagged(tongue, words));
        record.add_text(self.about, tagged(tongue, &format!("{} {heading}", about.line())));
        record.add_text(self.text, &passage.text);
        record
    }

    fn common(&self, document: &Document) -> TantivyDocument {
        let mut record = TantivyDocument::new();
        record.add_text(self.path, document.path.to_string_lossy());
        record.add_text(self.hash, &document.hash.0);
        record
    }

    /// The passage that `record` is of, in the source at `path` with content `hash`.
    pub(crate) fn hit(&self, record: &TantivyDocument, path: PathBuf, hash: ContentHash, score: f32) -> Hit {
        let text = |field| record.get_first(field).and_then(|v| v.as_str()).unwrap_or_default();
        let told: Told = serde_json::from_str(text(self.told)).unwrap_or_default();
        let Told(start, end, page, page_index, heading, time, line, language) = told;
        let (span, place) =
            (Span::new(start, end.max(start)), Place { page, page_index, heading, time, line });
        Hit { path, hash, span, place, text: text(self.text).to_owned(), language, score }
    }
}

/// What a passage's record says besides its text: its span, its place and its language. A list, since names would be written
/// as often as there are passages.
#[derive(Default, Serialize, Deserialize)]
struct Told(usize, usize, Option<String>, Option<u32>, Option<String>, Option<f64>, Option<u32>, Language);

impl Told {
    fn by(passage: &Passage) -> Told {
        let Place { page, page_index, heading, time, line } = passage.place.clone();
        let (start, end) = (passage.span.start, passage.span.end);
        Told(start, end, page, page_index, heading, time, line, passage.language)
    }
}

/// Plain structs of strings and numbers always have a JSON form; an empty string reads as default.
fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
