//! Level or movement: each direction word is attached to the amount that it governs.

use crate::directions::{self, CHINESE, Hold};
use crate::lex::{Kind, Tokens};
use crate::{Change, Dimension, Fact, english};

/// Words that may stand between a direction and its amount.
#[rustfmt::skip]
const FILLERS: &[&str] = &[
    "by", "of", "a", "an", "another", "further", "additional", "only", "just", "sharply", "slightly",
    "nearly", "steeply", "rapidly", "steadily", "again", "almost", "annual", "average", "year", "on",
    "yearly", "annually", "modestly", "marginally", "-", "more", "than", "over", "about", "some", "the",
    "whopping", "mere",
];
#[rustfmt::skip]
const ARTICLES: &[&str] = &[
    "a", "an", "the", "its", "this", "that", "their", "another", "with", "by", "further", "of",
];
/// After "fall" and its like: no fall of an amount ("20 percent drop out").
const PARTICLES: &[&str] = &["out", "into", "under", "short", "behind", "within", "in", "off"];

/// How the amount in tokens `from..to` moved; `start` is where the words for its bound begin.
pub(crate) fn of(tokens: &Tokens, start: usize, from: usize, to: usize, dimension: &Dimension) -> Change {
    let said = chinese(tokens, start)
        .or_else(|| led(tokens, start, to, dimension))
        .or_else(|| joined(tokens, start, to, dimension))
        .or_else(|| followed(tokens, start.min(from), to, dimension));
    match (said, dimension) {
        (Some(change), _) => change,
        (None, Dimension::PercentagePoints) => Change::By,
        (None, _) => Change::Level,
    }
}

/// Which way something went that is told to have come to the level `fact` of `text`: "rose to 47,300", "fell sharply, to 5".
pub fn led_to(text: &str, fact: &Fact) -> Option<Change> {
    const REACH: usize = 3;
    let tokens = Tokens::new(&text[..fact.span.start]);
    let last = tokens.len();
    let bound = (1..=REACH).find(|back| tokens.lower_before(last, *back) == "to")?;
    let verb = tokens.lower_before(last, bound + 1);
    let adverb = verb.ends_with("ly") || verb == "," || verb == "again" || verb == "further";
    let at = last - bound - usize::from(adverb);
    let particle = is_particle(&tokens, at);
    directions::of(tokens.lower_before(at, 1)).map(|(change, _)| change).filter(|_| !particle)
}

fn is_share(dimension: &Dimension) -> bool {
    matches!(dimension, Dimension::Percent | Dimension::PercentagePoints | Dimension::Factor)
}

/// "增长5%", "下降了约5%", "增幅为5%", not "增长到5%".
fn chinese(tokens: &Tokens, start: usize) -> Option<Change> {
    let mut at = start;
    let mut linked = false;
    while matches!(tokens.lower_before(at, 1), "了" | "约" | "为" | "达" | "是" | "又" | "近" | "超" | "仅")
    {
        linked |= matches!(tokens.lower_before(at, 1), "为" | "达" | "是");
        at -= 1;
    }
    let found = (2..=4).rev().chain([1]).find_map(|back| {
        let from = at.checked_sub(back)?;
        let (change, end) = tokens.longest(from, CHINESE)?;
        (end == at).then_some((change, from))
    });
    let (change, from) = found?;
    // "增长为5%" states a level, "增幅为5%" does not.
    let rate = ["幅", "速", "率", "度"].contains(&tokens.lower_before(at, 1));
    let compound = tokens.kind(from.wrapping_sub(1)) == Some(Kind::Cjk) && at - from == 1;
    let lone = compound && !["同", "比", "再", "又", "共", "环"].contains(&tokens.lower_before(from, 1));
    ((rate || !linked) && !lone).then_some(change)
}

/// A direction before the amount: "rose 5 percent", "an increase of 5", "cut its costs by 5".
fn led(tokens: &Tokens, start: usize, to: usize, dimension: &Dimension) -> Option<Change> {
    if let Some(change) = growth(tokens, start, dimension).or_else(|| headed(tokens, start, dimension)) {
        return Some(change);
    }
    let link = tokens.lower_before(start, 1);
    if matches!(link, "to" | "at" | "from") {
        return Some(relative(tokens, to, dimension).unwrap_or(Change::Level));
    }
    let duration = matches!(dimension, Dimension::Duration | Dimension::Age);
    if link == "by" {
        let also = tokens.lower_before(start, 2) == "and";
        // "Burnt less often, by 27 percent": by a share of which nothing is named, things are apart.
        let apart = is_share(dimension) && tokens.lower(to) != "of";
        return back_to(tokens, start - 1, if also { 24 } else { 12 })
            .or_else(|| apart.then(|| compared(tokens, start - 1).unwrap_or(Change::By)));
    }
    if link == "of" && matches!(tokens.lower_before(start, 2), "rate" | "pace") {
        return back_to(tokens, start, 8);
    }
    let mut at = start;
    let mut linked = false;
    while at > 0 && start - at < 5 && FILLERS.contains(&tokens.lower_before(at, 1)) {
        linked |= matches!(tokens.lower_before(at, 1), "by" | "of");
        at -= 1;
    }
    if is_particle(tokens, at) {
        return None;
    }
    if tokens.lower_before(at, 1) == "back"
        && matches!(tokens.lower_before(at, 2), "won" | "win" | "wins" | "winning")
    {
        return Some(Change::Up);
    }
    let (change, hold) = directions::of(tokens.lower_before(at, 1)).or_else(|| {
        // "an increase in exports of 5 percent"
        let noun = (2..7).find(|back| tokens.lower_before(at, *back - 1) == "in")?;
        linked.then(|| directions::of(tokens.lower_before(at, noun)))?
    })?;
    let free = hold == Hold::Any && !duration;
    (free || linked || is_share(dimension)).then_some(change)
}

/// "at 10 percent above the average", "held to 10 percent below it": how far the level is from another.
fn relative(tokens: &Tokens, to: usize, dimension: &Dimension) -> Option<Change> {
    let near = matches!(tokens.lower(to), "above" | "below");
    directions::comparative(tokens, to).filter(|_| near && is_share(dimension))
}

/// "比上年增长：5%", "Change: 5%": a column of a table that tells how far something moved.
fn headed(tokens: &Tokens, start: usize, dimension: &Dimension) -> Option<Change> {
    let negative = start > 1 && matches!(tokens.lower(start - 1), "-" | "−" | "–");
    let at = start.checked_sub(1 + usize::from(negative))?;
    if *dimension != Dimension::Percent || !matches!(tokens.lower(at), ":" | "：") {
        return None;
    }
    let chinese = [("增长", 2), ("增速", 2), ("增长率", 3), ("增长速度", 4), ("同比", 2)];
    let headed = chinese
        .iter()
        .any(|(head, len)| at.checked_sub(*len).is_some_and(|from| tokens.phrase(from, head) == Some(at)));
    let english = matches!(tokens.lower_before(at, 1), "change" | "growth");
    (headed || english).then_some(if negative { Change::Down } else { Change::Up })
}

/// "made up", "set up", "cut down": the word before `at` belongs to its verb and moves no amount.
fn is_particle(tokens: &Tokens, at: usize) -> bool {
    const VERBS: [&str; 42] = [
        "made", "make", "makes", "making", "set", "sets", "took", "take", "takes", "taken", "drew", "draw",
        "draws", "drawn", "put", "puts", "used", "use", "gave", "bought", "buy", "ended", "came", "coming",
        "turn", "turns", "turned", "turning", "shut", "shuts", "closed", "laid", "wrote", "written",
        "signed", "picked", "opened", "handed", "stood", "split", "broke", "voted",
    ];
    matches!(tokens.lower_before(at, 1), "up" | "down") && VERBS.contains(&tokens.lower_before(at, 2))
}

/// "fell 5 percent in May and 6 percent in June": a second share after the same verb.
fn joined(tokens: &Tokens, start: usize, to: usize, dimension: &Dimension) -> Option<Change> {
    let linked = tokens.lower_before(start, 1) == "and" && tokens.lower(to) != "of";
    let back = (2..14).find(|back| matches!(tokens.lower_before(start, *back), "%" | "percent" | "cent"))?;
    let verb = (1..6).find_map(|more| directions::of(tokens.lower_before(start, back + more)))?;
    (linked && *dimension == Dimension::Percent).then_some(verb.0)
}

/// The nearest direction before `at`, within `reach` tokens of the same part of the sentence.
pub(crate) fn back_to(tokens: &Tokens, at: usize, reach: usize) -> Option<Change> {
    (1..=reach)
        .map(|back| tokens.lower_before(at, back))
        .take_while(|word| !matches!(*word, "" | "." | ";" | ":" | "。" | "；"))
        .find_map(directions::of)
        .map(|(change, _)| change)
}

/// The comparative right before `at`: "lower by 5 percent", "less often, by 5 percent".
fn compared(tokens: &Tokens, at: usize) -> Option<Change> {
    const REACH: usize = 3;
    (at.saturating_sub(REACH)..at).rev().find_map(|i| directions::comparative(tokens, i))
}

/// "growth of 5 percent", "growth slowed to 5 percent": the share is the rise itself.
fn growth(tokens: &Tokens, start: usize, dimension: &Dimension) -> Option<Change> {
    if *dimension != Dimension::Percent {
        return None;
    }
    (1..=6)
        .map(|back| tokens.lower_before(start, back))
        .take_while(|word| !matches!(*word, "" | "," | "." | ";" | ":" | "%" | "percent"))
        .any(|word| word == "growth")
        .then_some(Change::Up)
}

/// A direction after the amount: "a 5 percent rise", "5 percent higher".
fn followed(tokens: &Tokens, start: usize, to: usize, dimension: &Dimension) -> Option<Change> {
    if is_share(dimension) {
        let comparative = directions::comparative(tokens, to);
        if comparative.is_some() && !matches!(tokens.lower(to + 1), "to" | "and") {
            return comparative;
        }
    }
    if let Some(difference) = difference(tokens, to) {
        return Some(difference);
    }
    let article = ARTICLES.contains(&tokens.lower_before(start, 1));
    if !article && *dimension != Dimension::Percent {
        return None;
    }
    let words = (to..to + 6)
        .take_while(|k| tokens.kind(*k) == Some(Kind::Word) || tokens.lower(*k) == "-" && tokens.glued(*k));
    let stop = |k: &usize| !matches!(tokens.lower(*k), "of" | "in" | "for" | "to" | "and" | "from" | "than");
    let at = words.take_while(stop).find(|k| is_noun(tokens, *k, article))?;
    directions::of(tokens.lower(at)).map(|(change, _)| change)
}

/// "5 tonnes heavier", "2 crowns a litre cheaper", "40 more than": how far two levels are apart, and no level.
fn difference(tokens: &Tokens, to: usize) -> Option<Change> {
    let each = matches!(tokens.lower(to), "a" | "an" | "per") && tokens.kind(to + 1) == Some(Kind::Word);
    let at = to + 2 * usize::from(each);
    let change = directions::comparative(tokens, at)?;
    let than = || (at + 1..at + 7).any(|k| tokens.lower(k) == "than");
    // "Fifty-four seconds more."
    let unit =
        to > 0 && tokens.kind(to - 1) == Some(Kind::Word) && english::small(tokens.lower(to - 1)).is_none();
    // "12 million less in 2024."
    let dated = tokens.lower(at + 1) == "in" && tokens.kind(at + 2) == Some(Kind::Number);
    let ends = unit && (dated || matches!(tokens.lower(at + 1), "" | "." | "," | ";" | ")"));
    let apart = match tokens.lower(at) {
        "less" | "fewer" | "more" if ends => true,
        "less" | "fewer" => than(),
        "above" | "below" | "up" | "down" | "better" | "faster" | "slower" => false,
        // "or more", "three more reasons": at least so many; and one's own count goes on.
        "more" => than() || to > 0 && tokens.kind(to - 1) == Some(Kind::Number),
        _ => true,
    };
    apart.then_some(change)
}

/// Whether the direction word at `k` is a noun there ("a 5 percent fall").
fn is_noun(tokens: &Tokens, k: usize, article: bool) -> bool {
    let word = tokens.lower(k);
    let only_noun = matches!(word, "growth" | "expansion" | "contraction" | "reduction" | "improvement");
    let either = matches!(
        word,
        "increase"
            | "rise"
            | "gain"
            | "jump"
            | "surge"
            | "leap"
            | "climb"
            | "hike"
            | "boost"
            | "fall"
            | "drop"
            | "decline"
            | "decrease"
            | "cut"
            | "slump"
            | "plunge"
            | "dip"
            | "slide"
            | "rebound"
    );
    only_noun || either && article && !PARTICLES.contains(&tokens.lower(k + 1))
}
