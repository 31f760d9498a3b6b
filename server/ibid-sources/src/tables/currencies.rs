//! Currencies that go before the number: signs ("US$") and codes ("SEK").

/// Codes of currencies; those that are words too ("TRY", "ALL") are left out.
#[rustfmt::skip]
const CODES: &[&str] = &[
    "AED", "ARS", "AUD", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "DKK", "EGP", "EUR", "GBP", "HKD",
    "HUF", "IDR", "ILS", "INR", "JPY", "KES", "KRW", "MXN", "MYR", "NGN", "NOK", "NZD", "PHP", "PKR", "PLN",
    "RMB", "RON", "RUB", "SAR", "SEK", "SGD", "THB", "TWD", "UAH", "USD", "VND", "ZAR",
];
const SIGNS: &[char] = &['$', '€', '£', '¥', '￥', '₩', '₹', '₽'];

/// The currency at the start of `text` as it goes before a number ("US$", "SEK "), and the rest.
pub(super) fn currency(text: &str) -> Option<(String, &str)> {
    sign(text).or_else(|| code(text))
}

/// Where a currency sign begins in `text`, its letters included ("US$").
pub(super) fn find_sign(text: &str) -> Option<usize> {
    let at = text.find(SIGNS)?;
    Some(text[..at].trim_end_matches(|c: char| c.is_ascii_uppercase()).len())
}

fn sign(text: &str) -> Option<(String, &str)> {
    let at = text.find(SIGNS).filter(|at| *at <= 3)?;
    let end = at + text[at..].chars().next()?.len_utf8();
    let letters = text[..at].chars().all(|c| c.is_ascii_uppercase());
    letters.then(|| (text[..end].to_owned(), text[end..].trim_start()))
}

fn code(text: &str) -> Option<(String, &str)> {
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (code, rest) = text.split_at(end);
    CODES.contains(&code).then(|| (format!("{code} "), rest.trim_start()))
}
