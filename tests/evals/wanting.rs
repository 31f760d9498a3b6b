//! Which sentences want a source: ClaimBuster's, of debates, which people found worth a check or not; the curve from the
//! plainest reason down. What keeps recall low is what has no figure: claims of what somebody did or wants, which people found worth
//! a check or not by whom they are of. That is known to a model, and to no rule on words.

use ibid_check::{Want, wants};
use ibid_draft::Draft;
use serde_json::Value;

use crate::data::{CLAIMBUSTER, Data, array, string};
use crate::table::{Coverage, Row, percent};

const GOAL: &str = "precision .95, recall .35";

pub(crate) fn rows(data: &Data) -> Vec<Row> {
    let Some(text) = data.text(CLAIMBUSTER) else {
        return vec![Row::without("ClaimBuster's sentences", GOAL, CLAIMBUSTER)];
    };
    let all: Value = serde_json::from_str(&text).unwrap();
    let sentences: Vec<Sentence> = array(&all).iter().map(Sentence::of).collect();
    Want::ALL.into_iter().map(|want| up_to(want, &sentences)).collect()
}

/// A sentence, why it wants a source, and whether people found it worth a check.
struct Sentence {
    text: String,
    want: Option<Want>,
    worthy: bool,
}

impl Sentence {
    fn of(sentence: &Value) -> Sentence {
        let text = string(&sentence["text"]).to_owned();
        let want = Draft::new(text.as_str()).claims().iter().filter_map(wants).min();
        Sentence { text, want, worthy: sentence["label"] == 1 }
    }
}

/// The row of all sentences that want a source for `last` or a plainer reason.
fn up_to(last: Want, sentences: &[Sentence]) -> Row {
    let (mut right, mut wrong, mut coverage, mut faults) = (0, 0, Coverage::default(), Vec::new());
    for Sentence { text, want, worthy } in sentences {
        if !want.is_some_and(|want| want <= last) {
            coverage.passed_over("wants none for this");
            continue;
        }
        coverage.compared();
        right += usize::from(*worthy);
        wrong += usize::from(!worthy);
        if !worthy && *want == Some(last) {
            faults.push(format!("wants none: {text}"));
        }
    }
    let worthy = sentences.iter().filter(|sentence| sentence.worthy).count();
    let precision = percent(right, right + wrong);
    let result = format!("precision {precision}, recall {} ({right} of {worthy})", percent(right, worthy));
    let name = match last {
        Want::Amount => "ClaimBuster's sentences: amounts".to_owned(),
        other => format!("  and {other:?}").to_lowercase(),
    };
    Row::new(&name, GOAL, result, coverage).with_faults(faults)
}
