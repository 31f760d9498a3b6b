//! A person's word on a claim.

use maud::{Markup, html};

/// The line for it: on paper, room to give it by hand.
pub(super) fn signed() -> Markup {
    html! {
        p.signed aria-hidden="true" { "☐ checked" span.gap {} "☐ not a fault" span.gap {} "by" span.rule {} "on" span.rule {} }
    }
}
