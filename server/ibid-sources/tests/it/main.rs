//! Each format as a writer's file, and what the server makes of it.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says so by failing")]
#![allow(clippy::needless_pass_by_value, reason = "what is expected is handed over")]

mod child;
mod damaged;
mod html;
mod markdown;
mod markup;
mod metadata;
mod mhtml;
#[path = "../../../../tests/pdfs/mutations.rs"]
mod mutations;
mod office;
mod packed;
mod passages;
mod pdf;
mod pdf_file;
mod pdfium;
mod recordings;
mod store;
mod tables;
mod text;
mod turns;

use std::path::Path;

use ibid_sources::{Extracted, MarkKind, extract};

/// The text of a file called `name`, its marks in it: `‹p. iv›`, `‹# Heading›`, `‹12›` for a line.
#[track_caller]
fn read(name: &str, bytes: &[u8]) -> String {
    show(&extract(Path::new(name), bytes).expect("the file can be read"))
}

fn show(extracted: &Extracted) -> String {
    let mut shown =
        extracted.metadata.title.as_ref().map(|title| format!("‹title {title}›\n")).unwrap_or_default();
    let mut from = 0;
    for mark in &extracted.marks {
        shown.push_str(&extracted.text[from..mark.at]);
        from = mark.at;
        shown.push_str(&match &mark.kind {
            MarkKind::Page { label: Some(label), .. } => format!("‹p. {label}›"),
            MarkKind::Page { label: None, index } => format!("‹page {index}›"),
            MarkKind::Heading { level, .. } => format!("‹{}›", "#".repeat(usize::from(*level))),
            MarkKind::Line(line) => format!("‹{line}›"),
            MarkKind::Time(seconds) => format!("‹{seconds} s›"),
        });
    }
    shown.push_str(&extracted.text[from..]);
    shown.push('\n');
    shown
}
