//! Words that say which way a level moved.

use crate::Change;
use crate::lex::Tokens;

/// How freely a word takes an amount: "rose 5 tonnes", but "raised 5 million" is no rise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hold {
    /// Of any amount after it.
    Any,
    /// Of shares after it, of other amounts only with "by" or "of".
    Shares,
}

/// A direction word: which way, how freely.
pub(crate) type Direction = (Change, Hold);

const UP: Direction = (Change::Up, Hold::Any);
const DOWN: Direction = (Change::Down, Hold::Any);
const UP_SHARES: Direction = (Change::Up, Hold::Shares);
const DOWN_SHARES: Direction = (Change::Down, Hold::Shares);

/// Verbs and nouns whose forms are regular.
const REGULAR: &[(&str, Direction)] = &[
    ("increase", UP),
    ("climb", UP),
    ("jump", UP),
    ("surge", UP),
    ("soar", UP),
    ("swell", UP),
    ("expand", UP),
    ("rebound", UP),
    ("widen", UP),
    ("lengthen", UP),
    ("gain", UP_SHARES),
    ("regain", UP_SHARES),
    ("add", UP_SHARES),
    ("raise", UP_SHARES),
    ("lift", UP_SHARES),
    ("boost", UP_SHARES),
    ("improve", UP_SHARES),
    ("strengthen", UP_SHARES),
    ("appreciate", UP_SHARES),
    ("drop", DOWN),
    ("decline", DOWN),
    ("decrease", DOWN),
    ("plunge", DOWN),
    ("tumble", DOWN),
    ("plummet", DOWN),
    ("slump", DOWN),
    ("slip", DOWN),
    ("dip", DOWN),
    ("contract", DOWN_SHARES),
    ("narrow", DOWN),
    ("shorten", DOWN),
    ("reduce", DOWN_SHARES),
    ("lower", DOWN_SHARES),
    ("slash", DOWN_SHARES),
    ("trim", DOWN_SHARES),
    ("ease", DOWN_SHARES),
    ("weaken", DOWN_SHARES),
    ("depreciate", DOWN_SHARES),
];
const FORMS: &[(&str, Direction)] = &[
    ("up", UP),
    ("rise", UP),
    ("rises", UP),
    ("rose", UP),
    ("risen", UP),
    ("rising", UP),
    ("grow", UP),
    ("grows", UP),
    ("grew", UP),
    ("grown", UP),
    ("growing", UP),
    ("growth", UP),
    ("leap", UP),
    ("leapt", UP),
    ("expansion", UP),
    ("hike", UP_SHARES),
    ("improvement", UP_SHARES),
    ("down", DOWN),
    ("fall", DOWN),
    ("falls", DOWN),
    ("fell", DOWN),
    ("fallen", DOWN),
    ("falling", DOWN),
    ("sink", DOWN),
    ("sank", DOWN),
    ("sunk", DOWN),
    ("slide", DOWN),
    ("slid", DOWN),
    ("shrink", DOWN),
    ("shrank", DOWN),
    ("shrunk", DOWN),
    ("shrinking", DOWN),
    ("contraction", DOWN),
    ("reduction", DOWN),
    ("cut", DOWN_SHARES),
    ("cuts", DOWN_SHARES),
    ("cutting", DOWN_SHARES),
    ("lose", DOWN_SHARES),
    ("loses", DOWN_SHARES),
    ("lost", DOWN_SHARES),
    ("losing", DOWN_SHARES),
    ("shed", DOWN_SHARES),
    ("change", (Change::By, Hold::Shares)),
    ("changed", (Change::By, Hold::Shares)),
    ("differ", (Change::By, Hold::Shares)),
    ("differed", (Change::By, Hold::Shares)),
];
/// After an amount: "5 percent higher".
const COMPARATIVES: &[(&str, Change)] = &[
    ("higher", Change::Up),
    ("dearer", Change::Up),
    ("costlier", Change::Up),
    ("bigger", Change::Up),
    ("wider", Change::Up),
    ("longer", Change::Up),
    ("heavier", Change::Up),
    ("warmer", Change::Up),
    ("more", Change::Up),
    ("larger", Change::Up),
    ("greater", Change::Up),
    ("faster", Change::Up),
    ("better", Change::Up),
    ("above", Change::Up),
    ("up", Change::Up),
    ("lower", Change::Down),
    ("cheaper", Change::Down),
    ("narrower", Change::Down),
    ("shorter", Change::Down),
    ("lighter", Change::Down),
    ("cooler", Change::Down),
    ("less", Change::Down),
    ("fewer", Change::Down),
    ("smaller", Change::Down),
    ("slower", Change::Down),
    ("below", Change::Down),
    ("down", Change::Down),
];
/// Right before an amount; "增长到" and the like lead to a level.
pub(crate) const CHINESE: &[(&str, Change)] = &[
    ("增长", Change::Up),
    ("增加", Change::Up),
    ("上升", Change::Up),
    ("上涨", Change::Up),
    ("上调", Change::Up),
    ("提高", Change::Up),
    ("提升", Change::Up),
    ("扩大", Change::Up),
    ("攀升", Change::Up),
    ("大增", Change::Up),
    ("激增", Change::Up),
    ("净增", Change::Up),
    ("增", Change::Up),
    ("升", Change::Up),
    ("涨", Change::Up),
    ("高出", Change::Up),
    ("多出", Change::Up),
    ("增幅", Change::Up),
    ("涨幅", Change::Up),
    ("增速", Change::Up),
    ("增长率", Change::Up),
    ("增长速度", Change::Up),
    ("下降", Change::Down),
    ("减少", Change::Down),
    ("下跌", Change::Down),
    ("下滑", Change::Down),
    ("下调", Change::Down),
    ("降低", Change::Down),
    ("缩小", Change::Down),
    ("缩减", Change::Down),
    ("回落", Change::Down),
    ("萎缩", Change::Down),
    ("收窄", Change::Down),
    ("大减", Change::Down),
    ("锐减", Change::Down),
    ("减", Change::Down),
    ("降", Change::Down),
    ("跌", Change::Down),
    ("降幅", Change::Down),
    ("跌幅", Change::Down),
];
const ENDINGS: &[&str] = &["", "e", "s", "es", "ed", "ing"];

/// Which way something goes by an English word in lower case: "rose", "up".
pub fn direction(word: &str) -> Option<Change> {
    of(word).map(|(change, _)| change)
}

/// The direction that an English word says.
pub(crate) fn of(word: &str) -> Option<Direction> {
    let first = word.bytes().next()?;
    let begins = |(entry, _): &&(&str, Direction)| entry.bytes().next() == Some(first);
    let form = FORMS.iter().filter(begins).find(|(form, _)| *form == word);
    let regular = || REGULAR.iter().filter(begins).find(|(base, _)| is_form(word, base));
    form.or_else(regular).map(|(_, d)| *d)
}

/// Whether `word` is the verb `base` with a regular ending.
fn is_form(word: &str, base: &str) -> bool {
    let root = base.strip_suffix('e').unwrap_or(base);
    let Some(ending) = word.strip_prefix(root) else { return false };
    let doubled = ending.strip_prefix(|c| root.ends_with(c)).unwrap_or(ending);
    ENDINGS.contains(&ending) || ["ed", "ing"].contains(&doubled)
}

/// The comparative at `i`.
pub(crate) fn comparative(tokens: &Tokens, i: usize) -> Option<Change> {
    let word = tokens.lower(i);
    COMPARATIVES.iter().find(|(w, _)| *w == word).map(|(_, change)| *change)
}
