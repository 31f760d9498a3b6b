//! Letters of fonts that name a character collection but no Unicode: code to CID to letter.

use std::{cell::OnceCell, collections::HashMap};

use hayro_interpret::{
    hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded},
    hayro_syntax::{
        Pdf,
        object::{Array, Dict, Name, Object, Stream, String as PdfString},
    },
};

/// The fonts of a document that need it, looked for when the first glyph without letters is met.
pub(crate) struct Codes<'a> {
    pdf: &'a Pdf,
    /// By their names without the mark of a subset.
    fonts: OnceCell<HashMap<String, Font>>,
}

struct Font {
    encoding: CMap,
    letters: CMap,
}

impl<'a> Codes<'a> {
    /// The fonts of `pdf`.
    pub(crate) fn of(pdf: &'a Pdf) -> Codes<'a> {
        Codes { pdf, fonts: OnceCell::new() }
    }

    /// The letters of `code` in the font called `name`.
    pub(crate) fn letters(&self, name: &str, code: u32) -> Option<BfString> {
        let font = self.fonts.get_or_init(|| fonts(self.pdf)).get(name)?;
        // The code's length is no longer known; the longer readings are the likelier.
        let cid = [2, 1, 4, 3].into_iter().find_map(|length| font.encoding.lookup_cid_code(code, length))?;
        font.letters.lookup_bf_string(cid)
    }
}

fn fonts(pdf: &Pdf) -> HashMap<String, Font> {
    let dicts = pdf.objects().into_iter().filter_map(|object| match object {
        Object::Dict(dict) => Some(dict),
        _ => None,
    });
    dicts.filter_map(|dict| Some((name(&dict)?, Font::read(&dict)?))).collect()
}

/// The name of a composite font without Unicode, as its glyphs give it.
fn name(dict: &Dict<'_>) -> Option<String> {
    let is_bare = dict.get::<Name<'_>>(b"Subtype")?.as_str() == "Type0"
        && dict.get::<Stream<'_>>(b"ToUnicode").is_none();
    let name = dict.get::<Name<'_>>(b"BaseFont")?;
    let name = match name.as_str().split_once('+') {
        Some((mark, rest)) if mark.len() == 6 => rest,
        _ => name.as_str(),
    };
    is_bare.then(|| name.to_string())
}

impl Font {
    fn read(dict: &Dict<'_>) -> Option<Font> {
        let encoding = match dict.get::<Object<'_>>(b"Encoding")? {
            Object::Name(name) => predefined(CMapName::from_bytes(name.as_str().as_bytes()))?,
            Object::Stream(stream) => CMap::parse(&stream.decoded().ok()?, load_embedded)?,
            _ => return None,
        };
        let descendant = dict.get::<Array<'_>>(b"DescendantFonts")?.iter::<Dict<'_>>().next()?;
        let system = descendant.get::<Dict<'_>>(b"CIDSystemInfo")?;
        let registry = system.get::<PdfString<'_>>(b"Registry")?;
        let ordering = system.get::<PdfString<'_>>(b"Ordering")?;
        let family = CidFamily::from_registry_ordering(registry.as_bytes(), ordering.as_bytes());
        Some(Font { encoding, letters: predefined(family.ucs2_cmap()?)? })
    }
}

fn predefined(name: CMapName<'_>) -> Option<CMap> {
    match name {
        CMapName::IdentityH => Some(CMap::identity_h()),
        CMapName::IdentityV => Some(CMap::identity_v()),
        name => CMap::parse(load_embedded(name)?, load_embedded),
    }
}
