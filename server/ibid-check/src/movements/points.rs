//! Differences of two shares that a claim takes for a share: "rose by 4.4 percent", of what was 6.5 percent and is 10.9.

use ibid_evidence::SourceText;
use ibid_facts::{Change, Dimension, Fact, Quantity};

use super::ends::{amount, year_of, years};
use super::{DIGITS, Movement, TOLD, Wrong};
use crate::candidates::frame;
use crate::matching::telling;
use crate::rows::is_row;
use crate::slot::{Frame, agree};

/// The difference of two shares that the claim tells as a share: it names their two years, and the source has them in a sentence
/// each, or in a row: "rose by 4.4 percent between 2018 and 2023", where it was 6.5 percent in 2018 and is 10.9.
pub(crate) fn told_in_points(claim: &Frame<'_>, i: usize, source: &SourceText) -> Option<Movement> {
    let moved = shares_moved(claim, i)?;
    let own = years(claim.facts);
    // "Since 2016" is up to the last year that is told.
    let (first, last) = match own[..] {
        [first, last] if first < last => (first, Some(last)),
        [first] if claim.text.contains(&format!("since {first}")) => (first, None),
        _ => return None,
    };
    let around = claim.around(i);
    let mut shares: Vec<(usize, usize, i32, f64)> = (0..source.sentences().len())
        .flat_map(|s| {
            let facts = source.facts(s);
            let share = |j: usize| {
                amount(&facts[j]).filter(|q| q.dimension == Dimension::Percent && q.change == Change::Level)
            };
            (0..facts.len()).filter_map(move |j| Some((s, j, year_of(source, s, j)?, share(j)?.low)))
        })
        .filter(|(s, j, ..)| {
            let slots = source.slots(*s);
            around.overlap(&frame(source, *s).around_known(*j, &slots[*j]), source.rarity()) >= TOLD
        })
        .collect();
    let second = last.or_else(|| shares.iter().map(|share| share.2).max())?;
    shares.retain(|(.., year, _)| [first, second].contains(year));
    let of = |year: i32| shares.iter().filter(move |share| share.2 == year);
    let pairs = || of(first).flat_map(|from| of(second).map(move |to| (from, to)));
    let way = |by: f64| if moved.change == Change::Down { -by } else { by };
    let is = |by: f64| (way(by) - moved.low).abs() <= moved.step / 2.0 * 1.001;
    if pairs().any(|(from, to)| is((to.3 - from.3) / from.3 * 100.0)) {
        return None;
    }
    let (from, to) = pairs().find(|(from, to)| is(to.3 - from.3))?;
    Some(Movement { wrong: Some(Wrong::Points), ends: [(from.0, from.1), (to.0, to.1)] })
}

/// The difference of two shares that the claim takes for a share, where it tells the one that it came to right behind: "declined by nine
/// percent, to 23.0 percent", where it had been 32.0.
pub(crate) fn told_to_its_share(claim: &Frame<'_>, i: usize, source: &SourceText) -> Option<Movement> {
    let level = |fact: &Fact| {
        amount(fact).filter(|q| q.dimension == Dimension::Percent && q.change == Change::Level).map(|q| q.low)
    };
    let moved =
        amount(&claim.facts[i]).filter(|q| q.dimension == Dimension::Percent && !q.bound.is_limit())?;
    let way = match moved.change {
        Change::Up => 1.0,
        Change::Down => -1.0,
        Change::Level | Change::By => return None,
    };
    let to = claim.facts.get(i + 1).filter(|to| telling(to))?;
    let led = claim.text.get(claim.facts[i].span.end..to.span.start)?.trim_start_matches([',', ' ']);
    let to = level(to).filter(|_| led.trim_end() == "to")?;
    let around = claim.around(i);
    let is = |a: f64, b: f64| (a - b).abs() <= moved.step / 2.0 * 1.001;
    let shares = (0..source.sentences().len()).flat_map(|s| {
        let facts = source.facts(s);
        (0..facts.len()).filter_map(move |j| Some((s, j, level(&facts[j]).filter(|_| telling(&facts[j]))?)))
    });
    let shares: Vec<(usize, usize, f64)> = shares.collect();
    if shares.iter().any(|(.., from)| is((to - from) / from * 100.0, way * moved.low)) {
        return None;
    }
    let near = |s: usize, j: usize| {
        around.overlap(&frame(source, s).around_known(j, &source.slots(s)[j]), source.rarity()) >= TOLD
    };
    let (s, j, _) = shares.into_iter().find(|(s, j, from)| is(to - from, way * moved.low) && near(*s, *j))?;
    let end = (0..source.facts(s).len()).find(|k| level(&source.facts(s)[*k]) == Some(to)).unwrap_or(j);
    Some(Movement { wrong: Some(Wrong::Points), ends: [(s, j), (s, end)] })
}

/// The difference of two shares that one sentence of the source tells and the claim takes for a share, which has one of the two
/// itself: "hold 10.4 percent, which is 4.3 percent more", where it was 6.1 percent before.
pub(crate) fn told_beside_a_share(claim: &Frame<'_>, i: usize, source: &SourceText) -> Option<Movement> {
    let moved = amount(&claim.facts[i])
        .filter(|q| q.dimension == Dimension::Percent && q.change != Change::Level && !q.bound.is_limit())?;
    let told_exactly = shares_moved(claim, i).is_some();
    let own_years = years(claim.facts);
    // "Lost 17.6 percent" is a share that is held against others as a level is.
    let level = |fact: &Fact| amount(fact).filter(|q| q.dimension == Dimension::Percent).map(|q| q.low);
    let others = || (0..claim.facts.len()).filter(|k| *k != i && level(&claim.facts[*k]).is_some());
    let own = |fact: &Fact| others().any(|k| agree(&claim.facts[k], fact) && telling(fact));
    let is = |by: f64| (by.abs() - moved.low).abs() <= moved.step / 2.0 * 1.001;
    let pair = |s: usize| {
        let facts = source.facts(s);
        let shares: Vec<(usize, f64)> =
            (0..facts.len()).filter_map(|j| Some((j, level(&facts[j])?))).collect();
        let [(a, first), (b, second)] = shares[..] else { return None };
        let share = (first - second) / second * 100.0;
        let back = (second - first) / first * 100.0;
        // "By nine percent since 2020": a single digit where the sentence is of that year.
        let dated = || years(facts).iter().any(|year| own_years.contains(year));
        let points = is(first - second) && !is(share) && !is(back) && (told_exactly || dated());
        (points && (own(&facts[a]) || own(&facts[b]))).then_some([(s, b), (s, a)])
    };
    let stated =
        (0..source.sentences().len()).any(|s| source.facts(s).iter().any(|f| agree(&claim.facts[i], f)));
    // A row has one of the two in its last column.
    let in_row = |s: usize| {
        let facts = source.facts(s);
        // Cells of a table of shares are bare where its title says what they are.
        let bare = |fact: &Fact| {
            amount(fact)
                .filter(|q| q.dimension == Dimension::Number && q.change == Change::Level)
                .map(|q| q.low)
        };
        let shares: Vec<(usize, f64)> = (0..facts.len())
            .filter_map(|j| Some((j, level(&facts[j]).or_else(|| bare(&facts[j]))?)))
            .collect();
        let stated = |number: f64| {
            others().any(|k| level(&claim.facts[k]) == Some(number) && telling(&claim.facts[k]))
        };
        let (b, last) = shares.last().copied().filter(|(_, last)| told_exactly && stated(*last))?;
        let relative = |first: f64| is((last - first) / first * 100.0);
        if !is_row(source, s) || shares.iter().any(|(_, first)| relative(*first)) {
            return None;
        }
        let mut first = shares.iter().filter(|(_, first)| is(last - first));
        first.next().map(|(a, _)| [(s, *a), (s, b)])
    };
    // "17.6 percent. The winter before it had been 19.1": one share in each of two sentences.
    let lone = |s: usize| {
        let facts = source.facts(s);
        let mut shares = (0..facts.len()).filter_map(|j| Some((j, level(&facts[j])?)));
        shares.next().filter(|_| shares.next().is_none())
    };
    let next = |s: usize| {
        let ((a, first), (b, second)) = (lone(s)?, lone(s + 1)?);
        let share = (first - second) / second * 100.0;
        let exact = told_exactly && moved.step < 1.0 && is(first - second) && !is(share);
        (exact && own(&source.facts(s)[a])).then_some([(s + 1, b), (s, a)])
    };
    let all = 0..source.sentences().len();
    let ends = all.clone().find_map(|s| pair(s).or_else(|| in_row(s)));
    let ends = ends.or_else(|| all.clone().skip(1).find_map(|s| next(s - 1)));
    Some(Movement { wrong: Some(Wrong::Points), ends: ends.filter(|_| !stated)? })
}

/// The difference of the two shares that one sentence of the source tells, and no others, where the claim takes it for a share and
/// names a year of that sentence: "shrank by 6 percent between 2021 and 2024", of "52 percent in 2021, and 46 today".
pub(crate) fn told_of_two_shares(claim: &Frame<'_>, i: usize, source: &SourceText) -> Option<Movement> {
    let level = |fact: &Fact| {
        amount(fact).filter(|q| q.dimension == Dimension::Percent && q.change == Change::Level).map(|q| q.low)
    };
    let moved = amount(&claim.facts[i])
        .filter(|q| q.dimension == Dimension::Percent && matches!(q.change, Change::Up | Change::Down))
        .filter(|q| !q.bound.is_limit())?;
    let is = |by: f64| (by - moved.low).abs() <= moved.step / 2.0 * 1.001;
    let way = |by: f64| if moved.change == Change::Down { -by } else { by };
    let (own, around) = (years(claim.facts), claim.around(i));
    let all = || 0..source.sentences().len();
    let states = |s: usize| {
        source
            .facts(s)
            .iter()
            .any(|fact| amount(fact).is_some_and(|q| q.low == moved.low && q.dimension == moved.dimension))
    };
    let pair = |s: usize| {
        let facts = source.facts(s);
        let shares: Vec<usize> = (0..facts.len()).filter(|j| level(&facts[*j]).is_some()).collect();
        let [a, b] = shares[..] else { return None };
        let (first, second) = (level(&facts[a])?, level(&facts[b])?);
        let dated = years(facts).iter().any(|year| own.contains(year));
        let like = || {
            let there = frame(source, s);
            around.overlap(&there.around_known(a, &source.slots(s)[a]), source.rarity()) >= TOLD
        };
        let points = is(way(second - first)) && !is(way((second - first) / first * 100.0));
        // Three digits, or a decimal, are hardly the difference of two shares by chance.
        let digits = (moved.low / moved.step).abs();
        let exact = digits >= 100.0 || digits >= DIGITS && moved.step < 1.0;
        (points && (dated || exact) && like()).then_some([(s, a), (s, b)])
    };
    let ends = all().find_map(pair).filter(|_| !all().any(states))?;
    Some(Movement { wrong: Some(Wrong::Points), ends })
}

/// By how many percent the claim's fact `i` says that something moved, where that is told exactly.
fn shares_moved<'a>(claim: &Frame<'a>, i: usize) -> Option<&'a Quantity> {
    let percent = |q: &&Quantity| q.dimension == Dimension::Percent && q.change != Change::Level;
    amount(&claim.facts[i]).filter(percent).filter(|moved| (moved.low / moved.step).abs() >= DIGITS)
}
