//! References in full, as a citation style writes them.

mod item;
mod locale;

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use hayagriva::archive::ArchivedStyle;
use hayagriva::citationberg::{IndependentStyle, Locale, LocaleCode, Style as CslStyle};
use hayagriva::{BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, Entry};

use crate::Reference;

/// A citation style of the CSL archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style(ArchivedStyle);

impl Default for Style {
    /// APA, 7th edition.
    fn default() -> Style {
        Style(ArchivedStyle::AmericanPsychologicalAssociation)
    }
}

impl Style {
    /// The style that is called `name`: "apa", "chicago-author-date", "ieee" and some 80 more.
    pub fn named(name: &str) -> Option<Style> {
        ArchivedStyle::by_name(name).map(Style)
    }
}

/// The terms of the languages that references are formatted in. Reading them takes some 40 ms.
static LOCALES: LazyLock<Vec<Locale>> = LazyLock::new(locale::load);
static STYLES: LazyLock<Mutex<HashMap<&'static str, Arc<IndependentStyle>>>> = LazyLock::new(Mutex::default);

/// Reads what `style` needs, so that the first call of [`format`] takes no longer than the next.
pub fn prepare(style: Style) {
    LazyLock::force(&LOCALES);
    load(style);
}

/// `reference` in full, as one line of plain text, in the manner of `style` and with the terms of the
/// reference's own language (`langid`).
pub fn format(reference: &Reference, style: Style) -> String {
    // What a bibliography holds is anybody's; a date or a name that the formatter trips over costs
    // its form, not the program.
    let formatted = catch_unwind(AssertUnwindSafe(|| {
        let entry = item::entry(reference)?;
        let text = render(&entry, &*load(style)?, locale::of(reference))?;
        Some(match &reference.container {
            // The formatter takes a book for a volume of itself.
            Some(container) => text.replace(&format!("{container}: {container}"), container),
            None => text,
        })
    }));
    formatted.ok().flatten().unwrap_or_else(|| plainly(reference))
}

fn load(style: Style) -> Option<Arc<IndependentStyle>> {
    let name = style.0.csl_id();
    let mut styles = STYLES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(style) = styles.get(name) {
        return Some(Arc::clone(style));
    }
    let CslStyle::Independent(loaded) = style.0.get() else { return None };
    let loaded = Arc::new(loaded);
    styles.insert(name, Arc::clone(&loaded));
    Some(loaded)
}

fn render(entry: &Entry, style: &IndependentStyle, locale: Option<LocaleCode>) -> Option<String> {
    let mut driver = BibliographyDriver::new();
    let items = vec![CitationItem::with_entry(entry)];
    driver.citation(CitationRequest::new(items, style, locale.clone(), &LOCALES, None));
    let rendered = driver.finish(BibliographyRequest::new(style, locale, &LOCALES));
    let text = format!("{:#}", rendered.bibliography?.items.into_iter().next()?.content);
    let text = crate::tex::one_line(&text).replace(",)", ")").replace(" .", ".");
    Some(text).filter(|text| !text.is_empty())
}

/// The reference without a style's help: "Ren, Zhengfei (2025). The Chip Gap. People's Daily."
fn plainly(reference: &Reference) -> String {
    let mut parts = Vec::new();
    let authors = reference.authors.join("; ");
    let year = reference.date.map_or_else(|| "n.d.".to_owned(), |date| date.year.to_string());
    parts.push(format!("{authors} ({year})").trim().to_owned());
    parts.extend([Some(&reference.title), reference.container.as_ref()].into_iter().flatten().cloned());
    parts.retain(|part| !part.is_empty());
    format!("{}.", parts.join(". "))
}

#[cfg(test)]
mod tests;
