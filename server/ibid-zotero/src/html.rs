//! The plain text of a note, which Zotero keeps as HTML.

/// Elements after which a new line begins.
const BLOCKS: [&str; 12] = ["p", "div", "br", "li", "tr", "blockquote", "h1", "h2", "h3", "h4", "h5", "pre"];

/// The text of `html`, a line a block. What looks like markup and is none may be lost; nothing is taken for more than text.
pub(crate) fn text(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        out.push_str(&entities(&rest[..open]));
        let Some(close) = rest[open..].find('>') else {
            rest = "";
            break;
        };
        let tag = rest[open + 1..open + close].trim_start_matches('/');
        let name =
            tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
        if BLOCKS.contains(&name.as_str()) {
            out.push('\n');
        }
        rest = &rest[open + close + 1..];
    }
    out.push_str(&entities(rest));
    let lines = out.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|b| b == b';');
        match end.and_then(|end| Some((end, entity(&rest[1..end])?))) {
            Some((end, c)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

fn entity(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_lines_and_nothing_is_markup() {
        let html = "<div class=\"zotero-note\"><h1>Talk</h1><p>He said <b>“no”</b> &amp; left&#x2e;</p><ul><li>a&nbsp;b</li></ul></div>";
        assert_eq!(text(html), "Talk\nHe said “no” & left.\na b");
    }

    #[test]
    fn any_text_is_taken() {
        for (html, expected) in [
            ("", ""),
            ("a < b", "a"),
            ("&", "&"),
            ("&#99999999;", "&#99999999;"),
            ("1 &lt; 2", "1 < 2"),
            ("&甲;", "&甲;"),
        ] {
            assert_eq!(text(html), expected, "{html}");
        }
    }
}
