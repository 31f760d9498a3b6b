//! Sign-offs: what became of each, whose word it is, and why.

use anstyle::AnsiColor;
use ibid_check::signoffs::{SignedClaim, State};

use super::look::{self, Look};
use super::wrap;
use crate::{Context, clean};

/// How much of a sentence is shown, in columns.
const SENTENCE: usize = 60;
/// Where the words begin.
const INDENT: usize = 20;

/// A sign-off in the draft at `file`: where it stands, whether it holds, of what it is and on what sentence; below, whose
/// word it is.
pub fn signed(context: &Context, look: Look, file: &std::path::Path, signed: &SignedClaim) -> String {
    let at = signed.claim.as_ref().zip(context.text(file)).map(|(claim, text)| {
        let (line, column) = text.line_and_column(text.within(claim.span).start);
        format!("{line}:{column}")
    });
    let (state, style) = match signed.state {
        State::Holds => ("holds", AnsiColor::Green.on_default()),
        State::SentenceChanged | State::SourceChanged => ("lapsed", AnsiColor::Yellow.on_default()),
    };
    let why = match signed.state {
        State::Holds => "",
        State::SentenceChanged => ": the sentence was changed",
        State::SourceChanged => ": a source was changed",
    };
    let said = &signed.sign_off;
    let state = look.paint(style, &format!("{state:<7}"));
    let excerpt = wrap::shortened(&clean::one_line(&said.excerpt), SENTENCE);
    let head =
        format!("{:>9}  {state}  {}{why}  {excerpt}", at.unwrap_or_default(), clean::one_line(&said.code));
    let reason = clean::one_line(&said.reason);
    let gap = if reason.is_empty() { "" } else { ": " };
    let who = format!("{}, {}{gap}{reason}", clean::one_line(&said.who), clean::one_line(&said.when));
    format!("{head}\n{:INDENT$}{}\n", "", look.paint(look::FAINT, &who))
}

/// "3 sign-offs: 2 hold, 1 lapsed".
pub fn signed_totals(holding: usize, lapsed: usize) -> String {
    let plural = if holding + lapsed == 1 { "" } else { "s" };
    match holding + lapsed {
        0 => "no sign-offs".to_owned(),
        all => format!("{all} sign-off{plural}: {holding} hold, {lapsed} lapsed"),
    }
}
