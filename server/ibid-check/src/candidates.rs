//! The places of a source that may state a claim's fact, and how close each comes.

use std::collections::HashSet;

use ibid_evidence::{Sentence, SourceText};
use ibid_facts::{Change, Fact, Period, Value, terms, written_digits};
use ibid_text::{Language, Span};

use crate::matching::{
    Match, apart, is_off_by_thousands, is_own_count, matching, of_other_things, telling, twins,
};
use crate::rows::is_row;
use crate::slot::{Frame, Surroundings, agree, found_in, is_amount};
use crate::ties::{ANCHOR, Ties, exactness, is_other_month};
use crate::wording::{counts_on, is_pointing, is_time_taken, rank_like_things, rank_one_thing};

/// Where all other facts of two sentences pair up, what is left over is about the same thing.
const LEFT_OVER: f32 = 0.7;
/// How much two sentences of one language must share before what is left over counts.
const SAME_TALK: f32 = 0.25;
/// How much of a claim's surroundings a place must share to be its slot.
const CLOSE: f32 = 0.5;
/// How much it must share for agreement to say something.
const KNOWN: f32 = 0.4;
/// Likewise of a value that seldom stands somewhere by chance.
const KNOWN_TELLING: f32 = 0.3;
/// Likewise where the sentence has one such fact alone.
const CLOSE_LONE: f32 = 0.46;
/// Likewise where other sentences are far.
const CLOSE_CLEAR: f32 = 0.4;
/// Likewise where no other is about anything like it.
const CLOSE_ALONE: f32 = 0.24;
/// Likewise where it is told by a year alone.
const CLOSE_YEAR: f32 = 0.62;
/// Likewise where a small count is named as known.
const CLOSE_POINTING: f32 = 0.75;
/// Likewise where most words of the claim stand there and the two dates are of one year.
const CLOSE_MONTH: f32 = 0.3;
const MOST_WORDS: f32 = 0.4;
/// What is left of an overlap where two counts are of things with other names.
const OTHER_THING: f32 = 0.85;
/// A fact of a source that the claim's may be.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// How it stands to the claim's.
    pub(crate) matches: Match,
    /// Share of the claim's surroundings that it has too, 0 to 1.
    pub(crate) overlap: f32,
    /// How much there was to go by.
    pub(crate) context: f32,
    /// Share of the claim's words, but for those that say when, that it has too, 0 to 1.
    pub(crate) content: f32,
    /// Share of the claim's words that its sentence and the one before have together, 0 to 1, where a slip makes the two of each
    /// other: days, or amounts of another scale; else none.
    pub(crate) nearby: f32,
    /// Whether the two have the same digits and differ in scale or currency alone.
    pub(crate) twin: bool,
    /// Whether all other facts of the two sentences pair up, so that these two are what is left over.
    pub(crate) left_over: bool,
    /// Whether a long amount of the claim's clause stands right beside it, and both tell by how much that moved.
    pub(crate) pinned: bool,
    /// Whether its sentence is one of a language that tells lists by naming the head once: "其中城镇居民61300元".
    pub(crate) listed: bool,
    /// Whether the claim names the heading that it stands under.
    pub(crate) headed: bool,
    /// Whether the claim's amount beside it stands there too, so that the two clauses are one.
    pub(crate) coupled: bool,
    /// How many other amounts of the claim stand there too.
    pub(crate) companions: usize,
    /// Whether the claim's is a small count in words, as writers' own are.
    pub(crate) own_count: bool,
    /// Whether the claim's is named as known: "of the three".
    pub(crate) pointing: bool,
    /// Whether both rank one and the same thing: "the third resignation", "the fourth resignation".
    pub(crate) same_rank: bool,
    /// Whether another, telling fact of the claim's stands in its sentence.
    pub(crate) tied: bool,
    /// Whether a telling amount of the claim's clause stands in the sentence right before or after, and nowhere else.
    pub(crate) beside: bool,
    /// Whether the sentence has no other fact of this kind that may be the claim's.
    pub(crate) lone: bool,
    /// Whether the two sentences are in two languages, which have no words in common.
    pub(crate) foreign: bool,
    /// Whether the claim's value is exact enough that it seldom stands somewhere by chance.
    pub(crate) telling: bool,
    /// Whether opposite words, or another date, stand beside the two.
    pub(crate) at_odds: bool,
    /// Whether the two are dates with one and the same telling amount right beside.
    pub(crate) goes_with: bool,
    /// Whether the two are dates of one year and two months.
    pub(crate) other_month: bool,
    /// Its sentence, as an index.
    pub(crate) index: usize,
    /// Its sentence, in bytes of the source's text.
    pub(crate) sentence: Span,
    /// Which of its sentence's facts it is.
    pub(crate) j: usize,
    /// What the fact states.
    pub(crate) value: Value,
}

impl Candidate {
    /// How close it is: its overlap, or what being left over makes of it.
    pub(crate) fn closeness(&self) -> f32 {
        if self.left_over || self.goes_with { self.overlap.max(LEFT_OVER) } else { self.overlap }
    }

    /// Whether words and amounts alike say that the two clauses tell one thing.
    pub(crate) fn is_one_clause(&self) -> bool {
        self.left_over && (self.pinned || self.coupled && self.overlap >= KNOWN)
    }

    /// Whether the two are plainly about the same thing, so that agreement says something: another value here
    /// would have been noticed.
    pub(crate) fn is_known_slot(&self) -> bool {
        let bar = match (self.foreign, self.telling) {
            (true, _) => ANCHOR,
            (false, true) => KNOWN_TELLING,
            (false, false) => KNOWN,
        };
        self.left_over || self.overlap >= bar
    }

    /// How much of the claim's surroundings it must share to be its slot. Years stand in many names and headings,
    /// and so does a date that is less exact than the claim's.
    /// The value's standing nowhere else (`nowhere`) counts for something where the sentence is about one such, and
    /// how far other sentences are for more.
    pub(crate) fn bar(&self, nowhere: bool, rivals: Rivals) -> f32 {
        let vague = matches!(&self.value, Value::Date(date) if date.month.is_none()) && !self.left_over;
        match rivals {
            Rivals::None | Rivals::Far if self.other_month && self.lone && self.content >= MOST_WORDS => {
                CLOSE_MONTH
            }
            _ if self.own_count && self.pointing => CLOSE_POINTING,
            Rivals::None | Rivals::Far if self.own_count && self.lone => CLOSE_CLEAR,
            _ if self.own_count => CLOSE,
            Rivals::None if self.lone && (self.telling || self.same_rank && nowhere) => CLOSE_ALONE,
            Rivals::None | Rivals::Far if self.lone || !vague => CLOSE_CLEAR,
            _ if vague => CLOSE_YEAR,
            _ if self.lone && nowhere => CLOSE_LONE,
            _ => CLOSE,
        }
    }
}

/// How near the sentences come that are next to the closest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rivals {
    /// No other is about anything like it.
    None,
    /// Others are, from far.
    Far,
    Near,
}

/// A claim held against one source.
pub(crate) struct Search<'a> {
    claim: Frame<'a>,
    source: &'a SourceText,
    /// The claim's terms.
    words: HashSet<String>,
    /// The first two sentences of the source that state each of the claim's facts: one alone tells where it is told.
    stating: Vec<Vec<usize>>,
}

impl<'a> Search<'a> {
    /// `claim` held against `source`.
    pub(crate) fn new(claim: Frame<'a>, source: &'a SourceText) -> Search<'a> {
        let states = |fact: &Fact, s: usize| source.facts(s).iter().any(|known| agree(fact, known));
        let stating =
            |fact: &Fact| (0..source.sentences().len()).filter(|s| states(fact, *s)).take(2).collect();
        let words = terms(claim.text, claim.language).into_iter().collect();
        Search { claim, source, words, stating: claim.facts.iter().map(stating).collect() }
    }

    /// The sentences that state fact `i` of the claim, at most two.
    pub(crate) fn stating(&self, i: usize) -> impl Iterator<Item = usize> {
        self.stating[i].iter().copied()
    }

    /// The places of the source that may state fact `i` of the claim.
    pub(crate) fn candidates(&self, i: usize) -> Vec<Candidate> {
        let around = self.claim.around(i);
        (0..self.source.sentences().len()).flat_map(|index| self.in_sentence(i, &around, index)).collect()
    }

    /// Whether the date `fact` of the source is another of the claim's own dates, told as fully.
    fn dates_elsewhere(&self, i: usize, fact: &Fact) -> bool {
        let others = (0..self.claim.facts.len()).filter(|k| *k != i).map(|k| &self.claim.facts[k]);
        let mut own = others.filter(|own| matches!(own.value, Value::Date(_)) && agree(own, fact));
        own.any(|own| exactness(own) >= exactness(fact))
    }

    /// Whether the claim names the rank `fact` (of the source's sentence `text`) too, beside the one that is looked for.
    fn ranks_elsewhere(&self, i: usize, fact: &Fact, text: &str) -> bool {
        let rank = match &fact.value {
            Value::Ordinal(_) => fact.span.of(text),
            Value::Date(date) => match date.period {
                Some(Period::Quarter(n)) => {
                    ["first", "second", "third", "fourth"][usize::from(n.clamp(1, 4)) - 1]
                }
                _ => return false,
            },
            Value::Quantity(_) => return false,
        };
        let named = |word: &ibid_text::Word<'_>| {
            word.text.eq_ignore_ascii_case(rank) && !word.span.overlaps(self.claim.facts[i].span)
        };
        ibid_text::words(self.claim.text).any(|word| named(&word))
    }

    /// Whether the claim has the digits of `fact` (of the source's sentence `text`) in another of its facts than `i`.
    fn says(&self, i: usize, fact: &Fact, text: &str) -> bool {
        let theirs = written_digits(fact.span.of(text));
        let others = (0..self.claim.facts.len()).filter(|k| *k != i);
        let amount = matches!(fact.value, Value::Quantity(_));
        amount
            && theirs.is_some()
            && others
                .map(|k| &self.claim.facts[k])
                .any(|own| written_digits(own.span.of(self.claim.text)) == theirs)
    }

    /// Whether the claim has most of what the heading over byte `at` of the source is made of.
    fn names_heading(&self, at: usize) -> bool {
        let Some(heading) = self.source.place(at).heading else { return false };
        let terms = terms(&heading, self.source.language());
        let named = terms.iter().filter(|term| self.words.contains(*term)).count();
        2 * named > terms.len()
    }

    /// The sentences of the source whose words are most like those around fact `i`, at most `limit`, whatever figures
    /// they have.
    pub(crate) fn closest(&self, i: usize, limit: usize) -> Vec<usize> {
        let around = self.claim.around(i);
        let words = around.words_of(self.source.rarity());
        let like = |s: &Sentence| found_in(&words, &s.terms);
        let mut found: Vec<(usize, f32)> = self.source.sentences().iter().map(like).enumerate().collect();
        found.retain(|(_, like)| *like > 0.0);
        found.sort_by(|a, b| b.1.total_cmp(&a.1));
        found.into_iter().take(limit).map(|(index, _)| index).collect()
    }

    /// How much of the claim's words the sentence `index` and the one before have together.
    fn nearby(&self, around: &Surroundings<'_>, index: usize) -> f32 {
        let words = around.words_of(self.source.rarity());
        let all: f32 = words.iter().map(|(_, tells)| tells).sum();
        let sentences = &self.source.sentences()[index.saturating_sub(1)..=index];
        let has = |number: u32| sentences.iter().any(|sentence| sentence.terms.has(number));
        let found: f32 = words.iter().filter(|(number, _)| has(*number)).map(|(_, tells)| tells).sum();
        if all > 0.0 { found / all } else { 0.0 }
    }

    fn in_sentence(&self, i: usize, around: &Surroundings<'_>, index: usize) -> Vec<Candidate> {
        let (source, wanted) = (self.source, &self.claim.facts[i]);
        let facts = source.facts(index);
        let text = source.sentences()[index].span.of(source.text());
        // "The first minister" is no "third son" gone wrong.
        let ranks_another = |j: &usize| {
            matches!(wanted.value, Value::Ordinal(_))
                && !rank_like_things((self.claim.text, wanted), (text, &facts[*j]))
        };
        // "Doubled in ten years" says how long that took, and not how long somebody waited.
        let takes_other_time = |j: &usize| {
            self.claim.facts.iter().any(moves)
                && is_time_taken(self.claim.text, wanted)
                && !is_time_taken(text, &facts[*j])
        };
        // "40–59: 79.3%": what stands over a column is no figure of it.
        let is_of_a_head = |j: &usize| {
            is_amount(&facts[*j]) && text[facts[*j].span.end..].starts_with(':') && is_row(source, index)
        };
        let goes_on = |j: usize| is_own_count(wanted) && counts_on(text, facts[j].span);
        let possible: Vec<(usize, Match)> = (0..facts.len())
            .filter(|j| !goes_on(*j))
            .filter_map(|j| Some((j, matching(wanted, &facts[j])?)))
            .filter(|(j, matches)| *matches != Match::Differs || !ranks_another(j))
            .filter(|(j, matches)| *matches != Match::Differs || !takes_other_time(j))
            .filter(|(j, _)| !is_of_a_head(j))
            .collect();
        if possible.is_empty() && !facts.iter().any(|fact| apart(wanted, fact)) {
            return Vec::new();
        }
        let frame = frame(source, index);
        let ties = Ties::new(&self.claim, i, facts, (index, &self.stating));
        let foreign = self.claim.language != frame.language;
        let lone = possible.iter().filter(|(j, _)| !ties.taken(*j)).count() == 1;
        let context = around.context(source.rarity());
        let sentence = source.sentences()[index].span;
        let headed = self.names_heading(sentence.start);
        // A figure that is another of the claim's own is not this one gone wrong.
        let own = |j: usize| {
            self.dates_elsewhere(i, &facts[j])
                || self.ranks_elsewhere(i, &facts[j], text)
                || ties.taken(j)
                || self.says(i, &facts[j], sentence.of(source.text()))
        };
        let dated = |j: usize| {
            matches!(facts[j].value, Value::Date(_))
                && !self.dates_elsewhere(i, &facts[j])
                && twins(wanted, &facts[j])
        };
        let slip = |j: usize| dated(j) || is_off_by_thousands(wanted, &facts[j]);
        let open = possible.iter().filter(|(j, matches)| *matches != Match::Differs || !own(*j) || dated(*j));
        let apart = (0..facts.len()).filter(|j| apart(wanted, &facts[*j])).map(|j| (j, Match::Apart));
        let candidate = |(j, matches): (usize, Match)| {
            let there = frame.around_known(j, &source.slots(index)[j]);
            let mut overlap = around.overlap(&there, source.rarity());
            if !foreign && of_other_things(wanted, &facts[j]) {
                overlap *= OTHER_THING;
            }
            if foreign && matches != Match::Differs {
                overlap = overlap.max(ties.anchored());
            }
            let pinned = moves(wanted) && ties.long_amounts().any(|at| frame.movement_at(at) == Some(j));
            Candidate {
                matches,
                overlap,
                context,
                content: around.content(&there, source.rarity()),
                nearby: if slip(j) { self.nearby(around, index) } else { 0.0 },
                twin: matches == Match::Differs && twins(wanted, &facts[j]),
                left_over: (foreign || pinned || ties.goes_on() || overlap >= SAME_TALK)
                    && ties.left_over(wanted, facts, j, (overlap, foreign, pinned)),
                pinned,
                headed,
                coupled: ties.has_amount(),
                companions: ties.companions(),
                own_count: is_own_count(wanted),
                pointing: is_pointing(self.claim.text, wanted.span),
                same_rank: rank_one_thing((self.claim.text, wanted), (text, &facts[j])),
                tied: ties.is_telling(),
                beside: ties.is_beside(),
                lone,
                listed: frame.language == Language::Chinese,
                foreign,
                telling: telling(wanted),
                at_odds: around.at_odds(&there),
                goes_with: dates_of_one(&self.claim, i, &frame, j) && around.goes_with(&there),
                other_month: is_other_month(wanted, &facts[j]),
                index,
                sentence,
                j,
                value: facts[j].value.clone(),
            }
        };
        open.copied().chain(apart).map(candidate).collect()
    }
}

/// Whether a fact tells by how much something moved.
pub(crate) fn moves(fact: &Fact) -> bool {
    matches!(&fact.value, Value::Quantity(q) if q.change != Change::Level)
}

/// Whether both facts are dates that say when, and not since or until when.
fn dates_of_one(claim: &Frame<'_>, i: usize, source: &Frame<'_>, j: usize) -> bool {
    let when = |frame: &Frame<'_>, i: usize| {
        let fact = &frame.facts[i];
        let before = frame.text[..fact.span.start].trim_end();
        let said = |word: &&str| before.ends_with(*word) || before.eq_ignore_ascii_case(word.trim_start());
        matches!(fact.value, Value::Date(_)) && [" in", " on", " during"].iter().any(said)
    };
    when(claim, i) && when(source, j)
}

/// The sentence `index` of a source.
pub(crate) fn frame(source: &SourceText, index: usize) -> Frame<'_> {
    let text = source.sentences()[index].span.of(source.text());
    Frame { text, facts: source.facts(index), before: None, language: source.language_of(index) }
}
