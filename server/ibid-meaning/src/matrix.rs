//! Products of matrices on plain slices, laid out so that the compiler makes vectors of the inner loops.

use crate::Error;
use crate::tensors::{Table, Tensors};

/// Columns of a product that are worked out at once.
const WIDE: usize = 8;
/// Rows of a product that are worked out at once.
const HIGH: usize = 4;

/// A matrix that rows are multiplied by, and what is added after it.
pub(crate) struct Linear {
    inputs: usize,
    outputs: usize,
    /// For each [`WIDE`] outputs, the weights of each input in turn; what is over is filled with zeros.
    panels: Vec<[f32; WIDE]>,
    bias: Vec<f32>,
}

impl Linear {
    /// The one called `name`.
    pub(crate) fn read(
        tensors: &Tensors<'_>,
        name: &str,
        outputs: usize,
        inputs: usize,
    ) -> Result<Linear, Error> {
        let weights = tensors.sized(&format!("{name}.weight"), outputs, inputs)?;
        let bias = tensors.list_of(&format!("{name}.bias"), outputs)?;
        Ok(Linear::new(&weights, bias))
    }

    /// The one whose output of each number has the weights in that row of `weights`.
    fn new(weights: &Table, bias: Vec<f32>) -> Linear {
        let (inputs, outputs) = (weights.columns(), bias.len());
        let mut panels = vec![[0.0; WIDE]; outputs.div_ceil(WIDE) * inputs];
        for output in 0..outputs {
            for (input, weight) in weights.row(output).into_iter().flatten().enumerate() {
                panels[output / WIDE * inputs + input][output % WIDE] = *weight;
            }
        }
        Linear { inputs, outputs, panels, bias }
    }

    /// What becomes of each row of `rows`.
    pub(crate) fn apply(&self, rows: &Table) -> Table {
        let mut out = Table::zeros(rows.len(), self.outputs);
        let all = rows.numbers();
        for first in (0..rows.len()).step_by(HIGH) {
            // At the end, the last row stands in for those that are not there.
            let row = |i: usize| {
                let start = (first + i).min(rows.len() - 1) * self.inputs;
                &all[start..start + self.inputs]
            };
            let block: [&[f32]; HIGH] = std::array::from_fn(row);
            for (number, panel) in self.panels.chunks_exact(self.inputs).enumerate() {
                let sums = product(block, panel);
                let (from, to) = (number * WIDE, ((number + 1) * WIDE).min(self.outputs));
                for (i, sums) in sums.iter().enumerate().take(rows.len() - first) {
                    let out = &mut out.row_mut(first + i)[from..to];
                    out.iter_mut()
                        .zip(sums)
                        .zip(&self.bias[from..to])
                        .for_each(|((out, sum), bias)| *out = sum + bias);
                }
            }
        }
        out
    }
}

/// The products of the rows with a panel.
fn product(rows: [&[f32]; HIGH], panel: &[[f32; WIDE]]) -> [[f32; WIDE]; HIGH] {
    let mut sums = [[0.0; WIDE]; HIGH];
    let [a, b, c, d] = rows;
    for ((((weights, a), b), c), d) in panel.iter().zip(a).zip(b).zip(c).zip(d) {
        for (sums, x) in sums.iter_mut().zip([a, b, c, d]) {
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += x * weight;
            }
        }
    }
    sums
}

/// The sum of the products of two lists.
pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let (a, a_rest) = a.as_chunks::<WIDE>();
    let (b, b_rest) = b.as_chunks::<WIDE>();
    let mut sums = [0.0; WIDE];
    for (a, b) in a.iter().zip(b) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    sums.iter().sum::<f32>() + a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum::<f32>()
}

/// Adds `factor` times `more` to `to`.
pub(crate) fn add(to: &mut [f32], factor: f32, more: &[f32]) {
    to.iter_mut().zip(more).for_each(|(to, more)| *to += factor * more);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_is_that_of_its_definition_whatever_its_size() {
        for (rows, inputs, outputs) in [(1, 1, 1), (3, 5, 9), (4, 8, 8), (9, 17, 20)] {
            let number = |i: usize| ((i * 37 % 11) as f32 - 5.0) / 4.0;
            let table = |rows, columns, from| {
                let mut table = Table::zeros(rows, columns);
                (0..rows).for_each(|r| {
                    table
                        .row_mut(r)
                        .iter_mut()
                        .enumerate()
                        .for_each(|(c, x)| *x = number(from + r * columns + c));
                });
                table
            };
            let (x, weights) = (table(rows, inputs, 3), table(outputs, inputs, 7));
            let bias: Vec<f32> = (0..outputs).map(number).collect();
            let got = Linear::new(&weights, bias.clone()).apply(&x);
            for (x, got) in x.rows().zip(got.rows()) {
                for ((w, bias), got) in weights.rows().zip(&bias).zip(got) {
                    let expected = x.iter().zip(w).map(|(x, w)| x * w).sum::<f32>() + bias;
                    assert!((got - expected).abs() < 1e-4, "{rows} {inputs} {outputs}");
                    assert!((dot(x, w) + bias - expected).abs() < 1e-4);
                }
            }
        }
    }
}
