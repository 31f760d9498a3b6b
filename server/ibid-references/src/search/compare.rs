//! How well a word that was typed fits a word that is there.

use crate::edits::Edits;

/// A misspelt word is worth less than one inside another.
const INSIDE: f32 = 0.55;
const MISSPELT: f32 = 0.5;
/// A word that is only begun is worth at least this.
const BEGUN: f32 = 0.75;

/// A word of the query.
pub(super) struct Term {
    word: String,
    len: usize,
    letters: u64,
    edits: Edits,
    /// Slips forgiven.
    slips: usize,
}

impl Term {
    pub(super) fn new(word: &str) -> Term {
        let len = word.chars().count();
        let slips = match len {
            _ if word.chars().any(|c| !c.is_alphabetic()) => 0,
            0..3 => 0,
            3..8 => 1,
            _ => 2,
        };
        Term { word: word.to_owned(), len, letters: letters(word), edits: Edits::new(word), slips }
    }

    /// Whether this may fit a word that has `letters`: a slip changes one letter at most into another that the word lacks.
    #[inline]
    pub(super) fn may_fit(&self, letters: u64) -> bool {
        let missing = self.letters & !letters;
        // One bit less for each slip: quicker than to count them.
        (0..self.slips).fold(missing, |missing, _| missing & missing.wrapping_sub(1)) == 0
    }

    /// How well this fits `word`, which has `letters` and may fit by them: 1 for the same, 0 for another.
    pub(super) fn quality(&self, word: &str, letters: u64) -> f32 {
        if self.letters & !letters != 0 {
            return self.misspelt(word);
        }
        if let Some(rest) = word.strip_prefix(self.word.as_str()) {
            let share = self.word.len() as f32 / word.len() as f32;
            return if rest.is_empty() { 1.0 } else { BEGUN + (0.95 - BEGUN) * share };
        }
        if self.len >= 3 && word.contains(self.word.as_str()) {
            return INSIDE;
        }
        if self.slips == 0 { 0.0 } else { self.misspelt(word) }
    }

    fn misspelt(&self, word: &str) -> f32 {
        let distance = match self.len {
            0..4 => self.edits.distance(word, self.slips),
            _ => self.edits.prefix_distance(word, self.slips),
        };
        distance.map_or(0.0, |slips| MISSPELT - 0.1 * (slips as f32 - 1.0))
    }
}

/// A bit for each letter of `word`; letters beyond ASCII share bits.
pub(super) fn letters(word: &str) -> u64 {
    word.chars().fold(0, |letters, c| letters | 1 << (c as u32 % 64))
}
