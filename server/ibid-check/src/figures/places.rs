//! The places of the cited sources that may state a claim's fact, and which of them tells another value.

use ibid_evidence::Resolved;
use ibid_facts::{Dimension, Fact, Value};

use super::compared::from_another_time;
use super::doubts::{doubted, is_relative, stands};
use super::twins::{miskeyed, twin};
use super::{Claimed, Searched};
use crate::candidates::{Candidate, Rivals};
use crate::matching::{Match, is_bare_year, is_long, opposed};
use crate::slot::agree;
use crate::swaps::{compares, is_of_kind, is_of_now};

/// How much less a place may share and still be nearly as close.
pub(super) const NEARLY: f32 = 0.12;
/// How much a place must share to differ where the figure might be worked out from its neighbours.
pub(super) const SURE: f32 = 0.75;
/// How much of a claim's surroundings the one place of a source must share that has a telling value of the claim's.
const KNOWN_ALONE: f32 = 0.15;
/// How much the place must share that tells the claim's movement the other way.
const KNOWN_TURNED: f32 = 0.4;
/// The share of the closest place's overlap up to which all others are far from it.
const CLEAR: f32 = 0.5;
/// And up to which there are none.
const ALONE: f32 = 0.15;
/// How much of a claim's words a place must have that tells a difference, those left out that say when.
pub(super) const CONTENT: f32 = 0.15;
/// How much two sentences of two languages must share before the claim's value elsewhere is left out of account.
const SAME_TALK: f32 = 0.4;
/// Other amounts that make a list with the claim's.
const LISTED: usize = 2;
/// How much there must be to go by before a difference is told.
const CONTEXT: f32 = 1.2;

/// A place of a cited source.
pub(super) type Place<'a> = (&'a Resolved, Candidate);

/// All places, and the closest of each kind.
pub(super) struct Places<'a> {
    pub(super) all: Vec<Place<'a>>,
    /// The closest that agrees.
    pub(super) same: Option<Place<'a>>,
    /// The closest that says less.
    pub(super) allowed: Option<Place<'a>>,
    /// The closest that differs.
    pub(super) other: Option<Place<'a>>,
}

impl<'a> Places<'a> {
    /// The places of `sources` for the claimed fact.
    pub(super) fn new(claimed: &Claimed<'_>, sources: &[Searched<'a>]) -> Places<'a> {
        let of = |source: &Searched<'a>| {
            let (resolved, table) = (source.resolved, source.table.clone());
            // What another table has is no other value.
            let of_another = move |found: &Candidate| {
                found.matches == Match::Differs
                    && table.as_ref().is_some_and(|table| table.excludes(found.index))
            };
            let found = source.search.candidates(claimed.i).into_iter();
            found.filter(move |found| !of_another(found)).map(move |found| (resolved, found))
        };
        let all: Vec<Place<'a>> = sources.iter().flat_map(of).collect();
        let best = |kind: Match| {
            let found = all.iter().filter(|(_, c)| c.matches == kind);
            found.max_by(|a, b| a.1.closeness().total_cmp(&b.1.closeness())).cloned()
        };
        let (same, allowed, other) = (best(Match::Agrees), best(Match::Allows), best(Match::Differs));
        Places { all, same, allowed, other }
    }

    /// The place that bears the claim out, if one plainly does.
    pub(super) fn agreeing(&self) -> Option<&Place<'a>> {
        let alone = self.all.iter().filter(|(_, c)| c.matches == Match::Agrees).count() == 1;
        let known = |c: &Candidate| {
            c.is_known_slot()
                || alone && c.telling && (c.overlap >= KNOWN_ALONE || c.foreign && is_long(&c.value))
        };
        let unrivalled = |place: &Place<'_>| self.other.as_ref().is_none_or(|other| stands(place, other));
        // A list of figures is the source's own list, whatever words stand around it.
        let listed = self.all.iter().find(|(_, c)| c.matches == Match::Agrees && c.companions >= LISTED);
        listed.or(self.same.as_ref().filter(|place| known(&place.1) && unrivalled(place)))
    }

    /// Whether the claim's is the whole that a share right before it is of, "a third of the 73 changes", and a source has it: the
    /// parts that stand beside it there are none of its other values.
    pub(super) fn has_whole(&self, claimed: &Claimed<'_>) -> bool {
        const OF: [&str; 4] = ["of", "of the", "of all", "out of"];
        let at = claimed.fact().span.start;
        let is_share =
            |value: &Value| matches!(value, Value::Quantity(q) if q.dimension == Dimension::Percent);
        let share_of = |fact: &Fact| {
            let between = claimed.frame.text.get(fact.span.end..at).unwrap_or_default();
            OF.contains(&between.trim()) && is_share(&fact.value)
        };
        // "Of the 260 people on the site a third …"
        let opens = || {
            const SHARES: [&str; 6] = ["half", "third", "quarter", "fifth", "percent", "per cent"];
            const LEADING: [&str; 6] = ["Of", "Of the", "Of its", "Of their", " of the", " of all"];
            let (before, behind) = (claimed.frame.text[..at].trim_end(), &claimed.frame.text[at..]);
            let led = LEADING
                .iter()
                .any(|words| before == *words || words.starts_with(' ') && before.ends_with(words));
            led && SHARES.iter().any(|share| behind.contains(share))
        };
        self.same.is_some() && (claimed.frame.facts.iter().any(share_of) || opens())
    }

    /// Whether the closest that differs is pinned to the claim by the other facts of its clause.
    pub(super) fn is_pinned(&self) -> bool {
        self.other.as_ref().is_some_and(|(_, c)| c.pinned && c.left_over)
    }

    /// Whether the closest that differs tells the same the other way: "12 million less" of what the claim has more.
    pub(super) fn is_turned(&self, claimed: &Claimed<'_>) -> bool {
        self.other.as_ref().is_some_and(|(_, c)| {
            c.overlap >= KNOWN_TURNED && c.telling && opposed(&claimed.fact().value, &c.value)
        })
    }

    /// The place that tells another value of the same slot, if one surely does; `follows` says that the claim's may
    /// be worked out from the source's figures.
    pub(super) fn differing(&self, claimed: &Claimed<'_>, follows: bool) -> Option<&Place<'a>> {
        // "4 March" says the day of "4 March 2019", and "in March" may be that of 2019.
        let day = |(_, c): &Place<'_>| matches!(&c.value, Value::Date(date) if date.day.is_some());
        let month = |(_, c): &Place<'_>| {
            let open = match (&claimed.fact().value, &c.value) {
                (Value::Date(own), Value::Date(date)) => {
                    own.day.is_none() && own.month.is_some() && own.month == date.month && date.year.is_none()
                }
                _ => false,
            };
            c.matches == Match::Allows && open
        };
        let said = self.allowed.as_ref().is_some_and(day) || self.all.iter().any(month);
        let by_chance = |c: &Candidate| {
            let far = |s: &Candidate| match opposed(&claimed.fact().value, &c.value) {
                true => s.overlap <= CLEAR * c.overlap,
                false => !s.telling && s.overlap <= ALONE * c.overlap,
            };
            !said && self.same.as_ref().is_none_or(|(_, s)| far(s))
        };
        let relative = |place: &Place<'_>| is_relative(claimed.frame.text, claimed.fact(), place);
        let twins = self
            .all
            .iter()
            .filter(|place| by_chance(&place.1) && twin(claimed.fact(), &place.1) && !relative(place));
        let twin = twins.max_by(|a, b| a.1.overlap.total_cmp(&b.1.overlap));
        let differing = self.all.iter().filter(|(_, c)| c.matches == Match::Differs && self.is_nowhere());
        let slips = differing.filter(|(_, c)| !follows && miskeyed(claimed.fact(), c));
        let slip = slips.max_by(|a, b| a.1.overlap.total_cmp(&b.1.overlap));
        twin.or(slip).or_else(|| self.other.as_ref().filter(|place| self.is_sure(claimed, follows, place)))
    }

    fn is_sure(&self, claimed: &Claimed<'_>, follows: bool, place: &Place<'_>) -> bool {
        let c = &place.1;
        let rival = self.nearest_rival();
        let close = c.closeness() >= c.bar(self.is_nowhere(), self.rivals(c, rival))
            && c.closeness() - rival >= NEARLY
            && c.context >= CONTEXT
            && (c.left_over || c.goes_with || c.foreign || c.content >= CONTENT);
        let follows = follows && !self.is_pinned() && c.closeness() < SURE && !(c.left_over && c.foreign);
        // With hardly a word in common, the same value anywhere else is reason enough to be silent.
        let like = |(_, same): &Place<'_>| c.overlap < SAME_TALK || same.overlap > CLEAR * c.overlap;
        let elsewhere = c.foreign && self.same.as_ref().is_some_and(like);
        close
            && !follows
            && !elsewhere
            && !self.tells_several(claimed, place)
            && !from_another_time(claimed, place)
            && !self.is_of_now(claimed, place)
            && !doubted(claimed.frame.text, claimed.fact(), self, place)
    }

    /// Whether the claim tells another figure of the kind that the sentence of `place` has, as it has the claim's own: it may tell
    /// both in other words, and one of the two can be wrong only as the other's.
    fn tells_several(&self, claimed: &Claimed<'_>, (resolved, c): &Place<'_>) -> bool {
        let Some((there, same)) = &self.same else { return false };
        let facts = resolved.text.facts(c.index);
        let one = std::ptr::eq(*there, *resolved) && same.index == c.index && same.telling && !c.at_odds;
        let mut own =
            (0..claimed.frame.facts.len()).filter(|k| *k != claimed.i).map(|k| &claimed.frame.facts[k]);
        let kin = |own: &Fact| is_of_kind(&own.value, &claimed.fact().value);
        let stands = |own: &Fact| (0..facts.len()).any(|j| j != same.j && agree(own, &facts[j]));
        one && !compares(claimed.frame.text) && own.any(|own| kin(own) && stands(own))
    }

    /// Whether the sentence of `place` tells the claim's value of now, and that of `place` of the time from which the claim reckons.
    fn is_of_now(&self, claimed: &Claimed<'_>, (resolved, c): &Place<'_>) -> bool {
        let facts = resolved.text.facts(c.index);
        let there = c.sentence.of(resolved.text.text());
        self.same.as_ref().is_some_and(|(own, same)| {
            std::ptr::eq(*own, *resolved)
                && same.index == c.index
                && is_of_now(&claimed.frame, there, (&facts[same.j], &facts[c.j]))
        })
    }

    /// What says the claim's value less exactly; that a year is named says nothing for one of its months.
    fn saying_less(&self) -> Option<&Place<'a>> {
        self.allowed.as_ref().filter(|(_, a)| !is_bare_year(&a.value))
    }

    /// Whether no place has the claim's value.
    fn is_nowhere(&self) -> bool {
        self.same.is_none() && self.saying_less().is_none()
    }

    /// How much the closest place with the claim's value shares.
    fn nearest_rival(&self) -> f32 {
        let near = [self.same.as_ref(), self.saying_less()];
        near.into_iter().flatten().map(|(_, c)| c.overlap).fold(0.0, f32::max)
    }

    fn rivals(&self, best: &Candidate, rival: f32) -> Rivals {
        let others = self.all.iter().filter(|(_, c)| c.index != best.index);
        let next = others.map(|(_, c)| c.overlap).fold(rival, f32::max) / best.overlap;
        let odds = self.same.as_ref().is_some_and(|(_, s)| s.at_odds && s.index == best.index);
        match (self.is_nowhere(), next) {
            (_, next) if next > CLEAR && !odds => Rivals::Near,
            (true, next) if next <= ALONE => Rivals::None,
            _ => Rivals::Far,
        }
    }
}
