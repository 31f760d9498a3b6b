//! English words for Chinese ones, so that a claim in the one language finds its slot in a source in the other.

use std::collections::HashMap;
use std::sync::OnceLock;

use ibid_text::{Language, Span, is_cjk};
use pinyin::ToPinyin as _;

use crate::terms::{self, Term};

/// Lines of English words, a colon, and the Chinese words that they stand for.
const WORDS: &str = include_str!("gloss/chinese.txt");

/// How many characters a name has: those of places and, without the family's, of people.
const NAMES: [usize; 2] = [2, 3];

/// The English terms of each Chinese word, and the letters of the longest.
struct Gloss {
    words: HashMap<&'static str, Vec<String>>,
    longest: usize,
}

/// The English terms for the Chinese words of `text`, the longest words first, each where its word stands.
pub fn glosses(text: &str) -> Vec<Term> {
    if !text.contains(is_cjk) {
        return Vec::new();
    }
    let gloss = gloss();
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let end = |k: usize| letters.get(k).map_or(text.len(), |(at, _)| *at);
    let mut found = Vec::new();
    let mut k = 0;
    while k < letters.len() {
        let known = |len: &usize| gloss.words.contains_key(&text[letters[k].0..end(k + len)]);
        let len = is_cjk(letters[k].1).then(|| (1..=gloss.longest).rev().find(known)).flatten();
        if let Some(len) = len {
            let span = Span::new(letters[k].0, end(k + len));
            found.extend(gloss.words[span.of(text)].iter().map(|term| Term { text: term.clone(), span }));
        }
        k += len.unwrap_or(1);
    }
    found
}

/// The Chinese names of `text` as English sentences write them, letter by letter: any two or three characters may be one.
pub fn transliterations(text: &str) -> Vec<Term> {
    if !text.contains(is_cjk) {
        return Vec::new();
    }
    let starts: Vec<(usize, char)> = text.char_indices().collect();
    let end = |k: usize| starts.get(k).map_or(text.len(), |(at, _)| *at);
    let begins = (0..starts.len()).filter(|k| is_cjk(starts[*k].1));
    let names = begins.flat_map(|k| NAMES.map(|len| Span::new(end(k), end(k + len))));
    names.flat_map(|span| transliterated(text, span)).collect()
}

/// The characters at `span` in pinyin, joined: 青屏 is "Qingping". Nothing where they would be an English word.
fn transliterated(text: &str, span: Span) -> Vec<Term> {
    const WORDS: [&str; 9] = ["change", "range", "dance", "wage", "page", "sage", "cage", "binge", "lounge"];
    let name = span.of(text);
    let syllables: Option<Vec<&str>> = name.chars().map(|c| c.to_pinyin().map(|s| s.plain())).collect();
    let joined = syllables.filter(|syllables| syllables.len() > 1).map(|syllables| syllables.concat());
    let joined = joined.filter(|name| !WORDS.contains(&name.as_str()));
    let term = |text| Term { text, span };
    joined.map(|name| terms::terms(&name, Language::English)).into_iter().flatten().map(term).collect()
}

fn gloss() -> &'static Gloss {
    static GLOSS: OnceLock<Gloss> = OnceLock::new();
    GLOSS.get_or_init(|| {
        let mut words: HashMap<&str, Vec<String>> = HashMap::new();
        let lines = WORDS.lines().filter(|line| !line.starts_with('#'));
        for (english, chinese) in lines.filter_map(|line| line.split_once(": ")) {
            for word in chinese.split(' ') {
                let known = words.entry(word).or_default();
                known.extend(terms::terms(english, Language::English));
            }
        }
        let longest = words.keys().map(|word| word.chars().count()).max().unwrap_or(0);
        Gloss { words, longest }
    })
}
