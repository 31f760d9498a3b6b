//! A model, in a folder or elsewhere.

use std::path::Path;

use crate::Error;
use crate::bert::{self, Bert};
use crate::fixed::{self, Fixed};
use crate::folder::Folder;
use crate::tensors::Tensors;

/// What a text is to a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What is searched for.
    Query,
    /// What is found.
    Passage,
}

/// Texts that a model elsewhere is given at once.
const AT_ONCE: usize = 32;

/// A model that does not run in this process.
pub trait Elsewhere: Send + Sync {
    /// The vectors of `texts`, one for each, in order, all of one length. Blocks until they are there. An error is for people.
    fn vectors(&self, texts: &[String]) -> Result<Vec<Vec<f32>>, String>;
}

/// A model that reads texts. Its vectors have the same length; texts that say the like have like directions.
pub struct Model {
    id: String,
    told: String,
    network: Network,
    before_query: String,
    before_passage: String,
}

enum Network {
    Fixed(Box<Fixed>),
    Bert(Box<Bert>),
    Elsewhere(Box<dyn Elsewhere>),
}

impl Model {
    /// The model called `name` at `address`.
    pub fn elsewhere(name: &str, address: &str, model: Box<dyn Elsewhere>) -> Model {
        Model {
            id: hash(&[address.as_bytes(), b"#", name.as_bytes()]),
            told: format!("{name}, at {address}"),
            network: Network::Elsewhere(model),
            before_query: String::new(),
            before_passage: String::new(),
        }
    }

    /// Reads the model in `folder`: a static one as model2vec and WordLlama write it, or one of sentence-transformers of the
    /// type bert. Fails with the file at fault.
    pub fn open(folder: &Path) -> Result<Model, Error> {
        let files = Folder::open(folder)?;
        let bytes = std::fs::read(&files.weights).map_err(|e| Error::file(&files.weights, &e))?;
        let tensors = Tensors::read(&files.weights, &bytes)?;
        let (network, kind, dimensions) = if let Some(table) = tensors.first_of(&bert::TABLES) {
            let model = Bert::read(&files, &tensors, table)?;
            let dimensions = model.dimensions();
            (Network::Bert(Box::new(model)), "BERT", dimensions)
        } else if let Some(table) = tensors.first_of(&fixed::TABLES) {
            let model = Fixed::read(&files, &tensors, table)?;
            let dimensions = model.dimensions();
            (Network::Fixed(Box::new(model)), "static", dimensions)
        } else {
            let why = "it holds neither a static model (`embeddings` or `embedding.weight`) nor a BERT \
                       (`embeddings.word_embeddings.weight`)";
            return Err(Error::broken(&files.weights, &why));
        };
        Ok(Model {
            id: id(&files, &bytes)?,
            told: format!("{}, {kind}, {dimensions} dimensions ({})", files.name(), folder.display()),
            network,
            before_query: files.prompt(&["query"])?,
            before_passage: files.prompt(&["document", "passage"])?,
        })
    }

    /// Whether it reads thousands of passages a second.
    pub fn is_quick(&self) -> bool {
        matches!(self.network, Network::Fixed(_))
    }

    /// A name for the folder of its vectors: another one where the vectors differ.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What it is, in a few words for people.
    pub fn told(&self) -> &str {
        &self.told
    }

    /// Whether it runs somewhere else than in this process.
    pub fn is_elsewhere(&self) -> bool {
        matches!(self.network, Network::Elsewhere(_))
    }

    /// How many texts are best given to it at once.
    pub fn at_once(&self) -> usize {
        if self.is_elsewhere() { AT_ONCE } else { 1 }
    }

    /// The vectors of `texts`, one for each, in order; zeros where it knows none of the words. Fails only where the model is
    /// elsewhere.
    pub fn vectors<T: AsRef<str>>(&self, texts: &[T], kind: Kind) -> Result<Vec<Vec<f32>>, Error> {
        let before = match kind {
            Kind::Query => &self.before_query,
            Kind::Passage => &self.before_passage,
        };
        let texts = texts.iter().map(|text| format!("{before}{}", text.as_ref()));
        match &self.network {
            Network::Fixed(model) => Ok(texts.map(|text| model.vector(&text)).collect()),
            Network::Bert(model) => Ok(texts.map(|text| model.vector(&text)).collect()),
            Network::Elsewhere(model) => {
                model.vectors(&texts.collect::<Vec<_>>()).map_err(|why| Error::Unanswered { why })
            }
        }
    }

    /// The vector of one text (see [`Model::vectors`]).
    pub fn vector(&self, text: &str, kind: Kind) -> Result<Vec<f32>, Error> {
        Ok(self.vectors(&[text], kind)?.pop().unwrap_or_default())
    }
}

/// A name of what decides the vectors: weights and tokenizer.
fn id(files: &Folder, weights: &[u8]) -> Result<String, Error> {
    let tokenizer = std::fs::read(&files.tokenizer).map_err(|e| Error::file(&files.tokenizer, &e))?;
    Ok(hash(&[weights, &tokenizer]))
}

fn hash(parts: &[&[u8]]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().to_hex().chars().take(16).collect()
}
