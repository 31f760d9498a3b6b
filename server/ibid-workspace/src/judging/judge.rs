//! One judge: a model, the rules it is given, and what it has answered so far.

use std::path::Path;
use std::sync::Arc;

use blake3::Hash;
use ibid_check::{
    Answer, Context, Inquiry, JUDGE_RULES, Judged, Next, Question, Said, inquiry, inquiry_into, judge_schema,
};
use ibid_draft::Claim;
use ibid_evidence::Resolved;
use ibid_llm::{Client, Endpoint, Error, Message, Prompt, Schema};
use tokio::task::JoinSet;

use super::answers::Answers;
use crate::model;

/// The name of a judge's rules.
pub(super) const RULES: &str = "judge";
/// Bytes of sources in one question: with rules and context, it fits a model of 4,096 tokens.
const ROOM: usize = 6_000;
/// Tokens of an answer.
const MOST_TOKENS: u32 = 500;

/// A judge. Needs a runtime where it is asked.
#[derive(Clone)]
pub struct Judge {
    pub(super) named: Arc<Named>,
    answers: Arc<Answers>,
}

/// Which judge it is.
#[derive(PartialEq, Eq)]
pub(super) struct Named {
    model: String,
    rules: String,
}

impl Judge {
    /// The model at `endpoint`, with the user's own rules beside `settings` if there are any; what it answers is kept below
    /// `cache`.
    pub fn new(endpoint: &Endpoint, settings: Option<&Path>, cache: &Path) -> Judge {
        Judge::keeping(endpoint, model::own_rules(settings, RULES), Arc::new(Answers::new(cache)))
    }

    /// The same with the user's `own` rules, and what was answered in `answers`.
    pub(super) fn keeping(endpoint: &Endpoint, own: Option<String>, answers: Arc<Answers>) -> Judge {
        let model = format!("{} {}", endpoint.url, endpoint.model.as_deref().unwrap_or_default());
        let rules = own.unwrap_or_else(|| JUDGE_RULES.to_owned());
        Judge { named: Arc::new(Named { model, rules }), answers }
    }

    /// What there is to ask of `claim`; `None` where it is none for a judge.
    pub fn inquiry(&self, cx: &Context<'_>, claim: &Claim) -> Option<Inquiry> {
        inquiry(cx, claim, ROOM)
    }

    /// What there is to ask of what is `said` of the sources `cited`, which are all; `None` where there is nothing to read.
    pub fn inquiry_into(&self, said: &Said, cited: &[Resolved]) -> Option<Inquiry> {
        inquiry_into(said, cited, true, ROOM)
    }

    /// What it has said of that, if it was asked all it takes; asks nothing.
    pub fn known(&self, inquiry: &Inquiry) -> Option<Judged> {
        match self.next(inquiry) {
            Next::Judged(judged) => Some(*judged),
            Next::Ask(_) => None,
        }
    }

    /// Asks all that it takes of `inquiries`, the first ones first, as many at one time as the endpoint allows. `may_ask` is
    /// asked before each request; `done` is told how many inquiries are through. Fails where the model cannot be asked any
    /// more; an answer that has not the form of one, or takes too long, costs its inquiry. Dropping the future ends the requests.
    pub async fn ask(
        &self,
        client: &Client,
        inquiries: Vec<Arc<Inquiry>>,
        may_ask: Arc<dyn Fn() -> Result<(), String> + Send + Sync>,
        mut done: impl FnMut(usize),
    ) -> Result<(), String> {
        let mut asking = JoinSet::new();
        for inquiry in inquiries {
            let (judge, client, may_ask) = (self.clone(), client.clone(), Arc::clone(&may_ask));
            asking.spawn(async move { judge.ask_one(&client, &inquiry, &*may_ask).await });
        }
        let mut through = 0;
        while let Some(asked) = asking.join_next().await {
            asked.map_err(|fault| fault.to_string())??;
            through += 1;
            done(through);
        }
        Ok(())
    }

    async fn ask_one(
        &self,
        client: &Client,
        inquiry: &Inquiry,
        may_ask: &(dyn Fn() -> Result<(), String> + Send + Sync),
    ) -> Result<(), String> {
        while let Next::Ask(question) = self.next(inquiry) {
            may_ask()?;
            let schema = Schema { name: "verdict".to_owned(), json: judge_schema() };
            match client.structured::<Answer>(&self.prompt(question), &schema).await {
                Ok(answer) => self.answers.put(self.key(question), answer),
                Err(Error::Shape { .. } | Error::Timeout { .. }) => return Ok(()),
                Err(fault) => return Err(fault.to_string()),
            }
        }
        Ok(())
    }

    fn next<'a>(&self, inquiry: &'a Inquiry) -> Next<'a> {
        let mut answers = Vec::new();
        loop {
            match inquiry.next(&answers) {
                Next::Ask(question) => match self.answers.get(&self.key(question)) {
                    Some(answer) => answers.push(answer),
                    None => return Next::Ask(question),
                },
                judged @ Next::Judged(_) => return judged,
            }
        }
    }

    fn prompt(&self, question: &Question) -> Prompt {
        Prompt {
            purpose: "judge",
            system: self.named.rules.clone(),
            messages: vec![Message::user(question.data.clone())],
            max_tokens: MOST_TOKENS,
            temperature: 0.0,
            stop: Vec::new(),
        }
    }

    fn key(&self, question: &Question) -> Hash {
        let mut hasher = blake3::Hasher::new();
        for part in [&self.named.model, &self.named.rules, &question.data] {
            hasher.update(&part.len().to_le_bytes()).update(part.as_bytes());
        }
        hasher.finalize()
    }
}
