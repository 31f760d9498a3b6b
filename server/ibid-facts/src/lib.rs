//! Facts in a sentence, and how two of them compare. Pure functions; one file a kind.

mod abbreviations;
mod bounds;
mod calendar;
mod change;
mod chinese;
mod chinese_dates;
mod clauses;
mod compare;
mod dates;
mod derive;
mod directions;
mod english;
mod fractions;
mod gloss;
mod labels;
mod lex;
mod model;
mod multiples;
mod names;
mod noun;
mod numeral;
mod operations;
mod ordinals;
mod pairs;
mod periods;
mod quantity;
mod read;
mod readings;
mod slot;
mod terms;
#[cfg(test)]
mod tests;
mod units;
mod weekdays;
mod years;

pub use change::led_to;
pub use compare::{compare, same_noun};
pub use derive::{Derivation, derivable};
pub use gloss::{glosses, transliterations};
pub use model::*;
pub use operations::{Operation, named_operation};
pub use pairs::written_digits;
pub use read::facts;
pub use slot::{Rarity, Slot};
pub use terms::{Term, glossed_terms, placed_terms, terms};
