//! Opposites: claims that people found borne out or refuted by their source, and what is told of them by their words alone. Most
//! that are refuted name another thing, or tell it in other words altogether; what counts first is that none borne out is flagged.

use std::path::Path;

use ibid_check::{Checked, Code, Context, Finding, Severity};
use ibid_draft::Draft;
use ibid_text::Span;

use crate::data::Data;
use crate::drafts;
use crate::figures::borne_out;
use crate::library::held;
use crate::table::{Coverage, Row, percent};

/// Words that are put in each other's place, in faithful sentences.
#[rustfmt::skip]
const PAIRS: [(&str, &str); 22] = [
    ("rose", "fell"), ("risen", "fallen"), ("grew", "shrank"), ("grown", "shrunk"), ("increased", "decreased"), ("rises", "falls"),
    ("most", "least"), ("highest", "lowest"), ("largest", "smallest"), ("higher", "lower"), ("larger", "smaller"),
    ("more", "fewer"), ("more", "less"), ("accepted", "rejected"), ("approved", "rejected"), ("agreed", "refused"),
    ("won", "lost"), ("opened", "closed"), ("supports", "opposes"), ("welcomes", "condemns"), ("best", "worst"), ("began", "ended"),
];
/// Verbs behind which a "not" is put.
const VERBS: [&str; 9] = ["is", "are", "was", "were", "has", "have", "had", "will", "would"];

pub(crate) fn rows(data: &Data) -> Vec<Row> {
    let mut rows = vec![turned_about()];
    rows.extend(of_people(data));
    rows
}

/// Faithful sentences of drafts with one word made its opposite, or one denied.
fn turned_about() -> Row {
    let (mut caught, mut all, mut faults) = (0, 0, Vec::new());
    for draft in drafts::faithful() {
        for span in &draft.sentences {
            let sentence = span.of(&draft.text);
            for word in ibid_text::words(sentence).filter(|word| !is_quoted(sentence, word.span.start)) {
                for other in opposites(word.text) {
                    let at = word.span.shift(span.start);
                    let mut text = draft.text.clone();
                    text.replace_range(at.start..at.end, &other);
                    let at = Span::new(at.start, at.start + other.len());
                    let parsed = Draft::new(&text);
                    let context =
                        Context { draft: &parsed, file: Path::new("/draft.md"), shelf: &draft.shelf };
                    let checked = ibid_check::check_part(&context, at, &Checked::default());
                    let told = |f: &Finding| {
                        f.span.overlaps(span.cover(at)) && f.code.severity() <= Severity::Warning
                    };
                    let found = checked.findings.iter().any(told);
                    all += 1;
                    caught += usize::from(found);
                    if !found {
                        faults.push(format!("missed: {other}: {sentence}"));
                    }
                }
            }
        }
    }
    let told = format!("{} caught ({caught} of {all})", percent(caught, all));
    Row::new("drafts' faithful sentences, a word turned about", "", told, Coverage::whole(all))
        .with_faults(faults)
}

fn is_quoted(sentence: &str, at: usize) -> bool {
    let before = &sentence[..at];
    before.matches('“').count() > before.matches('”').count() || before.matches('"').count() % 2 == 1
}

/// What a word is exchanged for.
fn opposites(word: &str) -> Vec<String> {
    let of = |(a, b): &(&str, &str)| match word {
        _ if word == *a => Some((*b).to_owned()),
        _ if word == *b => Some((*a).to_owned()),
        _ => None,
    };
    let denied = VERBS.contains(&word).then(|| format!("{word} not"));
    PAIRS.iter().filter_map(of).chain(denied).collect()
}

fn of_people(data: &Data) -> Option<Row> {
    data.folder.as_ref()?;
    let refuted =
        [data.fever(), data.fool_me_twice()].into_iter().flatten().flatten().filter(|pair| !pair.supported);
    let supported = borne_out(data).into_iter().flat_map(|(_, pairs)| pairs);
    let (mut right, mut of, mut wrong, mut all, mut faults) = (0, 0, 0, 0, Vec::new());
    for pair in refuted.chain(supported) {
        let checked = held(&pair.claim, &pair.source);
        let found = checked.findings.iter().find(|finding| finding.code == Code::Contradicted);
        match pair.supported {
            true => all += 1,
            false => of += 1,
        }
        let Some(found) = found else { continue };
        right += usize::from(!pair.supported);
        wrong += usize::from(pair.supported);
        let what = if pair.supported { "false alarm" } else { "right" };
        faults.push(format!("{what}: {}\n    {}", pair.claim, found.message));
    }
    let precision = percent(right, right + wrong);
    let told = format!("precision {precision}, {right} of {of} refuted, {wrong} of {all} borne out");
    Some(Row::new("claims of people", "precision .95", told, Coverage::whole(of + all)).with_faults(faults))
}
