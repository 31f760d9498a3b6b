//! What stands before or after an amount: "about", "more than", "up to", 约, 以上.

use crate::lex::Tokens;
use crate::{Bound, Dimension};

use Bound::{About, AtLeast, AtMost, JustOver, JustUnder};

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
    ("nearly", JustUnder),
    ("almost", JustUnder),
    ("close to", About),
    ("near", About),
    ("just over", JustOver),
    ("just above", JustOver),
    ("just under", JustUnder),
    ("just below", JustUnder),
    ("slightly over", JustOver),
    ("slightly under", JustUnder),
    ("slightly more than", JustOver),
    ("slightly less than", JustUnder),
    ("a little over", JustOver),
    ("a little under", JustUnder),
    ("a little more than", JustOver),
    ("a little less than", JustUnder),
    ("little more than", JustOver),
    ("just more than", JustOver),
    ("just less than", JustUnder),
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
    ("近", JustUnder),
    ("将近", JustUnder),
    ("接近", JustUnder),
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
    let (before, start) = if is_of_a_verb(tokens, start) { (Bound::Exact, from) } else { (before, start) };
    let before = if is_denied(tokens, start) { turned(before) } else { before };
    let spell = *of == Dimension::Duration && tokens.lower(start) == "over";
    if before != Bound::Exact && !spell {
        return (before, start);
    }
    let after = tokens.longest(to, AFTER).map_or(Bound::Exact, |(bound, _)| bound);
    (after, if spell { from } else { start })
}

/// Whether the bound at token `at` is what a verb ends with: "turned over 18 billion", "went up to 12.30".
fn is_of_a_verb(tokens: &Tokens, at: usize) -> bool {
    #[rustfmt::skip]
    const OVER: [&str; 14] = [
        "turn", "turns", "turned", "turning", "hand", "hands", "handed", "handing", "sign", "signed", "take", "took", "taken", "taking",
    ];
    #[rustfmt::skip]
    const UP: [&str; 27] = [
        "go", "goes", "going", "went", "gone", "come", "comes", "came", "move", "moves", "moved", "climb", "climbs", "climbed", "creep",
        "crept", "edge", "edged", "inch", "inched", "round", "rounded", "put", "bring", "brings", "brought", "pushed",
    ];
    let verb = tokens.lower_before(at, 1);
    match tokens.lower(at) {
        "over" => OVER.contains(&verb),
        "up" => tokens.lower(at + 1) == "to" && UP.contains(&verb),
        _ => false,
    }
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
