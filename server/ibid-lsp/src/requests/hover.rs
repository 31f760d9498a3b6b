//! `textDocument/hover`: the reference, and the passage behind the citation.

use std::sync::Arc;

use ibid_workspace::{Snapshot, positions};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};

use crate::server::State;
use crate::{from_proto, to_proto};

pub(crate) async fn answer(state: &Arc<State>, params: HoverParams) -> Result<Option<Hover>> {
    let at = params.text_document_position_params;
    let question = move |state: &State, snapshot: &Snapshot| {
        let (text, encoding) = (snapshot.open.text(), state.peer().encoding);
        let offset = positions::offset(text, from_proto::position(at.position), encoding);
        state.session.looked_at(&snapshot.path, offset);
        let shown = ibid_features::hover(&snapshot.context()?, offset, &snapshot.style)?;
        let judged = state.session.judged_at(snapshot, offset);
        let value = ibid_features::with_verdicts(shown.markdown, &judged);
        let contents = MarkupContent { kind: MarkupKind::Markdown, value };
        let range = Some(to_proto::range(text, shown.span, encoding));
        Some(Hover { contents: HoverContents::Markup(contents), range })
    };
    state.ask(&at.text_document.uri, "hover", question).await
}
