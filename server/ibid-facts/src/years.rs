//! Years, and stretches of them: whether four bare digits are a year, the words around them say.

use crate::dates::{of_year, span_of_years, whole, year};
use crate::lex::{Kind, Tokens};
use crate::quantity::unit_at;
use crate::{Date, bounds, change, names, noun};

#[rustfmt::skip]
const STRONG: &[&str] = &[
    "in", "since", "during", "until", "till", "circa", "early", "late", "mid", "year", "fiscal",
];
#[rustfmt::skip]
const WEAK: &[&str] = &[
    "by", "from", "of", "after", "before", "the", "through", "around", "for", "to", "and", "(", "a", "its",
    "their", "his", "her", "our", "this", "that",
];
/// What is had by a year, though it stands in the plural.
#[rustfmt::skip]
const YEARLY: &[&str] = &[
    "levels", "prices", "figures", "elections", "results", "sales", "earnings", "revenues", "profits",
    "olympics", "games", "protests", "riots", "talks", "estimates", "data", "reforms", "amendments",
    "guidelines", "exports", "imports",
];

/// "2019", "2019 to 2022", "2019–22", where the words around say that it is a year.
pub(crate) fn find(tokens: &Tokens, i: usize) -> Option<(Date, usize)> {
    let first = year(tokens, i)?;
    if let Some((last, end)) = last_year(tokens, i, first) {
        return Some((span_of_years(first, last), end));
    }
    is_year(tokens, i, first).then(|| (of_year(first), i + 1))
}

fn last_year(tokens: &Tokens, i: usize, first: i32) -> Option<(i32, usize)> {
    let link = tokens.lower(i + 1);
    let dash = matches!(link, "-" | "–" | "—" | "/" | "~" | "～" | "至");
    let words =
        matches!(link, "to" | "through" | "until") || link == "and" && tokens.lower_before(i, 1) == "between";
    if !(dash || words) {
        return None;
    }
    let last = match year(tokens, i + 2) {
        Some(y) => y,
        None if dash && tokens.get(i + 2)?.text.len() == 2 && tokens.glued(i + 2) => {
            first / 100 * 100 + whole(tokens, i + 2, 2)? as i32
        }
        None => return None,
    };
    let year_sign = usize::from(tokens.lower(i + 3) == "年");
    let taken = year_sign == 0 && unit_at(tokens, i + 3).is_some();
    (last > first && last - first < 1000 && !taken).then_some((last, i + 3 + year_sign))
}

/// Whether the number `y` at token `i` (plain, of four digits) is a year.
fn is_year(tokens: &Tokens, i: usize, y: i32) -> bool {
    if measured(tokens, i) || names::is_name(tokens, i) {
        return false;
    }
    let before = tokens.lower_before(i, 1);
    if STRONG.contains(&before) || before == "-" && STRONG.contains(&tokens.lower_before(i, 2)) {
        return true;
    }
    let ordered = matches!(before, "before" | "after") && !bounds::bounded(tokens, i);
    if !ordered && y < 1500 || counts(tokens, i) {
        return false;
    }
    let possessive = before.ends_with("'s") || before.ends_with("’s") || before == "'" || before == "’";
    WEAK.contains(&before) || possessive || y >= 1800 && !bounds::bounded(tokens, i)
}

/// Whether a unit, scale or suffix makes it an amount.
fn measured(tokens: &Tokens, i: usize) -> bool {
    let next = tokens.lower(i + 1);
    let scale = matches!(next, "million" | "billion" | "thousand" | "bn" | "-" | "万" | "亿" | "多" | "余");
    let suffix = tokens.glued(i + 1) && tokens.kind(i + 1) == Some(Kind::Word);
    let sign = tokens.glued(i) && "$€£¥￥₹".contains(tokens.lower_before(i, 1)) && i > 0;
    scale || suffix || sign || unit_at(tokens, i + 1).is_some() || noun::classified(tokens, i + 1)
}

/// Whether a plural after it is what it counts ("of 2019 units"), by the words before it.
fn counts(tokens: &Tokens, i: usize) -> bool {
    let Some(noun) = noun::head(tokens, i + 1) else { return false };
    if YEARLY.contains(&noun.as_str()) {
        return false;
    }
    match tokens.lower_before(i, 1) {
        "the" | "before" | "after" | "through" | "(" => false,
        "by" => change::back_to(tokens, i - 1, 6).is_some(),
        before => !(before.ends_with("'s") || before.ends_with("’s")),
    }
}
