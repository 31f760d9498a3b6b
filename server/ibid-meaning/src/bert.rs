//! A sentence-transformers model of the BERT kind: the forward pass, one text at a time, on plain slices.

mod layer;

use serde::Deserialize;

use crate::Error;
use crate::folder::Folder;
use crate::matrix::add;
use crate::tensors::{Table, Tensors};
use crate::tokens::Tokens;
use layer::{Layer, Norm, Sizes};

/// What the table of tokens is called: in the model alone, and in one that was made for some task.
pub(crate) const TABLES: [&str; 2] =
    ["embeddings.word_embeddings.weight", "bert.embeddings.word_embeddings.weight"];
const TABLE: &str = "embeddings.word_embeddings.weight";

/// A BERT.
pub(crate) struct Bert {
    tokens: Tokens,
    words: Table,
    positions: Table,
    /// What every token of a text on its own has besides.
    segment: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
    pooling: Pooling,
}

/// How a text's vector comes of those of its tokens.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pooling {
    Mean,
    /// That of the token that opens the text.
    First,
}

#[derive(Deserialize)]
struct Config {
    model_type: Option<String>,
    num_hidden_layers: usize,
    num_attention_heads: usize,
    intermediate_size: usize,
    #[serde(default = "gelu")]
    hidden_act: String,
    #[serde(default = "epsilon")]
    layer_norm_eps: f32,
}

fn gelu() -> String {
    "gelu".to_owned()
}

fn epsilon() -> f32 {
    1e-12
}

/// `1_Pooling/config.json`.
#[derive(Default, Deserialize)]
#[serde(default)]
struct PoolingConfig {
    pooling_mode_cls_token: bool,
    pooling_mode_mean_tokens: bool,
}

/// `sentence_bert_config.json`.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Sentence {
    max_seq_length: Option<usize>,
}

impl Bert {
    /// The one in `folder`, whose weights are `tensors`, its table of tokens under the name `table`.
    pub(crate) fn read(folder: &Folder, tensors: &Tensors<'_>, table: &str) -> Result<Bert, Error> {
        let config: Config = folder.needed("config.json")?;
        let kind = config.model_type.as_deref().unwrap_or("bert");
        if kind != "bert" || config.hidden_act != "gelu" {
            let why = format!(
                "it is of the type {kind} with {}, and ibid runs models of the type bert with gelu",
                config.hidden_act
            );
            return Err(Error::broken(&folder.weights, &why));
        }
        let prefix = table.strip_suffix(TABLE).unwrap_or_default();
        let named = |name: &str| format!("{prefix}embeddings.{name}");
        let words = tensors.table(table)?;
        let positions = tensors.table(&named("position_embeddings.weight"))?;
        let segments = tensors.table(&named("token_type_embeddings.weight"))?;
        let (heads, hidden) = (config.num_attention_heads, words.columns());
        let fits = positions.columns() == hidden && hidden.is_multiple_of(heads);
        let segment = segments.row(0).filter(|segment| segment.len() == hidden && fits && heads > 0);
        let Some(segment) = segment.filter(|_| positions.len() > 2) else {
            return Err(
                tensors.broken(table, "does not fit the other tables, or the heads that config.json names")
            );
        };
        let sizes = Sizes { heads, hidden, wide: config.intermediate_size, epsilon: config.layer_norm_eps };
        let layer = |number| Layer::read(tensors, &format!("{prefix}encoder.layer.{number}"), sizes);
        let most = folder.json::<Sentence>("sentence_bert_config.json")?.unwrap_or_default().max_seq_length;
        let most = most.unwrap_or(positions.len()).clamp(3, positions.len());
        Ok(Bert {
            tokens: Tokens::read(&folder.tokenizer, most)?,
            norm: Norm::read(tensors, &named("LayerNorm"), sizes)?,
            layers: (0..config.num_hidden_layers).map(layer).collect::<Result<_, _>>()?,
            pooling: pooling(folder)?,
            segment: segment.to_owned(),
            words,
            positions,
        })
    }

    pub(crate) fn dimensions(&self) -> usize {
        self.words.columns()
    }

    /// The vector of `text`; zeros where it has no words.
    pub(crate) fn vector(&self, text: &str) -> Vec<f32> {
        let ids = self.tokens.marked(text);
        let rows: Option<Vec<&[f32]>> = ids.iter().map(|id| self.words.row(*id)).collect();
        let Some(rows) = rows.filter(|rows| !rows.is_empty()) else { return vec![0.0; self.dimensions()] };
        let mut states = Table::zeros(rows.len(), self.dimensions());
        for ((state, word), position) in states.rows_mut().zip(rows).zip(self.positions.rows()) {
            for part in [word, position, &self.segment] {
                add(state, 1.0, part);
            }
        }
        self.norm.apply(&mut states);
        for layer in &self.layers {
            states = layer.apply(&states);
        }
        let read = match self.pooling {
            Pooling::Mean => states.len(),
            Pooling::First => 1,
        };
        let mut sum = vec![0.0; self.dimensions()];
        states.rows().take(read).for_each(|state| add(&mut sum, 1.0, state));
        sum
    }
}

fn pooling(folder: &Folder) -> Result<Pooling, Error> {
    let config: Option<PoolingConfig> = folder.json("1_Pooling/config.json")?;
    Ok(match config {
        Some(config) if config.pooling_mode_cls_token && !config.pooling_mode_mean_tokens => Pooling::First,
        _ => Pooling::Mean,
    })
}
