//! Texts to the numbers of a model's own words.

use std::path::Path;

use kitoken::convert::convert_tokenizers;
use kitoken::{Kitoken, SpecialTokenKind};

use crate::Error;

/// What stands for a word that a model does not know.
const UNKNOWN: [&[u8]; 2] = [b"[UNK]", b"<unk>"];
/// Bytes of a text that are looked at for each token wanted; more of it would not be read anyway.
const LONGEST_TOKEN: usize = 16;

/// A model's tokenizer.
pub(crate) struct Tokens {
    tokenizer: Kitoken,
    /// What opens and closes a text.
    marks: [Option<usize>; 2],
    /// The tokens of words that the model does not know.
    unknown: Vec<usize>,
    most: usize,
}

impl Tokens {
    /// The one in `file`, as Hugging Face's tokenizers write it; of a text, `most` tokens are read.
    pub(crate) fn read(file: &Path, most: usize) -> Result<Tokens, Error> {
        let bytes = std::fs::read(file).map_err(|e| Error::file(file, &e))?;
        let mut made = convert_tokenizers(bytes).map_err(|e| Error::broken(file, &e))?;
        // How long a text may be, and that none is filled up, is said here.
        made.config.processing.clear();
        let words = made.model.vocab();
        if words.is_empty() {
            return Err(Error::broken(file, &"it has no words"));
        }
        let named =
            words.iter().filter(|token| UNKNOWN.contains(&token.bytes.as_slice())).map(|token| token.id);
        let named_so = |names: [&[u8]; 2]| {
            let special = made.specials.iter().find(|token| names.contains(&token.bytes.as_slice()));
            special.map(|token| token.id as usize)
        };
        let marks = [named_so([b"[CLS]", b"<s>"]), named_so([b"[SEP]", b"</s>"])];
        let special = made.specials.iter().filter(|token| token.kind == SpecialTokenKind::Unknown);
        let unknown = named.chain(special.map(|token| token.id)).map(|id| id as usize).collect();
        let tokenizer = Kitoken::from_definition(made).map_err(|e| Error::broken(file, &e))?;
        Ok(Tokens { tokenizer, marks, unknown, most })
    }

    /// The tokens of `text` that the model knows, without those that open and close a text. What cannot be read has none.
    pub(crate) fn of(&self, text: &str) -> Vec<usize> {
        let mut ids = self.all(text);
        ids.retain(|id| !self.unknown.contains(id));
        ids
    }

    /// All tokens of `text`, within those that open and close it; none where it has none.
    pub(crate) fn marked(&self, text: &str) -> Vec<usize> {
        let [open, close] = self.marks;
        let mut ids = self.all(text);
        if !ids.is_empty() {
            ids.truncate(self.most - self.marks.iter().flatten().count());
            ids = open.into_iter().chain(ids).chain(close).collect();
        }
        ids
    }

    fn all(&self, text: &str) -> Vec<usize> {
        let text = &text[..text.floor_char_boundary(self.most.saturating_mul(LONGEST_TOKEN))];
        let mut ids = self.tokenizer.encode(text, false).unwrap_or_default();
        ids.truncate(self.most);
        ids.into_iter().map(|id| id as usize).collect()
    }
}
