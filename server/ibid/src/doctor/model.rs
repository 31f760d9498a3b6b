//! The endpoint: whether its model answers, and how. Nothing of a draft is sent; a server that was not named is
//! offered and never used.

use std::sync::Arc;

use anyhow::Context as _;
use ibid_llm::{Client, Endpoint, Error, Found, Log, Report, Way, local_servers};
use ibid_report::one_line;
use ibid_workspace::{Environment, Settings};
use tokio::runtime::{Builder, Runtime};

use super::Told;
use crate::terminal::Waiting;

/// How many models of a server are named.
const NAMED: usize = 8;
/// A model of fewer parameters (in thousands of millions) cannot be trusted to judge.
const LEAST_TO_JUDGE: f64 = 3.0;

/// What is said of the endpoint that `settings` name, after it was tried out.
pub(super) fn told(environment: &Environment, settings: &Settings) -> anyhow::Result<Told> {
    let runtime = Builder::new_current_thread().enable_all().build().context("no model can be asked")?;
    Ok(match &settings.endpoint {
        None => none(environment, &runtime.block_on(local_servers())),
        Some(endpoint) => {
            let named = named(environment, endpoint);
            match try_out(&runtime, environment, endpoint) {
                Ok(report) => tried(named, &report),
                Err(fault) => Told {
                    lines: vec![("endpoint", named)],
                    faults: vec![fault.to_string()],
                    ..Told::default()
                },
            }
        }
    })
}

/// The address, and who named it where that is not the user's file.
fn named(environment: &Environment, endpoint: &Endpoint) -> String {
    let variable = environment.user.endpoint.as_deref();
    let by = if variable.is_some_and(|address| Endpoint::parse(address).is_ok()) {
        ", named by IBID_ENDPOINT"
    } else {
        ""
    };
    format!("{}{by}", one_line(&endpoint.url))
}

/// Tries `endpoint` out. What cannot be written down is not asked.
fn try_out(runtime: &Runtime, environment: &Environment, endpoint: &Endpoint) -> Result<Report, Error> {
    let log = environment.requests.as_deref().map_or_else(|| Ok(Log::none()), Log::open)?;
    let client = Client::new(endpoint.clone(), log, Arc::new(|_| {}))?;
    let _waiting = Waiting::new("asking the model");
    Ok(runtime.block_on(client.try_out()))
}

fn tried(named: String, report: &Report) -> Told {
    let faults = faults(report);
    if report.reachable.is_err() {
        let lines = vec![("endpoint", format!("{named} (cannot be used, see below)"))];
        return Told { lines, faults, ..Told::default() };
    }
    let works = |part: &Result<bool, &String>| match part {
        Ok(true) => "yes",
        Ok(false) | Err(_) => "no (see below)",
    };
    let lines = vec![
        ("endpoint", named),
        ("model", model(report)),
        ("context", format!("{} tokens, {}", report.context.tokens, report.context.from)),
        ("streaming", works(&report.streaming.as_ref().map(|()| true)).to_owned()),
        ("schemas", works(&report.schema.as_ref().map(|way| *way == Way::Schema)).to_owned()),
    ];
    Told { lines, notes: notes(report), faults }
}

/// What a writer can do nothing about but choose others.
fn notes(report: &Report) -> Vec<String> {
    let in_words = (report.schema == Ok(Way::Words)).then(|| {
        "The server holds no model to a form; the model gave it when asked in words, which works less surely. \
         Servers such as llama.cpp, Ollama, LM Studio and vLLM can."
            .to_owned()
    });
    let small = report.size.filter(|size| *size < LEAST_TO_JUDGE).map(|size| {
        format!(
            "The model has about {} parameters. One below 3 billion is too small to judge what a source says: in \
             public tests such models do little better than chance.",
            parameters(size)
        )
    });
    in_words.into_iter().chain(small).collect()
}

/// "1.5 billion", "135 million".
fn parameters(billions: f64) -> String {
    if billions < 1.0 {
        format!("{:.0} million", billions * 1000.0)
    } else {
        format!("{} billion", (billions * 10.0).round() / 10.0)
    }
}

/// The model that is asked, and the others that there are.
fn model(report: &Report) -> String {
    let Ok(model) = &report.model else { return "none (see below)".to_owned() };
    let listed = match &report.models {
        Ok(all) if all.contains(model) && all.len() > 1 => format!(" (listed: {})", models(all)),
        Ok(all) if !all.contains(model) => format!(" (not listed; what is: {})", models(all)),
        _ => String::new(),
    };
    format!("{}{listed}", one_line(model))
}

/// "small, large and 3 more".
fn models(names: &[String]) -> String {
    if names.is_empty() {
        return "none".to_owned();
    }
    let told: Vec<String> = names.iter().take(NAMED).map(|name| one_line(name)).collect();
    let rest = names.len() - told.len();
    let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
    format!("{}{more}", told.join(", "))
}

/// What failed, each once. A list of models is not needed where a model is named.
fn faults(report: &Report) -> Vec<String> {
    let model = report.model.as_ref().map(|_| ());
    let mut faults: Vec<String> = Vec::new();
    let parts = match &report.reachable {
        // What could not be tried says nothing.
        Err(fault) => vec![Err(fault)],
        Ok(()) => vec![model, report.streaming.as_ref().map(|_| ()), report.schema.as_ref().map(|_| ())],
    };
    for fault in parts.into_iter().filter_map(Result::err).map(|fault| one_line(fault)) {
        if !faults.contains(&fault) {
            faults.push(fault);
        }
    }
    faults
}

fn none(environment: &Environment, found: &[Found]) -> Told {
    let file = environment.user.file.as_deref();
    let file = file.map_or_else(|| "your config.toml".to_owned(), |file| file.display().to_string());
    let mut lines = vec![("endpoint", "none (ibid works without)".to_owned())];
    for found in found {
        let models = models(&found.models);
        lines.push(("", format!("{} runs on this machine (models: {models});", found.name)));
        lines.push(("", format!("to use it, put this line into {file}:")));
        lines.push(("", format!("endpoint = \"{}\"", found.endpoint.url)));
    }
    Told { lines, ..Told::default() }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use ibid_llm::{Context, ContextFrom};

    use super::*;

    fn report() -> Report {
        Report {
            address: "http://127.0.0.1:1/v1".to_owned(),
            reachable: Ok(()),
            models: Ok(vec!["tiny".to_owned()]),
            model: Ok("tiny".to_owned()),
            streaming: Ok(()),
            schema: Ok(Way::Schema),
            size: None,
            context: Context { tokens: 2048, from: ContextFrom::Server },
        }
    }

    #[test]
    fn one_fault_is_told_once() {
        let refused = || Err("the key is refused".to_owned());
        let all = Report {
            models: refused().map(|()| vec![]),
            streaming: refused(),
            schema: refused().map(|()| Way::Schema),
            ..report()
        };
        assert_eq!(faults(&all), ["the key is refused"]);
        let silent = Report {
            reachable: Err("nobody".to_owned()),
            streaming: Err("not tried".to_owned()),
            ..report()
        };
        assert_eq!(faults(&silent), ["nobody"]);
        let listless = Report { models: Err("no such page".to_owned()), ..report() };
        assert_eq!(faults(&listless), Vec::<String>::new());
    }

    #[test]
    fn a_model_too_small_to_judge_is_worth_knowing_and_no_fault() {
        let sized = |size| Report { size, ..report() };
        for (size, told) in
            [(0.135, "about 135 million"), (1.54, "about 1.5 billion"), (2.0, "about 2 billion")]
        {
            let (notes, faults) = (notes(&sized(Some(size))), faults(&sized(Some(size))));
            assert!(notes.len() == 1 && notes[0].contains(told), "{notes:?}");
            assert_eq!(faults, Vec::<String>::new());
        }
        for size in [None, Some(3.0), Some(70.0)] {
            assert_eq!(notes(&sized(size)), Vec::<String>::new());
        }
    }

    #[test]
    fn a_model_that_is_not_listed_is_told_with_those_that_are() {
        let listed = |names: &[&str]| Report {
            models: Ok(names.iter().map(|&name| name.to_owned()).collect()),
            ..report()
        };
        assert_eq!(model(&listed(&["tiny"])), "tiny");
        assert_eq!(model(&listed(&["tiny", "large\u{1b}[2J"])), "tiny (listed: tiny, large)");
        assert_eq!(model(&listed(&["large"])), "tiny (not listed; what is: large)");
        assert_eq!(models(&vec!["m".to_owned(); 10]), "m, m, m, m, m, m, m, m and 2 more");
    }

    #[test]
    fn a_server_on_this_machine_is_offered_with_the_line_to_write() {
        let mut environment = Environment::new(Path::new("/cache"), Path::new("/ibid"));
        environment.user.file = Some("/home/ann/.config/ibid/config.toml".into());
        let endpoint = Endpoint::parse("http://127.0.0.1:11434").unwrap();
        let found = Found { name: "Ollama", endpoint, models: vec!["tiny".to_owned()] };
        let told: Vec<String> =
            none(&environment, &[found]).lines.into_iter().map(|(_, line)| line).collect();
        assert_eq!(
            told,
            [
                "none (ibid works without)",
                "Ollama runs on this machine (models: tiny);",
                "to use it, put this line into /home/ann/.config/ibid/config.toml:",
                "endpoint = \"http://127.0.0.1:11434\"",
            ]
        );
    }
}
