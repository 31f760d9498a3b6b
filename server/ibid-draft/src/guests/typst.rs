//! Typst.

use ibid_text::Span;

use super::lines::{self, LineKind, Stretch};
use super::{Found, Guest, Scanning, group, inside, put};
use crate::cut::Cut;
use crate::inline::{Mark, Marks, emphasis, link_to, locator};
use crate::structure::Structure;
use crate::{Citation, CitationForm, NamedFile, Target};

pub(super) struct Typst;

/// Keywords whose line is code.
const STATEMENTS: [&str; 7] = ["let", "set", "show", "import", "include", "if", "for"];

impl Guest for Typst {
    fn cut(&self, text: &str) -> Vec<Cut> {
        lines::cut(text, opens, |_| false)
    }

    fn structure(&self, text: &str) -> Structure {
        lines::structure(text, None, |line| {
            let line = line.trim_start();
            if line.trim_start_matches('=').starts_with(' ') && line.starts_with('=') {
                return LineKind::Heading;
            }
            if line.starts_with("//") || is_statement(line) {
                return LineKind::Markup;
            }
            match item(line) {
                Some(_) => LineKind::Item(0),
                None => LineKind::Prose,
            }
        })
    }

    fn prose(&self, text: String) -> String {
        let mut bytes = text.clone().into_bytes();
        for (at, _) in text.match_indices('~') {
            put(&mut bytes, at, b' ');
        }
        for (at, mark) in text.match_indices("#quote") {
            let after = at + mark.len();
            let after = group(&text, after, b'(', b')').map_or(after, |options| options.end);
            if let Some(body) = group(&text, after, b'[', b']') {
                put(&mut bytes, body.start, b'"');
                put(&mut bytes, body.end - 1, b'"');
            }
        }
        String::from_utf8(bytes).unwrap_or(text)
    }

    fn scan(&self, text: &str, marks: &mut Marks) -> Found {
        let mut scan = Scan { text, marks, found: Found::default() };
        scan.head();
        scan.range(0, text.len(), 0);
        emphasis(text, scan.marks);
        scan.found
    }

    fn bibliographies(&self, text: &str) -> Vec<(Span, String)> {
        let mut found = Vec::new();
        for (at, mark) in text.match_indices("#bibliography(") {
            let line = text[..at].rsplit('\n').next().unwrap_or_default();
            let Some(arguments) =
                group(text, at + mark.len() - 1, b'(', b')').filter(|_| !line.contains("//"))
            else {
                continue;
            };
            let mut start = arguments.start;
            // Named arguments come after the paths: `style: "apa"` is none.
            while let Some(open) = text[start..arguments.end].find('"').map(|open| start + open + 1) {
                let named = text[start..open - 1].contains(':');
                let Some(len) = text[open..arguments.end].find('"') else { break };
                if !named && len > 0 {
                    found.push((Span::new(open, open + len), text[open..open + len].to_owned()));
                }
                start = open + len + 1;
            }
        }
        found
    }

    fn half_typed_path<'t>(&self, line: &'t str) -> Option<(NamedFile, &'t str)> {
        let (_, arguments) = line.rsplit_once("#bibliography(")?;
        let (before, typed) = arguments.rsplit_once('"')?;
        // An odd number of marks before it: the string is whole.
        let is_open = before.matches('"').count().is_multiple_of(2);
        let argument = before.rsplit(',').next()?.trim();
        let names = match argument.split_once(':').map(|(name, _)| name.trim()) {
            None => NamedFile::Bibliography,
            Some("style") => NamedFile::Style,
            Some(_) => return None,
        };
        is_open.then_some((names, typed))
    }

    fn note<'t>(&self, _: &'t str) -> Option<(&'t str, usize)> {
        None
    }
}

fn opens(line: &str) -> Option<Stretch> {
    if line.starts_with("```") {
        return Some(Stretch { closes: "```".to_owned(), opaque: true });
    }
    if line.starts_with("/*") {
        return Some(Stretch { closes: "*/".to_owned(), opaque: true });
    }
    // A call or block that goes on over lines ends with its bracket alone.
    let call = line.starts_with('#') && !line.starts_with("#quote") && !line.starts_with("#footnote");
    let open = |open: char, close: char| line.matches(open).count() > line.matches(close).count();
    let ending = line.chars().next_back().filter(|_| call)?;
    match ending {
        '(' | ',' if open('(', ')') => Some(Stretch { closes: ")".to_owned(), opaque: true }),
        '{' => Some(Stretch { closes: "}".to_owned(), opaque: true }),
        _ => None,
    }
}

fn is_statement(line: &str) -> bool {
    let word = |rest: &str| rest.split(|c: char| !c.is_ascii_alphabetic()).next().map(str::to_owned);
    line.strip_prefix('#').and_then(word).is_some_and(|word| STATEMENTS.contains(&word.as_str()))
}

/// The length of the marker of a list's item.
fn item(line: &str) -> Option<usize> {
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = digits.len() < line.len() && digits.starts_with(". ");
    if numbered {
        return Some(line.len() - digits.len() + 1);
    }
    (line.starts_with("- ") || line.starts_with("+ ") || line.starts_with("/ ")).then_some(1)
}

struct Scan<'a> {
    text: &'a str,
    marks: &'a mut Marks,
    found: Found,
}

impl Scanning for Scan<'_> {
    fn range(&mut self, start: usize, end: usize, depth: usize) {
        let mut at = start;
        while at < end {
            let rest = &self.text.as_bytes()[at..];
            let next = match rest[0] {
                b'\\' if rest.get(1).is_some_and(u8::is_ascii_punctuation) => {
                    self.mask(at, at + 1, Mark::Markup);
                    self.mask(at + 1, at + 2, Mark::Literal)
                }
                b'`' => self.raw(at),
                b'$' => self.until(at, "$", Mark::Name),
                b'/' if rest.starts_with(b"//") && !self.text[..at].ends_with(':') => {
                    let end = self.text[at..].find(['\n', '\r']).map_or(self.text.len(), |len| at + len);
                    self.mask(at, end, Mark::Markup)
                }
                b'/' if rest.starts_with(b"/*") => self.until(at, "*/", Mark::Markup),
                b'@' => self.reference(at),
                b'<' => self.label(at),
                b'#' => self.call(at, depth),
                _ => at + 1,
            };
            at = next.max(at + 1);
        }
    }

    fn found(&mut self) -> &mut Found {
        &mut self.found
    }
}

impl Scan<'_> {
    /// Masks the marker of a heading or item.
    fn head(&mut self) {
        let equals = self.text.len() - self.text.trim_start_matches('=').len();
        let len = if equals > 0 { equals } else { item(self.text).unwrap_or(0) };
        self.mask(0, len, Mark::Markup);
    }

    fn mask(&mut self, start: usize, end: usize, mark: Mark) -> usize {
        self.marks.set(Span::new(start, end), mark);
        end
    }

    fn until(&mut self, at: usize, close: &str, mark: Mark) -> usize {
        match self.text[at + 1..].find(close) {
            Some(end) => self.mask(at, at + 1 + end + close.len(), mark),
            None => at + 1,
        }
    }

    fn raw(&mut self, at: usize) -> usize {
        let fence = self.text[at..].bytes().take_while(|&byte| byte == b'`').count();
        match self.text[at + fence..].find(&"`".repeat(fence)) {
            Some(end) => self.mask(at, at + fence + end + fence, Mark::Name),
            None => at + fence,
        }
    }

    /// `@key` and `@key[p. 3]`; what is a label of the draft itself is told apart where it is looked up.
    fn reference(&mut self, at: usize) -> usize {
        if self.text[..at].ends_with(|c: char| c.is_alphanumeric()) {
            return at + 1;
        }
        let name = label(&self.text[at + 1..]);
        if name == 0 {
            return at + 1;
        }
        let key = Span::new(at, at + 1 + name);
        let supplement = group(self.text, key.end, b'[', b']');
        let span = Span::new(at, supplement.map_or(key.end, |supplement| supplement.end));
        let located = supplement.and_then(|supplement| locator(self.text, inside(supplement)));
        self.cite(span, span, key, located, CitationForm::Narrative);
        self.mask(span.start, span.end, Mark::Name)
    }

    fn cite(
        &mut self,
        span: Span,
        group: Span,
        target_span: Span,
        locator: Option<(Span, ibid_text::Locator)>,
        form: CitationForm,
    ) {
        let target = Target::Key(target_span.of(self.text).trim_matches(['@', '<', '>']).to_owned());
        self.found.citations.push(Citation { span, group, target_span, target, locator, form });
    }

    /// `<label>`.
    fn label(&mut self, at: usize) -> usize {
        let name = label(&self.text[at + 1..]);
        let end = at + 1 + name;
        if name > 0 && self.text[end..].starts_with('>') {
            self.mask(at, end + 1, Mark::Markup)
        } else {
            at + 1
        }
    }

    /// `#name(…)[…]`.
    fn call(&mut self, at: usize, depth: usize) -> usize {
        let rest = &self.text[at + 1..];
        let len =
            rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))).unwrap_or(rest.len());
        let name = rest[..len].trim_end_matches('.');
        let after = at + 1 + name.len();
        if name.is_empty() {
            return at + 1;
        }
        let options = group(self.text, after, b'(', b')');
        let end = options.map_or(after, |options| options.end);
        let body = group(self.text, end, b'[', b']');
        match (name, options, body) {
            ("cite", Some(options), _) => return self.cite_call(Span::new(at, options.end), inside(options)),
            ("footnote", _, Some(body)) => {
                self.note(Span::new(at, body.end), inside(body), depth);
                return self.mask(at, body.end, Mark::Markup);
            }
            ("quote", Some(options), Some(body)) => {
                // It governs the end of what is quoted.
                self.attribution(inside(options), Span::new(body.end - 1, body.end));
            }
            ("link", Some(options), _) => {
                let url = options.of(self.text).find('"').map(|open| options.start + open + 1);
                let url = url
                    .and_then(|open| Some(Span::new(open, open + self.text[open..options.end].find('"')?)));
                let span = Span::new(at, body.map_or(options.end, |body| body.end));
                self.found.citations.extend(url.and_then(|url| link_to(self.text, span, url)));
            }
            _ => {}
        }
        if let Some(body) = body {
            self.mask(body.end - 1, body.end, Mark::Markup);
            return self.mask(at, body.start + 1, Mark::Markup);
        }
        self.mask(at, end, if options.is_some() || name.contains('.') { Mark::Markup } else { Mark::Name })
    }

    /// `#cite(<key>, supplement: [p. 3], form: "prose")`.
    fn cite_call(&mut self, span: Span, options: Span) -> usize {
        let key = options.of(self.text).find('<').and_then(|open| {
            let open = options.start + open;
            Some(Span::new(open, open + self.text[open..options.end].find('>')? + 1))
        });
        let prose =
            options.of(self.text).contains("\"prose\"") || options.of(self.text).contains("\"author\"");
        if let Some(key) = key {
            let named = self.text[key.end..options.end].find("supplement:").map(|at| key.end + at);
            let supplement = named.and_then(|at| {
                let open = self.text[at..options.end].find('[').map(|open| at + open)?;
                group(self.text, open, b'[', b']')
            });
            let located = supplement.and_then(|supplement| locator(self.text, inside(supplement)));
            let form = if prose { CitationForm::Narrative } else { CitationForm::Bracketed };
            self.cite(span, span, Span::new(key.start + 1, key.end - 1), located, form);
        }
        self.mask(span.start, span.end, if prose { Mark::Name } else { Mark::Markup })
    }

    /// `attribution: <key>` of a quotation.
    fn attribution(&mut self, options: Span, group: Span) {
        let Some(at) = options.of(self.text).find("attribution:").map(|at| options.start + at) else {
            return;
        };
        let Some(open) = self.text[at..options.end].find('<').map(|open| at + open + 1) else { return };
        let len = label(&self.text[open..]);
        if self.text[open + len..].starts_with('>') {
            let key = Span::new(open, open + len);
            self.cite(key, group, key, None, CitationForm::Bracketed);
        }
    }
}

/// The length of the label that `text` begins with.
fn label(text: &str) -> usize {
    let len = text
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':')))
        .unwrap_or(text.len());
    text[..len].trim_end_matches(['.', ':']).len()
}
