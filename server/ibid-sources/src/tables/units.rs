//! Units as headers and captions write them ("US$ million", "%", "thousands of tonnes", "亿元"), and how
//! they go with a number.

use ibid_facts::{Dimension, Value, facts};
use ibid_text::{Language, is_cjk};

use super::{currencies::currency, numbers};

/// What stands around each number.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Unit {
    before: String,
    after: String,
}

/// A unit that was read, and whether the phrase says no more than it.
pub(super) struct Found {
    pub(super) unit: Unit,
    pub(super) whole: bool,
}

/// A longer phrase is no unit (in bytes).
const LONGEST: usize = 60;
/// Scales by how they are written; the letters at the end stand only beside a currency.
#[rustfmt::skip]
const SCALES: &[(&str, &str)] = &[
    ("hundred", "hundred"), ("hundreds", "hundred"), ("thousand", "thousand"), ("thousands", "thousand"),
    ("million", "million"), ("millions", "million"), ("mn", "million"), ("mln", "million"),
    ("billion", "billion"), ("billions", "billion"), ("bn", "billion"), ("bln", "billion"),
    ("trillion", "trillion"), ("trillions", "trillion"), ("tn", "trillion"), ("trn", "trillion"),
    ("k", "thousand"), ("m", "million"), ("b", "billion"), ("t", "trillion"),
];
/// What parts the words of a header or caption.
pub(super) const SEPARATORS: [char; 5] = [',', '，', ';', '；', '、'];
/// "Thousand" in figures.
const THOUSANDS: &[&str] = &["'000s", "'000", "’000s", "’000", "000s", "000", "1,000", "1000"];
const CHINESE_SCALES: &[&str] = &["万亿", "千万", "百万", "亿", "万", "千"];
/// What is counted, where a phrase is no more than that.
const COUNTED: &str = "个家人名户台辆套件只头艘架所座条次例份张宗枚块株羽口";
#[rustfmt::skip]
const THINGS: &[&str] = &[
    "persons", "people", "inhabitants", "households", "barrels", "bbl", "vehicles", "jobs",
];
/// Physical units beyond those that facts are read in.
#[rustfmt::skip]
const SYMBOLS: &[&str] = &[
    "‰", "ppm", "ppb", "PB", "Gb", "Tb", "V", "dB", "Pa", "hPa", "kPa", "MPa", "µm", "μm", "µg", "μg",
    "µs", "ms", "kt", "Gt", "toe", "ktoe", "Mtoe", "TEU", "dwt", "TJ", "PJ", "EJ", "Wh", "mAh", "kcal",
    "teraflops", "petaflops", "gigaflops", "exaflops", "TFLOPS", "PFLOPS", "TOPS",
];
const PERCENT: &[&str] = &["percentage", "percent", "per cent", "pct", "%", "％"];
const POINTS: &[&str] = &["percentage point", "percent point", "per cent point", "% point"];

impl Unit {
    fn after(after: &str) -> Unit {
        Unit { before: String::new(), after: after.to_owned() }
    }

    /// A unit that is there but cannot stand beside a number ("per 100,000", "2015 = 100").
    fn untold() -> Unit {
        Unit::default()
    }

    /// Whether it is a share.
    pub(super) fn is_percent(&self) -> bool {
        self.after == "%"
    }

    /// Whether it counts years, as the column of the years themselves may say.
    pub(super) fn is_years(&self) -> bool {
        matches!(self.after.as_str(), "year" | "years" | "年" | "年份")
    }

    /// A cell with the unit at its number, marks of notes left out; a cell that is no number as it is.
    pub(super) fn put(&self, cell: &str) -> String {
        let Some(digits) = numbers::digits(cell) else { return cell.to_owned() };
        let space = if self.is_glued() { "" } else { " " };
        let (sign, rest) = cell.split_at(digits.start);
        let number = &rest[..digits.len()];
        format!("{sign}{}{number}{space}{}", self.before, self.after)
    }

    fn is_glued(&self) -> bool {
        self.after.starts_with(|c: char| is_cjk(c) || "%‰/".contains(c)) || self.after.is_empty()
    }
}

/// The unit that `phrase` is, or begins with.
pub(super) fn read(phrase: &str) -> Option<Found> {
    let phrase = phrase.trim();
    let phrase = phrase.strip_prefix("in ").or_else(|| phrase.strip_prefix("In ")).unwrap_or(phrase);
    // "2023 (year)" is of all of it, and counts none.
    let is_period = matches!(phrase.to_lowercase().as_str(), "year" | "quarter" | "month");
    if phrase.is_empty() || phrase.len() > LONGEST || is_period {
        return None;
    }
    let (head, rest) = commas(phrase).next().map_or((phrase, ""), |at| phrase.split_at(at));
    let rest = rest.trim_start_matches(SEPARATORS);
    // Two units are of two kinds of column, and nothing says which is of which.
    // "Per cent; mean debt of borrowers in crowns" has a unit of its own for the other.
    if read(rest).is_some() || rest.contains(" in ") {
        return None;
    }
    one(head.trim()).map(|found| Found { whole: found.whole && rest.trim().is_empty(), ..found })
}

/// The unit that stands after "Unit:", where any word is one.
pub(super) fn declared(phrase: &str) -> Option<Unit> {
    let phrase = phrase.trim();
    if phrase.is_empty() || phrase.len() > LONGEST || commas(phrase).next().is_some() {
        return None;
    }
    let phrase = phrase.strip_prefix("in ").unwrap_or(phrase);
    let lettered = phrase.chars().all(|c| c.is_alphabetic() || " /²³°-".contains(c));
    one(phrase).map(|found| found.unit).or_else(|| lettered.then(|| Unit::after(phrase)))
}

/// Where the commas and their like stand that part what is said, and not the digits of a number.
pub(super) fn commas(text: &str) -> impl DoubleEndedIterator<Item = usize> {
    let parts = |at: &usize| !text[at + 1..].starts_with(|c: char| c.is_ascii_digit());
    text.match_indices(SEPARATORS)
        .map(|(at, _)| at)
        .filter(move |at| !text[*at..].starts_with(',') || parts(at))
}

fn one(head: &str) -> Option<Found> {
    let whole = |unit| Found { unit, whole: true };
    if let Some(found) = percent(head) {
        return Some(found);
    }
    if is_untold(head) {
        return Some(Found { unit: Unit::untold(), whole: false });
    }
    if head.starts_with(is_cjk) {
        return is_chinese(head).then(|| whole(Unit::after(head)));
    }
    amount(head).or_else(|| is_measure(head).then(|| whole(Unit::after(&uncapitalised(head)))))
}

/// A word as it stands inside a sentence; symbols ("Pa", "MHz") as they are.
fn uncapitalised(unit: &str) -> String {
    let word = unit.len() > 4 && unit.chars().skip(1).all(|c| c.is_ascii_lowercase());
    if word { unit.to_ascii_lowercase() } else { unit.to_owned() }
}

fn percent(head: &str) -> Option<Found> {
    let lower = head.to_ascii_lowercase();
    if POINTS.iter().any(|points| lower.starts_with(points)) {
        return Some(Found { unit: Unit::after("percentage points"), whole: true });
    }
    let ends = |rest: &&str| !rest.starts_with(char::is_alphabetic);
    let rest = PERCENT.iter().find_map(|sign| lower.strip_prefix(sign).filter(ends));
    let is_percent = rest.is_some() || lower.ends_with(['%', '％']);
    is_percent
        .then(|| Found { unit: Unit::after("%"), whole: rest.is_some_and(|rest| rest.trim().is_empty()) })
}

fn is_untold(head: &str) -> bool {
    let spaceless: String = head.split_whitespace().collect();
    ["per ", "每", "10,000 ", "10 000 ", "10000 ", "100,000 ", "100 million "]
        .iter()
        .any(|start| head.starts_with(start))
        || spaceless.ends_with("=100")
}

/// A currency, a scale, or both, with what is counted behind them.
fn amount(head: &str) -> Option<Found> {
    let (mut before, rest) = currency(head).unwrap_or((String::new(), head));
    let (scale, rest) = scale(rest, !before.is_empty());
    let mut rest = rest.strip_prefix("of ").unwrap_or(rest);
    if let Some((late, "")) = currency(rest).filter(|_| before.is_empty() && !scale.is_empty()) {
        (before, rest) = (late, "");
    }
    let rate = is_rate(rest);
    if scale.is_empty() && (before.is_empty() || !rest.is_empty() && !rate) {
        return None;
    }
    let said = rest.is_empty() || rate || before.is_empty() && is_thing(rest);
    let thing = if !said || rest == "units" { "" } else { rest };
    let space = if scale.is_empty() || thing.is_empty() || thing.starts_with('/') { "" } else { " " };
    Some(Found { unit: Unit { before, after: format!("{scale}{space}{thing}") }, whole: said })
}

/// The scale at the start, in its common spelling, and the rest.
fn scale(text: &str, money: bool) -> (&'static str, &str) {
    if let Some(rest) = THOUSANDS.iter().find_map(|figures| text.strip_prefix(figures)) {
        return ("thousand", rest.trim_start());
    }
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let word = text[..end].to_ascii_lowercase();
    let scale = SCALES.iter().find(|(written, _)| *written == word && (money || written.len() > 1));
    scale.map_or(("", text), |(_, scale)| (scale, text[end..].trim_start()))
}

fn is_rate(text: &str) -> bool {
    text.starts_with('/') || text.starts_with("per ")
}

fn is_thing(text: &str) -> bool {
    let word = |word: &str| word.starts_with(char::is_alphabetic) && !matches!(word, "and" | "or");
    text.split(' ').count() <= 4 && text.split(' ').all(word)
}

fn is_measure(head: &str) -> bool {
    let core = core(head);
    // A capital alone is a name more often than a unit: a grade, a group, an initial.
    let capital =
        core.len() == 1 && core.starts_with(|c: char| c.is_ascii_uppercase() && c != 'W' && c != 'V');
    let other = matches!(core, "time" | "Time");
    !capital && !other && (SYMBOLS.contains(&core) || THINGS.contains(&core) || is_known(core))
}

fn is_chinese(head: &str) -> bool {
    let counted = |rest: &str| rest.chars().count() <= 6 && rest.chars().all(|c| is_cjk(c) || c == '/');
    let scaled = CHINESE_SCALES.iter().find_map(|scale| head.strip_prefix(scale));
    let thousands = head == "千";
    let single = head.chars().count() == 1 && COUNTED.contains(head);
    scaled.is_some_and(counted) && !thousands || single || is_known(core(head))
}

/// What is measured of a rate ("TB" of "TB/s") or of a gas ("Mt" of "Mt CO2e").
fn core(head: &str) -> &str {
    let ends = ["/", " per ", " CO2", " CO₂"].iter().filter_map(|end| head.find(end));
    head[..ends.min().unwrap_or(head.len())].trim_end()
}

/// Whether a number with `unit` reads as an amount in it.
pub(super) fn is_known(unit: &str) -> bool {
    let space = if unit.starts_with(is_cjk) { "" } else { " " };
    let text = format!("5{space}{unit}");
    let found = facts(&text, Language::of(&text));
    let [fact] = found.as_slice() else { return false };
    let Value::Quantity(quantity) = &fact.value else { return false };
    let counts = matches!(quantity.dimension, Dimension::Number | Dimension::Count(_));
    !counts && fact.span.start == 0 && fact.span.end == text.len()
}
