//! The fields of the engine's documents, and the way from passages to them and back.
//!
//! Each source is one record without text, which says that it is known, and one a passage.

use std::path::{Path, PathBuf};

use ibid_sources::{ContentHash, Passage};
use ibid_text::{Place, Span};
use tantivy::schema::{
    Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TantivyDocument, TextFieldIndexing,
    TextOptions, Value,
};
use tantivy::{Index, Term};

use crate::model::{Document, Hit};
use crate::tokens::{ExactTokenizer, StemTokenizer};

/// Part of the tokenizers' names, and so of the schema: raise it when tokens change, and every
/// index is rebuilt.
const VERSION: u32 = 1;

#[derive(Clone, Copy)]
pub(crate) struct Fields {
    pub(crate) path: Field,
    /// 1 on a source's record; passages lack it.
    pub(crate) source: Field,
    hash: Field,
    start: Field,
    end: Field,
    place: Field,
    language: Field,
    /// The text as written; also the field for phrases.
    pub(crate) exact: Field,
    /// The field for ranking.
    pub(crate) stems: Field,
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
    let exact = builder.add_text_field("exact", text("exact", IndexRecordOption::WithFreqsAndPositions));
    let stems = builder.add_text_field("stems", text("stems", IndexRecordOption::WithFreqs));
    let fields = Fields {
        path: builder.add_text_field("path", STRING | STORED),
        source: builder.add_u64_field("source", INDEXED),
        hash: builder.add_text_field("hash", STORED),
        start: builder.add_u64_field("start", STORED),
        end: builder.add_u64_field("end", STORED),
        place: builder.add_text_field("place", STORED),
        language: builder.add_text_field("language", STORED),
        exact,
        stems,
        text: builder.add_text_field("text", STORED),
    };
    (builder.build(), fields)
}

pub(crate) fn register_tokenizers(index: &Index) {
    index.tokenizers().register(&format!("ibid-exact-{VERSION}"), ExactTokenizer);
    index.tokenizers().register(&format!("ibid-stems-{VERSION}"), StemTokenizer);
}

impl Fields {
    /// The term that all records of a source share.
    pub(crate) fn path_term(&self, path: &Path) -> Term {
        Term::from_field_text(self.path, &path.to_string_lossy())
    }

    pub(crate) fn source_term(&self) -> Term {
        Term::from_field_u64(self.source, 1)
    }

    pub(crate) fn source_record(&self, document: &Document) -> TantivyDocument {
        let mut record = self.common(document);
        record.add_u64(self.source, 1);
        record
    }

    pub(crate) fn passage_record(&self, document: &Document, passage: &Passage) -> TantivyDocument {
        let mut record = self.common(document);
        record.add_u64(self.start, passage.span.start as u64);
        record.add_u64(self.end, passage.span.end as u64);
        record.add_text(self.place, json(&passage.place));
        record.add_text(self.language, json(&passage.language));
        record.add_text(self.exact, &passage.text);
        record.add_text(self.stems, &passage.text);
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

/// Plain structs of strings and numbers always have a JSON form; an empty string reads as default.
fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
