//! The words of a source, for telling whether it ever has a word, in whatever spelling.

use std::collections::HashSet;

use ibid_facts::{is_slip, is_variant};
use ibid_text::{unaccented, words};

/// Letters that a word must have to be taken for the stem of another.
const STEM: usize = 5;

/// The words of a text, folded: in lower case, without marks on their letters.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    words: HashSet<String>,
    /// Those that stand somewhere with a capital or a digit.
    names: HashSet<String>,
    /// Those that stand somewhere without a capital.
    common: HashSet<String>,
    /// The first letters of all words, in order, for abbreviations.
    initials: String,
}

impl Vocabulary {
    /// The words of `text`.
    pub fn new(text: &str) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        for word in words(text) {
            vocabulary.add(word.text);
            if word.text.contains('-') {
                word.text.split('-').for_each(|part| vocabulary.add(part));
                vocabulary.add(&word.text.replace('-', ""));
            }
        }
        vocabulary
    }

    fn add(&mut self, word: &str) {
        let bare = ["'s", "’s", "'", "’"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
        let folded = unaccented(bare);
        self.initials.extend(folded.chars().next());
        let names = bare.starts_with(char::is_uppercase) || bare.contains(|c: char| c.is_ascii_digit());
        if names {
            self.names.insert(folded.clone())
        } else {
            self.common.insert(folded.clone())
        };
        self.words.insert(folded);
    }

    /// Whether the folded `word` stands in the text, as it is or with another ending.
    pub fn has(&self, word: &str) -> bool {
        let letters = |single: &&str| !single.ends_with(|c: char| c.is_ascii_digit());
        let single = word.strip_suffix('s').filter(letters);
        let plural = single.is_some_and(|single| self.words.contains(single));
        self.words.contains(word) || plural || self.words.contains(&format!("{word}s"))
    }

    /// Whether the folded `word` stands in the text as a word that is no name.
    pub fn has_common(&self, word: &str) -> bool {
        self.common.contains(word)
    }

    /// Whether the folded `word` stands in the text with a capital or a digit.
    pub fn has_name(&self, word: &str) -> bool {
        self.names.contains(word)
    }

    /// Whether a name of the text may be another spelling of the folded `word`, or share its stem: "Korean", "Korea".
    pub fn has_like(&self, word: &str) -> bool {
        let letters = word.chars().count();
        let stem: String = word.chars().take(STEM.max(letters.saturating_sub(3))).collect();
        let kin = |name: &String| {
            let short = name.chars().count();
            letters >= STEM && name.starts_with(&stem)
                || short >= STEM && word.starts_with(name.as_str())
                || letters >= 4 && short >= 4 && is_variant(word, name)
        };
        self.names.iter().any(|name| kin(name) && !is_slip(word, name))
    }

    /// Whether words of the text in a row begin with these letters.
    pub fn abbreviates(&self, letters: &str) -> bool {
        letters.chars().count() > 1 && self.initials.contains(letters)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_any_spelling() {
        let known =
            Vocabulary::new("Mr Erdoğan’s Korean guests met Yangtze Memory Technologies in long-term talks.");
        assert!(known.has("erdogan") && known.has("technology") == known.has("technologys"));
        assert!(known.has("long") && known.has("longterm") && known.has_common("talks"));
        assert!(known.has_like("korea") && known.has_like("erdogann") && !known.has_like("japan"));
        assert!(!known.has_like("technolpgies"));
        assert!(known.abbreviates("ymt") && !known.abbreviates("xyz"));
    }
}
