//! What is written where: answers to standard output, all else to standard error; bars and colours only where
//! somebody watches.

use std::io::{self, BufWriter, StdoutLock, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anstream::{AutoStream, ColorChoice};
use clap::ValueEnum;
use ibid_report::human::Look;
use ibid_workspace::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use tracing_subscriber::Layer as _;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// Columns where there is no terminal to ask.
const WIDTH: u16 = 100;
/// The widest that lines can still be read.
const WIDEST: u16 = 110;

/// How often what is waited for shows that it lives.
const TICK: Duration = Duration::from_millis(100);

/// Whether nothing but answers, and why there is none, is written. Set once, before anything is.
static QUIET: AtomicBool = AtomicBool::new(false);

/// How much is written, and in which colours; the same for all subcommands.
#[derive(clap::Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Manner {
    /// When to write in colours; `auto` is on a terminal, unless NO_COLOR is set
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = Colour::Auto, hide_possible_values = true)]
    color: Colour,
    /// Write the answer alone, or why there is none: no progress, notes, warnings or totals
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Say on standard error what is read, from where, and how long it takes
    #[arg(short, long, global = true)]
    verbose: bool,
}

/// When to write in colours.
#[derive(Clone, Copy, ValueEnum)]
enum Colour {
    Auto,
    Always,
    Never,
}

impl Manner {
    /// Holds from here on, for the whole program.
    pub(crate) fn begin(&self) {
        match self.color {
            Colour::Auto => {}
            Colour::Always => ColorChoice::Always.write_global(),
            Colour::Never => ColorChoice::Never.write_global(),
        }
        QUIET.store(self.quiet, Ordering::Relaxed);
        show_own_words(match (self.quiet, self.verbose) {
            (true, _) => LevelFilter::ERROR,
            (_, true) => LevelFilter::DEBUG,
            _ => LevelFilter::WARN,
        });
    }
}

/// Whether the answer alone is wanted.
pub(crate) fn is_quiet() -> bool {
    QUIET.load(Ordering::Relaxed)
}

/// Standard output, and how it looks there.
pub(crate) struct Output {
    stream: BufWriter<StdoutLock<'static>>,
    /// How text looks there.
    pub(crate) look: Look,
}

impl Output {
    /// Standard output, with colours as `--color` says; else if it is a terminal that has them and `NO_COLOR` is not set.
    pub(crate) fn new() -> Output {
        let colour = AutoStream::choice(&io::stdout()) != ColorChoice::Never;
        let columns =
            console::Term::stdout().size_checked().map_or(WIDTH, |(_, columns)| columns.min(WIDEST));
        Output {
            stream: BufWriter::new(io::stdout().lock()),
            look: Look { colour, width: usize::from(columns) },
        }
    }

    /// Writes `text` as it is.
    pub(crate) fn write(&mut self, text: &str) -> io::Result<()> {
        self.stream.write_all(text.as_bytes())
    }

    /// Writes `text` and ends the line.
    pub(crate) fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.stream, "{text}")
    }

    /// Sees that all of it arrives.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

/// Says one line on standard error that is good to know.
pub(crate) fn note(text: &str) {
    if !is_quiet() {
        fault(text);
    }
}

/// Says one line on standard error: why something could not be done.
pub(crate) fn fault(text: &str) {
    let text = ibid_report::one_line(text);
    // Whoever closed standard error does not want to know.
    let _ = writeln!(io::stderr(), "ibid: {text}");
}

/// Shows what ibid's own rooms say from `least` on, such as of a damaged index, on standard error.
fn show_own_words(least: LevelFilter) {
    let own = Targets::new().with_target("ibid", least);
    let lines = tracing_subscriber::fmt::layer().with_writer(io::stderr).with_ansi(false).without_time();
    let plain = lines.with_level(false).with_target(false).with_filter(own);
    // A second call would find the first one's.
    let _ = tracing_subscriber::registry().with(plain).try_init();
}

/// A bar on standard error, if that is a terminal and somebody wants to see it.
fn bar(length: Option<u64>, template: &str) -> ProgressBar {
    let target = if is_quiet() { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let bar = ProgressBar::with_draw_target(length, target);
    ProgressStyle::with_template(template).map_or(bar.clone(), |style| bar.with_style(style))
}

/// A word on standard error, if that is a terminal, that something is waited for; gone when dropped.
pub(crate) struct Waiting(ProgressBar);

impl Waiting {
    /// Says that ibid is at `what`, as "asking the model".
    pub(crate) fn new(what: &'static str) -> Waiting {
        let waiting = bar(None, "{spinner} {msg} ({elapsed})");
        waiting.set_message(what);
        waiting.enable_steady_tick(TICK);
        Waiting(waiting)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// A bar on standard error, if that is a terminal.
pub(crate) struct Bar(ProgressBar);

impl Bar {
    /// A bar that shows itself with the first progress.
    pub(crate) fn new() -> Bar {
        Bar(bar(None, "reading sources [{bar:30}] {pos}/{len} {msg}"))
    }

    /// Shows how far reading has come.
    pub(crate) fn show(&self, progress: &Progress) {
        let name = progress.file.file_name().unwrap_or_default().to_string_lossy();
        self.0.set_length(progress.total as u64);
        self.0.set_position(progress.done as u64);
        self.0.set_message(ibid_report::one_line(&name));
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// A bar on standard error, if that is a terminal, of work whose steps are all alike; gone when dropped.
pub(crate) struct Steps(ProgressBar);

impl Steps {
    /// Says that ibid is at `what`, as "asking the judge", in `total` steps.
    pub(crate) fn new(what: &str, total: usize) -> Steps {
        let bar = bar(Some(total as u64), "{msg} [{bar:30}] {pos}/{len} ({elapsed})");
        bar.set_message(what.to_owned());
        bar.enable_steady_tick(TICK);
        Steps(bar)
    }

    /// Shows how many steps are done.
    pub(crate) fn show(&self, done: usize) {
        self.0.set_position(done as u64);
    }
}

impl Drop for Steps {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
