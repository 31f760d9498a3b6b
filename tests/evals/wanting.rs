//! Which sentences want a source: ClaimBuster's, of debates, which people found worth a check or not.

use ibid_draft::Draft;
use serde_json::Value;

use crate::data::{CLAIMBUSTER, Data, array, string};
use crate::table::{Coverage, Row, percent};

const GOAL: &str = "precision .95, recall .35";

pub(crate) fn rows(data: &Data) -> Vec<Row> {
    let name = "ClaimBuster's sentences";
    let Some(text) = data.text(CLAIMBUSTER) else { return vec![Row::without(name, GOAL, CLAIMBUSTER)] };
    let sentences: Value = serde_json::from_str(&text).unwrap();
    let (mut right, mut wrong, mut worthy) = (0, 0, 0);
    let (mut coverage, mut faults) = (Coverage::default(), Vec::new());
    for sentence in array(&sentences) {
        let (text, is_worthy) = (string(&sentence["text"]), sentence["label"] == 1);
        let wants = wants_source(text);
        worthy += usize::from(is_worthy);
        right += usize::from(wants && is_worthy);
        wrong += usize::from(wants && !is_worthy);
        match wants {
            true => coverage.compared(),
            false => coverage.passed_over("wants none"),
        }
        if wants != is_worthy {
            faults.push(format!("{} {text}", if wants { "wants none:" } else { "wants one:" }));
        }
    }
    let result =
        format!("precision {}, recall {} of {worthy}", percent(right, right + wrong), percent(right, worthy));
    vec![Row::new(name, GOAL, result, coverage).with_faults(faults)]
}

fn wants_source(text: &str) -> bool {
    Draft::new(text).claims().iter().any(ibid_check::wants_source)
}
