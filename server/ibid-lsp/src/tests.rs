//! The server as an editor meets it, over streams in memory.
#![cfg(unix)]

mod cancelling;
mod diagnostics;
mod editor;
mod encodings;
mod features;
mod ghost_text;
mod injection;
mod judge;
mod lifetime;
mod lists;
mod model;
mod naming;
mod ordering;
mod progress;
mod signing;
mod views;
