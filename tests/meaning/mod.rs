//! A static model of a few words, for tests: words of one list mean the same.

use std::path::Path;

use serde_json::{Map, Value, json};

/// The words that the model knows; each line's mean one thing, and have one dimension.
const MEANINGS: [&[&str]; 4] = [
    &["car", "automobile", "vehicle", "motorcar"],
    &["physician", "doctor", "surgeon"],
    &["river", "stream", "brook"],
    &["chip", "processor"],
];

/// Writes the model into `folder` as model2vec does: weights, tokenizer, configuration.
pub(crate) fn write_model(folder: &Path) {
    std::fs::create_dir_all(folder).unwrap();
    let mut words = vec!["[UNK]"];
    words.extend(MEANINGS.iter().copied().flatten());
    let vocabulary: Map<String, Value> =
        words.iter().enumerate().map(|(id, word)| ((*word).to_owned(), id.into())).collect();
    let tokenizer = json!({
        "version": "1.0",
        "added_tokens": [{
            "id": 0, "content": "[UNK]", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false,
            "special": true,
        }],
        "normalizer": { "type": "Lowercase" },
        "pre_tokenizer": { "type": "BertPreTokenizer" },
        "model": {
            "type": "WordPiece",
            "unk_token": "[UNK]",
            "continuing_subword_prefix": "##",
            "max_input_chars_per_word": 100,
            "vocab": vocabulary,
        },
    });
    std::fs::write(folder.join("tokenizer.json"), tokenizer.to_string()).unwrap();
    std::fs::write(folder.join("config.json"), r#"{"model_type":"model2vec","normalize":true}"#).unwrap();
    // Of what is not known, the row would point everywhere, if it counted.
    let mut rows = vec![[1.0_f32; 4]];
    for (dimension, words) in MEANINGS.iter().enumerate() {
        let mut row = [0.0; 4];
        row[dimension] = 1.0;
        rows.extend(words.iter().map(|_| row));
    }
    let bytes: Vec<u8> = rows.iter().flatten().flat_map(|number| number.to_le_bytes()).collect();
    let table = ("embeddings", "F32", vec![rows.len(), 4], bytes);
    std::fs::write(folder.join("model.safetensors"), safetensors(&[table])).unwrap();
}

/// A safetensors file of tensors: name, kind of number, shape, bytes.
pub(crate) fn safetensors(tensors: &[(&str, &str, Vec<usize>, Vec<u8>)]) -> Vec<u8> {
    let (mut head, mut data) = (Vec::new(), Vec::new());
    for (name, kind, shape, bytes) in tensors {
        let from = data.len();
        data.extend(bytes);
        head.push(format!(
            r#""{name}":{{"dtype":"{kind}","shape":{shape:?},"data_offsets":[{from},{}]}}"#,
            data.len()
        ));
    }
    let head = format!("{{{}}}", head.join(","));
    let padded = format!("{head:<width$}", width = head.len().next_multiple_of(8));
    [&(padded.len() as u64).to_le_bytes()[..], padded.as_bytes(), &data].concat()
}
