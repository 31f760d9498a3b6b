//! LaTeX, with BibTeX's, natbib's and BibLaTeX's commands.

use ibid_text::Span;

use super::lines::{self, LineKind, Stretch};
use super::{Found, Guest, Scanning, group, inside, put};
use crate::cut::Cut;
use crate::inline::{Mark, Marks, link_to, locator};
use crate::structure::Structure;
use crate::{Citation, CitationForm, NamedFile, Target};

pub(super) struct Latex;

/// Environments in which there is no prose.
const OPAQUE: [&str; 24] = [
    "verbatim",
    "lstlisting",
    "minted",
    "comment",
    "equation",
    "align",
    "displaymath",
    "gather",
    "multline",
    "math",
    "eqnarray",
    "alignat",
    "flalign",
    "tikzpicture",
    "tabular",
    "tabularx",
    "longtable",
    "array",
    "thebibliography",
    "filecontents",
    "algorithm",
    "algorithmic",
    "Verbatim",
    "picture",
];
/// Environments that quote.
const QUOTES: [&str; 6] = ["quote", "quotation", "displayquote", "displaycquote", "verse", "blockquote"];
/// Commands whose arguments are no prose, and that stand where no word would.
const SETTINGS: [&str; 33] = [
    "label",
    "includegraphics",
    "input",
    "include",
    "bibliography",
    "bibliographystyle",
    "addbibresource",
    "usepackage",
    "documentclass",
    "vspace",
    "hspace",
    "setlength",
    "setcounter",
    "addtocounter",
    "index",
    "hypersetup",
    "pagestyle",
    "thispagestyle",
    "newcommand",
    "renewcommand",
    "providecommand",
    "definecolor",
    "color",
    "addcontentsline",
    "printbibliography",
    "graphicspath",
    "geometry",
    "selectlanguage",
    "bibitem",
    "newtheorem",
    "pdfbookmark",
    "begin",
    "end",
];
/// Commands whose arguments are no prose, and that stand for a word.
const WORDS: [&str; 14] = [
    "ref",
    "eqref",
    "cref",
    "Cref",
    "autoref",
    "pageref",
    "nameref",
    "vref",
    "texttt",
    "lstinline",
    "SI",
    "ensuremath",
    "gls",
    "acrshort",
];
/// Commands whose argument is a note.
pub(super) const NOTES: [&str; 5] = ["footnote", "footnotetext", "endnote", "sidenote", "marginpar"];
/// Commands that have "cite" in their name and cite nothing.
const NO_CITES: [&str; 5] = ["citestyle", "bibcite", "citereset", "setcitestyle", "citeindextrue"];

/// What a command of LaTeX is to the prose around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LatexCommand {
    /// It and its arguments are no prose, and stand where no word would.
    Setting,
    /// Its arguments are no prose; it stands for a word.
    Word,
    /// Its argument is a note.
    Note,
    /// It cites.
    Citation,
    /// Its arguments are prose.
    Prose,
}

impl LatexCommand {
    /// What the command called `name` is.
    pub fn of(name: &str) -> LatexCommand {
        match name {
            name if SETTINGS.contains(&name) => LatexCommand::Setting,
            name if WORDS.contains(&name) => LatexCommand::Word,
            name if NOTES.contains(&name) => LatexCommand::Note,
            name if name.to_ascii_lowercase().contains("cite") && !NO_CITES.contains(&name) => {
                LatexCommand::Citation
            }
            _ => LatexCommand::Prose,
        }
    }

    /// Whether the environment called `name` holds prose.
    pub fn environment_is_prose(name: &str) -> bool {
        !OPAQUE.contains(&name.trim_end_matches('*'))
    }
}

impl Guest for Latex {
    fn cut(&self, text: &str) -> Vec<Cut> {
        lines::cut(text, opens, |_| false)
    }

    fn structure(&self, text: &str) -> Structure {
        let head = text.trim_start();
        let quotes = environment(head).is_some_and(|name| QUOTES.contains(&name));
        let quote = quotes.then(|| {
            let start = text.find('\n').map_or(text.len(), |at| at + 1);
            let end = text.rfind("\\end{").filter(|&end| end > start).unwrap_or(text.len());
            Span::new(start, start + text[start..end.max(start)].trim_end().len())
        });
        lines::structure(text, quote, |line| {
            let line = line.trim_start();
            match command(line) {
                Some("begin" | "end") => LineKind::Markup,
                Some("item") => LineKind::Item(0),
                Some(
                    "part" | "chapter" | "section" | "subsection" | "subsubsection" | "paragraph" | "title"
                    | "author" | "date",
                ) if closes(line) => LineKind::Heading,
                _ => LineKind::Prose,
            }
        })
    }

    fn prose(&self, text: String) -> String {
        if !text.contains(['`', '\'', '~', '\\']) {
            return text;
        }
        let mut bytes = text.clone().into_bytes();
        let escaped = |at: usize| text[..at].ends_with('\\');
        for (at, _) in text.match_indices('~').filter(|(at, _)| !escaped(*at)) {
            put(&mut bytes, at, b' ');
        }
        for (at, _) in text.match_indices("``") {
            put(&mut bytes, at, b' ');
            put(&mut bytes, at + 1, b'"');
        }
        for (at, _) in text.match_indices("''") {
            put(&mut bytes, at, b'"');
            put(&mut bytes, at + 1, b' ');
        }
        for mark in ["\\enquote{", "\\enquote*{", "\\textquote{"] {
            for (at, _) in text.match_indices(mark) {
                let Some(group) = group(&text, at + mark.len() - 1, b'{', b'}') else { continue };
                (at..group.start).for_each(|at| put(&mut bytes, at, b' '));
                put(&mut bytes, group.start, b'"');
                put(&mut bytes, group.end - 1, b'"');
            }
        }
        String::from_utf8(bytes).unwrap_or(text)
    }

    fn scan(&self, text: &str, marks: &mut Marks) -> Found {
        let mut scan = Scan { text, marks, found: Found::default() };
        scan.range(0, text.len(), 0);
        scan.found
    }

    fn bibliographies(&self, text: &str) -> Vec<(Span, String)> {
        let mut found = Vec::new();
        for line in crate::cut::lines(text) {
            let code = line.text.split('%').next().unwrap_or_default();
            for mark in ["\\bibliography{", "\\addbibresource{"] {
                let Some(at) = code.find(mark) else { continue };
                let from = at + mark.len();
                let Some(end) = code[from..].find('}') else { continue };
                let mut start = line.start + from;
                for name in code[from..from + end].split(',') {
                    let span = Span::new(start, start + name.len());
                    let name = name.trim();
                    let ending =
                        if name.ends_with(".bib") || mark.contains("resource") { "" } else { ".bib" };
                    if !name.is_empty() {
                        found.push((span, format!("{name}{ending}")));
                    }
                    start = span.end + 1;
                }
            }
        }
        found
    }

    fn half_typed_path<'t>(&self, line: &'t str) -> Option<(NamedFile, &'t str)> {
        let (command, argument) = line.rsplit_once('{')?;
        let names = match command.rsplit('\\').next()?.split('[').next()? {
            "bibliography" => NamedFile::BibTex,
            "addbibresource" => NamedFile::Bibliography,
            _ => return None,
        };
        let typed = argument.rsplit(',').next()?.trim_start();
        (!argument.contains('}')).then_some((names, typed))
    }

    fn note<'t>(&self, _: &'t str) -> Option<(&'t str, usize)> {
        None
    }
}

/// The name of the environment that a line begins.
fn environment(line: &str) -> Option<&str> {
    let name = line.strip_prefix("\\begin{")?;
    Some(name[..name.find('}')?].trim_end_matches('*'))
}

fn opens(line: &str) -> Option<Stretch> {
    if line.starts_with("\\documentclass") {
        return Some(Stretch { closes: "\\begin{document}".to_owned(), opaque: true });
    }
    if line.starts_with("\\end{document}") {
        // Nothing ends what follows it.
        return Some(Stretch { closes: "\0".to_owned(), opaque: true });
    }
    let name = environment(line)?;
    let (opaque, quotes) = (OPAQUE.contains(&name), QUOTES.contains(&name));
    let whole = &line["\\begin{".len()..line.find('}')?];
    (opaque || quotes).then(|| Stretch { closes: format!("\\end{{{whole}}}"), opaque })
}

/// The name of the command that `text` begins with.
fn command(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('\\')?;
    let len = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    (len > 0).then_some(&rest[..len])
}

/// Whether every brace that a line opens is closed in it.
fn closes(line: &str) -> bool {
    line.matches('{').count() == line.matches('}').count()
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
            let next = match self.text.as_bytes()[at] {
                b'%' => self.mask(at, self.line_end(at), Mark::Markup),
                b'\\' => self.command(at, depth),
                b'$' => self.mathematics(at),
                b'{' | b'}' => self.mask(at, at + 1, Mark::Markup),
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
    fn mask(&mut self, start: usize, end: usize, mark: Mark) -> usize {
        self.marks.set(Span::new(start, end), mark);
        end
    }

    fn line_end(&self, at: usize) -> usize {
        self.text[at..].find(['\n', '\r']).map_or(self.text.len(), |end| at + end)
    }

    fn mathematics(&mut self, at: usize) -> usize {
        let fence = if self.text[at..].starts_with("$$") { "$$" } else { "$" };
        let body = at + fence.len();
        let ends = self.text[body..].match_indices(fence).map(|(end, _)| body + end);
        match ends.into_iter().find(|&end| !self.text[..end].ends_with('\\')) {
            Some(end) => self.mask(at, end + fence.len(), Mark::Name),
            None => at + 1,
        }
    }

    fn command(&mut self, at: usize, depth: usize) -> usize {
        let Some(name) = command(&self.text[at..]) else { return self.sign(at) };
        let star = usize::from(self.text[at + 1 + name.len()..].starts_with('*'));
        let after = at + 1 + name.len() + star;
        if name == "verb" {
            return self.verbatim(at, after);
        }
        if name.to_ascii_lowercase().contains("cite")
            && !NO_CITES.contains(&name)
            && let Some(end) = self.cite(name, at, after)
        {
            return end;
        }
        if NOTES.contains(&name)
            && let Some(body) = self.braces(self.options(after))
        {
            self.note(Span::new(at, body.end), inside(body), depth);
            return self.mask(at, body.end, Mark::Markup);
        }
        if let ("href", Some(url)) = (name, self.braces(after)) {
            let text = self.braces(url.end);
            let span = Span::new(at, text.map_or(url.end, |text| text.end));
            self.found.citations.extend(link_to(self.text, span, inside(url)));
            return self.mask(at, text.map_or(url.end, |text| text.start + 1), Mark::Markup);
        }
        if let ("url", Some(url)) = (name, self.braces(after)) {
            self.found.citations.extend(link_to(self.text, Span::new(at, url.end), inside(url)));
            return self.mask(at, url.end, Mark::Name);
        }
        if SETTINGS.contains(&name) {
            return self.mask(at, self.arguments(after), Mark::Markup);
        }
        if WORDS.contains(&name) {
            return self.mask(at, self.arguments(after), Mark::Name);
        }
        self.mask(at, self.options(after), Mark::Markup)
    }

    /// A backslash before anything but a letter.
    fn sign(&mut self, at: usize) -> usize {
        let Some(sign) = self.text[at + 1..].chars().next() else {
            return self.mask(at, at + 1, Mark::Markup);
        };
        let close = match sign {
            '(' => Some("\\)"),
            '[' => Some("\\]"),
            _ => None,
        };
        if let Some(end) = close.and_then(|close| self.text[at..].find(close)) {
            return self.mask(at, at + end + 2, Mark::Name);
        }
        let end = at + 1 + sign.len_utf8();
        if "%&$#_{}".contains(sign) {
            self.mask(at, at + 1, Mark::Markup);
            return self.mask(at + 1, end, Mark::Literal);
        }
        self.mask(at, end, Mark::Markup)
    }

    fn verbatim(&mut self, at: usize, after: usize) -> usize {
        let rest = &self.text[after..];
        let Some(fence) = rest.chars().next() else { return after };
        let body = after + fence.len_utf8();
        match self.text[body..].find(fence) {
            Some(end) => self.mask(at, body + end + fence.len_utf8(), Mark::Name),
            None => after,
        }
    }

    fn braces(&self, at: usize) -> Option<Span> {
        group(self.text, at, b'{', b'}')
    }

    fn brackets(&self, at: usize) -> Option<Span> {
        group(self.text, at, b'[', b']')
    }

    /// One past the options in brackets at `at`.
    fn options(&self, at: usize) -> usize {
        std::iter::successors(self.brackets(at), |last| self.brackets(last.end))
            .last()
            .map_or(at, |last| last.end)
    }

    /// One past all arguments at `at`.
    fn arguments(&self, at: usize) -> usize {
        let next = |at: usize| self.braces(at).or_else(|| self.brackets(at));
        std::iter::successors(next(at), |last| next(last.end)).last().map_or(at, |last| last.end)
    }

    /// `\citep[see][p.~3]{a,b}`, `\cites(see)(x)[p.~3]{a}[p.~4]{b}`.
    fn cite(&mut self, name: &str, at: usize, after: usize) -> Option<usize> {
        let many = name.ends_with("cites");
        let mut next = after;
        while let Some(note) = group(self.text, next, b'(', b')').filter(|_| many) {
            next = note.end;
        }
        let form = match name.to_ascii_lowercase() {
            name if name == "nocite" => CitationForm::NoCite,
            name if ["citet", "text", "citeauthor", "citealt"].iter().any(|part| name.contains(part)) => {
                CitationForm::Narrative
            }
            _ => CitationForm::Bracketed,
        };
        let mut found: Vec<Citation> = Vec::new();
        let mut end = None;
        loop {
            let options: Vec<Span> =
                std::iter::successors(self.brackets(next), |last| self.brackets(last.end)).collect();
            let Some(keys) = self.braces(options.last().map_or(next, |last| last.end)) else { break };
            found.extend(self.keys(inside(keys), options.last().map(|last| inside(*last)), form));
            next = keys.end;
            end = Some(next);
            if !many {
                break;
            }
        }
        let group = Span::new(at, end?);
        for citation in &mut found {
            citation.group = group;
        }
        if let [one] = found.as_mut_slice() {
            one.span = group;
        }
        self.found.citations.extend(found);
        let mark = if form == CitationForm::Narrative { Mark::Name } else { Mark::Markup };
        Some(self.mask(group.start, group.end, mark))
    }

    /// The keys of one citation; the locator belongs to the last.
    fn keys(&self, keys: Span, after: Option<Span>, form: CitationForm) -> Vec<Citation> {
        let mut start = keys.start;
        let mut found = Vec::new();
        for name in keys.of(self.text).split(',') {
            let key = crate::inline::trimmed(self.text, Span::new(start, start + name.len()));
            start += name.len() + 1;
            if !key.is_empty() && key.of(self.text) != "*" {
                let target = Target::Key(key.of(self.text).to_owned());
                found.push(Citation { span: key, group: key, target_span: key, target, locator: None, form });
            }
        }
        if let (Some(last), Some(after)) = (found.last_mut(), after) {
            last.locator = locator(self.text, after);
        }
        found
    }
}
