//! `inconsistent`: what a draft says against itself. One quantity or date given two ways, parts that do not make their
//! sum, a percentage that does not fit its counts.

mod arithmetic;
mod rest;
mod shares;
mod sums;
mod tables;
mod told;
mod twice;

use ibid_draft::Claim;
use ibid_facts::Fact;
use ibid_text::{Language, Span};

use crate::context::Context;
use crate::model::{Code, Edit, Finding, Fix, Related};
use crate::slot::Frame;
pub(crate) use told::Told;

/// What one sentence says against itself.
pub(crate) fn within(cx: &Context<'_>, claim: &Claim) -> Vec<Finding> {
    let language = Language::of(&claim.text);
    let facts: Vec<Fact> = ibid_facts::facts(&claim.text, language);
    let frame = Frame { text: &claim.text, facts: &facts, before: None, language };
    let quoted = |fact: &Fact| claim.quoted.iter().any(|q| q.overlaps(fact.span.shift(claim.span.start)));
    let wrong = [sums::wrong(&frame), rest::wrong(&frame), shares::wrong(&frame)].into_iter().flatten();
    let wrong = wrong.filter(|wrong| !quoted(&facts[wrong.fact]));
    wrong.map(|wrong| wrong.finding(cx, claim, &facts[wrong.fact])).collect()
}

/// What the sentences and tables of the draft say against each other; `told` is what each claim tells, in their order.
pub(crate) fn across(cx: &Context<'_>, claims: &[Claim], told: &[&Told]) -> Vec<Finding> {
    let mut findings = twice::findings(cx, claims, told);
    findings.extend(tables::findings(cx, claims));
    findings
}

/// A figure of a sentence that does not follow from the others beside it.
struct Wrong {
    /// Which fact of the sentence.
    fact: usize,
    /// What is wrong, for people.
    message: String,
    /// The number that would be right, where it can be put in the place of the one that stands there.
    right: Option<f64>,
}

impl Wrong {
    fn finding(&self, cx: &Context<'_>, claim: &Claim, fact: &Fact) -> Finding {
        let span = fact.span.shift(claim.span.start);
        let mut finding = Finding::new(Code::Inconsistent, cx.file, span, self.message.clone());
        let words = fact.span.of(&claim.text);
        let mended = self.right.and_then(|right| arithmetic::with_number(words, right));
        finding.fixes.extend(mended.map(|text| write(&text, span)));
        finding
    }
}

/// The fix that puts `text` in the place `span`.
fn write(text: &str, span: Span) -> Fix {
    Fix { title: format!("Write “{text}”"), edits: vec![Edit { span, text: text.to_owned() }] }
}

/// A place of the draft that belongs to a finding.
fn related(cx: &Context<'_>, span: Span, message: String) -> Related {
    Related { file: cx.file.to_owned(), span, message }
}
