//! A name that the source has, but of something else: "the amendment of the Union", where the source has an amendment of the
//! Alliance and speaks of the Union elsewhere.

use ibid_facts::{Name, Part, placed_terms};
use ibid_text::{Language, Span};

use super::known::folded;
use super::place::{Other, Passages};

/// Words beside a name among which the one that says what it is of, or does, is looked for.
const BESIDE: usize = 4;
/// What a sentence must share with the claim: of its words, and how many terms and figures.
const LIKE: f32 = 0.4;
const SHARED: usize = 4;
/// Sentences of a source that may have the name, before it is what the source is about.
const FEW: usize = 4;
/// Words that put a name in its place.
const PLACES: [&str; 3] = [", ", " in ", " at "];

impl Passages<'_> {
    /// The name that the source has where the claim has `name`, which it knows from elsewhere.
    pub(super) fn instead(&self, names: &[Name], name: &Name) -> Option<Other> {
        self.placed_otherwise(names, name)
            .or_else(|| self.in_its_office(names, name))
            .or_else(|| self.in_its_slot(names, name))
            .or_else(|| self.in_its_deed(names, name))
            .or_else(|| self.called_so(name))
            .or_else(|| self.led_to_otherwise(names, name))
            .or_else(|| self.told_apart(names, name))
            .filter(|other| !self.is_one_by_initials(name, other))
    }

    /// Whether the one name is the initials of the other: "NHB" of the National Harbour Board.
    fn is_one_by_initials(&self, name: &Name, other: &Other) -> bool {
        let other = folded(self.named(other));
        let own: Vec<String> = name.parts.iter().map(|part| part.text.clone()).collect();
        let initials =
            |words: &[String]| words.iter().filter_map(|word| word.chars().next()).collect::<String>();
        let is_short = |short: &[String], long: &[String]| matches!(short, [word] if long.len() > 1 && *word == initials(long));
        is_short(&own, &other) || is_short(&other, &own)
    }

    /// "The yard of Kell in Osthavn", where the source has "Kell, Velm" and no sentence with the two.
    fn placed_otherwise(&self, names: &[Name], name: &Name) -> Option<Other> {
        let at = names.iter().position(|own| own == name)?;
        let whole = names.get(at.checked_sub(1)?).filter(|whole| whole.parts.len() >= 2)?;
        let between = self.claim.get(whole.span.end..name.span.start)?;
        if !PLACES.contains(&between) {
            return None;
        }
        let mut found = None;
        for i in 0..self.source.text.sentences().len() {
            let there = self.source.text.names(i);
            let words = self.words_of(i);
            if !whole.parts.iter().all(|part| words.contains(&part.text)) {
                continue;
            }
            let text = self.sentence(i);
            let is_pair = |pair: &&[Name]| {
                text.get(pair[0].span.end..pair[1].span.start).is_some_and(|words| PLACES.contains(&words))
            };
            let pairs: Vec<&[Name]> = there.windows(2).filter(is_pair).collect();
            // Where the sentence names both, the claim's must be the place of another.
            let of_another = pairs.iter().any(|pair| same(&pair[1], name) && !same(&pair[0], whole));
            if name.parts.iter().any(|part| words.contains(&part.text)) && !of_another {
                return None;
            }
            let placed = pairs.into_iter().find(|pair| same(&pair[0], whole));
            if let Some(pair) = placed {
                let other = Other { sentence: i, span: pair[1].span };
                // Two places of one thing: either may be meant.
                if same(&pair[1], name)
                    || found.as_ref().is_some_and(|known: &Other| self.named(known) != self.named(&other))
                {
                    return None;
                }
                found = Some(other);
            }
        }
        found
    }

    /// The one other name beside the same word in the sentence that is nearest to the claim.
    fn in_its_slot(&self, names: &[Name], name: &Name) -> Option<Other> {
        let all = self.source.text.sentences().len();
        let has = |i: usize| {
            let words = self.words_of(i);
            name.parts.iter().any(|part| words.contains(&part.text))
        };
        let known: Vec<usize> = (0..all).filter(|i| has(*i)).collect();
        if known.is_empty() || known.len() > FEW {
            return None;
        }
        let near = (0..all).map(|i| (i, self.nearness(i, name)));
        let (best, (share, shared)) = near.max_by(|a, b| a.1.0.total_cmp(&b.1.0))?;
        if share < LIKE || shared < SHARED || known.iter().any(|i| i.abs_diff(best) <= 1) {
            return None;
        }
        let slot = self.nearest(name.span);
        // What the source has of the name elsewhere, too, tells nothing.
        let elsewhere = |term: &String| known.iter().any(|i| self.source.text.has(*i, term));
        let slot: Vec<(String, bool)> = slot.into_iter().filter(|(term, _)| !elsewhere(term)).collect();
        let text = self.sentence(best);
        let fits = |other: &&Name| {
            let said = |part: &Part| {
                self.words.contains(&part.text)
                    || names.iter().any(|own| own.parts.iter().any(|own| own.text == part.text))
            };
            let unsaid = !other.parts.iter().any(said);
            let kin = name.parts.len().min(2) == other.parts.len().min(2) && name.title == other.title;
            unsaid && kin && self.beside(text, other.span).iter().any(|there| slot.contains(there))
        };
        let mut others = self.source.text.names(best).iter().filter(fits);
        let other = others.next().filter(|_| others.next().is_none())?;
        Some(Other { sentence: best, span: other.span })
    }

    /// The term that the claim's name goes with: the one before it, with nothing but "of the" and the like between, and the word
    /// right behind it.
    fn nearest(&self, span: Span) -> Vec<(String, bool)> {
        let told = self.beside(self.claim, span);
        let next = ibid_text::words(&self.claim[span.end..])
            .next()
            .map(|word| placed_terms(word.text, Language::English));
        let next = next.into_iter().flatten().map(|term| (term.text, true));
        let before = told.into_iter().find(|(_, behind)| !behind);
        before.into_iter().chain(next).collect()
    }

    /// The terms right before (`false`) and right behind (`true`) a name.
    fn beside(&self, text: &str, span: Span) -> Vec<(String, bool)> {
        let from = text[..span.start].rfind([',', ';', '.', ':']).map_or(0, |at| at + 1);
        let to = text[span.end..].find([',', ';', '.', ':']).map_or(text.len(), |at| span.end + at);
        let words =
            |part: Span| ibid_text::words(part.of(text)).map(|word| word.text.to_owned()).collect::<Vec<_>>();
        let before =
            words(Span::new(from, span.start)).into_iter().rev().take(BESIDE).map(|word| (word, false));
        let behind = words(Span::new(span.end, to)).into_iter().take(BESIDE).map(|word| (word, true));
        let lower = before.chain(behind).filter(|(word, _)| word.starts_with(char::is_lowercase));
        lower
            .flat_map(|(word, behind)| {
                placed_terms(&word, Language::English).into_iter().map(move |term| (term.text, behind))
            })
            .collect()
    }

    pub(super) fn sentence(&self, i: usize) -> &str {
        self.source.text.sentences()[i].span.of(self.source.text.text())
    }

    /// The folded words of sentence `i`, and those of its names without what ends them.
    pub(super) fn words_of(&self, i: usize) -> Vec<String> {
        let names =
            self.source.text.names(i).iter().flat_map(|name| &name.parts).map(|part| part.text.clone());
        folded(self.sentence(i)).into_iter().chain(names).collect()
    }

    pub(super) fn named(&self, other: &Other) -> &str {
        other.span.of(self.sentence(other.sentence))
    }
}

/// Whether two names have the same words.
pub(super) fn same(a: &Name, b: &Name) -> bool {
    a.parts.iter().map(|part| &part.text).eq(b.parts.iter().map(|part| &part.text))
}
