//! What ties a claim's sentence to a source's beside the words: the other facts that both state.

use ibid_facts::{Comparison, Dimension, Fact, Value, compare};

use crate::matching::{is_bare_year, is_long, matching, telling};
use crate::slot::{Frame, agree, is_amount};
use crate::swaps::is_part_of;

/// Agreeing facts that tie two sentences together without a word in common.
pub(crate) const ANCHOR: f32 = 0.3;
/// The most that ties alone can say.
const MOST: f32 = 0.7;
/// Words shared, from which on one tie is enough.
const TALK: f32 = 0.4;
/// Words that part two clauses, each of which may tell of something else.
const PARTINGS: [&str; 10] =
    [";", " whereas ", " while ", " but ", " though ", " although ", ", and ", "；", "而", "但"];

/// Which facts of a source's sentence are the claim's other facts.
pub(crate) struct Ties {
    taken: Vec<bool>,
    others: usize,
    tied: usize,
    /// Tied by a year alone, or by what another clause tells.
    vague: usize,
    telling: usize,
    /// Amounts of the same clause among the telling.
    amounts: usize,
    /// Amounts, of whichever clause.
    companions: usize,
    /// Where those stand in the source's sentence that have three digits or more.
    long: Vec<usize>,
    /// Such an amount stands in the sentence right before or after, and nowhere else.
    beside: bool,
    /// The claim's is the whole of which one of the agreeing facts is a part: what stands beside that may be the part itself.
    whole: bool,
}

impl Ties {
    /// What ties `claim`, fact `i` left out, to sentence `index` with the facts `source`; `stating` are the first
    /// two sentences that state each of the claim's facts.
    pub(crate) fn new(
        claim: &Frame<'_>,
        i: usize,
        source: &[Fact],
        (index, stating): (usize, &[Vec<usize>]),
    ) -> Ties {
        let mut ties = Ties {
            taken: vec![false; source.len()],
            others: 0,
            tied: 0,
            vague: 0,
            telling: 0,
            amounts: 0,
            companions: 0,
            long: Vec::new(),
            beside: false,
            whole: false,
        };
        let wanted = &claim.facts[i];
        for (k, other) in claim.facts.iter().enumerate().filter(|(k, _)| *k != i) {
            let free = (0..source.len()).filter(|&j| !ties.taken[j] && agree(other, &source[j]));
            let is_same = |j: usize| compare(&other.value, &source[j].value) == Comparison::Same;
            let tied = free.max_by_key(|&j| (exactness(&source[j]), is_same(j), std::cmp::Reverse(j)));
            // What the sentence says nothing of, or another sentence states, speaks neither for nor against it.
            let rival = stating[k].is_empty() && source.iter().any(|s| matching(other, s).is_some());
            ties.others += usize::from(tied.is_some() || rival);
            let next = matches!(stating[k][..], [only] if only.abs_diff(index) == 1);
            ties.beside |=
                next && is_amount(other) && telling(other) && !is_bounded(other) && !parted(claim, i, k);
            let Some(j) = tied else { continue };
            ties.taken[j] = true;
            ties.tied += 1;
            let year = is_bare_year(&other.value) || is_bare_year(&source[j].value);
            let apart = parted(claim, i, k);
            let between = between(claim, i, k);
            // The whole stands in many a sentence on its parts.
            let whole = is_amount(wanted) && is_part_of(between);
            let aside = between.contains(", which ") || whole;
            ties.whole |= whole && other.span.start < wanted.span.start && is_share(other);
            ties.vague += usize::from(year || apart || aside);
            ties.telling += usize::from(telling(other));
            let amount = matches!(other.value, Value::Quantity(_));
            ties.companions += usize::from(amount);
            // "Fewer than 1,500" is many an amount.
            let exact = !is_bounded(other);
            ties.amounts += usize::from(amount && telling(other) && exact && !apart && !aside);
            if is_long(&other.value) && exact && !apart && !whole {
                ties.long.push(j);
            }
        }
        ties
    }

    /// Whether fact `j` of the sentence is another of the claim's own.
    pub(crate) fn taken(&self, j: usize) -> bool {
        self.taken[j]
    }

    /// Whether one of the agreeing facts seldom stands somewhere by chance.
    pub(crate) fn is_telling(&self) -> bool {
        self.telling > 0
    }

    /// Whether a telling amount of the same clause is among them.
    pub(crate) fn has_amount(&self) -> bool {
        self.amounts > 0
    }

    /// How many other amounts of the claim stand in the sentence.
    pub(crate) fn companions(&self) -> usize {
        self.companions
    }

    /// Where in the source's sentence amounts of three digits or more stand that the claim's clause has too.
    pub(crate) fn long_amounts(&self) -> impl Iterator<Item = usize> {
        self.long.iter().copied()
    }

    /// Whether a telling amount of the claim's clause stands in the sentence right before or after, and nowhere else.
    pub(crate) fn is_beside(&self) -> bool {
        self.beside
    }

    /// Whether the sentence goes on about what the one beside it tells: the claim has an amount of that one and a fact of
    /// this one in one clause.
    pub(crate) fn goes_on(&self) -> bool {
        self.beside && self.tied > 0
    }

    /// How sure the ties alone make it that the two sentences are about the same.
    pub(crate) fn anchored(&self) -> f32 {
        (self.telling as f32 * ANCHOR + (self.tied - self.telling) as f32 * ANCHOR / 3.0).min(MOST)
    }

    /// Whether the claim's other facts stand in the sentence, and `j` is the only one left that may be its own.
    pub(crate) fn left_over(
        &self,
        wanted: &Fact,
        source: &[Fact],
        j: usize,
        (overlap, foreign, pinned): (f32, bool, bool),
    ) -> bool {
        let all = self.tied == self.others
            && (self.amounts >= 1
                || pinned
                || self.goes_on()
                || (foreign && self.telling >= 1)
                || self.tied >= self.vague + 2
                || (self.tied > self.vague && overlap >= TALK));
        let month = foreign && self.tied > self.vague && is_other_month(wanted, &source[j]);
        let all = all && !self.whole;
        let enough = all || month || (self.telling >= 2 && self.tied + 1 >= self.others);
        enough && (0..source.len()).all(|k| k == j || self.taken[k] || matching(wanted, &source[k]).is_none())
    }
}

/// Whether a fact is a share of something.
fn is_share(fact: &Fact) -> bool {
    matches!(&fact.value, Value::Quantity(q) if q.dimension == Dimension::Percent)
}

/// Whether an amount is said to be more, or less, than it names.
fn is_bounded(fact: &Fact) -> bool {
    matches!(&fact.value, Value::Quantity(q) if q.bound.is_limit())
}

/// Whether two facts of a sentence stand in two of its clauses.
fn parted(claim: &Frame<'_>, i: usize, k: usize) -> bool {
    let between = between(claim, i, k);
    PARTINGS.iter().any(|parting| between.contains(parting))
}

fn between<'a>(claim: &Frame<'a>, i: usize, k: usize) -> &'a str {
    let (a, b) = (claim.facts[i].span, claim.facts[k].span);
    claim.text.get(a.end.min(b.end)..a.start.max(b.start)).unwrap_or_default()
}

/// How many parts a date states; nothing of other facts.
pub(crate) fn exactness(fact: &Fact) -> usize {
    match &fact.value {
        Value::Date(date) => {
            [date.year.is_some(), date.month.is_some(), date.day.is_some()].iter().filter(|s| **s).count()
        }
        _ => 0,
    }
}

/// Whether two dates are of one year and two months.
pub(crate) fn is_other_month(a: &Fact, b: &Fact) -> bool {
    let (Value::Date(a), Value::Date(b)) = (&a.value, &b.value) else { return false };
    a.year.is_some() && a.year == b.year && a.month.is_some() && b.month.is_some() && a.month != b.month
}
