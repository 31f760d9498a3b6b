//! What a judge (a model) is asked of a claim, and how much of its answer is believed. Pure: nobody is asked here.
//!
//! A judge is not believed on its word: the words that decide must stand in a passage that it was given, or the verdict is
//! `unknown`. It adds to what the checks find; it takes nothing back.

mod answer;
mod finding;
mod inquiry;

use ibid_evidence::Evidence;

use crate::model::Verdict;

pub use answer::{Answer, schema};
pub use finding::{add_judged, is_settled};
pub use inquiry::{Inquiry, Next, Question, Said, inquiry, inquiry_into};

/// The rules that the judge is given, unless the user has others.
pub const RULES: &str = include_str!("../prompts/judge.md");

/// What is believed of a judge's answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// The verdict.
    pub verdict: Verdict,
    /// Why, in plain words; may be empty.
    pub reason: String,
    /// The words of the source that decide; there are some where the verdict is `supported` or `contradicted`.
    pub words: Option<Evidence>,
    /// The judge's translation of them, where they are in another language than the claim.
    pub translation: Option<String>,
    /// The claim as the judge would have it; held against nothing yet.
    pub wording: Option<String>,
}

impl Judged {
    fn unknown(reason: &str) -> Judged {
        Judged {
            verdict: Verdict::Unknown,
            reason: reason.to_owned(),
            words: None,
            translation: None,
            wording: None,
        }
    }
}
