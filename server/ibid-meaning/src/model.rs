//! A model in a folder.

use std::path::{Path, PathBuf};

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

/// A model that runs in this process. Its vectors have the same length; texts that say the like have like directions.
pub struct Model {
    id: String,
    name: String,
    folder: PathBuf,
    network: Network,
    before_query: String,
    before_passage: String,
}

enum Network {
    Fixed(Box<Fixed>),
    Bert(Box<Bert>),
}

impl Model {
    /// Reads the model in `folder`: a static one as model2vec and WordLlama write it, or one of sentence-transformers of the
    /// type bert. Fails with the file at fault.
    pub fn open(folder: &Path) -> Result<Model, Error> {
        let files = Folder::open(folder)?;
        let bytes = std::fs::read(&files.weights).map_err(|e| Error::file(&files.weights, &e))?;
        let tensors = Tensors::read(&files.weights, &bytes)?;
        let network = if let Some(table) = tensors.first_of(&bert::TABLES) {
            Network::Bert(Box::new(Bert::read(&files, &tensors, table)?))
        } else if let Some(table) = tensors.first_of(&fixed::TABLES) {
            Network::Fixed(Box::new(Fixed::read(&files, &tensors, table)?))
        } else {
            let why = "it holds neither a static model (`embeddings` or `embedding.weight`) nor a BERT \
                       (`embeddings.word_embeddings.weight`)";
            return Err(Error::broken(&files.weights, &why));
        };
        Ok(Model {
            id: id(&files, &bytes)?,
            name: files.name(),
            folder: folder.to_owned(),
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
    pub fn told(&self) -> String {
        let kind = match self.network {
            Network::Fixed(_) => "static",
            Network::Bert(_) => "BERT",
        };
        format!("{}, {kind}, {} dimensions ({})", self.name, self.dimensions(), self.folder.display())
    }

    /// The vector of `text`; zeros where it knows none of the words.
    pub fn vector(&self, text: &str, kind: Kind) -> Vec<f32> {
        let before = match kind {
            Kind::Query => &self.before_query,
            Kind::Passage => &self.before_passage,
        };
        match before.as_str() {
            "" => self.network.vector(text),
            before => self.network.vector(&format!("{before}{text}")),
        }
    }

    /// How many numbers its vectors have.
    pub fn dimensions(&self) -> usize {
        match &self.network {
            Network::Fixed(model) => model.dimensions(),
            Network::Bert(model) => model.dimensions(),
        }
    }
}

impl Network {
    fn vector(&self, text: &str) -> Vec<f32> {
        match self {
            Network::Fixed(model) => model.vector(text),
            Network::Bert(model) => model.vector(text),
        }
    }
}

/// A name of what decides the vectors: weights and tokenizer.
fn id(files: &Folder, weights: &[u8]) -> Result<String, Error> {
    let tokenizer = std::fs::read(&files.tokenizer).map_err(|e| Error::file(&files.tokenizer, &e))?;
    let mut hasher = blake3::Hasher::new();
    hasher.update(weights).update(&tokenizer);
    Ok(hasher.finalize().to_hex().chars().take(16).collect())
}
