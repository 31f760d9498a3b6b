//! What stands before or after an amount: "about", "more than", "up to", 约, 以上.

use crate::lex::Tokens;
use crate::{Bound, Dimension};

use Bound::{About, AtLeast, AtMost};

const BEFORE: &[(&str, Bound)] = &[
    ("about", About),
    ("around", About),
    ("roughly", About),
    ("approximately", About),
    ("approx", About),
    ("approx.", About),
    ("some", About),
    ("circa", About),
    ("ca", About),
    ("ca.", About),
    ("c.", About),
    ("nearly", About),
    ("almost", About),
    ("close to", About),
    ("near", About),
    ("just over", About),
    ("just above", About),
    ("just under", About),
    ("just below", About),
    ("slightly over", About),
    ("slightly under", About),
    ("slightly more than", About),
    ("slightly less than", About),
    ("a little over", About),
    ("a little under", About),
    ("a little more than", About),
    ("a little less than", About),
    ("little more than", About),
    ("just more than", About),
    ("just less than", About),
    ("estimated", About),
    ("an estimated", About),
    ("~", About),
    ("≈", About),
    ("more than", AtLeast),
    ("over", AtLeast),
    ("well over", AtLeast),
    ("well above", AtLeast),
    ("at least", AtLeast),
    ("no fewer than", AtLeast),
    ("no less than", AtLeast),
    ("not less than", AtLeast),
    ("above", AtLeast),
    ("exceeding", AtLeast),
    ("exceeded", AtLeast),
    ("exceeds", AtLeast),
    ("exceed", AtLeast),
    ("surpassed", AtLeast),
    ("topped", AtLeast),
    ("in excess of", AtLeast),
    ("upwards of", AtLeast),
    ("greater than", AtLeast),
    ("a minimum of", AtLeast),
    (">", AtLeast),
    ("≥", AtLeast),
    ("less than", AtMost),
    ("fewer than", AtMost),
    ("under", AtMost),
    ("well under", AtMost),
    ("well below", AtMost),
    ("below", AtMost),
    ("at most", AtMost),
    ("up to", AtMost),
    ("no more than", AtMost),
    ("not more than", AtMost),
    ("as many as", AtMost),
    ("as much as", AtMost),
    ("a maximum of", AtMost),
    ("<", AtMost),
    ("≤", AtMost),
    ("约", About),
    ("大约", About),
    ("约为", About),
    ("大概", About),
    ("近", About),
    ("将近", About),
    ("接近", About),
    ("超过", AtLeast),
    ("超", AtLeast),
    ("逾", AtLeast),
    ("多于", AtLeast),
    ("高于", AtLeast),
    ("大于", AtLeast),
    ("至少", AtLeast),
    ("不少于", AtLeast),
    ("不低于", AtLeast),
    ("突破", AtLeast),
    ("不足", AtMost),
    ("不到", AtMost),
    ("低于", AtMost),
    ("少于", AtMost),
    ("小于", AtMost),
    ("不超过", AtMost),
    ("至多", AtMost),
    ("最多", AtMost),
];
const AFTER: &[(&str, Bound)] = &[
    ("or so", About),
    ("左右", About),
    ("上下", About),
    ("or more", AtLeast),
    ("以上", AtLeast),
    ("or less", AtMost),
    ("or fewer", AtMost),
    ("以下", AtMost),
    ("以内", AtMost),
];

/// The bound said of the amount in tokens `from..to`, and where the words for it begin.
pub(crate) fn around(tokens: &Tokens, from: usize, to: usize, of: &Dimension) -> (Bound, usize) {
    let (before, start) = before(tokens, from);
    let before = if is_denied(tokens, start) { turned(before) } else { before };
    let spell = *of == Dimension::Duration && tokens.lower(start) == "over";
    if before != Bound::Exact && !spell {
        return (before, start);
    }
    let after = tokens.longest(to, AFTER).map_or(Bound::Exact, |(bound, _)| bound);
    (after, if spell { from } else { start })
}

/// Whether what is said before token `at` is denied: "may not spend more than", "no hospital may spend more than".
fn is_denied(tokens: &Tokens, at: usize) -> bool {
    const REACH: usize = 9;
    let back = (1..=REACH.min(at)).map(|back| (back, tokens.lower_before(at, back)));
    let mut clause =
        back.take_while(|(_, word)| !matches!(*word, "" | "." | "," | ";" | ":" | "(" | ")" | "and" | "but"));
    clause.any(|(back, word)| {
        let may = || (1..back).any(|k| MODALS.contains(&tokens.lower_before(at, k)));
        match word {
            "not" | "cannot" | "never" => {
                MODALS.contains(&word) || MODALS.contains(&tokens.lower_before(at, back + 1))
            }
            "no" | "nobody" => may(),
            _ => false,
        }
    })
}

/// Verbs that allow, or forbid where they are denied.
const MODALS: [&str; 8] = ["may", "can", "could", "shall", "must", "should", "cannot", "might"];

fn turned(bound: Bound) -> Bound {
    match bound {
        AtLeast => AtMost,
        AtMost => AtLeast,
        other => other,
    }
}

/// The longest bound that ends right before `from`, and where it begins.
fn before(tokens: &Tokens, from: usize) -> (Bound, usize) {
    let starts = from.saturating_sub(4)..from;
    starts
        .into_iter()
        .find_map(|start| {
            let (bound, end) = tokens.longest(start, BEFORE)?;
            (end == from).then_some((bound, start))
        })
        .unwrap_or((Bound::Exact, from))
}

/// Whether a bound stands right before `i`.
pub(crate) fn bounded(tokens: &Tokens, i: usize) -> bool {
    before(tokens, i).0 != Bound::Exact
}
