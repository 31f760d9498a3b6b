//! Products of matrices on plain slices, with the widest vectors that the processor at hand has.

use fearless_simd::{Level, dispatch, f32x8, prelude::*};

use crate::Error;
use crate::tensors::{Table, Tensors};

/// Columns of a product that are worked out at once.
const WIDE: usize = 16;
/// Rows of a product that are worked out at once.
const HIGH: usize = 6;

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
        dispatch!(Level::new(), simd => self.fill(simd, rows, &mut out));
        out
    }

    #[inline(always)]
    fn fill<S: Simd>(&self, simd: S, rows: &Table, out: &mut Table) {
        let all = rows.numbers();
        for (number, panel) in self.panels.chunks_exact(self.inputs).enumerate() {
            let (from, to) = (number * WIDE, ((number + 1) * WIDE).min(self.outputs));
            for first in (0..rows.len()).step_by(HIGH) {
                // At the end, the last row stands in for those that are not there.
                let row = |i: usize| {
                    let start = (first + i).min(rows.len() - 1) * self.inputs;
                    &all[start..start + self.inputs]
                };
                let sums = product(simd, std::array::from_fn(row), panel);
                for (i, sums) in sums.iter().enumerate().take(rows.len() - first) {
                    let out = &mut out.row_mut(first + i)[from..to];
                    out.iter_mut()
                        .zip(sums)
                        .zip(&self.bias[from..to])
                        .for_each(|((out, sum), bias)| *out = sum + bias);
                }
            }
        }
    }
}

/// The products of the rows with a panel.
#[inline(always)]
fn product<S: Simd>(simd: S, rows: [&[f32]; HIGH], panel: &[[f32; WIDE]]) -> [[f32; WIDE]; HIGH] {
    let mut sums = [[f32x8::splat(simd, 0.0); 2]; HIGH];
    let rows = rows.map(|row| &row[..panel.len()]);
    for (input, weights) in panel.iter().enumerate() {
        let (left, right) = weights.split_at(WIDE / 2);
        let weights = [f32x8::from_slice(simd, left), f32x8::from_slice(simd, right)];
        for (sums, row) in sums.iter_mut().zip(rows) {
            let x = f32x8::splat(simd, row[input]);
            sums[0] = x.mul_add(weights[0], sums[0]);
            sums[1] = x.mul_add(weights[1], sums[1]);
        }
    }
    sums.map(|halves| {
        let mut all = [0.0; WIDE];
        all.chunks_exact_mut(WIDE / 2).zip(halves).for_each(|(all, half)| half.store_slice(all));
        all
    })
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
