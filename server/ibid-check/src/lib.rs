//! Claims against evidence: facts, verdicts, findings. Pure functions; one file a check.

mod account;
mod bibliography;
mod candidates;
mod citation_needed;
mod citations;
mod context;
mod elsewhere;
mod eras;
mod fields;
mod figures;
mod former;
mod hedges;
mod held;
mod ignored;
mod inconsistent;
mod judge;
mod locators;
mod majorities;
mod matching;
mod memo;
mod misplaced;
mod model;
mod movements;
mod names;
mod negations;
mod opposites;
mod outranked;
mod quotations;
mod rows;
mod run;
mod secondary;
mod sequence;
pub mod signoffs;
mod slot;
mod speech;
mod standings;
mod swaps;
#[cfg(test)]
mod tests;
mod ties;
mod unmarked;
mod wants;
mod wording;

pub use account::{Account, Accounted, account, account_of};
pub use bibliography::{check as check_bibliography, check_unreadable, check_unused};
pub use citation_needed::offers;
pub use context::Context;
pub use judge::{
    Answer, Inquiry, Judged, Next, Question, RULES as JUDGE_RULES, Said, add_judged, inquiry, inquiry_into,
    is_settled, schema as judge_schema,
};
pub use memo::claim_key;
pub use model::*;
pub use run::{Checked, Stopped, check, check_again, check_part};
pub use secondary::{Secondary, secondary};
pub use signoffs::{SignOff, Signed};
pub use wants::{Want, wants};
