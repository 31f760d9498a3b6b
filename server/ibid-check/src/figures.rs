//! `number-mismatch`, `date-mismatch`: figures and dates held against the cited sources.
//!
//! The slot decides, not the number: a figure differs only where the source has another value of the same
//! dimension in the same slot of a closely matching sentence, and no equally close place agrees.

mod apposed;
mod compared;
mod composed;
mod copied;
mod derived;
mod doubts;
mod multiples;
mod occasions;
mod places;
mod portions;
mod rates;
mod reckoned;
mod short_of;
mod shown;
mod spans;
mod spread;
mod stretches;
mod turned;
mod twins;
mod units;
mod whole;

use ibid_draft::Claim;
use ibid_evidence::{Evidence, Resolved, WhyNot};
use ibid_facts::{Comparison, Fact, Operation, Value, compare, named_operation, same_noun};
use ibid_text::{Language, Span};

use crate::candidates::{Candidate, Search};
use crate::context::Context;
use crate::fields;
use crate::former;
use crate::held::{Held, cited};
use crate::matching::{Match, is_count, is_own_count, telling};
use crate::model::Outcome;
use crate::movements;
use crate::rows::{CitedTable, Rows, Told};
use crate::slot::{Frame, agree};
use crate::swaps::{self, is_of_kind};
use copied::copied;
use derived::{derived, is_own_share, is_product, whole_of_own_part};
use places::{Place, Places};
use portions::{portion, told_of_all};
use shown::{agrees, came_out, differs, moved, silent};

const NO_TEXT: &str = "a cited source has no text to read";

/// The figures and dates of `claim`, each held against its sources. What stands inside a quotation is held with
/// the quotation, but where that is a translation, whose words cannot be held against the source's.
pub(crate) fn check(cx: &Context<'_>, claim: &Claim) -> Vec<Held> {
    let language = Language::of(&claim.text);
    let facts: Vec<Fact> = ibid_facts::facts(&claim.text, language);
    let frame = Frame { text: &claim.text, facts: &facts, before: claim.before.as_deref(), language };
    let (sources, without) = cited(cx, claim);
    let translated = |quotation: Span| {
        let language = Language::of(&cx.draft.slice(quotation));
        !sources.is_empty() && sources.iter().all(|c| c.resolved.text.language() != language)
    };
    let words_held: Vec<Span> = claim.quoted.iter().copied().filter(|q| !translated(*q)).collect();
    let quoted = |fact: &Fact| words_held.iter().any(|q| q.overlaps(fact.span.shift(claim.span.start)));
    let searches: Vec<Searched<'_>> =
        sources.iter().map(|c| Searched::new(frame, &c.resolved, CitedTable::of(cx, c))).collect();
    let own = (0..facts.len()).filter(|&i| !quoted(&facts[i]));
    own.map(|i| hold(&Claimed { cx, claim, frame, i }, &searches, &without)).collect()
}

/// A cited source, and the claim held against it.
struct Searched<'a> {
    resolved: &'a Resolved,
    search: Search<'a>,
    rows: Rows<'a>,
    /// The table that its citation names.
    table: Option<CitedTable>,
}

impl<'a> Searched<'a> {
    fn new(frame: Frame<'a>, resolved: &'a Resolved, table: Option<CitedTable>) -> Searched<'a> {
        let text = &resolved.text;
        Searched {
            resolved,
            search: Search::new(frame, text),
            rows: Rows::new(&frame, text, table.as_ref()),
            table,
        }
    }

    fn evidence(&self, sentence: usize) -> Evidence {
        self.resolved.evidence(self.resolved.text.sentences()[sentence].span)
    }
}

/// One fact of a claim.
struct Claimed<'a> {
    cx: &'a Context<'a>,
    claim: &'a Claim,
    frame: Frame<'a>,
    i: usize,
}

impl Claimed<'_> {
    fn fact(&self) -> &Fact {
        &self.frame.facts[self.i]
    }

    /// Its bytes in the draft.
    fn span(&self) -> Span {
        self.fact().span.shift(self.claim.span.start)
    }
}

fn hold(claimed: &Claimed<'_>, sources: &[Searched<'_>], without: &[WhyNot]) -> Held {
    if sources.is_empty() {
        let why = if without.is_empty() { "no source is cited for it" } else { NO_TEXT };
        return silent(claimed, (Outcome::NotCheckable, why), Vec::new());
    }
    let places = Places::new(claimed, sources);
    let read = without.is_empty();
    compared::check(claimed, &places)
        .or_else(|| whole::check(claimed, &places))
        .or_else(|| short_of::check(claimed, sources).filter(|_| read))
        .or_else(|| spread::check(claimed, &places).filter(|_| read))
        .or_else(|| spans::check(claimed, sources).filter(|_| read))
        .or_else(|| occasions::check(claimed, sources).filter(|_| read))
        .or_else(|| in_its_words(claimed, sources))
        .or_else(|| apposed::check(claimed, sources).filter(|_| read))
        .or_else(|| stretches::check(claimed, sources).filter(|_| read))
        .or_else(|| back_along_its_row(claimed, sources))
        .or_else(|| told_by_label(claimed, sources))
        .filter(|_| read)
        .or_else(|| along_its_row(claimed, sources).filter(|_| read))
        .or_else(|| places.has_whole(claimed).then(|| as_it_stands(claimed, &places, read)))
        .or_else(|| turned::bounded_otherwise(claimed, &places).filter(|_| read))
        .or_else(|| told_of_several(claimed, &places).filter(|_| read))
        .or_else(|| of_before(claimed, &places).filter(|_| read))
        .or_else(|| turned::turned_about(claimed, sources).filter(|_| read))
        .or_else(|| told_of_all(claimed, sources).filter(|_| read))
        .or_else(|| rates::check(claimed, &places).filter(|_| read))
        .or_else(|| turned::the_other_way(claimed, sources, &places).filter(|_| read))
        .or_else(|| turned::in_points(claimed, &places).filter(|_| read))
        .or_else(|| says_the_same(claimed, &places))
        .or_else(|| reference(claimed, sources, true))
        .or_else(|| movement(claimed, sources).filter(|_| read))
        .unwrap_or_else(|| {
            let held = worked_out_or_other(claimed, sources, &places, read);
            let told = held.finding.is_some() || held.line.outcome == Outcome::Agrees;
            let turned = if told || !read { None } else { turned::turned(claimed, sources) };
            turned.unwrap_or(held)
        })
}

/// What the source has between the claim's own words.
fn in_its_words(claimed: &Claimed<'_>, sources: &[Searched<'_>]) -> Option<Held> {
    let copied = copied(claimed, sources)?;
    Some(match copied.agrees {
        true => agrees(claimed, "the source says the same", copied.source.evidence(copied.sentence)),
        false => differs(claimed, copied.source.resolved, copied.sentence, copied.fact),
    })
}

/// What is left once nothing bears the fact out as it stands.
fn worked_out_or_other(
    claimed: &Claimed<'_>,
    sources: &[Searched<'_>],
    places: &Places<'_>,
    read: bool,
) -> Held {
    if let Some(held) =
        portion(claimed, sources).or_else(|| composed::check(claimed, sources)).filter(|_| read)
    {
        return held;
    }
    let operation = named_operation(claimed.frame.text, claimed.fact()).filter(|named| {
        // "by seven votes, a quarter of a point": no share of anything is a small count.
        !(is_own_count(claimed.fact()) && matches!(named, Operation::Part(_) | Operation::Share))
    });
    if let Some((resolved, c)) = places.all.first().filter(|_| is_own_share(claimed)) {
        return agrees(claimed, "it follows from the claim’s own figures", resolved.evidence(c.sentence));
    }
    if let Some(evidence) = whole_of_own_part(claimed, sources) {
        return agrees(claimed, "it follows from the claim’s own figures", evidence);
    }
    let derived = derived(claimed, sources, &places.all, operation).filter(|_| !places.is_turned(claimed));
    let follows = derived.is_some();
    if let Some(evidence) = derived.filter(|_| operation.is_some() && !places.is_pinned()) {
        return agrees(claimed, "it follows from the source’s figures", evidence);
    }
    let of_another = |(resolved, c): &&Place<'_>| {
        let source = sources.iter().find(|source| std::ptr::eq(source.resolved, *resolved));
        source.is_some_and(|source| source.rows.names_for_another(c.index, claimed.fact()))
    };
    let other = places.differing(claimed, follows).filter(|place| read && !of_another(place));
    let other = other.filter(|_| !sources.iter().any(|source| reckoned::moved_there(claimed, source)));
    let other = other.filter(|place| !reckoned::is_reckoned(claimed, place));
    if let Some((resolved, c)) = other {
        return differs(claimed, resolved, c.index, c.j);
    }
    if let Some(held) = the_only_one(claimed, places).filter(|_| read && !follows) {
        return held;
    }
    if let Some(held) = units::check(claimed, sources).filter(|_| read && places.same.is_none()) {
        return held;
    }
    if let Some(held) =
        multiples::check(claimed, sources).filter(|_| read && !follows && places.same.is_none())
    {
        return held;
    }
    reference(claimed, sources, false)
        .or_else(|| publication(claimed, sources).filter(|_| read && places.same.is_none()))
        .unwrap_or_else(|| less_plainly(claimed, places, read))
}

/// The finding that a source came out on another day.
fn publication(claimed: &Claimed<'_>, sources: &[Searched<'_>]) -> Option<Held> {
    let published = |source: &Searched<'_>| {
        fields::published_otherwise(claimed.frame.text, claimed.fact(), source.resolved)
    };
    sources.iter().find_map(published).map(|(evidence, known)| came_out(claimed, evidence, &known))
}

fn says_the_same(claimed: &Claimed<'_>, places: &Places<'_>) -> Option<Held> {
    let (resolved, c) = places.agreeing()?;
    Some(agrees(claimed, "the source says the same", resolved.evidence(c.sentence)))
}

/// What is said of a fact that cannot be another's.
fn as_it_stands(claimed: &Claimed<'_>, places: &Places<'_>, read: bool) -> Held {
    says_the_same(claimed, places).unwrap_or_else(|| less_plainly(claimed, places, read))
}

fn less_plainly(claimed: &Claimed<'_>, places: &Places<'_>, read: bool) -> Held {
    if let Some((resolved, c)) = places.allowed.as_ref().filter(|(_, c)| c.is_known_slot()) {
        return agrees(claimed, "the source says so less exactly", resolved.evidence(c.sentence));
    }
    match &places.same {
        Some((resolved, c)) => {
            let outcome = (Outcome::NotCheckable, "the source has it, but not plainly of the same thing");
            silent(claimed, outcome, vec![resolved.evidence(c.sentence)])
        }
        None if read => {
            silent(claimed, (Outcome::NotFound, "the source does not give this figure"), Vec::new())
        }
        None => silent(claimed, (Outcome::NotCheckable, NO_TEXT), Vec::new()),
    }
}

/// The field of a reference that states the fact; with `exactly`, so that nothing else can be meant.
fn reference(claimed: &Claimed<'_>, sources: &[Searched<'_>], exactly: bool) -> Option<Held> {
    let field = sources.iter().find_map(|source| fields::states(claimed.fact(), source.resolved));
    let (evidence, _) = field.filter(|(_, exact)| *exact || !exactly)?;
    Some(agrees(claimed, "the reference says so", evidence))
}

/// What the sources tell by label, where the claim names one.
fn told_by_label(claimed: &Claimed<'_>, sources: &[Searched<'_>]) -> Option<Held> {
    let around = claimed.frame.around(claimed.i);
    let own = movements::own_year(&claimed.frame, claimed.i);
    // "In 2023 from 2.79 to 1.42 million": the first is of the time before.
    let is_first =
        own.is_none() && movements::ends(&claimed.frame).iter().any(|(from, _)| *from == claimed.i);
    // "From 240,000 in 2022 to 263,000 in 2024": each has its own.
    let is_anothers = |date: &Fact| match &date.value {
        Value::Date(date) => own.is_some_and(|own| date.year.is_some_and(|year| year != own)),
        _ => false,
    };
    let date = around
        .date()
        .filter(|_| !is_first)
        .filter(|date| !is_anothers(date))
        .filter(|date| !is_of_another_time(&claimed.frame, claimed.fact(), date));
    let told = |source: &&Searched<'_>| source.rows.tell(claimed.fact(), date);
    let told: Vec<(&Searched<'_>, Told)> = sources.iter().filter_map(|s| Some((s, told(&s)?))).collect();
    let same = told.iter().find_map(|(source, told)| match told {
        Told::Same { sentence } => Some(source.evidence(*sentence)),
        Told::Other { .. } => None,
    });
    if let Some(evidence) = same {
        return Some(agrees(claimed, "the source says the same", evidence));
    }
    told.iter().find_map(|(source, told)| match told {
        Told::Other { sentence, fact } => Some(differs(claimed, source.resolved, *sentence, *fact)),
        Told::Same { .. } => None,
    })
}

/// What the row that the claim names says of a movement, by two of its columns, or the column by two of its rows.
fn along_its_row(claimed: &Claimed<'_>, sources: &[Searched<'_>]) -> Option<Held> {
    let told = |source: &&Searched<'_>| {
        let rows = &source.rows;
        rows.along(claimed.fact()).or_else(|| rows.down(claimed.fact()))
    };
    sources.iter().find_map(|source| Some(moved(claimed, source, &told(&source)?)))
}

/// The finding that the claim tells a movement along a row the wrong way about, or of another stretch of years.
fn back_along_its_row(claimed: &Claimed<'_>, sources: &[Searched<'_>]) -> Option<Held> {
    let fact = claimed.fact();
    sources.iter().find_map(|source| {
        let movement = source
            .rows
            .backwards(fact)
            .or_else(|| source.rows.over_years(fact))
            .or_else(|| source.rows.running(fact))?;
        Some(moved(claimed, source, &movement))
    })
}

/// Whether `fact` is told of another time than the claim's nearest `date`: "14,800 in 2023, against 27,600 in the previous year".
fn is_of_another_time(frame: &Frame<'_>, fact: &Fact, date: &Fact) -> bool {
    const BEFORE: [&str; 4] = ["against", "compared with", "up from", "down from"];
    const AFTER: [&str; 5] = ["previous year", "year before", "year earlier", "last year", "this year"];
    const RELATIVE: [&str; 6] = ["before", "until", "after", "since", "prior to", "up to"];
    const NEAR: usize = 40;
    let between = frame.text.get(date.span.end..fact.span.start).unwrap_or_default();
    let later = frame.text.get(fact.span.end..date.span.start).is_some_and(|words| words.contains(", "));
    let after: String = frame.text[fact.span.end..].chars().take(NEAR).collect();
    // "143 in 2023, against 121 in Norland": of another place, and of one time.
    let placed = [" in ", " for ", " at "].iter().any(|word| {
        let rest = after.strip_prefix(word).map(|rest| rest.strip_prefix("the ").unwrap_or(rest));
        rest.is_some_and(|rest| rest.starts_with(char::is_uppercase))
    });
    let again = AFTER.iter().any(|words| after.contains(words));
    // "Before 2024 they had brought 285,000": of no time that is named.
    let ahead = frame.text[..date.span.start].trim_end().to_lowercase();
    if RELATIVE.iter().any(|word| ahead.ends_with(word)) {
        return true;
    }
    if placed && !again && !later {
        return false;
    }
    later
        || BEFORE.iter().any(|words| between.contains(words))
        || AFTER.iter().any(|words| after.contains(words))
}

/// What a sentence that tells the like figures of several things says of the claim's: that it is of another of them, or that
/// the amount beside it is told with it there too.
fn told_of_several(claimed: &Claimed<'_>, places: &Places<'_>) -> Option<Held> {
    let paired = |(r, c): &&Place<'_>| {
        c.matches == Match::Agrees && swaps::is_paired(&claimed.frame, claimed.i, r.text.facts(c.index), c.j)
    };
    if let Some((resolved, c)) = places.all.iter().find(paired) {
        return Some(agrees(claimed, "the source says the same", resolved.evidence(c.sentence)));
    }
    let (resolved, same) = places.same.as_ref()?;
    let facts = resolved.text.facts(same.index);
    let other = |j: &usize| {
        let (ours, theirs) = (&claimed.fact().value, &facts[*j].value);
        let kin = is_of_kind(theirs, ours) || is_of_kind(theirs, &facts[same.j].value);
        *j != same.j && kin && compare(ours, theirs) == Comparison::Different
    };
    let swapped =
        |i: usize, pair: (usize, usize)| swaps::swapped(&claimed.frame, i, &resolved.text, same.index, pair);
    // Where the claim has the other's figure too, the two have changed places.
    let turned = |j: usize| {
        let mut own = (0..claimed.frame.facts.len())
            .filter(|k| *k != claimed.i && agree(&claimed.frame.facts[*k], &facts[j]));
        own.next().is_none_or(|k| {
            let against = is_against(claimed.frame.text, &claimed.frame.facts[k], claimed.fact());
            let apart = || swaps::are_apart(&claimed.frame, claimed.i, k);
            swapped(k, (j, same.j))
                || (against || apart())
                    && !swaps::kept(&claimed.frame, k, &resolved.text, same.index, (j, same.j))
        })
    };
    let there = resolved.text.sentences()[same.index].span.of(resolved.text.text());
    let verbatim = goes_on_alike((claimed.frame.text, claimed.fact()), (there, &facts[same.j]));
    let swaps = |j: &usize| !verbatim && swapped(claimed.i, (same.j, *j)) && turned(*j);
    let other = (0..facts.len()).filter(other).find(swaps)?;
    Some(differs(claimed, resolved, same.index, other))
}

/// Whether one of the claim's two facts is set against the other: "49 million, against a budget of 63.8 million".
fn is_against(text: &str, a: &Fact, b: &Fact) -> bool {
    let (first, second) = if a.span < b.span { (a, b) } else { (b, a) };
    text.get(first.span.end..second.span.start).is_some_and(|between| between.contains("against "))
}

/// Whether the same words follow the two facts.
fn goes_on_alike((text, ours): (&str, &Fact), (there, theirs): (&str, &Fact)) -> bool {
    const WORDS: usize = 5;
    let next = |text: &str, fact: &Fact| {
        let rest = text.get(fact.span.end..).unwrap_or_default();
        ibid_text::words(rest).take(WORDS).map(|word| word.text.to_lowercase()).collect::<Vec<_>>()
    };
    let (ours, theirs) = (next(text, ours), next(there, theirs));
    ours.len() == WORDS && ours == theirs
}

/// The finding that the claim tells of now what the source tells of the time before.
fn of_before(claimed: &Claimed<'_>, places: &Places<'_>) -> Option<Held> {
    /// How much of the claim's surroundings the sentence must share.
    const LIKE: f32 = 0.25;
    let before = places.all.iter().filter(|(_, c)| c.matches == Match::Agrees);
    before.into_iter().find_map(|(resolved, c)| {
        let now = former::told_as_now(&claimed.frame, claimed.i, &resolved.text, (c.index, c.j))?;
        let is_now = |(r, other): &&Place<'_>| {
            std::ptr::eq(*r, *resolved) && (other.index, other.j) == (c.index, now) && other.overlap >= LIKE
        };
        places.all.iter().find(is_now).map(|_| differs(claimed, resolved, c.index, now))
    })
}

/// The finding that a sentence which tells another telling amount of the claim's clause has one figure of this kind, and that
/// another, however far from the claim's.
fn the_only_one(claimed: &Claimed<'_>, places: &Places<'_>) -> Option<Held> {
    /// How much of the claim's surroundings the sentence must share.
    const LIKE: f32 = 0.35;
    /// How many times as large the one may be as the other.
    const FAR: f64 = 12.0;
    let kind = |c: &Candidate| is_of_kind(&c.value, &claimed.fact().value) && telling(claimed.fact());
    let alone = |place: &Place<'_>| {
        let there = places.all.iter().filter(|(r, c)| std::ptr::eq(*r, place.0) && c.index == place.1.index);
        there.filter(|(_, c)| kind(c)).count() == 1
    };
    let nowhere = places.same.is_none() && places.allowed.is_none() && !is_product(claimed);
    let like = |c: &Candidate| match (&claimed.fact().value, &c.value) {
        (Value::Quantity(a), Value::Quantity(b)) => {
            (!is_count(&a.dimension) || same_noun(a, b)) && (1.0 / FAR..=FAR).contains(&(a.low / b.low).abs())
        }
        _ => false,
    };
    let mut apart = places.all.iter().filter(|place| {
        let c = &place.1;
        c.matches == Match::Apart && c.coupled && c.overlap >= LIKE && kind(c) && like(c) && alone(place)
    });
    let place = apart.next().filter(|_| nowhere && apart.next().is_none())?;
    let (resolved, c) = Some(place).filter(|place| !reckoned::is_reckoned(claimed, place))?;
    Some(differs(claimed, resolved, c.index, c.j))
}

/// What a source says of a movement by telling its two ends.
fn movement(claimed: &Claimed<'_>, sources: &[Searched<'_>]) -> Option<Held> {
    sources.iter().find_map(|source| {
        let (frame, text) = (&claimed.frame, &source.resolved.text);
        let movement = movements::told(frame, claimed.i, text)
            .or_else(|| movements::told_beside(frame, claimed.i, text))
            .or_else(|| movements::told_from_its_level(frame, claimed.i, text))
            .or_else(|| movements::told_from_one_end(frame, claimed.i, text))
            .or_else(|| movements::told_in_points(frame, claimed.i, text))
            .or_else(|| movements::told_to_its_share(frame, claimed.i, text))
            .or_else(|| movements::told_beside_a_share(frame, claimed.i, text))
            .or_else(|| movements::told_of_two_shares(frame, claimed.i, text))?;
        Some(moved(claimed, source, &movement))
    })
}
