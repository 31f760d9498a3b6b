//! `ibid eval`: how well the user's own model judges, on claims whose verdicts people have given.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use ibid_check::{Inquiry, Said, Verdict};
use ibid_evidence::{Resolved, SourceText};
use ibid_sources::{ContentHash, extract};
use serde::Deserialize;

use crate::libraries::{self, Libraries};
use crate::model::Model;
use crate::terminal::{self, Output, Steps};

const AFTER_HELP: &str = "\
FILE has one JSON object a line:
  {\"claim\": \"The tax cut emissions.\", \"source\": \"The tax slowed the rise…\", \"verdict\": \"contradicted\"}

The verdict is what people say: supported, contradicted or unsupported. The model is the one that your settings name; what it
has answered before is not asked again.

Examples:
  ibid eval --judge claims.jsonl              how often your model is right, and how
  ibid eval --judge claims.jsonl --limit 50   on the first 50 claims";

/// Measure how well your own model judges
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Args {
    /// Claims with their sources and verdicts
    #[arg(long, value_name = "FILE")]
    judge: PathBuf,
    /// The first so many claims alone
    #[arg(long)]
    limit: Option<usize>,
}

/// A claim whose verdict is known.
#[derive(Deserialize)]
struct Example {
    claim: String,
    source: String,
    verdict: Label,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Label {
    Supported,
    Contradicted,
    Unsupported,
}

impl Label {
    const ALL: [Label; 3] = [Label::Supported, Label::Contradicted, Label::Unsupported];

    fn verdict(self) -> Verdict {
        match self {
            Label::Supported => Verdict::Supported,
            Label::Contradicted => Verdict::Contradicted,
            Label::Unsupported => Verdict::Unsupported,
        }
    }
}

/// Asks the model about each claim, and prints a table.
pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let here = libraries::current_folder()?;
    let examples = examples(&args.judge, args.limit)?;
    let mut libraries = Libraries::new()?;
    let settings = libraries.project_of_folder(&here).settings;
    let model = Model::new(&libraries.environment, &settings)?;
    let inquiries: Vec<Option<Arc<Inquiry>>> =
        examples.iter().map(|example| inquiry(&model, example).map(Arc::new)).collect();
    let begun = Instant::now();
    let steps = Steps::new("asking the judge", examples.len());
    let asked = model
        .ask(inquiries.iter().flatten().cloned().collect(), Arc::new(|| Ok(())), |done| steps.show(done));
    drop(steps);
    if let Err(fault) = &asked {
        terminal::fault(fault);
    }
    let took = begun.elapsed();
    let verdict = |inquiry: &Option<Arc<Inquiry>>| {
        inquiry.as_ref().and_then(|i| model.judge.known(i)).map_or(Verdict::Unknown, |judged| judged.verdict)
    };
    let judged: Vec<(Verdict, Verdict)> =
        examples.iter().zip(&inquiries).map(|(e, inquiry)| (e.verdict.verdict(), verdict(inquiry))).collect();
    let mut output = Output::new();
    output.write(&table(&judged, took))?;
    output.finish()?;
    Ok(if asked.is_ok() { ExitCode::SUCCESS } else { ExitCode::from(crate::cli::COULD_NOT_RUN) })
}

fn examples(file: &Path, limit: Option<usize>) -> anyhow::Result<Vec<Example>> {
    let name = file.display();
    let text = std::fs::read_to_string(file).with_context(|| format!("{name}: cannot be read"))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let example = |(number, line): (usize, &str)| {
        serde_json::from_str(line)
            .with_context(|| format!("{name}, line {}: not the form of an example", number + 1))
    };
    let examples: Vec<Example> =
        lines.take(limit.unwrap_or(usize::MAX)).map(example).collect::<anyhow::Result<_>>()?;
    if examples.is_empty() {
        bail!("{name}: there is no claim in it");
    }
    Ok(examples)
}

fn inquiry(model: &Model, example: &Example) -> Option<Inquiry> {
    let path = PathBuf::from("source.txt");
    let extracted = extract(&path, example.source.as_bytes()).ok()?;
    let hash = ContentHash::of(example.source.as_bytes());
    let source = Resolved { reference: None, text: Arc::new(SourceText::new(path, hash, extracted)) };
    let (text, written) = (example.claim.clone(), example.claim.clone());
    model.judge.inquiry_into(&Said { text, written, before: String::new() }, &[source])
}

/// A row for each verdict that people gave, a column for each that the model gave, and what follows from them.
fn table(judged: &[(Verdict, Verdict)], took: Duration) -> String {
    const GIVEN: [Verdict; 4] =
        [Verdict::Supported, Verdict::Contradicted, Verdict::Unsupported, Verdict::Unknown];
    let count = |people: Verdict, model: Verdict| judged.iter().filter(|j| **j == (people, model)).count();
    let mut table = format!("{:14}", "people say");
    GIVEN.iter().for_each(|model| table.push_str(&format!("{:>14}", model.as_str())));
    table.push_str(&format!("{:>11}{:>9}{:>6}\n", "precision", "recall", "F1"));
    let mut scores = Vec::new();
    for people in Label::ALL.map(Label::verdict) {
        let row = GIVEN.map(|model| count(people, model));
        let (right, all) = (count(people, people), row.iter().sum::<usize>());
        let said = judged.iter().filter(|(_, model)| *model == people).count();
        let (precision, recall) = (share(right, said), share(right, all));
        let f1 = 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE);
        scores.extend((all > 0).then_some(f1));
        table.push_str(&format!("{:14}", people.as_str()));
        row.iter().for_each(|count| table.push_str(&format!("{count:>14}")));
        table.push_str(&format!("{precision:>11.2}{recall:>9.2}{f1:>6.2}\n"));
    }
    let right = judged.iter().filter(|(people, model)| people == model).count();
    let unknown = judged.iter().filter(|(_, model)| *model == Verdict::Unknown).count();
    table.push_str(&format!(
        "\n{} claims: {:.0}% right, {:.0}% unknown, mean F1 {:.2}; {:.1} s a claim\n",
        judged.len(),
        100.0 * share(right, judged.len()),
        100.0 * share(unknown, judged.len()),
        scores.iter().sum::<f64>() / scores.len().max(1) as f64,
        took.as_secs_f64() / judged.len().max(1) as f64,
    ));
    table
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}
