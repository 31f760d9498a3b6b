//! How many parameters a model has, as its name or its server tells.

/// The parameters of the model called `name`, in thousands of millions, where the name says so: "qwen2.5:1.5b",
/// "SmolLM2-135M-Instruct", "mixtral-8x7b".
pub(crate) fn from_name(name: &str) -> Option<f64> {
    let parts = name.split(|c: char| !c.is_ascii_alphanumeric() && c != '.');
    // Of several, as in "30B-A3B", the largest counts.
    parts.filter_map(size).max_by(f64::total_cmp)
}

/// The parameters as `text` gives them: "1.5B", "134.52M", "8x7b".
pub(crate) fn size(text: &str) -> Option<f64> {
    const LEAST_MILLIONS: f64 = 20.0;
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let mut product = 1.0;
    for factor in number.split(['x', 'X']) {
        let plain = factor.starts_with(|c: char| c.is_ascii_digit())
            && factor.ends_with(|c: char| c.is_ascii_digit());
        product *= factor.parse::<f64>().ok().filter(|_| plain)?;
    }
    match unit {
        "b" | "B" => Some(product),
        // "1m" is a context.
        "m" | "M" => Some(product / 1000.0).filter(|_| product >= LEAST_MILLIONS),
        _ => None,
    }
}
