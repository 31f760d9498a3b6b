//! `ibid/passages`, of the protocol's `TextDocumentPositionParams`: the passages behind the sentence at a position, for a view
//! beside the draft. `null` where there is no sentence, or no library. All words are those of the sources as they are: whoever
//! shows them escapes them.

use std::sync::Arc;
use std::time::Instant;

use ibid_check::Edit;
use ibid_evidence::Evidence;
use ibid_features::{Passage, Rests, Shown, beside};
use ibid_text::{Place, Span};
use ibid_workspace::{Snapshot, positions};
use serde::Serialize;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{Range, TextDocumentPositionParams, TextEdit};

use crate::server::State;
use crate::{from_proto, to_proto};

/// What stands beside a sentence.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Beside {
    /// The version of the draft that ranges and edits are of.
    version: i32,
    /// The sentence, as it was written.
    range: Range,
    sentence: String,
    /// "supported", "contradicted", "unsupported" or "unknown".
    verdict: &'static str,
    /// The sentence cites nothing: the passages are those of the library that come nearest.
    offered: bool,
    passages: Vec<Behind>,
    /// What is cited and has no passage.
    silent: Vec<Silent>,
}

/// Where a passage stands.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Standing {
    /// The `file:` address that opens it.
    uri: String,
    /// The name of the source's file.
    name: String,
    title: String,
    citekey: Option<String>,
    place: Place,
    /// The place as people say it: "p. 3".
    place_text: String,
}

impl Standing {
    /// Where `evidence` stands, in a source of that title; `uri` opens it.
    pub(super) fn new(uri: String, title: String, evidence: &Evidence) -> Standing {
        Standing {
            uri,
            name: evidence.source.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            title,
            citekey: evidence.reference.as_ref().map(|reference| reference.key.clone()),
            place_text: evidence.place.to_string(),
            place: evidence.place.clone(),
        }
    }
}

/// A passage.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Behind {
    #[serde(flatten)]
    standing: Standing,
    /// Something was compared with it; else it is what comes nearest.
    compared: bool,
    /// The sentences before it, the passage in pieces, the sentences behind it.
    before: String,
    text: Vec<Piece>,
    after: String,
    /// What cites it for the sentence, and what puts it into the draft as a quotation; empty where that cannot be.
    cite: Vec<TextEdit>,
    quote: Vec<TextEdit>,
}

/// A piece of a passage.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Piece {
    words: String,
    /// These are the words that matter: a fact was compared with them, or they come nearest to what was looked for.
    marked: bool,
}

/// A cited source that has no passage to show.
#[derive(Serialize)]
struct Silent {
    name: String,
    why: String,
}

pub(crate) async fn answer(state: &Arc<State>, params: TextDocumentPositionParams) -> Result<Option<Beside>> {
    let question = move |state: &State, snapshot: &Snapshot| {
        let (text, encoding) = (snapshot.open.text(), state.peer().encoding);
        let offset = positions::offset(text, from_proto::position(params.position), encoding);
        let accounted = state.session.account_at(snapshot, offset, Instant::now())?;
        let cx = snapshot.context()?;
        let found = beside(&cx, &accounted);
        let edits =
            |edits: Vec<Edit>| edits.iter().map(|edit| to_proto::text_edit(text, edit, encoding)).collect();
        let silent = found.silent.into_iter().map(|silent| Silent { name: silent.name, why: silent.why });
        Some(Beside {
            version: snapshot.open.version,
            range: to_proto::range(text, accounted.claim.span, encoding),
            sentence: cx.draft.slice(accounted.claim.span),
            verdict: accounted.verdict.as_str(),
            offered: found.offered,
            passages: found.shown.into_iter().map(|shown| behind(shown, edits)).collect(),
            silent: silent.collect(),
        })
    };
    state.ask_always(&params.text_document.uri, question).await
}

fn behind(shown: Shown, edits: impl Fn(Vec<Edit>) -> Vec<TextEdit>) -> Behind {
    let Passage { evidence, words, rests, .. } = shown.passage;
    Behind {
        standing: Standing::new(shown.address, shown.title, &evidence),
        compared: rests == Rests::Compared,
        before: shown.before,
        text: pieces(&evidence.quote, words),
        after: shown.after,
        cite: edits(shown.cite),
        quote: edits(shown.quote),
    }
}

/// `quote` in pieces, those at `words` marked.
pub(super) fn pieces(quote: &str, mut words: Vec<Span>) -> Vec<Piece> {
    words.sort();
    let (mut pieces, mut done) = (Vec::new(), 0);
    let mut add = |from: usize, to: usize, marked: bool| {
        let words = quote.get(from..to).filter(|words| !words.is_empty());
        pieces.extend(words.map(|words| Piece { words: words.to_owned(), marked }));
    };
    for span in words {
        let start = span.start.max(done);
        add(done, start, false);
        add(start, span.end, true);
        done = span.end.max(done);
    }
    add(done, quote.len(), false);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marked_words_may_touch_and_overlap() {
        let told = |words: &[(usize, usize)]| {
            let words = words.iter().map(|&(start, end)| Span::new(start, end)).collect();
            let pieces = pieces("one two three", words).into_iter();
            pieces.map(|p| if p.marked { format!("«{}»", p.words) } else { p.words }).collect::<String>()
        };
        assert_eq!(told(&[]), "one two three");
        assert_eq!(told(&[(8, 13), (0, 3)]), "«one» two «three»");
        assert_eq!(told(&[(0, 7), (4, 13), (4, 6)]), "«one two»« three»");
    }
}
