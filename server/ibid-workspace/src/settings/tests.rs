use serde_json::json;

use super::*;

/// A workspace with this `.ibid.toml`, a user with this `config.toml`, and these client options.
fn load(user: &str, workspace: &str, client: &serde_json::Value) -> (Settings, Vec<String>, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let root = home.path().join("w");
    std::fs::create_dir(&root).unwrap();
    let user_file = home.path().join("config.toml");
    std::fs::write(&user_file, user).unwrap();
    std::fs::write(root.join(".ibid.toml"), workspace).unwrap();
    let user = User { file: Some(user_file), ..User::default() };
    let (settings, notices) = Settings::load(&root, &user, std::slice::from_ref(client));
    (settings, notices.into_iter().map(|n| n.message).collect(), root)
}

#[test]
fn each_layer_holds_over_the_one_before() {
    let (settings, notices, root) = load(
        "sources = 'mine'\n[severity]\nmisquote = 'error'\nnumber-mismatch = 'off'",
        "sources = ['papers', 'web']\nbibliography = 'refs.bib'\n[severity]\nmisquote = 'hint'",
        &json!({ "features": { "hover": false }, "severity": { "date-mismatch": "information" } }),
    );
    assert_eq!(notices, Vec::<String>::new());
    assert_eq!(settings.sources, [root.join("papers"), root.join("web")]);
    assert_eq!(settings.bibliography, [root.join("refs.bib")]);
    assert_eq!(settings.severity(Code::Misquote), Some(Severity::Hint));
    assert_eq!(settings.severity(Code::NumberMismatch), None);
    assert_eq!(settings.severity(Code::DateMismatch), Some(Severity::Information));
    assert_eq!(settings.severity(Code::UnknownCitation), Some(Severity::Error));
    assert!(!settings.feature("hover") && settings.feature("completion"));
}

#[test]
fn a_workspace_cannot_open_folders_outside_nor_name_an_endpoint() {
    let (settings, notices, _) = load(
        "",
        "folders = ['/etc']\nendpoint = 'http://evil'",
        &json!({ "viewer": "rm", "folders": ["/"] }),
    );
    assert!(settings.folders.is_empty());
    assert_eq!(notices.len(), 4, "{notices:?}");
    assert!(notices.iter().all(|n| n.contains("your own config.toml only")), "{notices:?}");
}

#[test]
fn paths_that_leave_the_workspace_need_the_users_own_word() {
    let (settings, notices, root) = load("", "sources = ['in', '../out', '/etc']", &json!(null));
    assert_eq!(settings.sources, [root.join("in")]);
    assert_eq!(notices.len(), 2);
    let (settings, notices, _) = load("folders = ['/etc']", "sources = ['/etc']", &json!(null));
    assert_eq!((settings.sources, notices.len()), (vec![PathBuf::from("/etc")], 0));
}

#[test]
fn what_the_user_names_may_be_read() {
    let user = "sources = ['/home/ann/papers']\nbibliography = '/home/ann/zotero/all.bib'";
    let (settings, notices, _) = load(user, "", &json!(null));
    assert_eq!(notices, Vec::<String>::new());
    assert_eq!(settings.folders, [PathBuf::from("/home/ann/papers"), PathBuf::from("/home/ann/zotero")]);
    assert_eq!(settings.own_bibliography, [PathBuf::from("/home/ann/zotero/all.bib")]);
}

#[test]
fn what_cannot_be_taken_is_told_and_costs_only_itself() {
    let (settings, notices, _) = load(
        "[severity]\nmisquote = 'loud'",
        "sauces = 'x'\n[severity]\nno-such-code = 'off'\n[features]\nhover = false",
        &json!({ "features": { "telepathy": true } }),
    );
    assert_eq!(notices.len(), 4, "{notices:?}");
    assert!(!settings.feature("hover"));
    let (settings, notices, _) = load("", "not toml at all [", &json!("odd"));
    assert_eq!((settings, notices.len()), (Settings::default(), 1));
}

#[test]
fn only_the_user_names_a_model() {
    let user = "endpoint = 'http://localhost:8080#small'\nkey = 'env:MY_KEY'\nghost-text = { languages = ['en'], folders = ['essays'] }";
    let (settings, notices, root) =
        load(user, "private = true\nghost-text = true", &json!({ "endpoint": "http://evil" }));
    let endpoint = settings.endpoint.unwrap();
    assert_eq!((endpoint.url.as_str(), endpoint.model.as_deref()), ("http://localhost:8080", Some("small")));
    assert_eq!(endpoint.key, Some(ibid_llm::KeySource::Variable("MY_KEY".to_owned())));
    let ghost_text = settings.ghost_text.unwrap();
    let home = root.parent().unwrap();
    assert!(ghost_text.is_on(&home.join("essays/a.md"), "en"));
    assert!(!ghost_text.is_on(&home.join("essays/a.md"), "zh"));
    assert!(!ghost_text.is_on(&home.join("notes/a.md"), "en"));
    assert!(settings.private);
    assert_eq!(notices.len(), 2, "{notices:?}");
}

#[test]
fn a_key_itself_is_refused_and_not_repeated() {
    let (settings, notices, _) = load("endpoint = 'http://localhost:1'\nkey = 'sk-12345'", "", &json!(null));
    assert_eq!(settings.endpoint.unwrap().key, None);
    assert!(notices.iter().all(|notice| !notice.contains("12345")), "{notices:?}");
    let (_, notices, _) = load("endpoint = 'ftp://x'", "", &json!(null));
    assert_eq!(notices.len(), 1);
}

#[test]
fn the_environment_holds_over_the_file() {
    let home = tempfile::tempdir().unwrap();
    let user = User { endpoint: Some("http://localhost:9#m".to_owned()), ..User::default() };
    let (settings, _) = Settings::load(home.path(), &user, &[]);
    assert_eq!(settings.endpoint.and_then(|endpoint| endpoint.model).as_deref(), Some("m"));
    assert_eq!(settings.ghost_text, None);
}

#[test]
fn what_the_environment_brings_is_the_users_word() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join(".ibid.toml"), "severity.misquote = 'hint'").unwrap();
    let load = |said: &str| {
        let user = User { settings: Some(said.to_owned()), ..User::default() };
        Settings::load(home.path(), &user, &[])
    };
    let (settings, notices) = load(
        r#"{ "endpoint": "http://localhost:9", "ghost-text": true, "severity": { "misquote": "off" } }"#,
    );
    assert_eq!(notices, []);
    assert!(settings.endpoint.is_some() && settings.ghost_text.is_some());
    assert_eq!(settings.severity(Code::Misquote), Some(Severity::Hint), "a folder's file holds over it");
    let (settings, notices) = load("http://localhost:9");
    assert_eq!((settings.endpoint, notices.len()), (None, 1));
}

#[test]
fn every_listed_setting_is_read_and_the_users_own_are_refused_elsewhere() {
    for listed in all(|_| String::new()) {
        let odd = listed.name.rsplit('.').fold(json!([0]), |inner, name| json!({ name: inner }));
        let (_, notices, _) = load("", "", &odd);
        let [notice] = notices.as_slice() else { panic!("{}: {notices:?}", listed.name) };
        assert!(!notice.contains("is no setting"), "{notice}");
        assert_eq!(notice.contains("your own config.toml only"), listed.only_user, "{notice}");
    }
}

#[test]
fn the_schema_knows_what_a_folder_may_say() {
    let schema = schema(|code| format!("About {}.", code.as_str()));
    let known = &schema["properties"];
    assert_eq!(known["severity"]["properties"]["misquote"]["description"], "About misquote.");
    assert_eq!(known["features"]["properties"]["headings"]["default"], false);
    assert_eq!((known["private"]["type"].as_str(), known.get("endpoint")), (Some("boolean"), None));
}

#[test]
fn what_the_editors_extension_sets_for_itself_is_left_alone() {
    let (_, notices, _) = load("", "", &json!({ "server": { "path": "" }, "trace": { "server": "off" } }));
    assert_eq!(notices, Vec::<String>::new());
}

/// The Zotero library for a user with this `zotero = …`, where one was found in `/home/ann/Zotero`.
fn zotero(setting: &str) -> (Option<Zotero>, usize, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("config.toml");
    std::fs::write(&file, setting).unwrap();
    let found = Folder {
        data: PathBuf::from("/home/ann/Zotero"),
        linked: Some(PathBuf::from("/papers")),
        address: None,
    };
    let user = User { file: Some(file), zotero: Some(found), ..User::default() };
    let (settings, notices) = Settings::load(home.path(), &user, &[]);
    (settings.zotero, notices.len(), home.path().to_owned())
}

#[test]
fn zotero_is_where_it_is_found_unless_the_user_says_otherwise() {
    let folder = |setting| zotero(setting).0.map(|zotero| (zotero.folder.data, zotero.folder.linked));
    let found = (PathBuf::from("/home/ann/Zotero"), Some(PathBuf::from("/papers")));
    assert_eq!(folder(""), Some(found.clone()));
    assert_eq!(folder("zotero = true"), Some(found));
    assert_eq!(folder("zotero = false"), None);
    let (named, _, base) = zotero("zotero = { folder = 'z', linked = '/mine' }");
    assert_eq!(
        named.unwrap().folder,
        Folder { data: base.join("z"), linked: Some(PathBuf::from("/mine")), address: None }
    );
    let asked = "http://localhost:23119";
    let (named, _, _) = zotero(&format!("zotero = '{asked}'"));
    assert_eq!(named.unwrap().folder.address.as_deref(), Some(asked));
    for bad in ["zotero = { adress = 1 }", "zotero = 'https://example.org'", "zotero = 3"] {
        assert_eq!(zotero(bad).1, 1, "{bad}");
    }
}

#[test]
fn zoteros_files_are_read_as_far_as_the_user_wants() {
    let has = |setting: &str, collections: &[&str]| {
        let collections: Vec<String> = collections.iter().map(|&name| name.to_owned()).collect();
        zotero(setting).0.unwrap().index.has(&collections)
    };
    assert!(!has("", &["Thesis"]) && has("zotero = { index = true }", &[]));
    let some = "zotero = { index = ['Chips', 'Thesis/Two'] }";
    assert!(has(some, &["Thesis/Chips/Old"]) && has(some, &["Other", "Thesis/Two"]));
    assert!(!has(some, &["Thesis", "Fish and Chips"]));
}

#[test]
fn a_workspace_cannot_name_a_zotero_library() {
    let (settings, notices, _) = load("", "zotero = '/'", &json!({ "zotero": true }));
    assert_eq!((settings.zotero, notices.len()), (None, 2));
}
