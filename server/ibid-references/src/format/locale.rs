//! Which language's terms a reference is formatted with.

use hayagriva::archive;
use hayagriva::citationberg::{Locale, LocaleCode};

use crate::Reference;

/// What BibLaTeX and people call a language, and its locale.
const LANGUAGES: &[(&str, &[&str])] = &[
    ("en-US", &["english", "american", "usenglish", "en"]),
    ("en-GB", &["british", "ukenglish", "en-gb"]),
    ("zh-CN", &["chinese", "schinese", "zh", "zh-hans"]),
    ("zh-TW", &["tchinese", "zh-tw", "zh-hant", "zh-hk"]),
    ("de-DE", &["german", "ngerman", "de"]),
    ("fr-FR", &["french", "fr"]),
    ("es-ES", &["spanish", "es"]),
    ("it-IT", &["italian", "it"]),
    ("pt-PT", &["portuguese", "pt"]),
    ("pt-BR", &["brazilian", "brazil", "pt-br"]),
    ("nl-NL", &["dutch", "nl"]),
    ("ru-RU", &["russian", "ru"]),
    ("ja-JP", &["japanese", "ja"]),
    ("ko-KR", &["korean", "ko"]),
];

/// The terms of the languages above: all 63 of the archive would take megabytes.
pub(super) fn load() -> Vec<Locale> {
    let wanted = |locale: &Locale| {
        locale.lang.as_ref().is_some_and(|lang| LANGUAGES.iter().any(|(known, _)| *known == lang.0))
    };
    archive::locales().into_iter().filter(wanted).collect()
}

/// The locale of the language that `reference` names; `None` for the style's own.
pub(super) fn of(reference: &Reference) -> Option<LocaleCode> {
    let named = |field: &str| reference.fields.iter().find(|(name, _)| name == field);
    let (_, language) = named("langid").or_else(|| named("language"))?;
    let language = language.trim().to_lowercase().replace('_', "-");
    let known = |language: &str| {
        LANGUAGES
            .iter()
            .find(|(code, names)| code.eq_ignore_ascii_case(language) || names.contains(&language))
    };
    let (code, _) = known(&language).or_else(|| known(language.split('-').next()?))?;
    Some(LocaleCode((*code).to_owned()))
}
