//! Ranks: "third", "3rd", "twenty-first", "第三".

use crate::lex::{Kind, Tokens};
use crate::{Fact, Value, chinese, english, noun};

/// Chinese words that number a part of a work or a date.
const PARTS: &[&str] =
    &["章", "节", "页", "条", "款", "卷", "期", "编", "图", "表", "行", "段", "版", "号", "季"];

/// The ordinal at `i`, and the token after it.
pub(crate) fn at(tokens: &Tokens, i: usize) -> Option<(Fact, usize)> {
    let (rank, end) = match tokens.kind(i)? {
        Kind::Number => figure(tokens, i)?,
        Kind::Word => word(tokens, i)?,
        Kind::Cjk => character(tokens, i)?,
        _ => return None,
    };
    Some((Fact { span: tokens.span(i, end), value: Value::Ordinal(rank) }, end))
}

/// "3rd".
fn figure(tokens: &Tokens, i: usize) -> Option<(u64, usize)> {
    let ending = matches!(tokens.lower(i + 1), "st" | "nd" | "rd" | "th");
    (ending && tokens.glued(i + 1)).then(|| tokens.lower(i).parse().ok())?.map(|n| (n, i + 2))
}

/// "third" where it ranks: not in a fraction, not "second to none", not "at first".
fn word(tokens: &Tokens, i: usize) -> Option<(u64, usize)> {
    let (rank, end) = english::ordinal(tokens, i)?;
    let before = tokens.lower_before(i, 1);
    if matches!(before, "a" | "an" | "one" | "two" | "-") || tokens.lower(end) == "of" && before != "the" {
        return None;
    }
    let led = matches!(
        before,
        "the" | "its" | "their" | "his" | "her" | "our" | "ranked" | "ranks" | "came" | "in"
    ) || tokens.get(i).is_some_and(|t| t.capital()) && tokens.get(end).is_some_and(|t| t.capital());
    let idle = matches!(tokens.lower(end), "to" | "," | "time" | "place") && rank <= 2;
    // "The first draws 559 kilowatts, the second 145": it stands for one of two things, and ranks none.
    let word = tokens.kind(end) == Some(Kind::Word);
    let superlative = tokens.lower(end) == "-" && tokens.lower(end + 1).ends_with("st");
    let ranks = superlative || word && !noun::is_stop(tokens.lower(end)) || tokens.lower(end) == "of" || !led;
    (ranks && (rank > 2 || led && !idle)).then_some((rank, end))
}

/// "第三", "第3"; parts of a work are no ranks.
fn character(tokens: &Tokens, i: usize) -> Option<(u64, usize)> {
    if tokens.lower(i) != "第" {
        return None;
    }
    let (rank, end) = match tokens.kind(i + 1)? {
        Kind::Number => (tokens.lower(i + 1).parse().ok()?, i + 2),
        _ => chinese::number(tokens, i + 1).map(|n| (n.value as u64, n.end))?,
    };
    (rank > 0 && !PARTS.contains(&tokens.lower(end))).then_some((rank, end))
}
