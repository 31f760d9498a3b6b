//! The libraries of a session: drafts with the same reach share one.

use std::sync::{Arc, Mutex, PoisonError};

use crate::library::{Library, Surroundings};
use crate::reach::Reach;
use crate::settings::Settings;

/// The libraries of a session. Each stays once it is there: a draft that is closed is often opened again.
pub(crate) struct Libraries {
    around: Surroundings,
    all: Mutex<Vec<Arc<Library>>>,
}

impl Libraries {
    /// None yet.
    pub(crate) fn new(around: Surroundings) -> Libraries {
        Libraries { around, all: Mutex::default() }
    }

    /// The library within `reach`; it begins to be read where it is new.
    pub(crate) fn get(&self, reach: Reach, settings: &Arc<Settings>) -> Arc<Library> {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(library) = all.iter().find(|library| library.is(&reach, settings)) {
            return Arc::clone(library);
        }
        let library = Library::start(reach, Arc::clone(settings), self.around.clone());
        all.push(Arc::clone(&library));
        library
    }

    /// All there are.
    pub(crate) fn all(&self) -> Vec<Arc<Library>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
