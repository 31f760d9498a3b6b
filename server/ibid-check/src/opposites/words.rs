//! Words of which a sentence says one where it could say the other: rise and fall, most and least, accept and reject.

use std::collections::HashMap;
use std::sync::LazyLock;

use ibid_text::{Language, Word, stem};

/// Which of the things that may be said on one axis a word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pole {
    pub(super) axis: usize,
    pub(super) side: usize,
}

impl Pole {
    /// Whether it is said of one of two: "more", "better".
    pub(super) fn compares(self) -> bool {
        COMPARATIVES.contains(&AXES[self.axis][0][0])
    }
}

/// The first words of the axes on which one of two is compared with the other.
const COMPARATIVES: [&str; 15] = [
    "more", "better", "longer", "stronger", "faster", "older", "richer", "cheaper", "cheap", "earlier",
    "wider", "warmer", "wetter", "easier", "stricter",
];

/// Axes with their sides; on each side words that say the same of something, in their bare forms and in irregular ones.
#[rustfmt::skip]
const AXES: &[&[&[&str]]] = &[
    &[
        &["rise", "rose", "risen", "increase", "grow", "grew", "grown", "growth", "climb", "jump", "surge", "soar", "swell",
          "expand", "expansion", "raise"],
        &["fall", "fell", "fallen", "drop", "decline", "decrease", "plunge", "plummet", "shrink", "shrank", "shrunk", "sink",
          "sank", "sunk", "reduce", "reduction", "dwindle", "slump", "tumble", "diminish", "halve"],
        &["unchanged", "stagnate", "stagnant", "stagnation"],
    ],
    &[
        &["most", "highest", "largest", "greatest", "biggest", "heaviest"],
        &["least", "lowest", "smallest", "fewest", "lightest"],
        &[],
    ],
    &[
        &["more", "higher", "larger", "greater", "bigger", "heavier", "exceed", "surpass", "outnumber"],
        &["less", "fewer", "lower", "smaller", "lighter"],
    ],
    &[&["best"], &["worst"]],
    &[&["better"], &["worse"]],
    &[&["longest"], &["shortest"]],
    &[&["longer"], &["shorter"]],
    &[&["strongest"], &["weakest"]],
    &[&["stronger"], &["weaker"]],
    &[&["fastest"], &["slowest"]],
    &[&["faster"], &["slower"]],
    &[&["oldest"], &["youngest"]],
    &[&["older"], &["younger"]],
    &[&["richest"], &["poorest"]],
    &[&["richer"], &["poorer"]],
    &[&["cheaper"], &["dearer", "costlier"]],
    &[&["cheap"], &["expensive", "costly"]],
    &[&["earlier", "earliest"], &["later", "latest"]],
    &[&["wider"], &["narrower"]],
    &[&["warmer"], &["cooler", "colder"]],
    &[&["warmest", "hottest"], &["coolest", "coldest"]],
    &[&["wetter"], &["drier"]],
    &[&["wettest"], &["driest"]],
    &[&["easier"], &["harder"]],
    &[&["easiest"], &["hardest"]],
    &[&["stricter", "tougher"], &["laxer", "looser", "milder"]],
    &[&["accept", "approve", "adopt", "agree", "endorse", "grant"],
      &["reject", "refuse", "dismiss", "decline", "veto"]],
    &[&["allow", "permit"], &["forbid", "forbade", "forbidden", "ban", "prohibit"]],
    &[&["support", "supporter", "favour", "favor", "welcome", "endorse", "advocate"],
      &["oppose", "opposition", "opponent", "resist", "condemn", "criticise", "criticize", "object", "objection"]],
    &[&["confirm", "admit", "acknowledge", "concede"], &["deny", "dispute"]],
    &[&["win", "won"], &["lose", "lost"]],
    &[&["succeed", "success", "successful"], &["fail", "failure", "unsuccessful"]],
    &[&["open", "reopen"], &["close", "shut"]],
    &[&["begin", "began", "begun", "start"], &["end", "finish", "cease"]],
    &[&["strengthen"], &["weaken"]],
    &[&["improve", "improvement"], &["worsen", "deteriorate", "deterioration"]],
    &[&["accelerate"], &["slow", "decelerate"]],
    &[&["majority"], &["minority"]],
    &[&["include"], &["exclude", "omit"]],
    &[&["voluntary"], &["compulsory", "mandatory"]],
    &[&["legal", "lawful"], &["illegal", "unlawful"]],
    &[&["likely"], &["unlikely"]],
    &[&["possible"], &["impossible"]],
    &[&["aware", "know", "knew", "known"], &["unaware", "ignorant"]],
    &[&["content", "satisfied"], &["dissatisfied", "discontent"]],
    &[&["often", "frequently"], &["rarely", "seldom"]],
    &[&["sufficient", "enough"], &["insufficient"]],
    &[&["effective"], &["ineffective"]],
    &[&["necessary"], &["unnecessary"]],
    &[&["profit", "surplus"], &["loss", "deficit", "lose", "lost"]],
    &[&["survive", "alive"], &["die", "dead", "perish"]],
    &[&["lengthen", "prolong"], &["shorten", "curtail"]],
    &[&["temporary"], &["permanent"]],
    &[&["present"], &["absent"]],
    &[&["able"], &["unable"]],
    &[&["adequate"], &["inadequate"]],
    &[&["available"], &["unavailable"]],
    &[&["certain"], &["uncertain"]],
    &[&["complete"], &["incomplete"]],
    &[&["fair"], &["unfair"]],
    &[&["happy"], &["unhappy"]],
    &[&["paid"], &["unpaid"]],
    &[&["popular"], &["unpopular"]],
    &[&["reliable"], &["unreliable"]],
    &[&["safe"], &["unsafe"]],
    &[&["stable"], &["unstable"]],
    &[&["sustainable"], &["unsustainable"]],
    &[&["willing"], &["unwilling", "reluctant"]],
    &[&["positive"], &["negative"]],
];
const MOVES: usize = 0;
const EXTREMES: usize = 1;
const COMPARED: usize = 2;
const LEVEL: usize = 2;
const RANKED: usize = 2;

/// Words before "up" and "down" with which they say how something moves.
const GOING: [&str; 16] = [
    "go", "goes", "going", "gone", "went", "come", "comes", "came", "coming", "put", "puts", "putting",
    "bring", "brought", "drive", "drove",
];
/// Words before "level" and the like with which they say that nothing moves.
const STAYING: [&str; 10] =
    ["remain", "remained", "remains", "stay", "stayed", "stays", "held", "hold", "kept", "stood"];
const STEADY: [&str; 6] = ["level", "flat", "stable", "constant", "steady", "same"];
/// Words before an extreme by which it is none.
const RANKS: [&str; 6] = ["second", "third", "fourth", "fifth", "sixth", "next"];
/// Words that begin a figure.
const FIGURES: [&str; 14] = [
    "a", "an", "half", "twice", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
];
/// Words behind "was for" of what somebody is in favour of.
const SIDED: [&str; 5] = ["the", "it", "them", "this", "these"];
const BE: [&str; 8] = ["is", "are", "was", "were", "be", "been", "voted", "votes"];

/// What the word `i` of a sentence's words says.
pub(super) fn poles(words: &[Word<'_>], i: usize) -> Vec<Pole> {
    let lower = |k: usize| words[k].text.to_lowercase();
    let back = |n: usize| i.checked_sub(n).map(lower).unwrap_or_default();
    let next = words.get(i + 1).map(|word| word.text.to_lowercase()).unwrap_or_default();
    let word = lower(i);
    let moves = |side| vec![Pole { axis: MOVES, side }];
    let stays = || (1..=3).any(|n| STAYING.contains(&back(n).as_str()));
    match word.as_str() {
        "up" | "down" if GOING.contains(&back(1).as_str()) => return moves(usize::from(word == "down")),
        _ if STEADY.contains(&word.as_str()) => return if stays() { moves(LEVEL) } else { Vec::new() },
        "for" if BE.contains(&back(1).as_str()) && SIDED.contains(&next.as_str()) => {
            return known("supporter");
        }
        "against" if BE.contains(&back(1).as_str()) => return known("opponent"),
        // "Most of them" are many, and "at least" sets a limit.
        "most" | "least" if back(1) != "the" || next == "of" => return Vec::new(),
        _ => {}
    }
    let (rank, word) = match word.rsplit_once(['-', '\u{2010}', '\u{2011}']) {
        Some((rank, word)) if RANKS.contains(&rank) => (true, word.to_owned()),
        _ => (RANKS.contains(&back(1).as_str()), word),
    };
    let found = known(&word);
    let ranked = |pole: Pole| match pole.axis {
        EXTREMES if rank => Pole { side: RANKED, ..pole },
        _ => pole,
    };
    // "More than 60", "less than half" belong to the figure.
    let figure = |word: &Word<'_>| {
        let lower = word.text.to_lowercase();
        lower.starts_with(|c: char| c.is_ascii_digit()) || FIGURES.contains(&lower.as_str())
    };
    let bounds = next == "than" && words.get(i + 2).is_some_and(figure);
    found.into_iter().filter(|pole| pole.axis != COMPARED || !bounds).map(ranked).collect()
}

/// Whether a word says that something moves, or stays where it is.
pub(crate) fn tells_a_movement(word: &str) -> bool {
    known(word).iter().any(|pole| pole.axis == MOVES)
}

/// What a word says by itself.
fn known(word: &str) -> Vec<Pole> {
    BY_STEM.get(stem(word, Language::English).as_ref()).cloned().unwrap_or_default()
}

static BY_STEM: LazyLock<HashMap<String, Vec<Pole>>> = LazyLock::new(|| {
    let mut all: HashMap<String, Vec<Pole>> = HashMap::new();
    for (axis, sides) in AXES.iter().enumerate() {
        for (side, words) in sides.iter().enumerate() {
            for word in *words {
                let poles = all.entry(stem(word, Language::English).into_owned()).or_default();
                poles.extend((!poles.iter().any(|known| known.axis == axis)).then_some(Pole { axis, side }));
            }
        }
    }
    all
});
