//! Where in a source something stands.

use serde::{Deserialize, Serialize};

/// Where in a source something stands. What does not apply is `None`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Place {
    /// The page label as printed ("iv", "33").
    pub page: Option<String>,
    /// The page's number counted from the file's first page, from 1.
    pub page_index: Option<u32>,
    /// The text of the nearest heading above.
    pub heading: Option<String>,
    /// Seconds from the start of a recording.
    pub time: Option<f64>,
    /// The line in the source's file, from 1.
    pub line: Option<u32>,
}

impl std::fmt::Display for Place {
    /// The most exact part a reader can use: "p. 3", "12:30", "Overview", or "line 12".
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(page) = &self.page {
            return write!(f, "p. {page}");
        }
        if let Some(time) = self.time {
            let seconds = time as u64;
            return write!(f, "{}:{:02}", seconds / 60, seconds % 60);
        }
        match (&self.heading, self.line) {
            (Some(heading), Some(line)) => write!(f, "“{heading}”, line {line}"),
            (Some(heading), None) => write!(f, "“{heading}”"),
            (None, Some(line)) => write!(f, "line {line}"),
            (None, None) => Ok(()),
        }
    }
}
