//! Numbers that name something and state no amount: "Figure 3", "H100", "v1.2", "G20", "12:30".

use crate::lex::{Kind, Token, Tokens};
use crate::names::{self};
use crate::numeral::is_scale;
use crate::quantity::unit_at;

#[rustfmt::skip]
const LABELS: &[&str] = &[
    "figure", "figures", "fig", "figs", "table", "tables", "section", "sections", "sec", "chapter",
    "chapters", "ch", "page", "pages", "p", "pp", "version", "versions", "v", "number", "no", "nos",
    "article", "articles", "art", "part", "parts", "volume", "vol", "issue", "appendix", "annex", "note",
    "notes", "footnote", "line", "lines", "paragraph", "paragraphs", "para", "step", "item", "clause",
    "rule", "equation", "eq", "box", "type", "model", "room", "route", "highway", "flight", "boeing",
    "airbus", "windows", "phase", "level", "grade", "class", "tier", "option", "scenario", "episode", "act",
    "scene", "verse", "resolution", "directive", "regulation", "order", "iso", "isbn", "issn", "doi",
    "arxiv", "pmid", "tel", "phone", "fax", "图", "表", "§", "¶", "#", "№", "第",
];
/// Words that label a number unless it counts what follows ("last week 3 people").
#[rustfmt::skip]
const SOFT_LABELS: &[&str] = &[
    "season", "week", "day", "session", "stage", "round", "game", "group", "team", "channel", "unit", "zone",
    "area", "gate", "floor", "building", "slide", "bus", "lot", "block", "district", "platform", "suite",
    "apartment", "top", "series", "track", "size", "category", "goal", "target", "question", "problem",
];
/// Words that a glued number may follow and still count.
#[rustfmt::skip]
const SIGNS: &[&str] = &[
    "us", "rmb", "cny", "usd", "eur", "gbp", "jpy", "aud", "cad", "hkd",
];
/// Words that a year may follow after a hyphen.
const AGES: &[&str] = &["mid", "pre", "post", "early", "late", "non", "sub"];

/// Where the label at `i` ends, when the tokens there name something rather than count.
pub(crate) fn skip(tokens: &Tokens, i: usize) -> Option<usize> {
    match tokens.kind(i)? {
        Kind::Number | Kind::Dotted => named(tokens, i).or_else(|| strung(tokens, i)),
        _ => None,
    }
}

/// Whether the words before `i` make its number a name, a year's too ("Resolution 2019").
pub(crate) fn names(tokens: &Tokens, i: usize) -> bool {
    tokens.kind(i) == Some(Kind::Number) && (glued(tokens, i) || labelled(tokens, i) || address(tokens, i))
}

fn named(tokens: &Tokens, i: usize) -> Option<usize> {
    let skipped = glued(tokens, i)
        || labelled(tokens, i)
        || listed(tokens, i)
        || heads_paragraph(tokens, i)
        || code(tokens, i)
        || names::is_name(tokens, i)
        || clock(tokens, i)
        || after_slash(tokens, i)
        || address(tokens, i);
    skipped.then(|| past(tokens, i))
}

/// "4.2 Inspectors found breaches": the number of a paragraph.
fn heads_paragraph(tokens: &Tokens, i: usize) -> bool {
    let dotted = tokens.get(i).is_some_and(|number| number.text.contains('.') && !number.text.contains(','));
    let opens = tokens.get(i + 1).is_some_and(|word| word.kind == Kind::Word && word.capital());
    i == 0 && dotted && opens && !is_scale(tokens, i + 1) && unit_at(tokens, i + 1).is_none()
}

/// "Working Paper 2025/6", "S/2024/12": what is left behind a slash once dates and fractions are read.
fn after_slash(tokens: &Tokens, i: usize) -> bool {
    tokens.lower_before(i, 1) == "/" && tokens.glued(i) && i > 1 && tokens.glued(i - 1)
}

/// Past the number and what hangs on it: "3.1a", "2-4", "3 and 4" stays for the label's own rule.
fn past(tokens: &Tokens, i: usize) -> usize {
    let mut at = i + 1;
    loop {
        let linked = matches!(tokens.lower(at), "-" | "–" | "." | ":" | "/" | "_")
            && tokens.glued(at)
            && tokens.glued(at + 1)
            && matches!(tokens.kind(at + 1), Some(Kind::Number | Kind::Word | Kind::Dotted));
        if linked {
            at += 2;
        } else if tokens.glued(at) && matches!(tokens.kind(at), Some(Kind::Word | Kind::Number)) {
            at += 1;
        } else {
            return at;
        }
    }
}

/// "H100", "GP10", "Covid-19", "MH-370".
fn glued(tokens: &Tokens, i: usize) -> bool {
    if !tokens.glued(i) {
        return false;
    }
    let is_name = |t: &&Token| t.kind == Kind::Word && !t.lower.is_empty();
    let hyphen = matches!(tokens.lower_before(i, 1), "-" | "‑") && tokens.glued(i - 1);
    let (word, known) = if hyphen { (tokens.before(i, 2), AGES) } else { (tokens.before(i, 1), SIGNS) };
    word.filter(is_name).is_some_and(|t| !known.contains(&t.lower.as_str()))
}

/// "Figure 3", "Fig. 3", "Sections 2 and 3", "No. 5", "ISO 9001", "season 5".
fn labelled(tokens: &Tokens, i: usize) -> bool {
    let mut at = i;
    while matches!(tokens.lower_before(at, 1), "and" | "to" | "–" | "-" | "&")
        && tokens.before(at, 2).is_some_and(|t| t.kind == Kind::Number && t.lower.len() < 4)
        && at >= 3
    {
        at -= 2;
    }
    let point = tokens.lower_before(at, 1) == "." && tokens.glued(at - 1);
    let word = tokens.lower_before(at, if point { 2 } else { 1 });
    // "no 5" denies, "No. 5" names.
    let denies = matches!(word, "no" | "p") && !point && !is_capital(tokens, at);
    // "Migrants number 9.83 million".
    let verb = word == "number"
        && (is_scale(tokens, i + 1) || tokens.get(i).is_some_and(|t| t.text.contains([',', '.'])));
    LABELS.contains(&word) && !denies && !verb || SOFT_LABELS.contains(&word) && !names::counts(tokens, i + 1)
}

fn is_capital(tokens: &Tokens, at: usize) -> bool {
    tokens.before(at, 1).is_some_and(Token::capital) && at > 1
}

/// "1. The first item", "(2)", "[3]".
fn listed(tokens: &Tokens, i: usize) -> bool {
    let small = tokens.lower(i).len() <= 3;
    let after = tokens.lower(i + 1);
    let starts = i == 0 && (after == "." || after == ")" || after == "、") && tokens.glued(i + 1);
    let bracketed =
        matches!((tokens.lower_before(i, 1), after), ("(", ")") | ("[", "]") | ("（", "）") | ("^", "]"));
    small && (starts && tokens.len() > 2 || bracketed)
}

/// Letters right after that are no unit, scale or ending: "910B", "5G", "3D".
fn code(tokens: &Tokens, i: usize) -> bool {
    let Some(next) = tokens.get(i + 1).filter(|t| t.glued && t.kind == Kind::Word) else {
        return false;
    };
    let alone = ["b", "d", "g", "k", "h", "c", "f", "x", "e", "i", "l", "a", "p", "n"];
    let upper = next.text.chars().all(char::is_uppercase);
    let currency = tokens.lower_before(i, 1).chars().any(|c| "$€£¥￥₹₩".contains(c));
    alone.contains(&next.lower.as_str()) && (upper || next.lower != "g") && !currency
}

/// In a link, an address or a key: the run of ASCII around it holds what only those hold.
fn address(tokens: &Tokens, i: usize) -> bool {
    let mut from = i;
    while from > 0 && tokens.glued(from) && tokens.kind(from - 1) != Some(Kind::Cjk) && i - from < 40 {
        from -= 1;
    }
    let before = (from..i).map(|k| tokens.lower(k));
    let mut slashes = 0;
    for mark in before {
        slashes += usize::from(mark == "/");
        if matches!(mark, "@" | "_" | "=" | "?" | "\\" | "#") || slashes > 1 {
            return true;
        }
    }
    tokens.lower(i + 1) == "@" && tokens.glued(i + 1)
}

/// "12:30", "24/7", "978-3-16-148410-0", "1.2.3", "555-1234".
fn strung(tokens: &Tokens, i: usize) -> Option<usize> {
    if tokens.kind(i) == Some(Kind::Dotted) {
        return Some(past(tokens, i));
    }
    let mut at = i + 1;
    let mut links = 0;
    let mut falling = true;
    while tokens.glued(at)
        && matches!(tokens.lower(at), ":" | "/" | "-" | "–" | "：")
        && tokens.glued(at + 1)
        && tokens.kind(at + 1) == Some(Kind::Number)
    {
        let number = |k: usize| tokens.lower(k).parse::<f64>().unwrap_or(0.0);
        let range = matches!(tokens.lower(at), "-" | "–");
        falling &= !range || number(at - 1) >= number(at + 1);
        links += 1;
        at += 2;
    }
    (links > 1 || links == 1 && (falling || is_phone(tokens, i))).then_some(at)
}

/// "471-3168".
fn is_phone(tokens: &Tokens, i: usize) -> bool {
    tokens.lower(i).len() == 3 && tokens.lower(i + 1) == "-" && tokens.lower(i + 2).len() == 4
}

/// "9 a.m.", "10 PM", "06.30".
fn clock(tokens: &Tokens, i: usize) -> bool {
    let half = ["am", "pm", "a.m", "p.m", "o'clock", "o’clock"];
    let padded =
        tokens.lower(i).len() == 5 && tokens.lower(i).starts_with('0') && tokens.lower(i).contains('.');
    padded && !tokens.lower(i).starts_with("0.") || half.iter().any(|h| tokens.phrase(i + 1, h).is_some())
}
