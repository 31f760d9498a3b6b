//! The peer of the index: a program that does nothing but give the paragraphs of text files to the same engine, through the
//! same tokenizer, to be found by word and by phrase and to be shown.

use std::path::Path;

use tantivy::schema::{IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::{Index, doc};

#[allow(unreachable_pub, reason = "it is another crate's file, which is not open to anybody else")]
#[path = "../../server/ibid-library/src/tokens.rs"]
mod tokens;

/// What the engine's own example takes.
const MEMORY: usize = 100_000_000;

/// Puts `files` into an index in `folder`.
pub(crate) fn index(files: &[std::path::PathBuf], folder: &Path) {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("stems")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing) | STORED);
    let index = Index::create_in_dir(folder, schema.build()).unwrap();
    index.tokenizers().register("stems", tokens::StemTokenizer);
    let mut writer = index.writer(MEMORY).unwrap();
    for file in files {
        let whole = std::fs::read_to_string(file).unwrap();
        for paragraph in whole.split("\n\n").filter(|paragraph| !paragraph.is_empty()) {
            writer.add_document(doc!(text => paragraph)).unwrap();
        }
    }
    writer.commit().unwrap();
    writer.wait_merging_threads().unwrap();
}
