//! Which references have a word: those in which it stands where people begin to type, and the others.

use serde::{Deserialize, Serialize};

use super::slot::Slot;
use crate::catalogue::flat;
use crate::catalogue::packed::bytes_of;

/// For each word, the references that have it.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Holders {
    /// Group by group, in the order of the file; one that has a word twice may be there twice.
    #[serde(with = "flat")]
    entries: Vec<u32>,
    /// Where in `entries` each group ends.
    #[serde(with = "flat")]
    ends: Vec<u32>,
}

/// The references that have a word at a beginning, or those that have it elsewhere.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    pub(super) word: usize,
    pub(super) at_beginning: bool,
}

impl Group {
    fn number(self) -> usize {
        2 * self.word + usize::from(!self.at_beginning)
    }
}

impl From<&Slot> for Group {
    fn from(slot: &Slot) -> Group {
        Group { word: slot.word(), at_beginning: slot.field().is_beginning() }
    }
}

impl Holders {
    /// Those of so many words; `rows` gives the words of each reference in turn.
    pub(super) fn new<'a, Rows: Iterator<Item = &'a [Slot]>>(
        words: usize,
        rows: impl Fn() -> Rows,
    ) -> Holders {
        let mut ends = vec![0_u32; 2 * words];
        for slot in rows().flatten() {
            ends[Group::from(slot).number()] += 1;
        }
        let mut all = 0;
        for end in &mut ends {
            all += std::mem::replace(end, all);
        }
        // Each end is where its group begins, and goes on with each reference that is put there.
        let mut entries = vec![0; all as usize];
        for (entry, row) in (0..).zip(rows()) {
            for slot in row {
                let end = &mut ends[Group::from(slot).number()];
                entries[*end as usize] = entry;
                *end += 1;
            }
        }
        Holders { entries, ends }
    }

    /// The references of `group`.
    pub(super) fn of(&self, group: Group) -> &[u32] {
        let number = group.number();
        &self.entries[bytes_of(&self.ends, &(number..number + 1))]
    }

    /// All references that have `word`.
    pub(super) fn with(&self, word: usize) -> &[u32] {
        &self.entries[bytes_of(&self.ends, &(2 * word..2 * word + 2))]
    }

    /// Whether everything that is pointed to is there, for so many words and references.
    pub(super) fn is_sound(&self, words: usize, references: usize) -> bool {
        self.ends.len() == 2 * words
            && self.ends.is_sorted()
            && self.ends.last().is_none_or(|end| *end as usize == self.entries.len())
            && self.entries.iter().all(|entry| (*entry as usize) < references)
    }
}
