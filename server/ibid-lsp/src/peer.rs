//! What the client can do, as far as it matters here.

use ibid_text::Encoding;
use tower_lsp::ls_types::{
    ClientCapabilities, CodeActionCapabilityResolveSupport, PositionEncodingKind, ResourceOperationKind,
};

/// What the client can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Peer {
    /// How characters are counted.
    pub(crate) encoding: Encoding,
    /// It asks for diagnostics, and asks again when told to; else they are sent to it. Never both.
    pub(crate) pulls: bool,
    /// It takes diagnostics of other files with those it asked for.
    pub(crate) related_documents: bool,
    /// It shows what a diagnostic rests on.
    pub(crate) related_information: bool,
    /// It says itself what its settings are when asked.
    pub(crate) configuration: bool,
    /// It takes links with the stretch they start from.
    pub(crate) links: bool,
    /// It takes changes that name the version they are for.
    pub(crate) versioned_edits: bool,
    /// It makes files that a change wants.
    pub(crate) makes_files: bool,
    /// It shows progress.
    pub(crate) progress: bool,
    /// It shows text that may follow at the cursor.
    pub(crate) inline_completion: bool,
    /// It asks for what an action changes when the action is chosen.
    pub(crate) resolves_actions: bool,
    /// It takes insertions with places for the cursor.
    pub(crate) snippets: bool,
    /// It follows links, and shows what they open.
    pub(crate) document_links: bool,
    pub(crate) link_tooltips: bool,
    /// It lists what a file holds, some of it below other.
    pub(crate) document_symbols: bool,
    pub(crate) nested_symbols: bool,
    /// It lists what the workspace holds, and asks later where each stands.
    pub(crate) workspace_symbols: bool,
    pub(crate) resolves_symbols: bool,
    /// It shows words in the text that are none of it, and asks for them again when told to.
    pub(crate) inlay_hints: bool,
    pub(crate) refreshes_hints: bool,
    /// It asks where something is named.
    pub(crate) references: bool,
    /// It marks in a file what is named alike.
    pub(crate) highlights: bool,
    /// It asks for something to be named otherwise.
    pub(crate) renames: bool,
    /// It asks before whether that can be.
    pub(crate) prepares_rename: bool,
}

impl Default for Peer {
    fn default() -> Peer {
        Peer::new(&ClientCapabilities::default())
    }
}

impl Peer {
    pub(crate) fn new(client: &ClientCapabilities) -> Peer {
        let document = client.text_document.as_ref();
        let workspace = client.workspace.as_ref();
        let pull = document.and_then(|d| d.diagnostic.as_ref());
        let refresh =
            workspace.and_then(|w| w.diagnostics.as_ref()).and_then(|d| d.refresh_support).unwrap_or(false);
        let push = document.and_then(|d| d.publish_diagnostics.as_ref());
        let symbols = document.and_then(|d| d.document_symbol.as_ref());
        let pulls = pull.is_some() && refresh;
        let related = if pulls {
            pull.and_then(|d| d.related_information).or(push.and_then(|d| d.related_information))
        } else {
            push.and_then(|d| d.related_information)
        };
        Peer {
            encoding: encoding(client),
            pulls,
            related_documents: pull.and_then(|d| d.related_document_support).unwrap_or(false),
            related_information: related.unwrap_or(false),
            configuration: workspace.and_then(|w| w.configuration).unwrap_or(false),
            links: document.and_then(|d| d.definition.as_ref()).and_then(|d| d.link_support).unwrap_or(false),
            versioned_edits: workspace
                .and_then(|w| w.workspace_edit.as_ref())
                .and_then(|e| e.document_changes)
                .unwrap_or(false),
            makes_files: workspace.and_then(|w| w.workspace_edit.as_ref()).is_some_and(|edit| {
                let creates =
                    |kinds: &Vec<ResourceOperationKind>| kinds.contains(&ResourceOperationKind::Create);
                edit.resource_operations.as_ref().is_some_and(creates)
            }),
            inline_completion: document.and_then(|d| d.inline_completion.as_ref()).is_some(),
            resolves_actions: document.and_then(|d| d.code_action.as_ref()).is_some_and(|action| {
                let edit = |support: &CodeActionCapabilityResolveSupport| {
                    support.properties.iter().any(|p| p == "edit")
                };
                action.data_support == Some(true) && action.resolve_support.as_ref().is_some_and(edit)
            }),
            snippets: document
                .and_then(|d| d.completion.as_ref())
                .and_then(|c| c.completion_item.as_ref())
                .and_then(|item| item.snippet_support)
                .unwrap_or(false),
            document_links: document.is_some_and(|d| d.document_link.is_some()),
            link_tooltips: document
                .and_then(|d| d.document_link.as_ref())
                .and_then(|link| link.tooltip_support)
                .unwrap_or(false),
            document_symbols: symbols.is_some(),
            nested_symbols: symbols.and_then(|s| s.hierarchical_document_symbol_support).unwrap_or(false),
            workspace_symbols: workspace.is_some_and(|w| w.symbol.is_some()),
            resolves_symbols: workspace
                .and_then(|w| w.symbol.as_ref())
                .and_then(|symbol| symbol.resolve_support.as_ref())
                .is_some_and(|support| support.properties.iter().any(|p| p == "location.range")),
            inlay_hints: document.is_some_and(|d| d.inlay_hint.is_some()),
            refreshes_hints: workspace
                .and_then(|w| w.inlay_hint.as_ref())
                .and_then(|hint| hint.refresh_support)
                .unwrap_or(false),
            references: document.is_some_and(|d| d.references.is_some()),
            highlights: document.is_some_and(|d| d.document_highlight.is_some()),
            renames: document.is_some_and(|d| d.rename.is_some()),
            prepares_rename: document
                .and_then(|d| d.rename.as_ref())
                .and_then(|r| r.prepare_support)
                .unwrap_or(false),
            progress: client.window.as_ref().and_then(|w| w.work_done_progress).unwrap_or(false),
        }
    }
}

/// Bytes where the client can count them, else UTF-16, which every client can.
fn encoding(client: &ClientCapabilities) -> Encoding {
    let offered = client.general.as_ref().and_then(|g| g.position_encodings.as_ref());
    match offered {
        Some(offered) if offered.contains(&PositionEncodingKind::UTF8) => Encoding::Utf8,
        _ => Encoding::Utf16,
    }
}
