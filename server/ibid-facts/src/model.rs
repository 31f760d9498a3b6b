//! What a fact is.

use ibid_text::Span;

/// One checkable part of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// The words that state it, unit and scale included ("about 180 billion yuan", "10 June 2025"),
    /// a modifier ("about", "more than") left out.
    pub span: Span,
    /// What it states.
    pub value: Value,
}

/// What a fact states.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// An amount of something.
    Quantity(Quantity),
    /// A point or stretch in the calendar, as far as it is stated.
    Date(Date),
    /// A rank ("third", "第三").
    Ordinal(u64),
}

/// An amount.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// The amount in the dimension's base unit (see [`Dimension`]); a range's lower end.
    pub low: f64,
    /// A range's upper end; `low` for a single amount.
    pub high: f64,
    /// The step of the last digit that was written, in the base unit: 180 billion has 1e9 ("1.8 trillion" 1e11);
    /// what rounding can explain is half of it.
    pub step: f64,
    /// What is measured, unit and all.
    pub dimension: Dimension,
    /// What the writer put before it.
    pub bound: Bound,
    /// Whether it is a level, or how much a level moved and which way.
    pub change: Change,
    /// Whether it was spelt in words ("three"), which small writer's own counts are.
    pub in_words: bool,
}

/// What is measured; two quantities compare only within one dimension.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// A number with no unit or thing ("a factor of 3" is [`Dimension::Factor`]).
    Number,
    /// How many of a thing: the stem of the noun ("chip").
    Count(String),
    /// Money in this currency by ISO code ("CNY"); "?" where only "dollar" and the like is said.
    Money(String),
    /// A share, in percent (0 to 100 and beyond).
    Percent,
    /// A difference of shares, in percentage points.
    PercentagePoints,
    /// A multiple ("twice", "3 times", "a factor of 3").
    Factor,
    /// A length of time in seconds.
    Duration,
    /// An age in years.
    Age,
    /// A physical amount in this SI base ("m", "m2", "m3", "kg", "W", "J", "B", "K", "Hz", "V", "A", "m/s" …).
    Physical(&'static str),
}

/// What stands before an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// Nothing.
    Exact,
    /// "about", "some": near it.
    About,
    /// "just over", "slightly more than": near it, and no less.
    JustOver,
    /// "just under", "nearly", "almost": near it, and no more.
    JustUnder,
    /// "more than", "over", "at least".
    AtLeast,
    /// "less than", "under", "at most", "up to".
    AtMost,
}

impl Bound {
    /// Whether an amount is told as the least or the most, and not as itself.
    pub fn is_limit(self) -> bool {
        matches!(self, Bound::AtLeast | Bound::AtMost)
    }

    /// Whether an amount is told as near to what it is.
    pub fn is_near(self) -> bool {
        matches!(self, Bound::About | Bound::JustOver | Bound::JustUnder)
    }
}

/// Level or movement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// A level ("exports were 5 tonnes"; "rose to 5 tonnes").
    Level,
    /// A rise by the amount ("rose 3.1 percent", "an increase of 3.1 percent").
    Up,
    /// A fall by the amount.
    Down,
    /// A difference whose direction is not said.
    By,
}

impl Change {
    /// Whether one is a rise and the other a fall.
    pub fn opposes(self, other: Change) -> bool {
        matches!((self, other), (Change::Up, Change::Down) | (Change::Down, Change::Up))
    }
}

/// A date or period; parts that are not stated are `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Date {
    /// Year of the common era, negative before it.
    pub year: Option<i32>,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31.
    pub day: Option<u8>,
    /// The day of the week, if it is said: 0 Monday to 6 Sunday.
    pub weekday: Option<u8>,
    /// A coarser or odder period.
    pub period: Option<Period>,
    /// The last day or year of a range ("2019 to 2022").
    pub until: Option<Box<Date>>,
}

/// Periods other than years, months and days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// The ten years from `year`; "the 1940s" has year 1940.
    Decade,
    /// The hundred years from `year`; "the 19th century" has year 1801.
    Century,
    /// A quarter of the year, 1 to 4.
    Quarter(u8),
    /// A half of the year, 1 or 2.
    Half(u8),
    /// A season of the year, 0 spring to 3 winter.
    Season(u8),
}

/// How a claim's fact stands to a source's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// The same value, or the same in another form or unit.
    Same,
    /// Rounded, partial or within the other's bound.
    Compatible,
    /// Another value of the same dimension.
    Different,
    /// Not of one dimension, or with nothing stated by both.
    Unrelated,
}
