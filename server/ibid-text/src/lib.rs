//! What every other room stands on: spans, places and locators, normal forms that map back to the
//! original, words, sentence ends, languages. Pure functions of text; no IO.

#[cfg(test)]
mod any_text;
mod language;
mod lines;
mod locator;
mod markup;
mod months;
mod normal;
mod place;
mod sentences;
mod span;
mod tongue;
mod words;

pub use language::Language;
pub use lines::{Encoding, LineIndex, Position};
pub use locator::{Locator, LocatorKind};
pub use markup::{is_shown, markup};
pub use months::{month, month_name};
pub use normal::Normal;
pub use place::Place;
pub use sentences::sentences;
pub use span::Span;
pub use tongue::Tongue;
pub use words::{Word, is_cjk, stem, unaccented, words};
