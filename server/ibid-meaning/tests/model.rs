//! Models in folders: what they make of texts, and what is said where they are broken.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "../../../tests/meaning/bert.rs"]
mod made_bert;
#[path = "../../../tests/meaning/mod.rs"]
mod made_model;

use std::path::Path;

use ibid_meaning::{Direction, Kind, Model, Vectors, nearest};
use ibid_text::Span;
use made_bert::write_bert;
use made_model::{safetensors, write_model};

fn vectors(model: &Model, texts: &[&str]) -> Vec<Vec<f32>> {
    model.vectors(texts, Kind::Passage).unwrap()
}

#[test]
fn words_that_mean_the_same_are_near() {
    let folder = tempfile::tempdir().unwrap();
    write_model(folder.path());
    let model = Model::open(folder.path()).unwrap();
    let mut passages = Vectors::default();
    let texts = ["The doctor came late.", "Her motorcar stood in the rain.", "Nothing of the kind."];
    for (i, vector) in vectors(&model, &texts).into_iter().enumerate() {
        passages.push(Span::new(i, i + 1), &vector);
    }
    let query = model.vector("An AUTOMOBILE", Kind::Query).unwrap();
    let near = nearest(&Direction::of(&query).unwrap(), &[&passages], 3);
    assert_eq!(near.iter().map(|near| near.passage).collect::<Vec<_>>(), [1]);
    assert_eq!(Direction::of(&vectors(&model, &["xylophone quartz"])[0]), None);
    assert_eq!(Direction::of(&vectors(&model, &[""])[0]), None);
}

#[test]
fn a_text_is_the_mean_of_its_words_each_by_its_weight_and_row() {
    let folder = tempfile::tempdir().unwrap();
    write_model(folder.path());
    let f32s = |numbers: &[f32]| numbers.iter().flat_map(|n| n.to_le_bytes()).collect::<Vec<u8>>();
    // All words but "car" (1) share the second row; "car" weighs three times as much.
    let words = 14;
    let mapping: Vec<u8> = (0..words).flat_map(|id| i64::from(id != 1).to_le_bytes()).collect();
    let weights: Vec<f32> = (0..words).map(|id| if id == 1 { 3.0 } else { 1.0 }).collect();
    let tensors = [
        ("embeddings", "F32", vec![2, 2], f32s(&[1.0, 0.0, 0.0, 1.0])),
        ("weights", "F32", vec![words as usize], f32s(&weights)),
        ("mapping", "I64", vec![words as usize], mapping),
    ];
    std::fs::write(folder.path().join("model.safetensors"), safetensors(&tensors)).unwrap();
    let model = Model::open(folder.path()).unwrap();
    assert_eq!(vectors(&model, &["car river"]), [[3.0, 1.0]]);
}

#[test]
fn other_weights_or_another_tokenizer_are_another_model() {
    let folder = tempfile::tempdir().unwrap();
    write_model(folder.path());
    let id = || Model::open(folder.path()).unwrap().id().to_owned();
    let first = id();
    assert_eq!(id(), first);
    let tokenizer = folder.path().join("tokenizer.json");
    let text = std::fs::read_to_string(&tokenizer).unwrap();
    std::fs::write(&tokenizer, text.replace("\"brook\"", "\"creek\"")).unwrap();
    assert_ne!(id(), first);
}

#[track_caller]
fn broken(spoil: impl Fn(&Path), file: &str, why: &str) {
    let folder = tempfile::tempdir().unwrap();
    write_model(folder.path());
    spoil(folder.path());
    let fault = Model::open(folder.path()).err().unwrap().to_string();
    for part in [file, why, "search.model"] {
        assert!(fault.contains(part), "{part:?} is not in {fault:?}");
    }
}

#[test]
fn a_broken_folder_is_told_with_its_file() {
    let write = |name: &'static str, text: &'static str| {
        move |folder: &Path| std::fs::write(folder.join(name), text).unwrap()
    };
    broken(|folder| std::fs::remove_dir_all(folder).unwrap(), "cannot be read", "");
    broken(
        |folder| std::fs::remove_file(folder.join("model.safetensors")).unwrap(),
        "model.safetensors",
        "wants one such file",
    );
    broken(
        |folder| std::fs::remove_file(folder.join("tokenizer.json")).unwrap(),
        "tokenizer.json",
        "wants one",
    );
    broken(write("model.safetensors", "version https://git-lfs"), "model.safetensors", "is of no use");
    broken(write("tokenizer.json", "{"), "tokenizer.json", "is of no use");
    broken(write("config.json", "{"), "config.json", "is of no use");
    broken(
        |folder| {
            let other = [("lm_head.weight", "F32", vec![1, 1], vec![0; 4])];
            std::fs::write(folder.join("model.safetensors"), safetensors(&other)).unwrap();
        },
        "model.safetensors",
        "neither a static model",
    );
    broken(
        |folder| {
            let other = [("embeddings.word_embeddings.weight", "F32", vec![1, 1], vec![0; 4])];
            std::fs::write(folder.join("model.safetensors"), safetensors(&other)).unwrap();
            let config = r#"{"model_type":"modernbert","num_hidden_layers":1,"num_attention_heads":1,"intermediate_size":1}"#;
            std::fs::write(folder.join("config.json"), config).unwrap();
        },
        "model.safetensors",
        "ibid runs models of the type bert",
    );
}

#[test]
fn a_bert_is_what_its_definition_says() {
    let folder = tempfile::tempdir().unwrap();
    write_bert(folder.path(), "");
    let model = Model::open(folder.path()).unwrap();
    // As a straightforward program in NumPy has it.
    let expected = [1.506_66, -1.100_941, 2.047_591, 4.150_872];
    for (number, expected) in model.vector("car river chip", Kind::Query).unwrap().iter().zip(expected) {
        assert!((number - expected).abs() < 1e-4, "{number} is not {expected}");
    }
    assert_eq!(model.vector("", Kind::Query).unwrap(), [0.0; 4]);
}

#[test]
fn a_bert_without_a_part_is_told() {
    let folder = tempfile::tempdir().unwrap();
    write_bert(folder.path(), "encoder.layer.0.output.dense.bias");
    let fault = Model::open(folder.path()).err().unwrap().to_string();
    assert!(fault.contains("`encoder.layer.0.output.dense.bias`"), "{fault}");
    write_bert(folder.path(), "");
    let config =
        r#"{"model_type":"bert","num_hidden_layers":1,"num_attention_heads":2,"intermediate_size":5}"#;
    std::fs::write(folder.path().join("config.json"), config).unwrap();
    let fault = Model::open(folder.path()).err().unwrap().to_string();
    assert!(fault.contains("has 6 rows of 4 where the rest wants 5 of 4"), "{fault}");
}
