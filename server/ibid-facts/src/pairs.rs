//! What one figure of a sentence leaves for another to say: "by 6.4 and 0.7 percent" has the unit behind the last
//! and the direction before the first; "60 yuan in 2010 and 190 now" has the unit behind the first.

use crate::{Change, Dimension, Fact, Quantity, Value};

/// How many times as large a bare number may be as the amount whose unit it takes over.
const APART: f64 = 20.0;

/// Gives each figure what only another was given.
pub(crate) fn complete(text: &str, facts: &mut [Fact]) {
    couple(text, facts);
    carry_units(text, facts);
    points_of_shares(facts);
}

/// Two figures side by side.
fn couple(text: &str, facts: &mut [Fact]) {
    for i in 1..facts.len() {
        let (first, second) = facts.split_at_mut(i);
        let (Some(first), Some(second)) = (first.last_mut(), second.first_mut()) else { continue };
        if !matches!(text[first.span.end..second.span.start].trim(), "and" | "or" | "和" | "与") {
            continue;
        }
        if let (Value::Quantity(a), Value::Quantity(b)) = (&mut first.value, &mut second.value) {
            share_unit(a, b);
            share_direction(a, b);
        }
    }
}

/// A bare number takes the share that the second is.
fn share_unit(first: &mut Quantity, second: &Quantity) {
    let share = matches!(second.dimension, Dimension::Percent | Dimension::PercentagePoints);
    if first.dimension == Dimension::Number && share {
        first.dimension = second.dimension.clone();
    }
}

fn share_direction(first: &Quantity, second: &mut Quantity) {
    if second.change == Change::Level && first.change != Change::Level && first.dimension == second.dimension
    {
        second.change = first.change;
    }
}

/// A bare number in digits that counts nothing takes over the unit of the amount told before it.
fn carry_units(text: &str, facts: &mut [Fact]) {
    let mut told: Option<Quantity> = None;
    for fact in facts {
        let Value::Quantity(quantity) = &mut fact.value else { continue };
        let bare = quantity.dimension == Dimension::Number && !quantity.in_words;
        match &told {
            Some(told) if bare && takes_over(told, quantity) && ends_there(&text[fact.span.end..]) => {
                quantity.dimension = told.dimension.clone();
            }
            _ if bare => told = None,
            _ => told = Some(quantity.clone()),
        }
    }
}

fn takes_over(told: &Quantity, bare: &Quantity) -> bool {
    let base = match &told.dimension {
        Dimension::Money(_) | Dimension::Percent => true,
        Dimension::Physical(_) | Dimension::Duration => told.step == 1.0,
        _ => false,
    };
    let kin = (1.0 / APART..=APART).contains(&(bare.low / told.low).abs());
    base && kin && told.change == Change::Level && bare.change == Change::Level
}

/// Whether nothing that could be counted stands after a number.
fn ends_there(rest: &str) -> bool {
    const AFTER: [&str; 14] =
        ["in", "now", "to", "at", "and", "or", "by", "from", "on", "a", "per", "today", "before", "after"];
    let rest = rest.trim_start();
    let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    word.is_empty() || AFTER.contains(&word)
}

/// "lost 4.8 points and fell to 88 percent": points, where shares are told.
fn points_of_shares(facts: &mut [Fact]) {
    let is_share = |f: &Fact| matches!(&f.value, Value::Quantity(q) if q.dimension == Dimension::Percent);
    if !facts.iter().any(is_share) {
        return;
    }
    for fact in facts {
        let Value::Quantity(quantity) = &mut fact.value else { continue };
        if matches!(&quantity.dimension, Dimension::Count(noun) if noun == "point") {
            quantity.dimension = Dimension::PercentagePoints;
            if quantity.change == Change::Level {
                quantity.change = Change::By;
            }
        }
    }
}
