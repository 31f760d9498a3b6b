//! Tensors of a safetensors file, as numbers.

use std::path::{Path, PathBuf};

use safetensors::{Dtype, SafeTensors};

use crate::Error;

/// The tensors of a file.
pub(crate) struct Tensors<'f> {
    file: PathBuf,
    tensors: SafeTensors<'f>,
}

/// Numbers in rows of the same length.
pub(crate) struct Table {
    columns: usize,
    numbers: Vec<f32>,
}

impl Table {
    /// One of zeros.
    pub(crate) fn zeros(rows: usize, columns: usize) -> Table {
        Table { columns, numbers: vec![0.0; rows * columns] }
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.numbers.len() / self.columns
    }

    /// All of its numbers, row by row.
    pub(crate) fn numbers(&self) -> &[f32] {
        &self.numbers
    }

    pub(crate) fn numbers_mut(&mut self) -> &mut [f32] {
        &mut self.numbers
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = &[f32]> {
        self.numbers.chunks_exact(self.columns)
    }

    pub(crate) fn rows_mut(&mut self) -> impl Iterator<Item = &mut [f32]> {
        self.numbers.chunks_exact_mut(self.columns)
    }

    pub(crate) fn row_mut(&mut self, row: usize) -> &mut [f32] {
        &mut self.numbers[row * self.columns..(row + 1) * self.columns]
    }

    pub(crate) fn columns(&self) -> usize {
        self.columns
    }

    /// The row of this number, if there is one.
    pub(crate) fn row(&self, row: usize) -> Option<&[f32]> {
        let start = row.checked_mul(self.columns)?;
        self.numbers.get(start..start.checked_add(self.columns)?)
    }
}

impl<'f> Tensors<'f> {
    /// Those in the `bytes` of `file`.
    pub(crate) fn read(file: &Path, bytes: &'f [u8]) -> Result<Tensors<'f>, Error> {
        let tensors = SafeTensors::deserialize(bytes).map_err(|e| Error::broken(file, &e))?;
        Ok(Tensors { file: file.to_owned(), tensors })
    }

    /// The first of `names` that there is.
    pub(crate) fn first_of<'n>(&self, names: &[&'n str]) -> Option<&'n str> {
        names.iter().copied().find(|name| self.tensors.tensor(name).is_ok())
    }

    /// The table called `name`, by rows.
    pub(crate) fn table(&self, name: &str) -> Result<Table, Error> {
        let (shape, numbers) = self.numbers(name)?;
        match shape.as_slice() {
            [_, columns] if *columns > 0 => Ok(Table { columns: *columns, numbers }),
            _ => Err(self.broken(name, "is no table")),
        }
    }

    /// The table called `name`, which must be of this size.
    pub(crate) fn sized(&self, name: &str, rows: usize, columns: usize) -> Result<Table, Error> {
        let table = self.table(name)?;
        let (has, had) = (table.len(), table.columns);
        if (has, had) == (rows, columns) {
            return Ok(table);
        }
        Err(self.broken(name, &format!("has {has} rows of {had} where the rest wants {rows} of {columns}")))
    }

    /// The list called `name`, which must be of this length.
    pub(crate) fn list_of(&self, name: &str, length: usize) -> Result<Vec<f32>, Error> {
        let list = self.list(name)?;
        let wrong = || format!("has {} numbers where the rest wants {length}", list.len());
        if list.len() == length { Ok(list) } else { Err(self.broken(name, &wrong())) }
    }

    /// The list called `name`.
    pub(crate) fn list(&self, name: &str) -> Result<Vec<f32>, Error> {
        Ok(self.numbers(name)?.1)
    }

    /// The whole numbers of the list called `name`.
    pub(crate) fn indices(&self, name: &str) -> Result<Vec<usize>, Error> {
        let tensor = self.tensors.tensor(name).map_err(|e| self.broken(name, &e.to_string()))?;
        let width = match tensor.dtype() {
            Dtype::I64 | Dtype::U64 => 8,
            Dtype::I32 | Dtype::U32 => 4,
            _ => return Err(self.broken(name, "does not hold whole numbers")),
        };
        let number = |bytes: &[u8]| {
            bytes.iter().rev().fold(0_usize, |number, byte| (number << 8) | usize::from(*byte))
        };
        Ok(tensor.data().chunks_exact(width).map(number).collect())
    }

    fn numbers(&self, name: &str) -> Result<(Vec<usize>, Vec<f32>), Error> {
        let tensor = self.tensors.tensor(name).map_err(|e| self.broken(name, &e.to_string()))?;
        let data = tensor.data();
        let pairs = || data.as_chunks().0.iter().map(|pair| u16::from_le_bytes(*pair));
        let numbers = match tensor.dtype() {
            Dtype::F32 => data.as_chunks().0.iter().map(|four| f32::from_le_bytes(*four)).collect(),
            Dtype::F64 => data.as_chunks().0.iter().map(|eight| f64::from_le_bytes(*eight) as f32).collect(),
            Dtype::F16 => pairs().map(half).collect(),
            Dtype::BF16 => pairs().map(|bits| f32::from_bits(u32::from(bits) << 16)).collect(),
            other => return Err(self.broken(name, &format!("holds numbers of the kind {other:?}"))),
        };
        Ok((tensor.shape().to_vec(), numbers))
    }

    /// That the tensor called `name` cannot be used.
    pub(crate) fn broken(&self, name: &str, why: &str) -> Error {
        Error::broken(&self.file, &format!("`{name}` {why}"))
    }
}

/// The number of half precision that `bits` are: a sign, five bits of exponent, ten of fraction.
fn half(bits: u16) -> f32 {
    let sign = u32::from(bits >> 15) << 31;
    let (exponent, fraction) = (u32::from(bits >> 10) & 0x1f, u32::from(bits) & 0x3ff);
    let magnitude = match exponent {
        0 => return f32::from_bits(sign | (fraction as f32 * 2.0_f32.powi(-24)).to_bits()),
        0x1f => 0xff << 23,
        exponent => (exponent + 127 - 15) << 23,
    };
    f32::from_bits(sign | magnitude | (fraction << 13))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_half_precision_are_read_as_what_they_are() {
        let known = [
            (0x0000, 0.0),
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x3555, 0.333_251_95),
            (0x7bff, 65504.0),
            (0x0001, 5.960_464_5e-8),
            (0x8400, -6.103_515_6e-5),
            (0xfc00, f32::NEG_INFINITY),
        ];
        for (bits, number) in known {
            assert_eq!(half(bits), number, "{bits:#x}");
        }
        assert!(half(0x7e00).is_nan());
    }
}
