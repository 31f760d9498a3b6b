//! The letters of a glyph: one, nearly always, so that it needs no room of its own.

/// Letters as a reader sees them: ligatures taken apart, what nobody sees left out. Soft hyphens stay, since some files
/// tell by them which hyphens a line's end has brought.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Letters {
    /// The glyph only draws.
    None,
    /// One letter.
    One(char),
    /// A ligature, or what stands for a drawing.
    More(Box<str>),
}

impl Letters {
    /// Those of `text`, as a font or a file has them.
    pub(crate) fn of(text: &str) -> Letters {
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (None, _) => Letters::None,
            (Some(c), None) => c.into(),
            _ => Letters::whole(text.chars().map(Letters::from)),
        }
    }

    fn whole(parts: impl Iterator<Item = Letters>) -> Letters {
        let mut text = String::new();
        parts.for_each(|part| part.push_to(&mut text));
        if text.is_empty() { Letters::None } else { Letters::More(text.into()) }
    }

    /// Whether they are white space alone.
    pub(crate) fn is_blank(&self) -> bool {
        match self {
            Letters::None => false,
            Letters::One(c) => c.is_whitespace(),
            Letters::More(text) => text.trim().is_empty(),
        }
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Letters::None
    }

    /// The first of them.
    pub(crate) fn first(&self) -> Option<char> {
        match self {
            Letters::None => None,
            Letters::One(c) => Some(*c),
            Letters::More(text) => text.chars().next(),
        }
    }

    /// The only one of them.
    pub(crate) fn only(&self) -> Option<char> {
        if let Letters::One(c) = self { Some(*c) } else { None }
    }

    /// Writes them.
    pub(crate) fn push_to(&self, text: &mut String) {
        match self {
            Letters::None => {}
            Letters::One(c) => text.push(*c),
            Letters::More(more) => text.push_str(more),
        }
    }
}

impl From<char> for Letters {
    fn from(c: char) -> Letters {
        match c {
            '\u{fb00}' => Letters::More("ff".into()),
            '\u{fb01}' => Letters::More("fi".into()),
            '\u{fb02}' => Letters::More("fl".into()),
            '\u{fb03}' => Letters::More("ffi".into()),
            '\u{fb04}' => Letters::More("ffl".into()),
            '\u{fb05}' | '\u{fb06}' => Letters::More("st".into()),
            '\u{2010}' | '\u{2011}' => Letters::One('-'),
            c if c.is_whitespace() => Letters::One(' '),
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fffd}' | '\u{e000}'..='\u{f8ff}' => {
                Letters::None
            }
            c if c.is_control() => Letters::None,
            c => Letters::One(c),
        }
    }
}
