//! Answers of a given form: held to a schema by the server where it can, else asked for in words; taken as
//! they are or refused, never mended.

use std::sync::atomic::Ordering;

use serde::de::DeserializeOwned;

use crate::objects::{self, NoValue};
use crate::{Answer, Client, Error, Finish, Prompt, Schema};

/// How the form of an answer was brought about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The server held the model to the schema.
    Schema,
    /// The model was asked in words.
    Words,
}

impl Client {
    /// An answer of the form `schema`, as a `T`. Where the server knows no schemas, it is asked once more in
    /// words. Fails for an answer that is cut or of another form.
    pub async fn structured<T: DeserializeOwned>(
        &self,
        prompt: &Prompt,
        schema: &Schema,
    ) -> Result<T, Error> {
        self.structured_by(prompt, schema).await.map(|(value, _)| value)
    }

    /// As [`Client::structured`], with the way it was brought about.
    pub(crate) async fn structured_by<T: DeserializeOwned>(
        &self,
        prompt: &Prompt,
        schema: &Schema,
    ) -> Result<(T, Way), Error> {
        let unknown = &self.learnt().no_schemas;
        let mut refused = false;
        if !unknown.load(Ordering::Relaxed) {
            match self.ask_as(prompt, Some(schema)).await {
                Ok(answer) => match objects::find(&answer.text) {
                    Ok(value) => return Ok((value, Way::Schema)),
                    // What ran out of tokens before it began would do so again.
                    Err(NoValue::NoObject) if answer.finish != Finish::Length => {}
                    Err(NoValue::NoObject) => return Err(self.unfit(NONE.to_owned(), &answer)),
                    Err(NoValue::Unfit(reason)) => return Err(self.unfit(reason, &answer)),
                },
                Err(error) if is_of_schemas(&error) => refused = true,
                Err(error) => return Err(error),
            }
        }
        let answer = self.ask(&in_words(prompt, schema)).await?;
        // Only now is it known that the schema, and no other part of the request, was refused.
        unknown.fetch_or(refused, Ordering::Relaxed);
        let found = objects::find(&answer.text).map_err(|fault| match fault {
            NoValue::NoObject => self.unfit(NONE.to_owned(), &answer),
            NoValue::Unfit(reason) => self.unfit(reason, &answer),
        })?;
        Ok((found, Way::Words))
    }

    fn unfit(&self, reason: String, answer: &Answer) -> Error {
        let cut = answer.finish == Finish::Length;
        let reason = if cut { format!("{reason} (it was cut at the most tokens allowed)") } else { reason };
        Error::Shape { address: self.http().shown().to_owned(), reason: self.http().redact(&reason) }
    }
}

const NONE: &str = "there is no JSON object in it";

/// Whether the server may have refused the schema.
fn is_of_schemas(error: &Error) -> bool {
    matches!(error, Error::Refused { status: 400 | 415 | 422 | 501, .. })
}

/// `prompt` with the form of the answer described.
fn in_words(prompt: &Prompt, schema: &Schema) -> Prompt {
    let form = format!(
        "Answer with one JSON object and nothing else. It must be valid against this JSON Schema:\n{}",
        schema.json
    );
    let system = if prompt.system.is_empty() { form } else { format!("{}\n\n{form}", prompt.system) };
    Prompt { system, ..prompt.clone() }
}
