//! Tries an endpoint out, part by part, for `ibid doctor`. What fails is told in words, with its cure.

use serde::Deserialize;
use serde_json::json;

use crate::structured::Way;
use crate::{Client, Context, Error, Message, Prompt, Schema, size};

/// What an endpoint can do.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Its address, without credentials.
    pub address: String,
    /// Whether anything answers there.
    pub reachable: Result<(), String>,
    /// The models it lists.
    pub models: Result<Vec<String>, String>,
    /// The model that is asked.
    pub model: Result<String, String>,
    /// Whether an answer comes piece by piece.
    pub streaming: Result<(), String>,
    /// How an answer of a given form is brought about.
    pub schema: Result<Way, String>,
    /// The model's parameters in thousands of millions, where its name or the server tells.
    pub size: Option<f64>,
    /// How much the model takes in.
    pub context: Context,
}

impl Client {
    /// Asks the server for its models, and the model for two short answers, which are logged and counted as
    /// any other.
    pub async fn try_out(&self) -> Report {
        let models = self.models().await;
        if let Err(error @ (Error::Unreachable { .. } | Error::Untrusted { .. } | Error::Timeout { .. })) =
            models
        {
            return self.nobody_there(&error);
        }
        let names = models.map(|models| models.iter().map(|model| model.name.clone()).collect());
        Report {
            address: self.http().shown().to_owned(),
            reachable: Ok(()),
            models: names.map_err(|error| error.to_string()),
            model: self.model().await.map_err(|error| error.to_string()),
            streaming: self.try_streaming().await,
            schema: self.try_schema().await,
            size: self.size().await,
            context: self.known_context().await,
        }
    }

    fn nobody_there(&self, error: &Error) -> Report {
        let not_tried = || "not tried".to_owned();
        Report {
            address: self.http().shown().to_owned(),
            reachable: Err(error.to_string()),
            models: Err(not_tried()),
            model: self.endpoint().model.clone().ok_or_else(not_tried),
            streaming: Err(not_tried()),
            schema: Err(not_tried()),
            size: None,
            context: self.unasked_context(),
        }
    }

    async fn try_streaming(&self) -> Result<(), String> {
        let mut words = self.stream(&prompt("Count from one to five.")).await.map_err(|e| e.to_string())?;
        let (mut pieces, shown) = (0, self.http().shown());
        while let Some(piece) = words.next().await {
            piece.map_err(|error| error.to_string())?;
            pieces += 1;
        }
        match pieces {
            0 => Err(format!("{shown} answers without a word. Name another model.")),
            _ if words.is_streamed() => Ok(()),
            _ => Err(format!(
                "{shown} sends its answers in one piece, at their end, so that words come late. Look for \
                 `stream` in its settings, or in those of a proxy before it."
            )),
        }
    }

    async fn size(&self) -> Option<f64> {
        let model = self.model().await.ok()?;
        let listed = self.models().await.ok().and_then(|all| all.iter().find(|listed| listed.name == model));
        listed.map_or_else(|| size::from_name(&model), |listed| listed.size)
    }

    async fn try_schema(&self) -> Result<Way, String> {
        #[derive(Deserialize)]
        struct Sum {
            #[serde(rename = "sum")]
            _sum: i64,
        }
        let json = json!({
            "type": "object",
            "properties": {"sum": {"type": "integer"}},
            "required": ["sum"],
            "additionalProperties": false,
        });
        let schema = Schema { name: "sum".to_owned(), json };
        let asked = self.structured_by::<Sum>(&prompt("What is two and three?"), &schema).await;
        asked.map(|(_, way)| way).map_err(|error| error.to_string())
    }
}

fn prompt(question: &str) -> Prompt {
    Prompt {
        purpose: "doctor",
        system: String::new(),
        messages: vec![Message::user(question)],
        max_tokens: 64,
        temperature: 0.0,
        stop: Vec::new(),
    }
}
