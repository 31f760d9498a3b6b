//! The words of a source put into the draft as a quotation, with where they stand.

use ibid_check::{Context, Edit};
use ibid_draft::{Claim, Target, citing};
use ibid_evidence::Evidence;
use ibid_text::{Span, is_cjk};

use crate::actions::{Action, ActionKind, Does, excerpt};
use crate::{markdown, shown};

/// Puts the passage behind the citation at byte `offset` behind its sentence, as a quotation; `None` where there is none, or
/// the sentence quotes already.
pub(crate) fn passage(cx: &Context<'_>, offset: usize) -> Option<Action> {
    let citation =
        cx.draft.citation_at(offset).filter(|citation| matches!(citation.target, Target::Key(_)))?;
    let source = crate::shown::source(cx, &citation, None).ok()?;
    let (claim, _) = shown::claim(cx, &citation, None).filter(|(claim, _)| claim.quoted.is_empty())?;
    let evidence = shown::cited(cx, &citation, None, &source)?;
    action(cx, &claim, &evidence)
}

/// Puts `evidence` behind `claim` as a quotation.
pub(crate) fn action(cx: &Context<'_>, claim: &Claim, evidence: &Evidence) -> Option<Action> {
    let quotation = quotation(cx, evidence)?;
    let at = claim.with_citations().end;
    let before = cx.draft.slice(claim.with_citations());
    let ended = before.trim_end().ends_with(['.', '!', '?', '。', '！', '？', '”', '"', ']']);
    let gap = if before.ends_with(is_cjk) || before.ends_with('。') { "" } else { " " };
    let stop = if evidence.quote.contains(is_cjk) { "。" } else { "." };
    // The mark that ends the sentence may stand behind its citation.
    let mark: String = cx
        .draft
        .slice(Span::new(at, at + 4))
        .chars()
        .next()
        .filter(|c| ".!?。！？".contains(*c))
        .into_iter()
        .collect();
    let at = at + mark.len();
    let first = if ended || !mark.is_empty() { "" } else { stop };
    Some(Action {
        kind: ActionKind::Quote,
        title: format!("Insert as a quotation: “{}”", excerpt(&evidence.quote)),
        does: Does::Edit(vec![Edit {
            span: Span::new(at, at),
            text: format!("{first}{gap}{quotation}{stop}"),
        }]),
        finding: None,
        preferred: false,
    })
}

/// The words of `evidence` in the draft's quotation marks, with their citation; `None` where no reference belongs to them.
pub(crate) fn quotation(cx: &Context<'_>, evidence: &Evidence) -> Option<String> {
    between(cx, marks(cx), evidence)
}

/// The same in the quotation marks `open` and `close`.
pub(crate) fn between(cx: &Context<'_>, (open, close): (char, char), evidence: &Evidence) -> Option<String> {
    let key = &evidence.reference.as_ref()?.key;
    let cited = citing::citation(cx.draft, key, &evidence.place);
    let words = evidence.quote.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = words.trim_end_matches(['.', '。', ',', ';']);
    // Marks within marks are single ones.
    let inner = match (open, close) {
        ('"', _) => words.replace('"', "'"),
        _ => words.replace(['“', '„'], "‘").replace('”', "’"),
    };
    let gap = if words.ends_with(is_cjk) { "" } else { " " };
    Some(format!("{open}{}{close}{gap}{cited}", markdown::escape(&inner)))
}

/// The quotation marks that the draft uses most; of those used as often, the last.
pub(crate) fn marks(cx: &Context<'_>) -> (char, char) {
    let blocks = cx.draft.blocks();
    let mut used: Vec<((char, char), usize)> = Vec::new();
    for quotation in blocks.iter().flat_map(|block| &block.quotations).filter(|quotation| !quotation.block) {
        let written = cx.draft.slice(quotation.span);
        let pair = written.chars().next().zip(written.chars().next_back());
        let Some(pair) = pair.filter(|(open, _)| "\"“„«「".contains(*open)) else { continue };
        match used.iter_mut().find(|(known, _)| *known == pair) {
            Some((_, times)) => *times += 1,
            None => used.push((pair, 1)),
        }
    }
    used.into_iter().max_by_key(|(_, times)| *times).map_or(('“', '”'), |(pair, _)| pair)
}
