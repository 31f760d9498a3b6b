//! Items of Better BibTeX's own JSON, which are in Zotero's words, put into CSL's.

use serde_json::{Map, Value, json};

/// Zotero's types that CSL calls otherwise than by the same words with hyphens.
const TYPES: &[(&str, &str)] = &[
    ("journalArticle", "article-journal"),
    ("magazineArticle", "article-magazine"),
    ("newspaperArticle", "article-newspaper"),
    ("preprint", "article"),
    ("book", "book"),
    ("bookSection", "chapter"),
    ("conferencePaper", "paper-conference"),
    ("report", "report"),
    ("thesis", "thesis"),
    ("webpage", "webpage"),
    ("blogPost", "post-weblog"),
    ("forumPost", "post"),
    ("encyclopediaArticle", "entry-encyclopedia"),
    ("dictionaryEntry", "entry-dictionary"),
    ("presentation", "speech"),
    ("manuscript", "manuscript"),
    ("letter", "personal_communication"),
    ("email", "personal_communication"),
    ("interview", "interview"),
    ("film", "motion_picture"),
    ("videoRecording", "motion_picture"),
    ("audioRecording", "song"),
    ("podcast", "broadcast"),
    ("radioBroadcast", "broadcast"),
    ("tvBroadcast", "broadcast"),
    ("statute", "legislation"),
    ("bill", "bill"),
    ("case", "legal_case"),
    ("hearing", "hearing"),
    ("patent", "patent"),
    ("standard", "standard"),
    ("map", "map"),
    ("artwork", "graphic"),
    ("computerProgram", "software"),
    ("dataset", "dataset"),
];

/// Zotero's fields, and CSL's variables.
const FIELDS: &[(&str, &str)] = &[
    ("title", "title"),
    ("caseName", "title"),
    ("nameOfAct", "title"),
    ("subject", "title"),
    ("publicationTitle", "container-title"),
    ("bookTitle", "container-title"),
    ("proceedingsTitle", "container-title"),
    ("encyclopediaTitle", "container-title"),
    ("dictionaryTitle", "container-title"),
    ("websiteTitle", "container-title"),
    ("blogTitle", "container-title"),
    ("forumTitle", "container-title"),
    ("programTitle", "container-title"),
    ("pages", "page"),
    ("volume", "volume"),
    ("issue", "issue"),
    ("edition", "edition"),
    ("publisher", "publisher"),
    ("institution", "publisher"),
    ("university", "publisher"),
    ("place", "publisher-place"),
    ("series", "collection-title"),
    ("seriesTitle", "collection-title"),
    ("seriesNumber", "collection-number"),
    ("reportNumber", "number"),
    ("patentNumber", "number"),
    ("number", "number"),
    ("reportType", "genre"),
    ("thesisType", "genre"),
    ("type", "genre"),
    ("numPages", "number-of-pages"),
    ("numberOfVolumes", "number-of-volumes"),
    ("conferenceName", "event-title"),
    ("DOI", "DOI"),
    ("url", "URL"),
    ("ISBN", "ISBN"),
    ("ISSN", "ISSN"),
    ("language", "language"),
    ("shortTitle", "title-short"),
    ("abstractNote", "abstract"),
    ("callNumber", "call-number"),
    ("archive", "archive"),
    ("archiveLocation", "archive_location"),
    ("versionNumber", "version"),
];

/// Zotero's roles that CSL calls otherwise.
const ROLES: &[(&str, &str)] = &[
    ("bookAuthor", "container-author"),
    ("seriesEditor", "collection-editor"),
    ("presenter", "author"),
    ("inventor", "author"),
    ("artist", "author"),
    ("programmer", "author"),
    ("interviewee", "author"),
    ("performer", "author"),
    ("podcaster", "author"),
    ("cartographer", "author"),
];

/// Whether `item` is one that is no reference: a note, an attachment.
pub(super) fn is_no_reference(item: &Map<String, Value>) -> bool {
    matches!(text(item, "itemType"), Some("attachment" | "note" | "annotation"))
}

/// `item` in CSL's words, if it is in Zotero's.
pub(super) fn to_csl(item: &Map<String, Value>) -> Option<Map<String, Value>> {
    let kind = text(item, "itemType")?;
    let csl_kind = TYPES.iter().find(|(known, _)| *known == kind).map_or("document", |(_, csl)| csl);
    let mut csl = Map::new();
    csl.insert("type".to_owned(), json!(csl_kind));
    for (field, variable) in FIELDS {
        if let Some(value) = item.get(*field).filter(|value| !value.is_null() && *value != "") {
            csl.entry(*variable).or_insert_with(|| value.clone());
        }
    }
    for (field, variable) in [("date", "issued"), ("dateDecided", "issued"), ("accessDate", "accessed")] {
        if let Some(date) = text(item, field) {
            csl.entry(variable).or_insert_with(|| json!(date));
        }
    }
    for creator in item.get("creators").and_then(Value::as_array).into_iter().flatten() {
        let Some(creator) = creator.as_object() else { continue };
        let role = text(creator, "creatorType").unwrap_or("author");
        let role = ROLES.iter().find(|(known, _)| *known == role).map_or(role, |(_, csl)| csl);
        let name = match text(creator, "name") {
            Some(name) => json!({ "literal": name }),
            None => json!({ "family": text(creator, "lastName"), "given": text(creator, "firstName") }),
        };
        if let Some(names) = csl.entry(role).or_insert_with(|| json!([])).as_array_mut() {
            names.push(name);
        }
    }
    Some(csl)
}

/// The files that are attached to `item`.
pub(super) fn files(item: &Map<String, Value>) -> Vec<String> {
    let attached = item.get("attachments").and_then(Value::as_array).into_iter().flatten();
    attached.filter_map(|file| text(file.as_object()?, "path")).map(str::to_owned).collect()
}

fn text<'i>(item: &'i Map<String, Value>, name: &str) -> Option<&'i str> {
    item.get(name)?.as_str().filter(|text| !text.is_empty())
}
