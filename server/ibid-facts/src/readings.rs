//! Units that are other words too: "times", "pounds", "won", 成.

use crate::lex::{Kind, Token, Tokens};
use crate::numeral::Numeral;
use crate::units::Unit;
use crate::{change, dates};

/// What the unit `found` after the number `n` at `i` measures there.
pub(crate) fn of(tokens: &Tokens, i: usize, n: Numeral, found: (Unit, usize)) -> Option<Unit> {
    let (unit, after) = found;
    let pounds = tokens.lower_before(after, 1).starts_with("pound");
    match unit {
        Unit::Factor if !is_factor(tokens, i, after) => Some(Unit::Of("time")),
        // Sums are told in millions, weights are not.
        Unit::Si("kg", _) if pounds && n.step >= 1e3 => Some(Unit::Money("GBP")),
        Unit::Si("m", factor) if an_hour(tokens, i) => Some(Unit::Si("m/s", factor / 3600.0)),
        _ => Some(unit),
    }
}

/// "每小时350公里", "时速350公里".
fn an_hour(tokens: &Tokens, i: usize) -> bool {
    let before = |phrase: &str, len: usize| i >= len && tokens.phrase(i - len, phrase) == Some(i);
    before("每小时", 3) || before("时速", 2)
}

/// Whether the unit found is another word there: "3 won gold", "10成为", "5升至6", a capital "M".
pub(crate) fn is_other_word(tokens: &Tokens, n: Numeral, found: (Unit, usize)) -> bool {
    let (unit, after) = found;
    let last = tokens.before(after, 1).map_or("", |t| t.text);
    let next = tokens.lower(after);
    match (unit, last) {
        (Unit::Money("KRW"), "won") => n.value < 100.0,
        (Unit::Tenths, _) => n.value >= 10.0 || "为立功员本都果长交".contains(next) && !next.is_empty(),
        (_, "升") => matches!(next, "至" | "到" | "为"),
        (_, "M" | "T" | "G" | "w") => true,
        _ => false,
    }
}

/// Whether "times" at the end of `..after` multiplies ("3 times as many"), and does not count.
fn is_factor(tokens: &Tokens, i: usize, after: usize) -> bool {
    let times = matches!(tokens.lower_before(after, 1), "time" | "times");
    let compared = matches!(
        tokens.lower(after),
        "as" | "more"
            | "the"
            | "larger"
            | "higher"
            | "bigger"
            | "greater"
            | "faster"
            | "that"
            | "its"
            | "what"
            | "their"
            | "those"
            | "smaller"
            | "lower"
            | "less"
            | "fewer"
    );
    !times || compared || change::back_to(tokens, i, 4).is_some()
}

/// Words for people, whom a bare limit after them parts by their age.
const PEOPLE: [&str; 12] = [
    "those",
    "people",
    "persons",
    "adults",
    "children",
    "men",
    "women",
    "boys",
    "girls",
    "anyone",
    "everyone",
    "respondents",
];

/// Whether the bare number in tokens `i..end` is an age: "aged 34", "at the age of 34", "those under 30", "Larry, 33, said".
pub(crate) fn is_age(tokens: &Tokens, i: usize, end: usize) -> bool {
    let before = tokens.lower_before(i, 1);
    let said = matches!(before, "aged" | "age" | "ages")
        || matches!(before, "of" | "between") && matches!(tokens.lower_before(i, 2), "age" | "ages" | "aged");
    let group = matches!(before, "under" | "over" | "below" | "above")
        && PEOPLE.contains(&tokens.lower_before(i, 2))
        && tokens.lower(i).len() == 2;
    let named = |t: &Token| t.capital() && t.kind == Kind::Word && !dates::is_month(&t.lower);
    let person = before == ","
        && tokens.lower(end) == ","
        && tokens.before(i, 2).is_some_and(named)
        && tokens.lower(i).len() == 2;
    said || group || person
}
