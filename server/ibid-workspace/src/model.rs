//! The model at the writer's side: one client for each endpoint that settings name, and whether a draft may be sent to it.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ibid_llm::{Client, Endpoint, Health, Log};

use crate::environment::Environment;
use crate::events::{Event, Listener};
use crate::seen::Stat;
use crate::snapshot::Snapshot;

/// The client in use.
pub(crate) struct Model {
    requests: Option<PathBuf>,
    listener: Listener,
    client: Mutex<Option<(Endpoint, Client)>>,
}

impl Model {
    /// No client yet; requests are written down where `environment` says, and `listener` is told when the server is down
    /// and back.
    pub(crate) fn new(environment: &Environment, listener: Listener) -> Model {
        Model { requests: environment.requests.clone(), listener, client: Mutex::default() }
    }

    /// The client of the endpoint that holds for the draft of `snapshot`; `None` where none is named, or nothing of the draft
    /// may be sent. An error is for people.
    pub(crate) fn client(&self, snapshot: &Snapshot) -> Result<Option<Client>, String> {
        let Some(endpoint) = endpoint(snapshot) else { return Ok(None) };
        let mut client = self.client.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, known)) = client.as_ref().filter(|(named, _)| named == endpoint) {
            return Ok(Some(known.clone()));
        }
        let new = self.connect(endpoint).map_err(|fault| fault.to_string())?;
        *client = Some((endpoint.clone(), new.clone()));
        Ok(Some(new))
    }

    fn connect(&self, endpoint: &Endpoint) -> Result<Client, ibid_llm::Error> {
        let log = self.requests.as_deref().map_or_else(|| Ok(Log::none()), Log::open)?;
        let (listener, address) = (Arc::clone(&self.listener), endpoint.url.clone());
        let told = move |health: Health| listener(Event::Notice(message(&address, &health)));
        Client::new(endpoint.clone(), log, Arc::new(told))
    }
}

fn message(address: &str, health: &Health) -> String {
    match health {
        Health::Down { why } => {
            format!("The model at {address} is not to be had: {why}. The rest of ibid goes on without it.")
        }
        Health::Up => format!("The model at {address} is back."),
    }
}

/// The endpoint that the draft of `snapshot` may be sent to: none where the draft, or its folder, is private.
pub(crate) fn endpoint(snapshot: &Snapshot) -> Option<&Endpoint> {
    let private = || snapshot.settings.private || snapshot.open.draft.front_matter().private;
    snapshot.settings.endpoint.as_ref().filter(|_| !private())
}

/// The user's own rules `name` in place of ibid's, if there are any beside the settings file.
pub(crate) fn own_rules(settings: Option<&Path>, name: &str) -> Option<String> {
    std::fs::read_to_string(rules_file(settings, name)?).ok()
}

fn rules_file(settings: Option<&Path>, name: &str) -> Option<PathBuf> {
    Some(settings?.parent()?.join("prompts").join(format!("{name}.md")))
}

/// The user's own rules of one name, read again only once their file is another.
#[derive(Default)]
pub(crate) struct OwnRules(Mutex<(Option<Stat>, Option<String>)>);

impl OwnRules {
    /// The rules as they are now (see [`own_rules`]).
    pub(crate) fn now(&self, settings: Option<&Path>, name: &str) -> Option<String> {
        let stat = rules_file(settings, name).and_then(|file| Stat::of(&file));
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.0 != stat {
            *kept = (stat, own_rules(settings, name));
        }
        kept.1.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_rules_are_read_again_once_their_file_is_another() {
        let folder = tempfile::tempdir().unwrap();
        let settings = folder.path().join("config.toml");
        let file = folder.path().join("prompts/judge.md");
        let rules = OwnRules::default();
        let now = || rules.now(Some(&settings), "judge");
        assert_eq!(now(), None);
        std::fs::create_dir(folder.path().join("prompts")).unwrap();
        std::fs::write(&file, "Be strict.").unwrap();
        assert_eq!(now().as_deref(), Some("Be strict."));
        std::fs::write(&file, "Be very strict.").unwrap();
        assert_eq!(now().as_deref(), Some("Be very strict."));
        std::fs::remove_file(&file).unwrap();
        assert_eq!(now(), None);
    }
}
