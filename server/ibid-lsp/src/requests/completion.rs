//! `textDocument/completion`: what can be cited here.

use std::collections::HashMap;
use std::sync::Arc;

use ibid_check::Edit;
use ibid_draft::HalfTypedPath;
use ibid_features::{Completion, CompletionKind, complete};
use ibid_text::{Position, Span};
use ibid_workspace::{NamedOffer, Snapshot, Wanted, positions};
use serde_json::json;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionParams, CompletionResponse,
    CompletionTextEdit, Documentation, InsertTextFormat, MarkupContent, MarkupKind, Range, TextEdit, Uri,
};

use crate::server::State;
use crate::{from_proto, to_proto};

/// Items of one list at most.
const MOST: usize = 50;

pub(crate) async fn answer(
    state: &Arc<State>,
    params: CompletionParams,
) -> Result<Option<CompletionResponse>> {
    let at = params.text_document_position;
    let uri = at.text_document.uri.clone();
    let position = from_proto::position(at.position);
    let question = move |state: &State, snapshot: &Snapshot| {
        let offset = positions::offset(snapshot.open.text(), position, state.peer().encoding);
        if let Some(typed) = snapshot.half_typed_path_at(offset) {
            return Some(files(state, snapshot, &typed));
        }
        let mut offers = complete(&snapshot.context()?, offset).unwrap_or_default();
        begin_together(snapshot, &mut offers);
        // Most stand in place of the same.
        let mut ranges = HashMap::new();
        let mut range = |span| {
            let range = || to_proto::range(snapshot.open.text(), span, state.peer().encoding);
            *ranges.entry(span).or_insert_with(range)
        };
        let items = offers.iter().enumerate();
        let items = items
            .map(|(rank, offer)| item(state, &at.text_document.uri, rank, offer, range(offer.edit.span)));
        let items: Vec<CompletionItem> = items.chain(go_on(state, snapshot, offset)).take(MOST).collect();
        (!items.is_empty()).then(|| list(items))
    };
    let found = state.ask(&uri, "completion", question).await?;
    if found.is_none() {
        prepare(state, &uri, position);
    }
    Ok(found)
}

/// Has all `offers` begin where the first of them does. A quotation takes the place of the bracket that the others stand in, and
/// editors hold a whole list against what is typed behind one place: Neovim 0.12 would drop all others, 0.11 the whole list.
fn begin_together(snapshot: &Snapshot, offers: &mut [Completion]) {
    let Some(first) = offers.iter().map(|offer| offer.edit.span.start).min() else { return };
    for offer in offers.iter_mut().filter(|offer| offer.edit.span.start > first) {
        // A bracket and an `@`, which mean nothing in a snippet.
        let between = snapshot.open.draft.slice(Span::new(first, offer.edit.span.start));
        offer.edit.span.start = first;
        offer.edit.text.insert_str(0, &between);
        offer.filter.insert_str(0, &between);
        if let Some(snippet) = &mut offer.snippet {
            snippet.insert_str(0, &between);
        }
    }
}

/// `items` as a list to be asked for again: the next letter may bring what this one did not.
fn list(items: Vec<CompletionItem>) -> CompletionResponse {
    CompletionResponse::List(CompletionList { is_incomplete: true, items })
}

/// The files that can be named.
fn files(state: &State, snapshot: &Snapshot, typed: &HalfTypedPath) -> CompletionResponse {
    let offers = snapshot.named_files(typed).into_iter().take(MOST).enumerate();
    let items = offers.map(|(rank, offer)| {
        let edit = Edit { span: typed.span, text: offer.text().to_owned() };
        let edit = to_proto::text_edit(snapshot.open.text(), &edit, state.peer().encoding);
        CompletionItem {
            label: offer.text().to_owned(),
            kind: Some(match offer {
                NamedOffer::File(_) => CompletionItemKind::FILE,
                NamedOffer::Folder(_) => CompletionItemKind::FOLDER,
                NamedOffer::Style(_) => CompletionItemKind::VALUE,
            }),
            sort_text: Some(format!("{rank:04}")),
            filter_text: Some(typed.typed.clone()),
            text_edit: Some(CompletionTextEdit::Edit(edit)),
            ..CompletionItem::default()
        }
    });
    list(items.collect())
}

/// The text that a model has said already for the cursor, last in the list, where no ghost text can be shown.
fn go_on(state: &State, snapshot: &Snapshot, offset: usize) -> Option<CompletionItem> {
    let text = state.session.ghost_at_hand(snapshot, offset).filter(|_| !state.peer().inline_completion)?;
    let edit = Edit { span: Span::new(offset, offset), text };
    let edit = to_proto::text_edit(snapshot.open.text(), &edit, state.peer().encoding);
    Some(CompletionItem {
        label: format!("… {}", edit.new_text.trim_start()),
        kind: Some(CompletionItemKind::SNIPPET),
        detail: Some("goes on, said by your model and held against your sources".to_owned()),
        sort_text: Some("~".to_owned()),
        filter_text: Some(String::new()),
        text_edit: Some(CompletionTextEdit::Edit(edit)),
        ..CompletionItem::default()
    })
}

/// Has the text that follows fetched, where it is switched on and cannot be shown as ghost text: the next list has it.
fn prepare(state: &Arc<State>, uri: &Uri, position: Position) {
    let Some(path) = from_proto::path(uri).filter(|_| !state.peer().inline_completion) else { return };
    let (session, encoding) = (Arc::clone(&state.session), state.peer().encoding);
    tokio::spawn(async move { session.ghost_text(&path, position, encoding, Wanted::Unasked).await });
}

/// `offer`, which stands in place of `range`.
fn item(state: &State, uri: &Uri, rank: usize, offer: &Completion, range: Range) -> CompletionItem {
    let snippet = offer.snippet.as_ref().filter(|_| state.peer().snippets);
    let edit = TextEdit { range, new_text: snippet.unwrap_or(&offer.edit.text).clone() };
    CompletionItem {
        label: offer.label.clone(),
        insert_text_format: snippet.map(|_| InsertTextFormat::SNIPPET),
        kind: Some(match offer.kind {
            CompletionKind::Reference => CompletionItemKind::REFERENCE,
            CompletionKind::Passage => CompletionItemKind::TEXT,
        }),
        detail: Some(offer.detail.clone()),
        documentation: offer.documentation.clone().map(markdown),
        sort_text: Some(format!("{rank:04}")),
        filter_text: Some(offer.filter.clone()),
        text_edit: Some(CompletionTextEdit::Edit(edit)),
        data: Some(json!({ "uri": uri, "key": offer.key })),
        ..CompletionItem::default()
    }
}

pub(crate) fn markdown(value: String) -> Documentation {
    Documentation::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value })
}
