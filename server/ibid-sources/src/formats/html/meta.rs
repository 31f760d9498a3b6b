//! What a page says of itself in its head: the tags of scholars' sites, Dublin Core, Open Graph, plain ones.

use dom_query::Document;

use super::linked;
use crate::{Metadata, Work, metadata::Field};

type Table = &'static [(&'static str, Field)];

/// Tags that publishers write for Google Scholar, and PRISM's.
const SCHOLARLY: Table = &[
    ("citation_title", Field::Title),
    ("citation_author", Field::Author),
    ("citation_authors", Field::Author),
    ("citation_editor", Field::Editor),
    ("citation_publication_date", Field::Date),
    ("citation_date", Field::Date),
    ("citation_online_date", Field::Date),
    ("citation_year", Field::Date),
    ("prism.publicationdate", Field::Date),
    ("citation_language", Field::Language),
    ("citation_doi", Field::Doi),
    ("prism.doi", Field::Doi),
    ("citation_isbn", Field::Isbn),
    ("citation_public_url", Field::Url),
    ("citation_publisher", Field::Publisher),
    ("citation_dissertation_institution", Field::Publisher),
    ("citation_technical_report_institution", Field::Publisher),
    ("citation_journal_title", Field::Container),
    ("prism.publicationname", Field::Container),
    ("citation_conference_title", Field::Container),
    ("citation_conference", Field::Container),
    ("citation_inbook_title", Field::Container),
    ("citation_volume", Field::Volume),
    ("prism.volume", Field::Volume),
    ("citation_issue", Field::Issue),
    ("prism.number", Field::Issue),
];

const DUBLIN_CORE: Table = &[
    ("dc.title", Field::Title),
    ("dc.creator", Field::Author),
    ("dc.date.issued", Field::Date),
    ("dcterms.issued", Field::Date),
    ("dc.date", Field::Date),
    ("dcterms.date", Field::Date),
    ("dc.language", Field::Language),
    ("dcterms.language", Field::Language),
    ("dc.identifier", Field::Doi),
    ("dc.identifier.doi", Field::Doi),
    ("dc.publisher", Field::Publisher),
    ("dcterms.publisher", Field::Publisher),
    ("dcterms.title", Field::Title),
    ("dcterms.creator", Field::Author),
];

/// Open Graph, and what sites write without any standard.
const PLAIN: Table = &[
    ("article:author", Field::Author),
    ("book:author", Field::Author),
    ("author", Field::Author),
    ("parsely-author", Field::Author),
    ("article:published_time", Field::Date),
    ("book:release_date", Field::Date),
    ("date", Field::Date),
    ("pubdate", Field::Date),
    ("publication_date", Field::Date),
    ("publish-date", Field::Date),
    ("parsely-pub-date", Field::Date),
    ("og:locale", Field::Language),
    ("book:isbn", Field::Isbn),
    ("og:site_name", Field::Container),
    ("application-name", Field::Container),
];

/// Which kind of work has a tag.
const WORKS: &[(&str, Work)] = &[
    ("citation_inbook_title", Work::Chapter),
    ("citation_conference_title", Work::Paper),
    ("citation_conference", Work::Paper),
    ("citation_dissertation_institution", Work::Thesis),
    ("citation_technical_report_institution", Work::Report),
    ("citation_journal_title", Work::Article),
    ("citation_isbn", Work::Book),
    ("book:isbn", Work::Book),
];

/// What the page says of itself, but for the title that readers see. It is read before scripts are taken out.
pub(super) fn metadata(document: &Document) -> Metadata {
    let tags = Tags::of(document);
    let mut found = tags.read(SCHOLARLY);
    found.pages = tags.pages();
    found.work = WORKS.iter().find(|(name, _)| tags.value(name).is_some()).map(|(_, work)| *work);
    found.fill(linked::metadata(document));
    found.fill(tags.read(DUBLIN_CORE));
    found.fill(tags.read(PLAIN));
    found.fill(marked(document));
    found
}

/// The tags of a page's head, their names in small letters.
struct Tags(Vec<(String, String)>);

impl Tags {
    fn of(document: &Document) -> Tags {
        let tags = document.select("meta[content]");
        let named = tags.nodes().iter().flat_map(|tag| {
            let content = tag.attr("content").unwrap_or_default();
            let names = ["name", "property"].into_iter().filter_map(|name| tag.attr(name));
            names.map(|name| (name.trim().to_ascii_lowercase(), content.to_string())).collect::<Vec<_>>()
        });
        Tags(named.collect())
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    fn read(&self, table: Table) -> Metadata {
        let mut found = Metadata::default();
        for (name, field) in table {
            for (_, value) in self.0.iter().filter(|(own, _)| own == name) {
                found.add(*field, value);
            }
        }
        found
    }

    fn pages(&self) -> Option<String> {
        let first = self.value("citation_firstpage").or_else(|| self.value("prism.startingpage"))?.trim();
        let last = self.value("citation_lastpage").or_else(|| self.value("prism.endingpage"));
        let last = last.map(str::trim).filter(|last| !last.is_empty() && *last != first);
        let pages = last.map_or_else(|| first.to_owned(), |last| format!("{first}-{last}"));
        pages.starts_with(char::is_alphanumeric).then_some(pages)
    }
}

/// What the page's own elements are marked as.
fn marked(document: &Document) -> Metadata {
    let mut found = Metadata::default();
    for author in document.select("[itemprop=author] [itemprop=name], a[rel=author]").nodes() {
        found.add(Field::Author, &author.text());
    }
    for time in document.select("time[itemprop=datePublished], time[pubdate]").nodes() {
        found.add(Field::Date, &time.attr("datetime").unwrap_or_else(|| time.text()));
    }
    if let Some(language) = document.select("html").attr("lang") {
        found.add(Field::Language, &language);
    }
    found
}
