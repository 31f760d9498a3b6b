//! References in full, as a citation style writes them.

mod item;
mod locale;

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use hayagriva::archive::ArchivedStyle;
use hayagriva::citationberg::json::Item;
use hayagriva::citationberg::{IndependentStyle, Locale, LocaleCode, Style as CslStyle};
use hayagriva::{BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest};

use crate::{Reference, names};

/// A citation style. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Style(Kind);

#[derive(Clone, Debug)]
enum Kind {
    /// One of the CSL archive, read when it is first needed.
    Archived(ArchivedStyle),
    /// The writer's own.
    Own(Arc<IndependentStyle>),
}

impl Default for Style {
    /// APA, 7th edition.
    fn default() -> Style {
        Style(Kind::Archived(ArchivedStyle::AmericanPsychologicalAssociation))
    }
}

impl Style {
    /// The style of the archive that is called `name`, by its name or as its file is called in CSL's own collection:
    /// "apa", "chicago-author-date", "ieee" and some 80 more.
    pub fn named(name: &str) -> Option<Style> {
        let filed = |style: &&ArchivedStyle| style.csl_id().rsplit('/').next() == Some(name);
        let found = ArchivedStyle::by_name(name).or_else(|| ArchivedStyle::all().iter().find(filed).copied());
        found.map(|style| Style(Kind::Archived(style)))
    }

    /// The style in `csl`, the text of a .csl file: its own rules, or those of the archive that it points to.
    pub fn parse(csl: &str) -> Option<Style> {
        match CslStyle::from_xml(csl).ok()? {
            CslStyle::Independent(style) => Some(Style(Kind::Own(Arc::new(style)))),
            CslStyle::Dependent(style) => Style::named(style.parent_link.href.rsplit('/').next()?),
        }
    }

    /// The names of the archive's styles, in order.
    pub fn names() -> Vec<&'static str> {
        let mut names: Vec<&str> =
            ArchivedStyle::all().iter().flat_map(|style| style.names()).copied().collect();
        names.sort_unstable();
        names
    }
}

/// The terms of the languages that references are formatted in. Reading them takes some 40 ms.
static LOCALES: LazyLock<Vec<Locale>> = LazyLock::new(locale::load);
static STYLES: LazyLock<Mutex<HashMap<&'static str, Arc<IndependentStyle>>>> = LazyLock::new(Mutex::default);

/// Reads what `style` needs, so that the first call of [`format`] takes no longer than the next.
pub fn prepare(style: &Style) {
    LazyLock::force(&LOCALES);
    load(style);
}

/// `reference` in full, as one line of plain text, in the manner of `style` and with the terms of the
/// reference's own language (`langid`).
pub fn format(reference: &Reference, style: &Style) -> String {
    // What a bibliography holds is anybody's; a date or a name that the formatter trips over costs
    // its form, not the program.
    let formatted = catch_unwind(AssertUnwindSafe(|| {
        let prepared = item::prepare(reference);
        let text = render(&prepared.item, &*load(style)?, locale::of(reference))?;
        Some(match prepared.years {
            Some((stand_in, years)) => text.replace(&stand_in, &years),
            None => text,
        })
    }));
    formatted.ok().flatten().unwrap_or_else(|| plainly(reference))
}

fn load(style: &Style) -> Option<Arc<IndependentStyle>> {
    let style = match &style.0 {
        Kind::Archived(style) => style,
        Kind::Own(style) => return Some(Arc::clone(style)),
    };
    let name = style.csl_id();
    let mut styles = STYLES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(style) = styles.get(name) {
        return Some(Arc::clone(style));
    }
    let CslStyle::Independent(loaded) = style.get() else { return None };
    let loaded = Arc::new(loaded);
    styles.insert(name, Arc::clone(&loaded));
    Some(loaded)
}

fn render(item: &Item, style: &IndependentStyle, locale: Option<LocaleCode>) -> Option<String> {
    let mut driver = BibliographyDriver::new();
    let items = vec![CitationItem::with_entry(item)];
    driver.citation(CitationRequest::new(items, style, locale.clone(), &LOCALES, None));
    let rendered = driver.finish(BibliographyRequest::new(style, locale, &LOCALES));
    let text = format!("{:#}", rendered.bibliography?.items.into_iter().next()?.content);
    let text = ended_once(
        &crate::tex::one_line(&text)
            .replace(",)", ")")
            .replace(" .", ".")
            .replace(" ,", ",")
            .replace(",.", "."),
    );
    let text = text.trim_start_matches(['.', ' ']).to_owned();
    Some(text).filter(|text| !text.is_empty())
}

/// `text` without the full stops that a style puts behind a title's or an abbreviation's own mark: "it?." and "ed..".
fn ended_once(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let ended = out.ends_with(['?', '!']) || out.ends_with('.') && !out.ends_with("..");
        // In an address, or an ellipsis, they belong there.
        let ends =
            text[at + c.len_utf8()..].chars().next().is_none_or(|next| next.is_whitespace() || next == ')');
        if !(c == '.' && ended && ends) {
            out.push(c);
        }
    }
    out
}

/// The reference without a style's help: "Ren, Zhengfei (2025). The Chip Gap. People's Daily."
fn plainly(reference: &Reference) -> String {
    let mut parts = Vec::new();
    let authors = names::printed(&reference.authors.join("; "));
    let year = reference.date.map_or_else(|| "n.d.".to_owned(), |date| date.year.to_string());
    parts.push(format!("{authors} ({year})").trim().to_owned());
    parts.extend([Some(&reference.title), reference.container.as_ref()].into_iter().flatten().cloned());
    parts.retain(|part| !part.is_empty());
    format!("{}.", parts.join(". "))
}

#[cfg(test)]
mod tests;
