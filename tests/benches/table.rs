//! Measurements as rows of a table.

use std::time::Duration;

/// What was measured.
pub(crate) enum Measured {
    /// Times of single events.
    Times(Vec<Duration>),
    /// One figure with its unit.
    Figure(f64, &'static str),
    /// How much more there is after so many events, with its unit.
    Growth(Vec<(usize, f64)>, &'static str),
}

pub(crate) fn head() {
    println!("{:<52} {:>9} {:>9} {:>9} {:>6}  target", "", "p50", "p95", "p99", "n");
}

pub(crate) fn row(name: &str, target: &str, measured: &Measured) {
    match measured {
        Measured::Times(times) => {
            let mut times = times.clone();
            times.sort_unstable();
            let at = |share| milliseconds(percentile(&times, share));
            println!(
                "{name:<52} {:>9} {:>9} {:>9} {:>6}  {target}",
                at(0.50),
                at(0.95),
                at(0.99),
                times.len()
            );
        }
        Measured::Figure(figure, unit) => {
            println!(
                "{name:<52} {:>9} {:>9} {:>9} {:>6}  {target}",
                format!("{figure:.1} {unit}"),
                "",
                "",
                1
            );
        }
        Measured::Growth(points, unit) => {
            let points: Vec<String> =
                points.iter().map(|(count, grown)| format!("{grown:+.1} {unit} at {count}")).collect();
            println!("{name:<52} {}  {target}", points.join(", "));
        }
    }
}

/// The smallest of `sorted` that is not below the `share` of them.
fn percentile(sorted: &[Duration], share: f64) -> Duration {
    let rank = (share * sorted.len() as f64).ceil() as usize;
    sorted[rank.clamp(1, sorted.len()) - 1]
}

fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}
