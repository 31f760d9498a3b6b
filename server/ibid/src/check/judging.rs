//! The judge's findings beside those of the checks.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ibid_check::{Checked, Context, Inquiry, Judged, add_judged, is_settled};
use ibid_draft::Claim;
use ibid_text::Span;
use ibid_workspace::{Environment, Settings};

use crate::model::Model;
use crate::terminal::{self, Steps};

/// A judge, and how often it may be asked.
pub(crate) struct Judging {
    model: Model,
    budget: usize,
    private: bool,
}

impl Judging {
    /// The judge that `settings` name. Fails where they name none.
    pub(crate) fn new(environment: &Environment, settings: &Settings) -> anyhow::Result<Judging> {
        let budget = settings.judge.clone().unwrap_or_default().budget;
        Ok(Judging { model: Model::new(environment, settings)?, budget, private: settings.private })
    }

    /// Asks about the cited sentences of a draft, and adds to `checked` what comes of it, also where it fails midway. Gives
    /// what is believed of the judge, by sentence.
    pub(crate) fn add(
        &self,
        cx: &Context<'_>,
        checked: &mut Checked,
    ) -> (Vec<(Span, Judged)>, Result<(), String>) {
        if self.private || cx.draft.front_matter().private {
            terminal::note(&format!("{}: private, so that the judge is not asked", cx.file.display()));
            return (Vec::new(), Ok(()));
        }
        let claims = cx.draft.claims();
        let wanted = claims.iter().filter(|claim| !is_settled(&checked.findings, claim.span));
        let inquiry = |claim| Some((claim, Arc::new(self.model.judge.inquiry(cx, claim)?)));
        let inquiries: Vec<(&Claim, Arc<Inquiry>)> = wanted.filter_map(inquiry).collect();
        let steps = Steps::new("asking the judge", inquiries.len());
        let asked = self.model.ask(
            inquiries.iter().map(|(_, inquiry)| Arc::clone(inquiry)).collect(),
            self.may_ask(),
            |done| steps.show(done),
        );
        drop(steps);
        let judged: Vec<_> = inquiries
            .iter()
            .filter_map(|(claim, inquiry)| Some((*claim, self.model.judge.known(inquiry)?)))
            .collect();
        let open = inquiries.len() - judged.len();
        if open > 0 && asked.is_ok() {
            let (file, all) = (cx.file.display(), inquiries.len());
            terminal::note(&format!("{file}: the judge gave no verdict on {open} of {all} sentences"));
        }
        let with_mending = judged.iter().map(|(claim, judged)| {
            let wording = judged.wording.as_deref();
            (*claim, judged, wording.and_then(|wording| ibid_features::mended(cx, claim, wording)))
        });
        add_judged(cx, &mut checked.findings, with_mending);
        (judged.into_iter().map(|(claim, judged)| (claim.span, judged)).collect(), asked)
    }

    /// Counts requests against the budget.
    fn may_ask(&self) -> Arc<dyn Fn() -> Result<(), String> + Send + Sync> {
        let (asked, budget) = (AtomicUsize::new(0), self.budget);
        Arc::new(move || match asked.fetch_add(1, Ordering::Relaxed) < budget {
            true => Ok(()),
            false => Err(format!("the judge was asked {budget} times, which is its budget (`judge.budget`)")),
        })
    }
}
