//! How text looks on a terminal: its width, and whether it has colours.

use anstyle::{AnsiColor, Style};
use ibid_check::{Outcome, Severity};

/// How text is to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Whether to use colours.
    pub colour: bool,
    /// Columns of a line.
    pub width: usize,
}

/// What the gutter beside the text is drawn in.
pub(crate) const GUTTER: Style = AnsiColor::BrightBlue.on_default().bold();
/// Words that were searched for.
pub(crate) const MATCH: Style = AnsiColor::Yellow.on_default().bold();
pub(crate) const STRONG: Style = Style::new().bold();
/// What goes wrong, and is no finding.
pub(crate) const FAULT: Style = AnsiColor::BrightRed.on_default();
pub(crate) const FAINT: Style = Style::new().dimmed();

impl Look {
    /// `text` in `style`, where there are colours.
    pub(crate) fn paint(self, style: Style, text: &str) -> String {
        if self.colour && !text.is_empty() { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

/// The style of a severity.
pub(crate) fn of_severity(severity: Severity) -> Style {
    let colour = match severity {
        Severity::Error => AnsiColor::BrightRed,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Information => AnsiColor::BrightCyan,
        Severity::Hint => AnsiColor::BrightGreen,
    };
    colour.on_default().bold()
}

/// The style of an outcome.
pub(crate) fn of_outcome(outcome: Outcome) -> Style {
    match outcome {
        Outcome::Agrees => AnsiColor::Green.on_default(),
        Outcome::Differs => AnsiColor::BrightRed.on_default().bold(),
        Outcome::NotFound => AnsiColor::Yellow.on_default(),
        Outcome::NotCheckable => FAINT,
    }
}
