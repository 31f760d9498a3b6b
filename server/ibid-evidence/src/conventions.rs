//! What writers may do to the words they quote: leave out with an ellipsis, put words of their own in brackets,
//! change a letter's case.

/// Letters and digits that an ellipsis may stand for.
const ELLIPSIS_REACH: usize = 2_000;
/// Letters and digits that a bracket may stand for.
const BRACKET_REACH: usize = 60;

/// The stretches of the source's words in a quotation: the words, where each byte of them stands, and how much
/// may be left out behind them.
pub(crate) fn cut(inner: &str) -> Vec<(String, Vec<usize>, usize)> {
    let mut pieces = Vec::new();
    let mut piece = (String::new(), Vec::new());
    let mut at = 0;
    while let Some(c) = inner[at..].chars().next() {
        let rest = &inner[at..];
        let (len, gap) = if let Some(len) = ellipsis(rest) {
            (len, Some(ELLIPSIS_REACH))
        } else if let Some((len, within)) = bracket(rest) {
            let gap = match within {
                Bracket::Letters(letters) => {
                    keep(&mut piece, letters, at + 1);
                    None
                }
                Bracket::Nothing => None,
                Bracket::Ellipsis => Some(ELLIPSIS_REACH),
                Bracket::Words => Some(BRACKET_REACH),
            };
            (len, gap)
        } else {
            keep(&mut piece, &rest[..c.len_utf8()], at);
            (c.len_utf8(), None)
        };
        if let Some(gap) = gap {
            let (text, offsets) = std::mem::take(&mut piece);
            pieces.push((text, offsets, gap));
        }
        at += len;
    }
    pieces.push((piece.0, piece.1, 0));
    pieces
}

/// Adds `text`, which stands at byte `at` of the quotation, to a piece.
fn keep(piece: &mut (String, Vec<usize>), text: &str, at: usize) {
    piece.0.push_str(text);
    piece.1.extend(at..at + text.len());
}

/// What stands in a bracket.
enum Bracket<'a> {
    /// Letters changed in case: `[T]he`, `allow[s]`.
    Letters(&'a str),
    /// A remark that is no part of the quotation: `[sic]`.
    Nothing,
    /// `[…]`.
    Ellipsis,
    /// The writer's own words for the source's.
    Words,
}

/// The bytes of the ellipsis that `text` begins with.
fn ellipsis(text: &str) -> Option<usize> {
    let dots: usize = text.chars().take_while(|c| matches!(c, '.' | '…')).map(char::len_utf8).sum();
    let spaced = [". . . .", ". . ."].into_iter().find(|dots| text.starts_with(dots)).map(str::len);
    match text[..dots].chars().map(|c| if c == '…' { 3 } else { 1 }).sum::<usize>() {
        3.. => Some(dots),
        _ => spaced,
    }
}

/// The bytes of the bracket that `text` begins with, and what stands in it.
fn bracket(text: &str) -> Option<(usize, Bracket<'_>)> {
    let (open, close) = match text.chars().next()? {
        '[' => ('[', ']'),
        '［' => ('［', '］'),
        _ => return None,
    };
    let end = text.find(close)?;
    let within = text[open.len_utf8()..end].trim();
    let len = end + close.len_utf8();
    let kind = if within.eq_ignore_ascii_case("sic") || within.is_empty() {
        Bracket::Nothing
    } else if ellipsis(within) == Some(within.len()) {
        Bracket::Ellipsis
    } else if within.chars().count() <= 2 && text[len..].starts_with(|c: char| c.is_alphabetic()) {
        Bracket::Letters(within)
    } else {
        Bracket::Words
    };
    Some((len, kind))
}
