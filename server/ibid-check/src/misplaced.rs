//! Figures that the cited source does not have where it is cited: on another page, in another section, or in another source.

use std::collections::HashSet;

use ibid_draft::{Claim, Target};
use ibid_evidence::{Evidence, Offer, Resolved, SourceText};
use ibid_facts::{Bound, Change, Fact, Quantity, Value};
use ibid_text::{Language, Locator, LocatorKind, Place, Span};

use crate::context::Context;
use crate::held::{Cited, cited};
use crate::matching::{is_bare_year, is_long, telling};
use crate::model::{Code, Edit, Finding, Fix, LedgerLine, Outcome};
use crate::rows::CitedTable;
use crate::slot::agree;

/// Facts of a claim that must stand together somewhere else.
const FEWEST: usize = 2;
/// Sentences that stand together are no further apart.
const BESIDE: usize = 2;
/// How near a passage of another source must come, how many terms it must share, and by how much it must come nearer than
/// the cited source.
const NEAR: f32 = 0.5;
const SHARED: usize = 4;
const NEARER: f32 = 0.2;
/// Sources that come near to a claim, at most.
const OFFERS: usize = 4;

/// The finding that the figures of `claim`, of which `ledger` tells what became of them, stand elsewhere than it says.
pub(crate) fn check(cx: &Context<'_>, claim: &Claim, ledger: &[LedgerLine]) -> Option<Finding> {
    let (sources, without) = cited(cx, claim);
    let ([source], []) = (&sources[..], &without[..]) else { return None };
    let facts = ibid_facts::facts(&claim.text, Language::of(&claim.text));
    let quoted = |fact: &Fact| claim.quoted.iter().any(|q| q.overlaps(fact.span.shift(claim.span.start)));
    let own: Vec<&Fact> = facts.iter().filter(|fact| !quoted(fact) && tells(fact)).collect();
    in_another_place(cx, claim, source, (&own, ledger))
        .or_else(|| in_another_source(cx, claim, source, (&own, ledger)))
}

/// Whether a fact may tell where it is from: an amount, or a date that is more than a year.
fn tells(fact: &Fact) -> bool {
    !matches!(fact.value, Value::Ordinal(_)) && !is_bare_year(&fact.value)
}

/// The line of the ledger that tells what became of `fact`.
fn line_of<'l>(claim: &Claim, fact: &Fact, ledger: &'l [LedgerLine]) -> Option<&'l LedgerLine> {
    let span = fact.span.shift(claim.span.start);
    ledger.iter().find(|line| line.span == span)
}

/// The sentence of a source that its `evidence` shows.
fn shown_at(text: &SourceText, evidence: &Evidence) -> Option<usize> {
    let span = evidence.span?;
    text.sentences().iter().position(|sentence| sentence.span.overlaps(span))
}

/// The finding that the cited source has all of the claim's figures, and none of them at the place cited.
fn in_another_place(
    cx: &Context<'_>,
    claim: &Claim,
    source: &Cited<'_>,
    (own, ledger): (&[&Fact], &[LedgerLine]),
) -> Option<Finding> {
    let (at, locator) = source.governing.citation.locator.as_ref()?;
    let (resolved, text) = (&source.resolved, &source.resolved.text);
    let known: Vec<&Fact> = own.iter().filter(|fact| telling(fact)).copied().collect();
    // What was worked out stands nowhere.
    let agrees = |fact: &&Fact| {
        let line = line_of(claim, fact, ledger).filter(|line| line.outcome == Outcome::Agrees);
        let at = line.and_then(|line| shown_at(text, line.evidence.first()?));
        at.is_some_and(|index| text.facts(index).iter().any(|there| is_plainly(fact, there)))
    };
    if known.is_empty() || !known.iter().all(agrees) || resolved.pages_disputed() {
        return None;
    }
    let places = Places::new(resolved, locator, CitedTable::of(cx, source))?;
    let states =
        |index: &usize| known.iter().any(|known| text.facts(*index).iter().any(|f| is_as_much(known, f)));
    let stating: Vec<usize> = (0..text.sentences().len()).filter(states).collect();
    if stating.is_empty() || stating.iter().any(|index| places.holds(*index) != Some(false)) {
        return None;
    }
    // Where most of the claim stands together.
    let at_index = |line: &LedgerLine| {
        shown_at(text, line.evidence.first().filter(|_| line.outcome == Outcome::Agrees)?)
    };
    let borne_out: Vec<usize> =
        ledger.iter().filter(|line| line.kind != "name").filter_map(at_index).collect();
    let beside = |index: &usize| borne_out.iter().filter(|other| other.abs_diff(*index) <= BESIDE).count();
    let best = *stating.iter().max_by_key(|index| (beside(index), std::cmp::Reverse(**index)))?;
    let together = known.iter().all(|known| {
        let near = stating.iter().filter(|index| index.abs_diff(best) <= BESIDE);
        near.into_iter().any(|index| text.facts(*index).iter().any(|fact| is_as_much(known, fact)))
    });
    let sure = beside(&best) >= FEWEST || known.iter().any(|fact| is_long(&fact.value));
    let (name, cite) = places.name(best).filter(|_| together && sure)?;
    let message = format!("This stands {name} of the source, not at “{}”.", cx.draft.slice(*at));
    let mut finding = Finding::new(Code::WrongLocator, cx.file, *at, message);
    let edits = vec![Edit { span: *at, text: cite.clone() }];
    finding.fixes.push(Fix { title: format!("Cite {cite}"), edits });
    finding.evidence.push(resolved.evidence(text.sentences()[best].span));
    Some(finding)
}

/// The places of a source's sentences, against the one cited.
struct Places<'a> {
    resolved: &'a Resolved,
    locator: &'a Locator,
    table: Option<CitedTable>,
}

impl<'a> Places<'a> {
    /// `None` where the two cannot be held against each other: the source has no such place, or numbers its sections anew in
    /// each of its parts.
    fn new(resolved: &'a Resolved, locator: &'a Locator, table: Option<CitedTable>) -> Option<Places<'a>> {
        let places = Places { resolved, locator, table };
        let all: Vec<usize> = (0..resolved.text.sentences().len()).collect();
        let numbered = match locator.kind {
            LocatorKind::Page => true,
            LocatorKind::Section => {
                let mut labels: Vec<String> = all.iter().filter_map(|index| places.section(*index)).collect();
                labels.dedup();
                let different: HashSet<&String> = labels.iter().collect();
                different.len() == labels.len()
            }
            LocatorKind::Other => places.table.is_some(),
            _ => false,
        };
        let there = all.iter().any(|index| places.holds(*index) == Some(true));
        (numbered && there).then_some(places)
    }

    /// Whether sentence `index` stands at the place cited.
    fn holds(&self, index: usize) -> Option<bool> {
        match self.locator.kind {
            LocatorKind::Section => {
                let label = self.section(index)?;
                let within = |(first, last): &(String, String)| {
                    let own = label.parse::<u32>().ok()?;
                    Some((first.parse::<u32>().ok()?..=last.parse::<u32>().ok()?).contains(&own))
                };
                let held: Option<Vec<bool>> = self.locator.ranges.iter().map(within).collect();
                Some(held?.contains(&true))
            }
            LocatorKind::Other => {
                let table = self.table.as_ref().filter(|table| table.number_of(index).is_some())?;
                Some(table.has(index))
            }
            _ => {
                let [first, last] = self.ends(index).map(|place| self.locator.matches(&place));
                if first == Some(true) { first } else { last }
            }
        }
    }

    /// How sentence `index` is found, and how that is cited.
    fn name(&self, index: usize) -> Option<(String, String)> {
        let [place, _] = self.ends(index);
        match self.locator.kind {
            LocatorKind::Section => {
                let label = self.section(index)?;
                Some((format!("in section {label}"), format!("sec. {label}")))
            }
            LocatorKind::Other => {
                let table = self.table.as_ref()?.number_of(index)?;
                Some((format!("in Table {table}"), format!("Table {table}")))
            }
            _ => {
                let page = place.page.or(place.page_index.map(|page| page.to_string()))?;
                Some((format!("on p. {page}"), format!("p. {page}")))
            }
        }
    }

    fn ends(&self, index: usize) -> [Place; 2] {
        let span = self.resolved.text.sentences()[index].span;
        [span.start, span.end.saturating_sub(1)].map(|at| self.resolved.place(at))
    }

    /// The number of the section of sentence `index`: that before its heading.
    fn section(&self, index: usize) -> Option<String> {
        let [place, _] = self.ends(index);
        let heading = place.heading?;
        let heading = heading.strip_prefix("Section ").unwrap_or(&heading);
        let end = heading.find(|c: char| !c.is_ascii_digit()).unwrap_or(heading.len());
        let numbered = heading[end..].is_empty() || heading[end..].starts_with(['.', ' ', ':']);
        (end > 0 && numbered).then(|| heading[..end].to_owned())
    }
}

/// The finding that another source of the library has what the claim says, and the cited one nothing of it.
fn in_another_source(
    cx: &Context<'_>,
    claim: &Claim,
    source: &Cited<'_>,
    (own, ledger): (&[&Fact], &[LedgerLine]),
) -> Option<Finding> {
    let Target::Key(key) = &source.governing.citation.target else { return None };
    let absent =
        |fact: &&&Fact| line_of(claim, fact, ledger).is_some_and(|line| line.outcome == Outcome::NotFound);
    let amounts = |tells: fn(&Fact) -> bool| -> Vec<&Fact> {
        let amount = |fact: &&&Fact| matches!(fact.value, Value::Quantity(_)) && tells(fact);
        own.iter().filter(amount).copied().collect()
    };
    let long = amounts(telling);
    let amounts = if long.is_empty() { amounts(has_digits) } else { long };
    if !cx.shelf.is_complete() || amounts.is_empty() || !amounts.iter().all(|fact| absent(&fact)) {
        return None;
    }
    if own.iter().any(|fact| line_of(claim, fact, ledger).is_some_and(|line| line.outcome == Outcome::Agrees))
    {
        return None;
    }
    let offers = cx.shelf.offers(&claim.text, OFFERS);
    let is_cited = |offer: &&Offer| offer.evidence.source == source.resolved.text.path;
    let cited_nearness = offers.iter().find(is_cited).map_or(0.0, |offer| offer.nearness);
    let is_of_another =
        |offer: &&Offer| offer.evidence.reference.as_ref().is_some_and(|reference| reference.key != *key);
    let nearest = offers.first().filter(|offer| !is_cited(offer)).filter(is_of_another).filter(|best| {
        let near = best.nearness >= NEAR && best.nearness - cited_nearness >= NEARER;
        let enough = best.shared >= SHARED || best.shared >= FEWEST && amounts.len() >= FEWEST;
        near && enough && has_beside(cx, best, &amounts)
    });
    let evidence = match nearest {
        Some(best) => best.evidence.clone(),
        None => {
            let others = offers.iter().filter(|offer| !is_cited(offer)).filter(is_of_another);
            let lacking = Lacking::new(cx, claim, (own, ledger), &amounts)?;
            let mut found = others.filter_map(|offer| lacking.found_at(&source_of(cx, offer)?, offer));
            found.next().filter(|_| found.next().is_none())?
        }
    };
    let other = evidence.reference.as_ref()?;
    let span = source.governing.citation.target_span;
    let message = format!("The figures of this are not in @{key}; @{} has them.", other.key);
    let mut finding = Finding::new(Code::MisattributedQuote, cx.file, span, message);
    let edits = vec![Edit { span, text: format!("@{}", other.key) }];
    finding.fixes.push(Fix { title: format!("Cite @{}", other.key), edits });
    finding.evidence.push(evidence);
    Some(finding)
}

/// Whether an amount has two digits or more.
fn has_digits(fact: &Fact) -> bool {
    const FEWEST: f64 = 12.0;
    matches!(&fact.value, Value::Quantity(q) if !q.in_words && (q.low / q.step).abs() >= FEWEST)
}

/// Whether all of `amounts` stand in the sentence of `offer`, or right beside it.
fn has_beside(cx: &Context<'_>, offer: &Offer, amounts: &[&Fact]) -> bool {
    let Some(source) = source_of(cx, offer) else { return false };
    let text = &source.text;
    let Some(at) = shown_at(text, &offer.evidence) else { return false };
    let near = at.saturating_sub(BESIDE)..=(at + BESIDE).min(text.sentences().len() - 1);
    let stated =
        |amount: &&Fact| near.clone().any(|i| text.facts(i).iter().any(|fact| is_as_much(amount, fact)));
    amounts.iter().all(stated)
}

/// The source that `offer` is from.
fn source_of(cx: &Context<'_>, offer: &Offer) -> Option<Resolved> {
    let reference = offer.evidence.reference.as_ref()?;
    let sources = cx.shelf.resolve_all(&Target::Key(reference.key.clone()), cx.file);
    sources.into_iter().flatten().find(|source| source.text.path == offer.evidence.source)
}

/// What the cited source lacks of a claim.
struct Lacking<'a> {
    amounts: &'a [&'a Fact],
    dates: Vec<&'a Fact>,
    /// The last words of names.
    names: Vec<String>,
    /// The claim's words, but for those of names.
    terms: HashSet<String>,
}

impl<'a> Lacking<'a> {
    /// `None` where the claim may have it from a picture, which has no words.
    fn new(
        cx: &Context<'_>,
        claim: &Claim,
        (own, ledger): (&[&'a Fact], &[LedgerLine]),
        amounts: &'a [&'a Fact],
    ) -> Option<Lacking<'a>> {
        const PICTURES: [&str; 6] = ["figure", "fig", "chart", "graph", "map", "diagram"];
        if ibid_text::words(&claim.text).any(|word| PICTURES.contains(&word.text.to_lowercase().as_str())) {
            return None;
        }
        let absent = |line: &&LedgerLine| line.outcome == Outcome::NotFound;
        let dates = own.iter().copied().filter(|fact| matches!(fact.value, Value::Date(_)));
        let dates = dates.filter(|fact| line_of(claim, fact, ledger).is_some_and(|line| absent(&line)));
        let names = ledger.iter().filter(|line| line.kind == "name").filter(absent);
        let last = |line: &LedgerLine| {
            let name = cx.draft.slice(line.span);
            ibid_text::words(&name).last().map(|word| word.text.to_owned())
        };
        let named = |span: Span| {
            let span = span.shift(claim.span.start);
            ledger.iter().any(|line| line.kind == "name" && line.span.overlaps(span))
        };
        let terms = ibid_facts::placed_terms(&claim.text, Language::English);
        let terms = terms.into_iter().filter(|term| !named(term.span)).map(|term| term.text);
        Some(Lacking {
            amounts,
            dates: dates.collect(),
            names: names.filter_map(last).collect(),
            terms: terms.collect(),
        })
    }

    /// The passage of `source` that `offer` names, where it has all of the amounts, more of the claim's facts and names beside them, or an
    /// amount that is no round one, and some of the claim's words.
    fn found_at(&self, source: &Resolved, offer: &Offer) -> Option<Evidence> {
        let text = &source.text;
        let at = shown_at(text, &offer.evidence)?;
        let near = at.saturating_sub(BESIDE)..=(at + BESIDE).min(text.sentences().len() - 1);
        let states =
            |own: &Fact| near.clone().any(|i| text.facts(i).iter().any(|fact| is_as_much(own, fact)));
        if !self.amounts.iter().all(|own| states(own)) {
            return None;
        }
        let named = |name: &&String| {
            near.clone().any(|i| {
                let line = text.sentences()[i].span.of(text.text());
                ibid_text::words(line).any(|word| word.text == **name)
            })
        };
        let shared = self.terms.iter().filter(|term| text.has(at, term)).count();
        let dates = self.dates.iter().filter(|own| states(own)).count();
        let beside = dates + self.names.iter().filter(named).count();
        let together = self.amounts.len() + beside >= FEWEST && shared >= FEWEST;
        let odd = self.amounts.iter().any(|own| is_odd(own)) && shared > FEWEST;
        (together || odd).then(|| source.evidence(text.sentences()[at].span))
    }
}

/// Whether an amount has three digits that say something: 365, and not 480.
fn is_odd(fact: &Fact) -> bool {
    let last = |q: &Quantity| (q.low / q.step).round() % 10.0;
    matches!(&fact.value, Value::Quantity(q) if is_long(&fact.value) && last(q) != 0.0)
}

/// The same, where "about 3,000" is no 2,800.
fn is_plainly(a: &Fact, b: &Fact) -> bool {
    let near = matches!(&a.value, Value::Quantity(q) if q.bound.is_near());
    let low = |fact: &Fact| match &fact.value {
        Value::Quantity(q) => Some(q.low),
        _ => None,
    };
    is_as_much(a, b) && (!near || low(a) == low(b))
}

/// Whether two facts state the same, or the same amount, however that moved and whatever it is the limit of.
fn is_as_much(a: &Fact, b: &Fact) -> bool {
    let plain = |fact: &Fact| match &fact.value {
        Value::Quantity(q) => {
            let bound = if q.bound.is_limit() { Bound::Exact } else { q.bound };
            let value = Value::Quantity(Quantity { change: Change::Level, bound, ..q.clone() });
            Fact { value, ..fact.clone() }
        }
        _ => fact.clone(),
    };
    agree(&plain(a), &plain(b))
}
