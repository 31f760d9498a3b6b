//! Where the model's words come unasked, and what is never sent to it.

use std::path::PathBuf;

use ibid_workspace::{GhostText, Settings};

/// Whether ghost text is on, where, and how to turn it on.
pub(super) fn ghost_text(settings: &Settings, private: bool) -> String {
    let Some(ghost_text) = &settings.ghost_text else {
        return "off (`ghost-text = true` in your own config.toml turns it on)".to_owned();
    };
    if !settings.feature("ghost-text") {
        return "off, as `features` say".to_owned();
    }
    let on = format!("on {}, after a pause of {} ms", wherever(ghost_text), ghost_text.pause.as_millis());
    match (private || settings.private, &settings.endpoint) {
        (true, _) => format!("{on}; not here, where all is private"),
        (false, None) => format!("{on}; once there is an endpoint"),
        (false, Some(_)) => on,
    }
}

/// "everywhere", "for en, zh", "below /home/ann/essays".
fn wherever(ghost_text: &GhostText) -> String {
    let languages = ghost_text.languages.as_ref().map(|all| format!("for {}", listed(all)));
    let told = |all: &Vec<PathBuf>| {
        let folders: Vec<String> = all.iter().map(|folder| folder.display().to_string()).collect();
        format!("below {}", listed(&folders))
    };
    let parts: Vec<String> =
        [languages, ghost_text.folders.as_ref().map(told)].into_iter().flatten().collect();
    if parts.is_empty() { "everywhere".to_owned() } else { parts.join(" ") }
}

fn listed(names: &[String]) -> String {
    if names.is_empty() { "nothing".to_owned() } else { ibid_report::one_line(&names.join(", ")) }
}

/// What may be sent to the endpoint; `private` is what the draft says of itself.
pub(super) fn privacy(settings: &Settings, private: bool) -> &'static str {
    match (private, settings.private, &settings.endpoint) {
        (true, ..) => "private, as the draft's front matter says: nothing of it is sent to a model",
        (_, true, _) => "private, as the settings say: nothing of the drafts here is sent to a model",
        (.., None) => "nothing is sent, as there is no endpoint",
        (.., Some(_)) => {
            "sentences and the passages held against them may be sent to the endpoint (`private = true` in \
             .ibid.toml, or `ibid: { private: true }` in a draft's front matter, forbids it)"
        }
    }
}

#[cfg(test)]
mod tests {
    use ibid_llm::Endpoint;

    use super::*;

    fn settings(ghost_text: GhostText) -> Settings {
        let endpoint = Endpoint::parse("http://127.0.0.1:1").ok();
        Settings { endpoint, ghost_text: Some(ghost_text), ..Settings::default() }
    }

    #[test]
    fn says_where_ghost_text_comes() {
        let mut settings = settings(GhostText::default());
        assert_eq!(ghost_text(&settings, false), "on everywhere, after a pause of 700 ms");
        assert!(ghost_text(&settings, true).ends_with("; not here, where all is private"));
        settings.features.insert("ghost-text".to_owned(), false);
        assert_eq!(ghost_text(&settings, false), "off, as `features` say");
        assert!(ghost_text(&Settings::default(), false).contains("`ghost-text = true`"));
    }

    #[test]
    fn names_its_languages_and_folders() {
        let languages = Some(vec!["en".to_owned(), "zh".to_owned()]);
        let folders = Some(vec![PathBuf::from("/essays")]);
        let some = GhostText { languages, folders, ..GhostText::default() };
        let mut settings = settings(some);
        settings.endpoint = None;
        assert_eq!(
            ghost_text(&settings, false),
            "on for en, zh below /essays, after a pause of 700 ms; once there is an endpoint"
        );
    }
}
