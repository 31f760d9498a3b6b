//! A word of a reference, and where it stands there, in four bytes.

use bytemuck::{Pod, Zeroable};

use super::terms::Field;

/// A word's number, and its field in the lowest bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
#[repr(transparent)]
pub(super) struct Slot(u32);

/// Bits that a field takes.
const FIELD: u32 = 3;

impl Slot {
    pub(super) fn new(word: u32, field: Field) -> Slot {
        Slot(word << FIELD | field as u32)
    }

    /// The number of the word.
    #[inline]
    pub(super) fn word(self) -> usize {
        (self.0 >> FIELD) as usize
    }

    #[inline]
    pub(super) fn field(self) -> Field {
        Field::ALL[(self.0 & ((1 << FIELD) - 1)) as usize]
    }
}
