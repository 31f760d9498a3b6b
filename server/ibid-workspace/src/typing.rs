//! Which sentence is still being typed, so that nothing is said of it yet.

use std::time::{Duration, Instant};

use ibid_draft::Draft;
use ibid_text::Span;

use crate::drafts::OpenDraft;

/// How long after the last change the sentence counts as done, end mark or not.
pub const PATIENCE: Duration = Duration::from_secs(2);

/// What may follow the end mark and still belong to the sentence.
const CLOSERS: &str = "\"'”’»)]}」』*_";

/// The sentence that was changed last and is not ended yet, up to the next one, and how long to wait for it.
/// It is ended once its end mark and white space follow, or two seconds pass.
pub fn unfinished(open: &OpenDraft, now: Instant) -> Option<(Span, Duration)> {
    let change = open.last_change?;
    let left =
        PATIENCE.checked_sub(now.saturating_duration_since(change.at)).filter(|left| !left.is_zero())?;
    let (sentence, up_to) = sentence_at(&open.draft, change.end)?;
    (!is_ended(&open.draft, sentence)).then(|| (Span::new(sentence.start, up_to), left))
}

/// Whether nothing was changed for so long that what stands there is meant.
pub fn is_at_rest(open: &OpenDraft, now: Instant) -> bool {
    open.last_change.is_none_or(|change| now.saturating_duration_since(change.at) >= PATIENCE)
}

/// How long to wait where the last change was in `span`, until what stands there is meant.
pub(crate) fn typed_in(open: &OpenDraft, span: Span, now: Instant) -> Option<Duration> {
    let change = open.last_change.filter(|change| span.touches(change.end))?;
    PATIENCE.checked_sub(now.saturating_duration_since(change.at)).filter(|left| !left.is_zero())
}

/// The sentence that `offset` stands in or behind, and where the next one, or the end of the paragraph, is.
fn sentence_at(draft: &Draft, offset: usize) -> Option<(Span, usize)> {
    let block = draft.blocks_in(Span::new(offset, offset)).pop()?;
    let at = block.sentences.iter().rposition(|sentence| sentence.start <= offset)?;
    let next = block.sentences.get(at + 1).map_or(block.span.end, |next| next.start);
    block.sentences.get(at).map(|&sentence| (sentence, next.max(sentence.end)))
}

fn is_ended(draft: &Draft, sentence: Span) -> bool {
    let text = draft.slice(sentence);
    match text.trim_end_matches(|c| CLOSERS.contains(c)).chars().next_back() {
        Some('。' | '！' | '？') => true,
        Some('.' | '!' | '?' | '…') => follows_white_space(draft, sentence.end),
        _ => false,
    }
}

fn follows_white_space(draft: &Draft, offset: usize) -> bool {
    let rope = draft.rope();
    offset < rope.len_bytes() && rope.char(rope.byte_to_char(offset)).is_whitespace()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use ibid_text::{Encoding, Position};

    use super::*;
    use crate::{Change, OpenDrafts};

    /// Types `typed` at the end of `before`, one change; what is held back `after` that long.
    #[track_caller]
    fn check(before: &str, typed: &str, after: Duration, held: Option<&str>) {
        let drafts = OpenDrafts::default();
        let path = Path::new("/w/essay.md");
        drafts.open(path, 1, before);
        let end = Position { line: u32::MAX, character: 0 };
        let change = Change { range: Some((end, end)), text: typed.to_owned() };
        drafts.change(path, 2, &[change], Encoding::Utf16);
        let open = drafts.get(path).unwrap();
        let now = open.last_change.unwrap().at + after;
        let found = unfinished(&open, now).map(|(span, _)| open.draft.slice(span));
        assert_eq!(found.as_deref(), held);
    }

    #[test]
    fn a_sentence_is_held_back_until_its_end_mark_and_white_space() {
        check("It rose. ", "It fell by 1", Duration::ZERO, Some("It fell by 1"));
        check("It rose. ", "It fell by 12.", Duration::ZERO, Some("It fell by 12."));
        check("It rose. ", "It fell by 12.5 percent.", Duration::ZERO, Some("It fell by 12.5 percent."));
        check("It rose. ", "It fell [@a]", Duration::ZERO, Some("It fell [@a]"));
        check("It rose. ", "It fell [@a].", Duration::ZERO, Some("It fell [@a]."));
        check("It rose. ", "It fell [@a]. ", Duration::ZERO, None);
        check("It rose. ", "It fell. [@a]", Duration::ZERO, None);
        check("It rose. ", "It fell by 12. ", Duration::ZERO, None);
        check("It rose. ", "It fell by 12.\n", Duration::ZERO, None);
    }

    #[test]
    fn or_until_two_seconds_pass() {
        check("", "It fell by 12", Duration::from_millis(1999), Some("It fell by 12"));
        check("", "It fell by 12", Duration::from_secs(2), None);
    }

    #[test]
    fn nothing_is_held_back_in_a_draft_only_opened() {
        let drafts = OpenDrafts::default();
        drafts.open(Path::new("/w/essay.md"), 1, "It fell");
        assert_eq!(unfinished(&drafts.get(Path::new("/w/essay.md")).unwrap(), Instant::now()), None);
    }

    #[test]
    fn chinese_needs_no_space_after_its_full_stop() {
        check("", "出口下降了。", Duration::ZERO, None);
        check("", "出口下降了", Duration::ZERO, Some("出口下降了"));
    }
}
