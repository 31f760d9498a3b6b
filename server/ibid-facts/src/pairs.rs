//! Figures told as a pair: "by 6.4 and 0.7 percent", "from 5 or 6 to 7 million". The unit is said once, behind
//! the last, and the direction once, before the first.

use crate::{Change, Dimension, Fact, Quantity, Value};

/// Gives each of a pair what only the other was given.
pub(crate) fn complete(text: &str, facts: &mut [Fact]) {
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
