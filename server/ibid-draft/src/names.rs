//! Sources that a writer names by words ("Ren 2025", "Ren, Dialogue"), and who knows which they are.

use std::fmt::Debug;

/// A source as it is named by words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// Who made it, as written: family names or whole names, the first one first.
    pub makers: Vec<String>,
    /// Whether "et al." follows.
    pub others: bool,
    /// The years written.
    pub years: Vec<i32>,
    /// The letter behind the year ("2019a").
    pub letter: Option<char>,
    /// What else is said of it.
    pub told: Told,
}

/// What is said of a source besides who made it and when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Told {
    /// Nothing: author and year in the prose.
    #[default]
    Nothing,
    /// The rest of a note's text: title, container and date as written.
    Note(String),
    /// Where it was said: "People's Daily".
    Container(String),
}

/// Who knows the references that can be meant.
pub trait Names: Debug + Send + Sync {
    /// The citekey of the one reference that `named` can mean; `None` where none fits, or several do.
    fn key(&self, named: &Named) -> Option<String>;

    /// Which state of the library it knows: the same number, the same answers.
    fn state(&self) -> usize;
}
