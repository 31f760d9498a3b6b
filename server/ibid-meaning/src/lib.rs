//! Texts to vectors by a model, and which vectors are near: passages are found that say what was asked in other words.
//!
//! Nothing here talks to a network: a model that is elsewhere is asked by who brings it.

mod bert;
mod error;
mod fixed;
mod folder;
mod kept;
mod matrix;
mod model;
mod nearest;
mod tensors;
mod tokens;
mod vectors;

pub use error::Error;
pub use kept::Kept;
pub use model::{Elsewhere, Kind, Model};
pub use nearest::{Near, nearest};
pub use vectors::{Direction, Vectors, embedded};
