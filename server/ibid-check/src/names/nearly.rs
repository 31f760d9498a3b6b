//! Names that are one of the source's but for a part, wherever that stands: "Hanne Beckett" of Hanne Birkett, "Retail and Transport
//! Union" of the Retail and Catering Union.

use ibid_facts::Name;
use ibid_text::{Span, Word, unaccented, words};

use super::place::{Other, Passages};

/// Letters of a surname that may be another gone wrong, and how many of them may be others.
const LONG: usize = 4;
const OTHERS: usize = 2;
/// Words that join the parts of a body's name.
const JOINING: [&str; 4] = ["and", "of", "for", "&"];

impl Passages<'_> {
    /// The one name of the source that is the claim's `name` but for its part `absent`, which stands nowhere.
    pub(super) fn nearly(&self, name: &Name, absent: &[usize]) -> Option<Other> {
        let [absent] = absent else { return None };
        self.namesake(name, *absent)
            .or_else(|| self.of_one_body(name, *absent))
            .or_else(|| self.of_one_title(name))
    }

    /// The one person of that given name, whose surname is nearly the claim's.
    fn namesake(&self, name: &Name, absent: usize) -> Option<Other> {
        let [given, surname] = &name.parts[..] else { return None };
        let is = |other: &&Name| match &other.parts[..] {
            [first, last] => first.text == given.text && is_nearly(&surname.text, &last.text),
            _ => false,
        };
        let all = 0..self.source.text.sentences().len();
        let mut found =
            all.flat_map(|i| self.source.text.names(i).iter().filter(is).map(move |name| (i, name)));
        let (sentence, other) = found.next().filter(|_| absent == 1)?;
        let one = found.all(|(_, more)| more.parts[1].text == other.parts[1].text);
        one.then_some(Other { sentence, span: other.span })
    }

    /// The one who has the claim's title, and whose name begins alike: "Lord Aveling", of Lord Averill.
    fn of_one_title(&self, name: &Name) -> Option<Other> {
        const BEGINNING: usize = 3;
        let ([own], Some(title)) = (&name.parts[..], &name.title) else { return None };
        let all = 0..self.source.text.sentences().len();
        let titled = all.flat_map(|i| self.source.text.names(i).iter().map(move |other| (i, other)));
        let mut titled = titled.filter(|(_, other)| other.title.as_ref() == Some(title));
        let (sentence, other) = titled.next()?;
        let last = |name: &Name| name.parts.last().map(|part| part.text.clone());
        let one = titled.all(|(_, more)| last(more) == last(other));
        let begins = own.text.get(..BEGINNING).zip(other.parts.last()?.text.get(..BEGINNING));
        (one && begins.is_some_and(|(a, b)| a == b)).then_some(Other { sentence, span: other.span })
    }

    /// The body called as the claim's, but for the word in the midst of its name.
    fn of_one_body(&self, name: &Name, absent: usize) -> Option<Other> {
        let [_, _] = name.parts[..] else { return None };
        let own: Vec<Word<'_>> = words(self.claim).collect();
        let at = own.iter().position(|word| word.span.start == name.span.start).filter(|_| absent == 0)?;
        let [first, joined, _, last] = own.get(at.checked_sub(2)?..at + 2)? else { return None };
        let capital = |word: &Word<'_>| word.text.starts_with(char::is_uppercase);
        if !JOINING.contains(&joined.text) || !capital(first) || !capital(last) {
            return None;
        }
        let same = |a: &Word<'_>, b: &Word<'_>| unaccented(a.text) == unaccented(b.text);
        let all = 0..self.source.text.sentences().len();
        let found = all.filter_map(|i| {
            let there: Vec<Word<'_>> = words(self.sentence(i)).collect();
            let called = there.windows(4).find(|four| {
                same(&four[0], first) && same(&four[1], joined) && same(&four[3], last) && capital(&four[2])
            })?;
            Some((i, Span::new(called[2].span.start, called[3].span.end), unaccented(called[2].text)))
        });
        let found: Vec<(usize, Span, String)> = found.collect();
        let (sentence, span, word) = found.first()?;
        let one = found.iter().all(|(.., more)| more == word);
        one.then_some(Other { sentence: *sentence, span: *span })
    }
}

/// Whether two surnames that begin alike are a letter or two apart.
fn is_nearly(a: &str, b: &str) -> bool {
    let ascii = a.is_ascii() && b.is_ascii() && a.bytes().next() == b.bytes().next();
    ascii && a != b && a.len().min(b.len()) >= LONG && edits(a.as_bytes(), b.as_bytes()) <= OTHERS
}

/// How many letters must be changed, dropped or added to make `a` of `b` (Levenshtein 1966).
fn edits(a: &[u8], b: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut before = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let changed = before + usize::from(x != y);
            before = row[j + 1];
            row[j + 1] = changed.min(before + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
