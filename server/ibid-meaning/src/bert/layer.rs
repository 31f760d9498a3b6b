//! One layer: what each token takes from the others, then what it makes of it.

use crate::Error;
use crate::matrix::{Linear, add, dot};
use crate::tensors::{Table, Tensors};

/// What all layers share.
#[derive(Clone, Copy)]
pub(super) struct Sizes {
    pub(super) heads: usize,
    /// Numbers of a token's state.
    pub(super) hidden: usize,
    /// The same, where a layer spreads it out.
    pub(super) wide: usize,
    pub(super) epsilon: f32,
}

/// A layer of the encoder.
pub(super) struct Layer {
    heads: usize,
    query: Linear,
    key: Linear,
    value: Linear,
    attended: Linear,
    first_norm: Norm,
    wide: Linear,
    narrow: Linear,
    second_norm: Norm,
}

impl Layer {
    /// The layer called `name`.
    pub(super) fn read(tensors: &Tensors<'_>, name: &str, sizes: Sizes) -> Result<Layer, Error> {
        let Sizes { heads, hidden, wide, .. } = sizes;
        let linear =
            |part: &str, outputs, inputs| Linear::read(tensors, &format!("{name}.{part}"), outputs, inputs);
        let norm = |part: &str| Norm::read(tensors, &format!("{name}.{part}"), sizes);
        Ok(Layer {
            heads,
            query: linear("attention.self.query", hidden, hidden)?,
            key: linear("attention.self.key", hidden, hidden)?,
            value: linear("attention.self.value", hidden, hidden)?,
            attended: linear("attention.output.dense", hidden, hidden)?,
            first_norm: norm("attention.output.LayerNorm")?,
            wide: linear("intermediate.dense", wide, hidden)?,
            narrow: linear("output.dense", hidden, wide)?,
            second_norm: norm("output.LayerNorm")?,
        })
    }

    /// The states after this layer; a row is a token.
    pub(super) fn apply(&self, states: &Table) -> Table {
        let mut attended = self.attended.apply(&self.attend(states));
        add(attended.numbers_mut(), 1.0, states.numbers());
        self.first_norm.apply(&mut attended);
        let mut wide = self.wide.apply(&attended);
        wide.numbers_mut().iter_mut().for_each(|x| *x = gelu(*x));
        let mut out = self.narrow.apply(&wide);
        add(out.numbers_mut(), 1.0, attended.numbers());
        self.second_norm.apply(&mut out);
        out
    }

    fn attend(&self, states: &Table) -> Table {
        let (queries, keys, values) =
            (self.query.apply(states), self.key.apply(states), self.value.apply(states));
        let width = states.columns() / self.heads;
        let mut out = Table::zeros(states.len(), states.columns());
        for (token, query) in queries.rows().enumerate() {
            for head in 0..self.heads {
                let part = head * width..(head + 1) * width;
                let mut shares: Vec<f32> =
                    keys.rows().map(|key| dot(&query[part.clone()], &key[part.clone()])).collect();
                soften(&mut shares, 1.0 / (width as f32).sqrt());
                let out = &mut out.row_mut(token)[part.clone()];
                for (share, value) in shares.iter().zip(values.rows()) {
                    add(out, *share, &value[part.clone()]);
                }
            }
        }
        out
    }
}

/// Makes shares of `scores`, which come to one together.
fn soften(scores: &mut [f32], scale: f32) {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    scores.iter_mut().for_each(|score| *score = ((*score - most) * scale).exp());
    let sum: f32 = scores.iter().sum();
    scores.iter_mut().for_each(|score| *score /= sum);
}

/// Brings each token to the same mean and spread.
pub(super) struct Norm {
    weight: Vec<f32>,
    bias: Vec<f32>,
    epsilon: f32,
}

impl Norm {
    pub(super) fn read(tensors: &Tensors<'_>, name: &str, sizes: Sizes) -> Result<Norm, Error> {
        let list = |part: &str| tensors.list_of(&format!("{name}.{part}"), sizes.hidden);
        Ok(Norm { weight: list("weight")?, bias: list("bias")?, epsilon: sizes.epsilon })
    }

    pub(super) fn apply(&self, states: &mut Table) {
        for row in states.rows_mut() {
            let count = row.len() as f32;
            let mean = row.iter().sum::<f32>() / count;
            row.iter_mut().for_each(|x| *x -= mean);
            let spread = (dot(row, row) / count + self.epsilon).sqrt();
            for ((x, weight), bias) in row.iter_mut().zip(&self.weight).zip(&self.bias) {
                *x = *x / spread * weight + bias;
            }
        }
    }
}

fn gelu(x: f32) -> f32 {
    0.5 * x * (1.0 + erf(x * std::f32::consts::FRAC_1_SQRT_2))
}

/// The error function, to seven digits (Abramowitz and Stegun 7.1.26).
fn erf(x: f32) -> f32 {
    const P: [f32; 5] = [1.061_405_4, -1.453_152, 1.421_413_7, -0.284_496_74, 0.254_829_6];
    let t = 1.0 / (1.0 + 0.327_591_1 * x.abs());
    let sum = P.iter().fold(0.0, |sum, p| sum * t + p) * t;
    (1.0 - sum * (-x * x).exp()).copysign(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_function_is_that_of_the_tables() {
        for (x, expected) in [(0.0, 0.0), (0.5, 0.520_499_9), (-1.0, -0.842_700_8), (3.0, 0.999_977_9)] {
            assert!((erf(x) - expected).abs() < 1e-6, "{x}: {}", erf(x));
        }
    }
}
