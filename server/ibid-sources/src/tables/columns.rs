//! A column: what it is called, its unit, and whether it takes one from its row or the caption.

use super::{
    Table,
    captions::Caption,
    headers, is_blank, numbers,
    units::{self, Unit},
};
use crate::builder::joins_closely;

/// A column of a table.
pub(super) struct Column {
    /// Its header without the unit.
    pub(super) label: String,
    /// Whether its cells are the units of their rows.
    pub(super) gives_units: bool,
    own: Option<Unit>,
    from_caption: Option<Unit>,
    kind: Kind,
}

/// What a column's numbers are.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Amount,
    /// A share, rate or change, which is not in the unit of the amounts beside it.
    Rate,
    /// Years, ranks and other labels.
    Label,
}

#[rustfmt::skip]
const UNIT_COLUMNS: &[&str] = &[
    "unit", "units", "unitofmeasure", "unitsofmeasure", "unitofmeasurement", "单位", "计量单位",
];
#[rustfmt::skip]
const LABELS: &[&str] = &[
    "rank", "ranking", "no", "nr", "#", "№", "position", "code", "序号", "排名", "位次", "名次",
    "编号", "代码",
];
#[rustfmt::skip]
const RATES: &[&str] = &[
    "share", "shares", "rate", "rates", "ratio", "index", "growth", "change", "percentage", "per", "cagr",
];
const CHINESE_RATES: &[&str] =
    &["率", "占比", "比重", "同比", "环比", "比上年", "指数", "增长", "增速", "速度", "人均"];

impl Column {
    /// The column at `at`.
    pub(super) fn read(table: &Table, at: usize, caption: &Caption) -> Column {
        let (label, own) = joined(table.header.iter().filter_map(|row| row.get(at)));
        let mut cells = table.rows.iter().filter_map(|row| row.get(at)).filter(|cell| !is_blank(cell));
        let years = cells.clone().next().is_some() && cells.all(|cell| numbers::is_year(cell));
        let own = own.filter(|unit| !(years && unit.is_years()));
        let kind = if years { Kind::Label } else { kind(&label) };
        Column {
            gives_units: at > 0 && gives_units(&label),
            from_caption: caption.unit_of(&label).cloned(),
            kind,
            label,
            own,
        }
    }

    /// A cell of the column with its unit; `row` is the unit that its row names.
    pub(super) fn value(&self, cell: &str, row: Option<&Unit>) -> String {
        let lent = row.or(self.from_caption.as_ref()).filter(|unit| match self.kind {
            Kind::Amount => true,
            Kind::Rate => unit.is_percent(),
            Kind::Label => false,
        });
        self.own.as_ref().or(lent).map_or_else(|| cell.to_owned(), |unit| unit.put(cell))
    }
}

/// Whether the cells of a column called `label` are the units of their rows.
pub(crate) fn gives_units(label: &str) -> bool {
    let spaceless: String = label.split_whitespace().collect::<String>().to_lowercase();
    UNIT_COLUMNS.contains(&spaceless.as_str())
}

/// The unit that a row names, in a column of units or at its label ("Mean temperature (°C)").
pub(super) fn unit_of_row(row: &[String], columns: &[Column]) -> Option<Unit> {
    let column = columns.iter().position(|column| column.gives_units);
    let given = column.and_then(|at| row.get(at)).filter(|cell| !is_blank(cell));
    let named = || row.first().and_then(|label| headers::marked(label)).map(|(_, unit)| unit);
    given.and_then(|cell| units::declared(cell)).or_else(named)
}

/// The name and unit of a column from what stands above it, the lowest unit counting.
fn joined<'a>(levels: impl Iterator<Item = &'a String>) -> (String, Option<Unit>) {
    let mut levels: Vec<&str> = levels.map(|level| level.trim()).filter(|level| !level.is_empty()).collect();
    levels.dedup();
    let mut name = String::new();
    let mut unit = None;
    for level in &levels {
        let (said, own) = headers::split(level);
        join(&mut name, &said);
        unit = own.or(unit);
    }
    if name.is_empty() {
        name = levels.last().copied().unwrap_or_default().to_owned();
    }
    (name, unit)
}

fn join(name: &mut String, more: &str) {
    if let (Some(last), Some(next)) = (name.chars().next_back(), more.chars().next())
        && !joins_closely(last, next)
    {
        name.push(' ');
    }
    name.push_str(more);
}

fn kind(label: &str) -> Kind {
    let lower = label.to_lowercase();
    let bare = lower.trim_end_matches('.');
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    if LABELS.contains(&bare) {
        return Kind::Label;
    }
    let rate =
        words.any(|word| RATES.contains(&word)) || CHINESE_RATES.iter().any(|sign| label.contains(sign));
    if rate { Kind::Rate } else { Kind::Amount }
}
