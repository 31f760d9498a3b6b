//! Texts to vectors by an endpoint's model, as OpenAI's `/v1/embeddings` has it and most servers after it, Ollama too.

use serde_json::{Value, json};
use tokio::time::Instant;

use crate::limits::Turn;
use crate::record::Record;
use crate::{Client, Error, Kind};

impl Client {
    /// The vectors of `texts`, one for each, in order, all of one length. Takes its turn, is asked again and written down as any
    /// request is.
    pub async fn embed(&self, texts: &[String]) -> Result<Vec<Vec<f32>>, Error> {
        let mut request = self.begin().await?;
        loop {
            match self.embed_once(texts, &request.model, request.turn, request.until).await {
                Ok(vectors) => return Ok(vectors),
                Err(error) => {
                    request = self.again(error, request.model, request.tries, request.until).await?;
                }
            }
        }
    }

    async fn embed_once(
        &self,
        texts: &[String],
        model: &str,
        turn: Turn,
        until: Instant,
    ) -> Result<Vec<Vec<f32>>, Error> {
        let http = self.http();
        let mut record = Record::of_texts(self.log().clone(), http.key().await?, http.shown(), model, texts);
        let path = if self.endpoint().kind == Kind::Ollama { "/v1/embeddings" } else { "/embeddings" };
        let body = json!({ "model": model, "input": texts, "encoding_format": "float" });
        let answer = http.post_for_json(path, &body, model, until).await.and_then(|answer| {
            record.count(answer["usage"]["prompt_tokens"].as_u64().and_then(|n| n.try_into().ok()), Some(0));
            vectors(&answer, texts.len())
                .ok_or_else(|| http.not_understood("it is no list with a vector for each text"))
        });
        match &answer {
            Ok(_) => {
                record.done();
                self.answered();
            }
            Err(error) => record.failed(error),
        }
        drop(turn);
        answer
    }
}

/// The vectors in `answer`, if there are `count`, of one length.
fn vectors(answer: &Value, count: usize) -> Option<Vec<Vec<f32>>> {
    let mut vectors = vec![Vec::new(); count];
    for (place, item) in answer["data"].as_array()?.iter().enumerate() {
        let index = item["index"].as_u64().map_or(Some(place), |index| usize::try_from(index).ok())?;
        let numbers = item["embedding"].as_array()?.iter();
        *vectors.get_mut(index)? = numbers.map(|n| n.as_f64().map(|n| n as f32)).collect::<Option<_>>()?;
    }
    let length = vectors.first().map_or(0, Vec::len);
    vectors.iter().all(|vector| !vector.is_empty() && vector.len() == length).then_some(vectors)
}
