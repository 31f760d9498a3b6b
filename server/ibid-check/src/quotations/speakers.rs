//! Who is said to have said a quotation's words, in the draft and in its source. The two differ only where the source plainly
//! has the words from one person, and tells of the other elsewhere.

use std::cell::LazyCell;

use ibid_draft::{Claim, Quotation};
use ibid_evidence::SourceText;
use ibid_facts::{Name, is_variant, names};
use ibid_text::{Language, Span, is_cjk, unaccented, words};

use super::bodies;
use crate::speech::{is_saying, opens_with_saying, speaker_before_chinese};

/// Bytes of a label that says who speaks, at most: "Ms ROSALIND CALLOWAY (Civic Union)".
const LABEL: usize = 80;
/// Labels that make a transcript.
const LABELS: usize = 3;
/// Words beside a quotation among which a verb of saying is looked for.
const NEAR: usize = 12;
/// Paragraphs behind one that speaks of "I" within which it may be signed.
const SIGNED_WITHIN: usize = 4;
/// Bytes of a word that may be a part of a longer name.
const PART: usize = 4;
/// Bytes beside a name that may say what somebody is.
const ROLE: usize = 60;

const PAIRS: [(char, char); 4] = [('“', '”'), ('«', '»'), ('「', '」'), ('『', '』')];
/// Words before a name that is none of who speaks.
const PLACED: [&str; 9] = ["of", "at", "in", "from", "for", "on", "near", "with", "the"];
/// Words before the name of who is spoken to.
const ADDRESSED: [&str; 6] = ["told", "tells", "asked", "asks", "reminded", "answered"];
const PRONOUNS: [&str; 2] = ["he", "she"];
#[rustfmt::skip]
const ROLES: &[&str] = &[
    "president", "minister", "professor", "dr", "mr", "mrs", "ms", "sir", "chairman", "chairwoman", "chair", "chancellor",
    "senator", "governor", "mayor", "secretary", "director", "officer", "executive", "founder", "commissioner", "economist",
    "analyst", "author", "engineer", "head", "leader", "spokesman", "spokeswoman", "spokesperson", "scientist", "researcher",
    "manager", "prosecutor", "judge", "lawyer", "doctor", "nurse", "teacher", "captain", "owner", "member", "editor", "historian",
    "rapporteur", "farmer", "driver", "who", "curator", "keeper", "biologist", "physicist", "architect", "coach", "official",
    "inspector", "sergeant", "constable", "superintendent", "detective", "colonel", "general", "major", "lieutenant", "admiral",
    "bishop", "pastor", "mother", "father", "resident", "student", "volunteer", "patient", "tenant", "councillor", "trader", "fisherman",
];

/// Somebody who is said to have said something.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Speaker {
    /// The words of the name, folded.
    parts: Vec<String>,
    /// Where it stands in its text.
    pub(super) span: Span,
}

impl Speaker {
    fn of(name: &Name, from: usize) -> Speaker {
        let parts = name.parts.iter().map(|part| part.text.clone()).collect();
        Speaker { parts, span: name.span.shift(from) }
    }

    fn last(&self) -> &str {
        self.parts.last().map_or("", String::as_str)
    }

    fn is(&self, other: &Speaker) -> bool {
        let part = |a: &String, b: &String| b.len() >= PART && a.contains(b.as_str());
        let alike = |a: &String, b: &String| a == b || is_variant(a, b) || part(a, b) || part(b, a);
        self.parts.iter().any(|a| other.parts.iter().any(|b| alike(a, b)))
    }
}

/// Who has the words at `at` in `source` by the source, where `claim` has them, its `quotation`, from somebody else of whom the
/// source tells too: the claim's speaker, with the span in its text, and the source's.
pub(super) fn another(
    claim: &Claim,
    quotation: &Quotation,
    source: &SourceText,
    at: Span,
) -> Option<(Speaker, Speaker)> {
    let Some(ours) = claimed(claim, quotation, source) else { return another_body(claim, source, at) };
    let theirs = told(source, at, &ours)?;
    (!ours.is(&theirs)).then_some((ours, theirs))
}

/// The same of bodies, where the source tells of the claim's elsewhere.
fn another_body(claim: &Claim, source: &SourceText, at: Span) -> Option<(Speaker, Speaker)> {
    let quoted = |span: Span| claim.quoted.iter().any(|q| q.overlaps(span.shift(claim.span.start)));
    let text = source.text();
    let ours = bodies::speaking(&claim.text, &quoted)?;
    let (paragraph, around) = around(text, at)?;
    let theirs = bodies::said_by(text, paragraph, around)?;
    let (own, other) = (bodies::telling(ours.of(&claim.text)), bodies::telling(theirs.of(text)));
    let known = folded(text);
    let told_of = own.iter().all(|word| known.contains(word));
    let apart = !own.is_empty() && !other.is_empty() && !own.iter().any(|word| other.contains(word));
    let speaker = |parts, span| Speaker { parts, span };
    (told_of && apart).then(|| (speaker(own, ours), speaker(other, theirs)))
}

/// Who said the quotation by the claim, where one person alone can be meant; a surname is enough where the source has it in a
/// label of a transcript or names somebody so in full, and an office where the source says who holds it.
fn claimed(claim: &Claim, quotation: &Quotation, source: &SourceText) -> Option<Speaker> {
    let quoted = |span: Span| claim.quoted.iter().any(|q| q.overlaps(span.shift(claim.span.start)));
    let text = claim.text.as_str();
    let start = quotation.span.start.saturating_sub(claim.span.start).min(text.len());
    let before = text.get(..start)?;
    if Language::of(text) == Language::Chinese {
        return speaker_before_chinese(before).map(|span| chinese(text, span));
    }
    let said = words(text).any(|word| !quoted(word.span) && is_saying(&word.text.to_lowercase()));
    let opened =
        before.trim_end().ends_with(':') || [" put it", " puts it"].iter().any(|words| text.contains(words));
    if !said && !opened {
        return None;
    }
    let surnames = LazyCell::new(|| surnames(source));
    let known = |name: &Name| name.parts.last().is_some_and(|part| surnames.contains(&part.text));
    let mut all = named(text, &known).into_iter().filter(|name| !quoted(name.span));
    match (all.next(), all.next()) {
        (Some(only), None) => Some(Speaker::of(&only, 0)),
        (None, _) => holder(text, &quoted, source.text()),
        _ => None,
    }
}

/// The surnames of those whom the source names in full, and of the labels of a transcript.
fn surnames(source: &SourceText) -> Vec<String> {
    let all = (0..source.sentences().len()).flat_map(|index| source.names(index));
    let full = all.filter(|name| name.parts.len() > 1).filter_map(|name| name.parts.last());
    full.map(|part| part.text.clone()).chain(label_words(source.text())).collect()
}

/// Who holds by the source the office that the claim's `text` names right before a verb of saying: "Kestrel’s general manager warns".
fn holder(text: &str, quoted: &dyn Fn(Span) -> bool, source: &str) -> Option<Speaker> {
    const FEWEST: usize = 2;
    let verb = words(text).find(|word| !quoted(word.span) && is_saying(&word.text.to_lowercase()))?;
    let before = &text[..verb.span.start];
    let clause = before.rsplit([',', ';', ':', '.', '”', '"']).next().unwrap_or_default();
    let from = before.len() - clause.len();
    let clause = clause.trim_end();
    let article = [" the ", "The "].into_iter().find(|article| clause.starts_with(article));
    let office = clause[article.map_or(0, str::len)..].trim_start();
    let role = words(office).any(|word| ROLES.contains(&word.text.to_lowercase().as_str()));
    if !role || words(office).count() < FEWEST {
        return None;
    }
    let behind = source.match_indices(office).map(|(at, _)| &source[at + office.len()..]);
    let mut holders = behind.filter_map(|behind| {
        let clause = behind.strip_prefix(", ")?.split([',', '.', ';', '\n']).next()?;
        people(clause).into_iter().next().filter(|name| name.span.start == 0)
    });
    let parts = holders.next()?.parts.into_iter().map(|part| part.text).collect();
    let end = from + clause.len();
    Some(Speaker { parts, span: Span::new(end - office.len(), end) })
}

fn chinese(text: &str, span: Span) -> Speaker {
    Speaker { parts: vec![span.of(text).to_owned()], span }
}

/// Who said what stands at `at` by the source itself, and is not `ours`, of whom it tells elsewhere.
fn told(source: &SourceText, at: Span, ours: &Speaker) -> Option<Speaker> {
    let text = source.text();
    let labels = labels(text);
    if labels.len() >= LABELS {
        let own = labels.iter().rfind(|label| label.start <= at.start)?;
        let elsewhere = labels.iter().any(|label| label != own && is_labelled(&folded(label.of(text)), ours));
        return elsewhere.then(|| Speaker { parts: folded(own.of(text)), span: *own });
    }
    let (paragraph, (before, after)) = around(text, at)?;
    let theirs = in_chinese(text, before, ours).or_else(|| in_prose(text, paragraph, (before, after)))?;
    let named_there = folded(paragraph.of(text)).iter().any(|word| word == ours.last());
    // Somebody of whom the source never tells did not say what somebody else says there by full name and office.
    let stranger = || {
        let known = folded(text).iter().any(|word| ours.parts.contains(word));
        let full = ours.parts.len() > 1 && theirs.parts.len() > 1;
        let (before, behind) = beside_name(text, theirs.span, &['.', ';', '“', '”', '"', '\n']);
        full && !known && !text.contains(is_cjk) && tells_office(before, behind)
    };
    (!named_there && (is_person(text, ours) || stranger())).then_some(theirs)
}

/// Whether the words of a label are those of `speaker`, by the last word of the name, or by a title and the first: "Ms LU" of Lu Peiyun.
fn is_labelled(label: &[String], speaker: &Speaker) -> bool {
    let titled = matches!(label, [title, name] if ROLES.contains(&title.as_str()) && speaker.parts.first() == Some(name));
    titled || label.iter().any(|word| word == speaker.last())
}

/// Who a Chinese sentence says to have said what follows `before`.
fn in_chinese(text: &str, before: Span, ours: &Speaker) -> Option<Speaker> {
    let from = text[..before.end].rfind(['。', '！', '？', '\n']).map_or(0, |at| at + 1);
    let from = text.ceil_char_boundary(from);
    let span = speaker_before_chinese(&text[from..before.end])?.shift(from);
    ours.last().starts_with(is_cjk).then(|| chinese(text, span))
}

/// Who is said to have said the words between `before` and `after`, of one paragraph.
fn in_prose(text: &str, paragraph: Span, (before, after): (Span, Span)) -> Option<Speaker> {
    let behind = first_sentence(text, after);
    let spoken =
        |span: &Span| words(span.of(text)).take(NEAR).any(|word| is_saying(&word.text.to_lowercase()));
    let opened = |span: &Span| spoken(span) || span.of(text).trim_end().ends_with(':');
    // What ends with a full stop is told of before, or not at all, where a new sentence follows.
    let marks = |c: char| c.is_whitespace() || "”\"»」』’'".contains(c);
    let ended = text[..after.start].trim_end_matches(marks).ends_with(['.', '。']);
    let goes_on = !ended || behind.of(text).trim_start().starts_with(|c: char| c.is_lowercase() || c == ',');
    let attributed = Some(behind)
        .filter(|behind| goes_on && spoken(behind))
        .or_else(|| Some(last_sentence(text, before)).filter(opened))?;
    let told = attributed.of(text);
    let all = people(told);
    if let [only] = &all[..] {
        return Some(Speaker::of(only, attributed.start));
    }
    let lower: Vec<String> = words(told).map(|word| word.text.to_lowercase()).collect();
    let verb = lower.iter().position(|word| is_saying(word))?;
    let beside =
        |word: &str| lower.get(verb + 1).is_some_and(|w| w == word) || verb > 0 && lower[verb - 1] == word;
    if all.is_empty() && PRONOUNS.iter().any(|pronoun| beside(pronoun)) {
        let outside = outside_marks(paragraph.of(text), before.end - paragraph.start);
        let mut known = people(&outside).into_iter().map(|name| Speaker::of(&name, paragraph.start));
        let first = known.next()?;
        return known.all(|other| other.is(&first)).then_some(first);
    }
    let first_person = all.is_empty() && lower[..verb].iter().rev().take(2).any(|word| word == "i");
    first_person.then(|| signature(text, paragraph)).flatten()
}

/// The people named in `text`, each once for each time.
fn people(text: &str) -> Vec<Name> {
    named(text, &|_| false)
}

/// The same, also those of a single word that are `known` for a person's.
fn named(text: &str, known: &dyn Fn(&Name) -> bool) -> Vec<Name> {
    let language = Language::English;
    let facts = ibid_facts::facts(text, language);
    let person = |name: &Name| {
        let before =
            words(&text[..name.span.start]).last().map(|word| word.text.to_lowercase()).unwrap_or_default();
        let joined = name.span.of(text).contains(" of ") || name.span.of(text).contains('&');
        let letters =
            name.parts.iter().all(|part| part.text.chars().all(|c| c.is_alphabetic() || "-’'.".contains(c)));
        let idle = PLACED.contains(&before.as_str()) || ADDRESSED.contains(&before.as_str());
        (name.parts.len() >= 2 || name.title.is_some() || known(name)) && letters && !joined && !idle
    };
    names(text, &facts, language).into_iter().map(|name| bodies::without(text, name)).filter(person).collect()
}

/// Whether the source somewhere says of `speaker` what somebody is, so that it is a person's name.
fn is_person(text: &str, speaker: &Speaker) -> bool {
    if speaker.last().starts_with(is_cjk) {
        return text
            .match_indices(speaker.last())
            .any(|(at, name)| opens_with_saying(&text[at + name.len()..]));
    }
    words(text).filter(|word| folded(word.text).last().is_some_and(|w| w == speaker.last())).any(|word| {
        let (before, behind) = beside_name(text, word.span, &['.', ';', '“', '”', '\n']);
        let said = words(behind).take(1).any(|word| is_saying(&word.text.to_lowercase()));
        // "Tom Brill sums it up: “…”"
        let opens =
            text[word.span.end + behind.len()..].starts_with(['“', '"']) && behind.trim_end().ends_with(':');
        said || opens || tells_office(before, behind) || is_aged(behind)
    })
}

/// Whether an age stands right behind a name: ", 34,".
fn is_aged(behind: &str) -> bool {
    let age = behind.strip_prefix(", ").and_then(|rest| rest.split(',').next());
    age.is_some_and(|age| (1..=2).contains(&age.len()) && age.chars().all(|c| c.is_ascii_digit()))
}

/// What stands right before and right behind the name at `at`, up to one of `marks`.
fn beside_name<'t>(text: &'t str, at: Span, marks: &[char]) -> (&'t str, &'t str) {
    let from = text.floor_char_boundary(at.start.saturating_sub(ROLE));
    let to = text.ceil_char_boundary((at.end + ROLE).min(text.len()));
    let before = text[from..at.start].rsplit(marks).next().unwrap_or_default();
    (before, text[at.end..to].split(marks).next().unwrap_or_default())
}

/// Whether the words `before` a name, or those `behind` it and a comma, say what office somebody has.
fn tells_office(before: &str, behind: &str) -> bool {
    let role = |part: &str| words(part).any(|word| ROLES.contains(&word.text.to_lowercase().as_str()));
    role(before)
        || behind.starts_with(',') && role(behind)
        || without_names(before)
            .strip_suffix(',')
            .is_some_and(|before| is_apposition(words(before).map(|word| word.text)))
        || behind.strip_prefix(", ").is_some_and(|behind| {
            let apposition = behind.split([',', ';', ':']).next().unwrap_or_default();
            is_apposition(words(apposition).map(|word| word.text))
        })
}

/// What stands `before` a name, without the names that belong to it.
fn without_names(before: &str) -> &str {
    let mut rest = before.trim_end();
    while let Some((ahead, last)) = rest.rsplit_once(' ')
        && last.starts_with(char::is_uppercase)
        && !last.ends_with(',')
    {
        rest = ahead.trim_end();
    }
    rest
}

/// Whether words are "a forecaster at the institute", "the harbour master": somebody by what they do.
fn is_apposition<'t>(words: impl Iterator<Item = &'t str>) -> bool {
    const OPENING: [&str; 5] = ["a", "an", "the", "its", "their"];
    const ENDINGS: [&str; 5] = ["er", "or", "ist", "man", "woman"];
    #[rustfmt::skip]
    const THINGS: [&str; 32] = [
        "after", "another", "border", "centre", "center", "chapter", "cluster", "corner", "corridor", "factor", "floor", "former",
        "further", "larger", "latter", "letter", "lower", "major", "minor", "motor", "number", "order", "other", "paper", "power",
        "quarter", "river", "sector", "summer", "tower", "water", "winter",
    ];
    /// Words before that which says what somebody does, at most.
    const BEFORE: usize = 4;
    let mut words = words.map(str::to_lowercase).skip_while(|word| !OPENING.contains(&word.as_str()));
    words.next().is_some()
        && words.take(BEFORE).any(|word| {
            word.len() > 4
                && ENDINGS.iter().any(|end| word.ends_with(end))
                && !THINGS.contains(&word.as_str())
        })
}

/// The labels with which paragraphs of a transcript say who speaks: "Mr STRAND:", "陆启帆：".
fn labels(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut from = 0;
    for paragraph in text.split("\n\n") {
        let colon = paragraph.find([':', '：']).filter(|at| *at <= LABEL);
        let label = colon.map(|at| Span::new(from, from + at)).filter(|span| {
            let label = span.of(text);
            let named = label.starts_with(|c: char| c.is_uppercase() || is_cjk(c));
            let small = |word: &str| {
                word.starts_with(char::is_lowercase) && !matches!(word, "of" | "the" | "for" | "and" | "de")
            };
            // "Harrow Hill; District: Vale" is a row of a table.
            named
                && !label.contains(['“', '"', '?', '!', ',', ';', '，', '；', '。'])
                && !words(label).any(|word| small(word.text))
        });
        found.extend(label);
        from += paragraph.len() + 2;
    }
    found
}

/// The words of the labels of a transcript, folded; none where it is no transcript.
fn label_words(text: &str) -> Vec<String> {
    let labels = labels(text);
    if labels.len() < LABELS {
        Vec::new()
    } else {
        labels.iter().flat_map(|label| folded(label.of(text))).collect()
    }
}

/// Who signs what the paragraph tells of "I": "Marguerite Oyelaran, Chair of the Board" by itself, a little further on.
fn signature(text: &str, paragraph: Span) -> Option<Speaker> {
    const LONGEST: usize = 80;
    let mut from = paragraph.end;
    for line in text[paragraph.end..].split("\n\n").take(SIGNED_WITHIN + 1) {
        let short = !line.trim().is_empty()
            && line.len() <= LONGEST
            && !line.trim_end().ends_with(['.', '?', '!', ':']);
        let signed = people(line).into_iter().find(|name| {
            line[..name.span.start].trim().is_empty() && line[name.span.end..].trim_start().starts_with(',')
        });
        if let Some(name) = signed.filter(|_| short) {
            return Some(Speaker::of(&name, from));
        }
        from += line.len() + 2;
    }
    None
}

/// The paragraph of the words in marks at `at`, and what stands in it right before and right after the marks.
fn around(text: &str, at: Span) -> Option<(Span, (Span, Span))> {
    let paragraph = paragraph(text, at);
    let (before, after) = beside(paragraph.of(text), at.start - paragraph.start)?;
    Some((paragraph, (before.shift(paragraph.start), after.shift(paragraph.start))))
}

fn paragraph(text: &str, at: Span) -> Span {
    let from = text[..at.start].rfind("\n\n").map_or(0, |at| at + 2);
    let to = text[at.end..].find("\n\n").map_or(text.len(), |to| at.end + to);
    Span::new(from, to)
}

/// What stands outside quotation marks right before and right after the marks around byte `at` of a paragraph.
fn beside(paragraph: &str, at: usize) -> Option<(Span, Span)> {
    let marks = marked(paragraph);
    let i = marks.iter().position(|marks| marks.start <= at && at < marks.end)?;
    let from = i.checked_sub(1).map_or(0, |before| marks[before].end);
    let to = marks.get(i + 1).map_or(paragraph.len(), |next| next.start);
    Some((Span::new(from, marks[i].start), Span::new(marks[i].end, to)))
}

/// A paragraph up to byte `until`, with spaces for all that stands in quotation marks.
fn outside_marks(paragraph: &str, until: usize) -> String {
    let marks = marked(paragraph);
    let keep = |(at, c): (usize, char)| {
        if marks.iter().any(|marks| marks.start <= at && at < marks.end) {
            " ".repeat(c.len_utf8())
        } else {
            c.to_string()
        }
    };
    paragraph[..until].char_indices().map(keep).collect()
}

/// What stands in quotation marks, marks and all.
fn marked(paragraph: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in paragraph.char_indices() {
        match open {
            Some((from, close)) if c == close => {
                found.push(Span::new(from, at + c.len_utf8()));
                open = None;
            }
            Some(_) => {}
            None if c == '"' => open = Some((at, '"')),
            None => open = PAIRS.iter().find(|(opening, _)| *opening == c).map(|(_, close)| (at, *close)),
        }
    }
    found
}

fn first_sentence(text: &str, span: Span) -> Span {
    ibid_text::sentences(span.of(text)).first().map_or(span, |first| first.shift(span.start))
}

fn last_sentence(text: &str, span: Span) -> Span {
    ibid_text::sentences(span.of(text)).last().map_or(span, |last| last.shift(span.start))
}

fn folded(text: &str) -> Vec<String> {
    words(text).map(|word| unaccented(word.text.trim_end_matches("’s").trim_end_matches("'s"))).collect()
}
