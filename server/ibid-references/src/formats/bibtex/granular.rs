//! Single values of another entry: `author = {xdata=people-author-2 and Ren, Zhengfei}`, `location = {xdata=press-location}`.

use std::borrow::Cow;
use std::collections::HashMap;

use super::values;
use crate::names::list;
use crate::scan::{Part, RawEntry, Value};

const MARK: &str = "xdata=";
/// Values of one field; each may name a long one.
const MOST: usize = 200;

/// A value of another entry.
struct Granule<'v> {
    key: String,
    field: &'v str,
    /// Which of the field's values, from 1; all of them where it does not say.
    index: Option<usize>,
}

impl<'v> Granule<'v> {
    /// What `piece` names: `xdata=key-field` or `xdata=key-field-index`.
    fn read(piece: &'v str) -> Option<Granule<'v>> {
        let (before, last) = piece.trim().strip_prefix(MARK)?.rsplit_once('-')?;
        let index = last.parse().ok().filter(|index| *index > 0);
        let (key, field) = if index.is_some() { before.rsplit_once('-')? } else { (before, last) };
        Some(Granule { key: key.trim().to_lowercase(), field, index })
    }
}

/// The citekeys, in lower case, of the entries that `value` takes values of.
pub(super) fn keys(value: &[Part<'_>]) -> Vec<String> {
    let is_marked = |part: &Part<'_>| matches!(part, Part::Text(text) if text.contains(MARK));
    if !value.iter().any(is_marked) {
        return Vec::new();
    }
    let text = values::text(value, &HashMap::new());
    list(&text).into_iter().filter_map(|piece| Some(Granule::read(piece)?.key)).collect()
}

/// `text`, the value of a field, with the values of other entries in it as they stand there; one that is nowhere is left out.
pub(super) fn resolved<'a>(
    text: Cow<'a, str>,
    by_key: &HashMap<String, RawEntry<'a>>,
    strings: &HashMap<String, Value<'a>>,
) -> Cow<'a, str> {
    if !text.contains(MARK) {
        return text;
    }
    let value = |granule: &Granule<'_>| {
        let fields = &by_key.get(&granule.key)?.fields;
        let (_, value) = fields.iter().find(|(name, _)| name.eq_ignore_ascii_case(granule.field))?;
        let text = values::text(value, strings);
        match granule.index {
            Some(index) => Some(list(&text).get(index - 1)?.trim().to_owned()),
            None => Some(text.into_owned()),
        }
    };
    let piece = |piece: &str| match Granule::read(piece) {
        Some(granule) => value(&granule),
        None => Some(piece.trim().to_owned()),
    };
    Cow::Owned(list(&text).into_iter().take(MOST).filter_map(piece).collect::<Vec<_>>().join(" and "))
}
