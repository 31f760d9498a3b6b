//! What a person is: "the hydrologist Anna Kahn", "Anna Kahn, a retired chemist", where the source calls another person so, and no
//! one else.

use ibid_facts::{Name, terms};
use ibid_text::{Language, Span};

use super::place::{Other, Passages};

/// Words of a calling, at most: "a retired chemist".
const WORDS: usize = 3;
/// What a calling may begin with.
const ARTICLES: [&str; 8] = ["a", "an", "the", "its", "their", "our", "his", "her"];
/// How words for what a person does end.
const ENDINGS: [&str; 9] = ["ist", "er", "or", "ian", "man", "woman", "mist", "ant", "geon"];
/// Words of that ending which are no callings.
const OTHERS: [&str; 14] = [
    "paper", "letter", "water", "river", "number", "member", "former", "other", "later", "however", "winter",
    "summer", "power", "order",
];

impl Passages<'_> {
    /// The one person whom the source calls what the claim calls `name`.
    pub(super) fn called_so(&self, name: &Name) -> Option<Other> {
        let own = calling(self.claim, name)?;
        let (last, ahead) = own.split_last()?;
        let mut found: Option<Other> = None;
        for i in 0..self.source.text.sentences().len() {
            let text = self.sentence(i);
            let words = terms(text, Language::English);
            if !words.contains(last) {
                continue;
            }
            // Who is told of beside the word may be called so in other words.
            let named = self.words_of(i);
            if name.parts.iter().any(|part| named.contains(&part.text)) {
                return None;
            }
            for other in self.source.text.names(i).iter().filter(|other| other.parts.len() > 1) {
                let Some(theirs) = calling(text, other) else { continue };
                let one = theirs.last() == Some(last) && ahead.iter().all(|word| theirs.contains(word));
                let other = Other { sentence: i, span: other.span };
                if theirs.last() != Some(last) {
                    continue;
                }
                if !one || found.as_ref().is_some_and(|known| self.named(known) != self.named(&other)) {
                    return None;
                }
                found = Some(other);
            }
        }
        found
    }
}

/// The terms of what `text` calls the person `name`, right before or behind; the last is what they are.
fn calling(text: &str, name: &Name) -> Option<Vec<String>> {
    if name.parts.len() < 2 {
        return None;
    }
    let words = |part: Span| -> Vec<String> {
        ibid_text::words(part.of(text)).map(|word| word.text.to_owned()).collect()
    };
    let behind = || {
        let rest = text.get(name.span.end..)?.strip_prefix(", ")?;
        let end = rest.find([',', ';', '.', ')', '”', '"']).unwrap_or(rest.len());
        let from = text.len() - rest.len();
        let all = words(Span::new(from, from + end));
        let (first, told) = all.split_first()?;
        ARTICLES.contains(&first.as_str()).then(|| told.to_vec())
    };
    let before = || {
        let ahead = text.get(..name.span.start)?;
        let ahead = ahead.strip_suffix(", ").or_else(|| ahead.strip_suffix(' '))?;
        let from = ahead.rfind([',', ';', ':', '.', '(', '“', '"']).map_or(0, |at| at + 1);
        let all: Vec<String> =
            ibid_text::words(ahead.get(from..)?).map(|word| word.text.to_owned()).collect();
        let at = all.iter().rposition(|word| ARTICLES.contains(&word.to_lowercase().as_str()))?;
        Some(all[at + 1..].to_vec())
    };
    let is_calling = |told: &Vec<String>| {
        let lower = told.iter().all(|word| word.starts_with(char::is_lowercase));
        lower && (1..=WORDS).contains(&told.len()) && told.last().is_some_and(|word| is_what_people_are(word))
    };
    let told = behind().filter(is_calling).or_else(|| before().filter(is_calling))?;
    let terms = terms(&told.join(" "), Language::English);
    (!terms.is_empty()).then_some(terms)
}

fn is_what_people_are(word: &str) -> bool {
    ENDINGS.iter().any(|ending| word.len() > ending.len() + 1 && word.ends_with(ending))
        && !OTHERS.contains(&word)
}
