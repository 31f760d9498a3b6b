//! The fields of the engine's documents, and the way from passages to them and back.
//!
//! Each source is one record without text, which says that it is known, and one a passage.

use std::path::{Path, PathBuf};

use ibid_sources::{ContentHash, Passage};
use ibid_text::{Language, Place, Span, Tongue};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TantivyDocument, TextFieldIndexing,
    TextOptions, Value,
};
use tantivy::{Index, Term};

use crate::model::{Document, Hit};
use crate::tokens::{ExactTokenizer, StemTokenizer, tagged};

/// Part of the tokenizers' names, and so of the schema: raise it when tokens change, and every
/// index is rebuilt.
const VERSION: u32 = 3;
/// Bytes of a source that tell its language.
const ENOUGH: usize = 4_000;

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
    start: Field,
    end: Field,
    place: Field,
    language: Field,
    /// The language's code.
    pub(crate) tongue: Field,
    /// The text as written; also the field for phrases.
    pub(crate) exact: Field,
    /// The field for ranking.
    pub(crate) stems: Field,
    /// Title, heading, authors and year, for ranking.
    pub(crate) about: Field,
    /// On a source's record, all its words, for ranking.
    pub(crate) whole: Field,
    text: Field,
}

pub(crate) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let text = |tokenizer: &str, option| {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(&format!("ibid-{tokenizer}-{VERSION}"))
            .set_index_option(option);
        TextOptions::default().set_indexing_options(indexing)
    };
    // Those that are made of the same tokens stand side by side.
    let exact = builder.add_text_field("exact", text("exact", IndexRecordOption::WithFreqsAndPositions));
    let stems = builder.add_text_field("stems", text("stems", IndexRecordOption::WithFreqs));
    let about = builder.add_text_field("about", text("stems", IndexRecordOption::WithFreqs));
    let whole = builder.add_text_field("whole", text("stems", IndexRecordOption::WithFreqs));
    let column = TextOptions::default().set_fast("raw");
    let fields = Fields {
        path: builder.add_text_field(PATH, STRING | STORED | FAST),
        source: builder.add_u64_field("source", INDEXED),
        record: builder.add_text_field(RECORD, column.clone()),
        address: builder.add_text_field(ADDRESS, column.clone()),
        folder: builder.add_text_field("folder", STRING),
        hash: builder.add_text_field(HASH, column | STORED),
        start: builder.add_u64_field("start", STORED),
        end: builder.add_u64_field("end", STORED),
        place: builder.add_text_field("place", STORED),
        language: builder.add_text_field("language", STORED),
        tongue: builder.add_text_field("tongue", STRING),
        exact,
        stems,
        about,
        whole,
        text: builder.add_text_field("text", STORED),
    };
    (builder.build(), fields)
}

pub(crate) fn register_tokenizers(index: &Index) {
    index.tokenizers().register(&format!("ibid-exact-{VERSION}"), ExactTokenizer);
    index.tokenizers().register(&format!("ibid-stems-{VERSION}"), StemTokenizer);
}

/// The language of the whole of `document`, which a passage has that says too little.
pub(crate) fn tongue_of(document: &Document) -> Tongue {
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

    /// The record of `document` itself, whose language is `tongue`.
    pub(crate) fn source_record(&self, document: &Document, tongue: Tongue) -> TantivyDocument {
        let about = &document.about;
        let mut record = self.common(document);
        record.add_u64(self.source, 1);
        record.add_text(self.record, about.line());
        document.address.iter().for_each(|address| record.add_text(self.address, address));
        // What stands in the title tells twice as much as what stands in the text.
        record.add_text(self.whole, tagged(tongue, &format!("{} {}", about.line(), about.title)));
        for text in texts_once(&document.passages) {
            record.add_text(self.whole, tagged(tongue, text));
        }
        record
    }

    /// The record of `passage` in `document`, whose language is `tongue` as a whole.
    pub(crate) fn passage_record(
        &self,
        document: &Document,
        passage: &Passage,
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
        record.add_u64(self.start, passage.span.start as u64);
        record.add_u64(self.end, passage.span.end as u64);
        record.add_text(self.place, json(&passage.place));
        record.add_text(self.language, json(&passage.language));
        record.add_text(self.tongue, tongue.code());
        record.add_text(self.exact, &passage.text);
        record.add_text(self.stems, tagged(tongue, &passage.text));
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

    pub(crate) fn source_of(&self, record: &TantivyDocument) -> (PathBuf, ContentHash) {
        let text = |field| record.get_first(field).and_then(|v| v.as_str()).unwrap_or_default();
        (PathBuf::from(text(self.path)), ContentHash(text(self.hash).to_owned()))
    }

    pub(crate) fn hit(&self, record: &TantivyDocument, score: f32) -> Hit {
        let text = |field| record.get_first(field).and_then(|v| v.as_str()).unwrap_or_default();
        let number = |field| record.get_first(field).and_then(|v| v.as_u64()).unwrap_or_default() as usize;
        let (path, hash) = self.source_of(record);
        let start = number(self.start);
        Hit {
            path,
            hash,
            span: Span::new(start, number(self.end).max(start)),
            place: serde_json::from_str::<Place>(text(self.place)).unwrap_or_default(),
            text: text(self.text).to_owned(),
            language: serde_json::from_str(text(self.language)).unwrap_or_default(),
            score,
        }
    }
}

/// The text of `passages`, each without what the one before has too.
fn texts_once(passages: &[Passage]) -> impl Iterator<Item = &str> {
    let mut read = 0_usize;
    passages.iter().map(move |passage| {
        let known = read.saturating_sub(passage.span.start);
        read = read.max(passage.span.end);
        passage.text.get(known..).unwrap_or_default()
    })
}

/// Plain structs of strings and numbers always have a JSON form; an empty string reads as default.
fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
