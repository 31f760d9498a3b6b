//! A sentence cut into clauses, so far as facts need it: each clause states at least one.

use ibid_text::{Span, is_cjk};

use crate::Fact;

const CONJUNCTIONS: &[&str] = &["and", "but", "while", "whereas", "yet", "although", "though"];

/// The clause of `sentence` that holds fact `i` of its `facts`.
pub fn clause(sentence: &str, facts: &[Fact], i: usize) -> Span {
    let at = facts[i].span;
    let mut cuts = cuts(sentence);
    cuts.retain(|cut| !facts.iter().any(|f| f.span.start < *cut && *cut < f.span.end));
    let holds = |from: usize, to: usize| facts.iter().any(|f| f.span.start >= from && f.span.end <= to);
    // A part without a fact belongs to the part after it, the last one to the part before.
    let mut kept = vec![0];
    for cut in cuts {
        let from = kept.last().copied().unwrap_or(0);
        if holds(from, cut) && holds(cut, sentence.len()) {
            kept.push(cut);
        }
    }
    kept.push(sentence.len());
    let found = kept.windows(2).find(|pair| pair[0] <= at.start && at.start < pair[1]);
    found.map_or(Span::new(0, sentence.len()), |pair| Span::new(pair[0], pair[1]))
}

/// Where the marks and conjunctions stand that may end a clause, in order.
fn cuts(sentence: &str) -> Vec<usize> {
    let mut cuts = Vec::new();
    let mut word = None;
    for (at, c) in sentence.char_indices() {
        if c.is_alphanumeric() {
            word = word.or(Some(at));
            continue;
        }
        let whole = word.take().map(|from: usize| (from, &sentence[from..at]));
        if let Some((from, _)) = whole.filter(|(_, w)| conjunction(w)) {
            let bare =
                sentence[at..].trim_start().starts_with(|c: char| c.is_numeric() || "$€£¥".contains(c));
            if !bare {
                cuts.push(from);
            }
        }
        if ends_clause(sentence, at, c) {
            cuts.push(at);
        }
    }
    cuts
}

fn conjunction(word: &str) -> bool {
    CONJUNCTIONS.iter().any(|c| c.eq_ignore_ascii_case(word))
}

fn ends_clause(sentence: &str, at: usize, c: char) -> bool {
    let rest = &sentence[at + c.len_utf8()..];
    let spaced = || rest.starts_with(char::is_whitespace);
    match c {
        // Chinese has no space behind a mark of half width either.
        ',' | ';' | ':' => spaced() || rest.starts_with(is_cjk),
        '–' | '-' => spaced() && sentence[..at].ends_with(char::is_whitespace),
        '—' | '(' | ')' | '，' | '；' | '：' | '（' | '）' => true,
        _ => false,
    }
}

/// What belongs to fact `j` alone: the words after it, up to the next fact, mark, "and" or "or".
pub(crate) fn tail(sentence: &str, facts: &[Fact], j: usize) -> Span {
    let from = facts[j].span.end;
    let next = facts[j + 1..].iter().map(|f| f.span.start).find(|s| *s >= from);
    let end = next.unwrap_or(sentence.len());
    let rest = &sentence[from..end];
    let mark = rest.find([',', ';', ':', '(', ')', '，', '；', '：', '、', '。', '—']);
    let word = [" and ", " or ", " while ", " but ", "和", "及"].iter().filter_map(|w| rest.find(w)).min();
    let len = mark.into_iter().chain(word).min().unwrap_or(rest.len());
    Span::new(from, from + len)
}
