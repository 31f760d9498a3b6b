//! How alike two texts are, their order included.

use std::collections::HashMap;

use ibid_text::is_cjk;
use unicode_normalization::UnicodeNormalization;

/// So many words in a row.
const LENGTH: usize = 4;

/// The runs of four words of a text, and how often each stands there.
pub(crate) struct Runs(HashMap<[String; LENGTH], usize>);

impl Runs {
    /// Those of `text`. Only letters and digits count; each CJK character is a word.
    pub(crate) fn of(text: &str) -> Runs {
        let mut words: Vec<String> = Vec::new();
        let mut inside = false;
        for c in text.nfkc().flat_map(char::to_lowercase).filter(|c| *c != '\u{ad}') {
            if is_cjk(c) {
                words.push(c.to_string());
                inside = false;
            } else if !c.is_alphanumeric() {
                inside = false;
            } else if let Some(word) = words.last_mut().filter(|_| inside) {
                word.push(c);
            } else {
                words.push(c.to_string());
                inside = true;
            }
        }
        let mut runs = HashMap::new();
        for run in words.windows(LENGTH) {
            *runs.entry(std::array::from_fn(|at| run[at].clone())).or_default() += 1;
        }
        Runs(runs)
    }

    fn count(&self) -> usize {
        self.0.values().sum()
    }

    /// The harmonic mean of the shares of each text's runs that stand in the other.
    pub(crate) fn f1(&self, other: &Runs) -> f64 {
        let shared: usize =
            self.0.iter().map(|(run, times)| *times.min(other.0.get(run).unwrap_or(&0))).sum();
        2.0 * shared as f64 / (self.count() + other.count()).max(1) as f64
    }
}
