//! A person's word on a claim.

use ibid_check::SignOff;
use ibid_check::signoffs::CHECKED;
use maud::{Markup, html};

use super::text::text;

/// The lines for it: what was signed, and on paper, where nothing was, room to give it by hand.
pub(super) fn signed(sign_offs: &[SignOff]) -> Markup {
    html! {
        @for word in sign_offs {
            p.signoff {
                span aria-hidden="true" { "☑ " }
                @if word.code == CHECKED { "checked" } @else { "not a fault (" (text(&word.code)) ")" }
                " by " (text(&word.who)) ", " (text(&word.when))
                @if !word.reason.is_empty() { ": " (text(&word.reason)) }
            }
        }
        @if sign_offs.is_empty() {
            p.signed aria-hidden="true" { "☐ checked" span.gap {} "☐ not a fault" span.gap {} "by" span.rule {} "on" span.rule {} }
        }
    }
}
