//! A network for tests: a BERT with made up weights, and the tokenizer of the static model.

use std::path::Path;

use crate::made_model::{safetensors, write_model};

/// A BERT of one layer, whose states are four numbers wide, in `folder`; the tensor `without` is left out.
pub(crate) fn write_bert(folder: &Path, without: &str) {
    let numbers = |count: usize| {
        (0..count).flat_map(|i| ((i as f32 * 0.7 + 0.3).sin()).to_le_bytes()).collect::<Vec<u8>>()
    };
    let mut tensors = vec![
        ("embeddings.word_embeddings.weight".to_owned(), vec![14, 4]),
        ("embeddings.position_embeddings.weight".to_owned(), vec![8, 4]),
        ("embeddings.token_type_embeddings.weight".to_owned(), vec![2, 4]),
        ("embeddings.LayerNorm.weight".to_owned(), vec![4]),
        ("embeddings.LayerNorm.bias".to_owned(), vec![4]),
    ];
    let layer = |part: &str| format!("encoder.layer.0.{part}");
    for part in
        ["attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"]
    {
        tensors.push((layer(&format!("{part}.weight")), vec![4, 4]));
        tensors.push((layer(&format!("{part}.bias")), vec![4]));
    }
    for part in ["attention.output.LayerNorm", "output.LayerNorm"] {
        tensors.push((layer(&format!("{part}.weight")), vec![4]));
        tensors.push((layer(&format!("{part}.bias")), vec![4]));
    }
    tensors.push((layer("intermediate.dense.weight"), vec![6, 4]));
    tensors.push((layer("intermediate.dense.bias"), vec![6]));
    tensors.push((layer("output.dense.weight"), vec![4, 6]));
    tensors.push((layer("output.dense.bias"), vec![4]));
    tensors.retain(|(name, _)| name != without);
    let tensors: Vec<_> = tensors
        .iter()
        .map(|(name, shape)| (name.as_str(), "F32", shape.clone(), numbers(shape.iter().product())))
        .collect();
    write_model(folder);
    std::fs::write(folder.join("model.safetensors"), safetensors(&tensors)).unwrap();
    let config =
        r#"{"model_type":"bert","num_hidden_layers":1,"num_attention_heads":2,"intermediate_size":6}"#;
    std::fs::write(folder.join("config.json"), config).unwrap();
}
