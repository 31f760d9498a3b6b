//! A static model: each token has a vector of its own, and a text's is their mean. As model2vec and WordLlama write it.

use serde::Deserialize;

use crate::Error;
use crate::folder::Folder;
use crate::tensors::{Table, Tensors};
use crate::tokens::Tokens;

/// What the table of tokens is called: by model2vec, by WordLlama and sentence-transformers.
pub(crate) const TABLES: [&str; 2] = ["embeddings", "embedding.weight"];
/// Tokens of a text that are read.
const MOST: usize = 512;

/// A static model.
pub(crate) struct Fixed {
    tokens: Tokens,
    table: Table,
    /// What each token weighs.
    weights: Option<Vec<f32>>,
    /// Which row of the table each token has.
    rows: Option<Vec<usize>>,
}

/// What model2vec says of it.
#[derive(Default, Deserialize)]
struct Config {
    seq_length: Option<usize>,
}

impl Fixed {
    /// The one in `folder`, whose weights are `tensors`.
    pub(crate) fn read(folder: &Folder, tensors: &Tensors<'_>, table: &str) -> Result<Fixed, Error> {
        let config: Config = folder.json("config.json")?.unwrap_or_default();
        let named = |name| tensors.first_of(&[name]);
        Ok(Fixed {
            tokens: Tokens::read(&folder.tokenizer, config.seq_length.unwrap_or(MOST).clamp(1, MOST))?,
            weights: named("weights").map(|name| tensors.list(name)).transpose()?,
            rows: named("mapping").map(|name| tensors.indices(name)).transpose()?,
            table: tensors.table(table)?,
        })
    }

    pub(crate) fn dimensions(&self) -> usize {
        self.table.columns()
    }

    /// A vector in the direction of `text`; zeros where no word of it is known.
    pub(crate) fn vector(&self, text: &str) -> Vec<f32> {
        let mut sum = vec![0.0; self.dimensions()];
        for id in self.tokens.of(text) {
            let row = self.rows.as_ref().map_or(Some(id), |rows| rows.get(id).copied());
            let Some(row) = row.and_then(|row| self.table.row(row)) else { continue };
            let weight = self.weights.as_ref().and_then(|weights| weights.get(id)).copied().unwrap_or(1.0);
            sum.iter_mut().zip(row).for_each(|(sum, number)| *sum += weight * number);
        }
        sum
    }
}
