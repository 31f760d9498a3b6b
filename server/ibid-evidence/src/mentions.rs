//! Which reference is meant where a draft names one by words: "Ren (2025)", "Ren, Dialogue, 4".
//!
//! Only what fits one reference of the library alone is taken for it. All else stays prose, and no fault.

use std::sync::Arc;

use ibid_draft::{Named, Names, Told};
use ibid_references::{Reference, References, is_known_as};
use ibid_text::is_cjk;

/// What stands in a later note for a title given before.
const AS_BEFORE: [&str; 6] = ["op cit", "loc cit", "supra", "above", "前引", "前揭"];

/// The references of a library, asked by name.
#[derive(Clone, Debug)]
pub struct Mentions(Arc<References>);

impl Mentions {
    /// Who knows `references`.
    pub fn new(references: Arc<References>) -> Mentions {
        Mentions(references)
    }

    /// By author and year.
    fn of_year(&self, named: &Named) -> Option<Arc<Reference>> {
        let year = *named.years.first()?;
        let made = self.0.made_by(named.makers.first()?);
        let fits: Vec<_> = made.filter(|r| is_of(r, year) && begins_with(r, &named.makers)).collect();
        let exact: Vec<_> = fits.iter().filter(|r| has_all_makers(r, named)).cloned().collect();
        let fits = if exact.is_empty() { fits } else { exact };
        match (fits.as_slice(), named.letter) {
            ([one], _) => Some(Arc::clone(one)),
            (several, Some(letter)) => {
                let end = format!("{year}{letter}");
                only(several.iter().filter(|r| r.key.ends_with(&end)).cloned())
            }
            _ => None,
        }
    }

    /// By the text of a note, a whole reference or a short form of it.
    fn of_note(&self, named: &Named, told: &str) -> Option<Arc<Reference>> {
        let maker = named.makers.first()?;
        let rest = words_of(told);
        spellings(maker).find_map(|name| {
            let made: Vec<_> = self.0.made_by(name).collect();
            if rest.is_empty() || as_before(&rest) {
                return only(made.into_iter());
            }
            let fits: Vec<_> =
                made.into_iter().filter(|r| is_meant(r, &named.years, &parts(told), &rest)).collect();
            only(fits.iter().cloned())
                .or_else(|| only(fits.into_iter().filter(|r| runs_in(&words_of(&r.title), &rest))))
        })
    }

    /// By who said it, and in which newspaper.
    fn told_to(&self, named: &Named, container: &str) -> Option<Arc<Reference>> {
        let [maker] = named.makers.as_slice() else { return None };
        let container = words_of(container);
        let known = |name: &&str| self.0.made_by(name).next().is_some();
        let name = spellings(maker).find(known)?;
        let its = |reference: &Arc<Reference>| {
            let known = reference.container.as_deref().map(words_of).unwrap_or_default();
            !container.is_empty()
                && (known == container || known.strip_prefix(&["the".to_owned()]) == Some(&container))
        };
        only(self.0.made_by(name).filter(its))
    }
}

/// The ways in which a person's name may name the family, the likeliest first.
fn spellings(maker: &str) -> impl Iterator<Item = &str> {
    let telling = |word: &&str| word.len() > 2 || word.starts_with(is_cjk);
    let words: Vec<&str> = maker.split_whitespace().filter(telling).collect();
    std::iter::once(maker).chain(words.last().copied()).chain(words.first().copied())
}

impl Names for Mentions {
    fn key(&self, named: &Named) -> Option<String> {
        let reference = match &named.told {
            Told::Nothing => self.of_year(named),
            Told::Note(words) => self.of_note(named, words),
            Told::Container(container) => self.told_to(named, container),
        };
        reference.map(|reference| reference.key.clone())
    }

    fn state(&self) -> usize {
        Arc::as_ptr(&self.0) as usize
    }
}

/// The one of `found`, where there is just one.
fn only(mut found: impl Iterator<Item = Arc<Reference>>) -> Option<Arc<Reference>> {
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

fn is_of(reference: &Reference, year: i32) -> bool {
    reference.date.is_some_and(|date| date.year == year)
}

/// Whether `makers` are the first of those who made `reference`, in their order.
fn begins_with(reference: &Reference, makers: &[String]) -> bool {
    makers.len() <= reference.authors.len()
        && reference.authors.iter().zip(makers).all(|(maker, name)| is_known_as(maker, name))
}

/// Whether the makers named are all who made `reference`, or "et al." stands for the others.
fn has_all_makers(reference: &Reference, named: &Named) -> bool {
    (reference.authors.len() > named.makers.len()) == named.others
}

/// Whether a note's text behind the maker, in `parts` and as the words `rest`, tells of `reference`: by words of its title,
/// or by where and when it appeared.
fn is_meant(reference: &Reference, years: &[i32], parts: &[Vec<String>], rest: &[String]) -> bool {
    let in_time = years.iter().any(|&year| is_of(reference, year));
    let undated = years.is_empty() || reference.date.is_none();
    let title = words_of(&reference.title);
    let given = reference
        .authors
        .first()
        .and_then(|author| author.split_once(", "))
        .map(|(_, given)| words_of(given));
    // "Ren, Zhengfei. Dialogue": the title comes after the given name.
    let is_given = |part: &&Vec<String>| given.as_ref().is_some_and(|given| given.starts_with(part));
    let short = parts.iter().find(|part| !is_given(part)).map_or(&[][..], Vec::as_slice);
    let titled = (tells(short) && runs_in(short, &title)) || (tells(&title) && runs_in(&title, rest));
    let container = reference.container.as_deref().map(words_of).unwrap_or_default();
    let contained = tells(&container) && runs_in(&container, rest);
    titled && (in_time || undated) || contained && in_time
}

/// Whether `words` are enough to know a title by.
fn tells(words: &[String]) -> bool {
    let long = |word: &String| word.chars().count() >= 4 && word.chars().all(char::is_alphabetic);
    words.iter().any(long) || words.iter().filter(|word| word.starts_with(is_cjk)).count() >= 2
}

/// Whether `part` stands in `whole`, word by word.
fn runs_in(part: &[String], whole: &[String]) -> bool {
    !part.is_empty() && whole.windows(part.len()).any(|run| run == part)
}

/// The words of `text` between the marks that part a title from what stands beside it.
fn parts(text: &str) -> Vec<Vec<String>> {
    let marks = [',', '.', '，', '。', '“', '”', '"', '《', '》', '」', '*', '_', ':', '：', '(', '（', ';'];
    text.split(marks).map(words_of).filter(|part| !part.is_empty()).collect()
}

fn as_before(words: &[String]) -> bool {
    let text = words.join(" ");
    AS_BEFORE.iter().any(|mark| {
        text == *mark || text.starts_with(&format!("{mark} note")) || text.starts_with(&format!("{mark} n "))
    }) || words.concat() == "前引"
        || words.concat() == "前揭"
}

/// The words of `text` in lower case: runs of letters and digits, and CJK characters one by one.
fn words_of(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut open = false;
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            '\'' | '’' => {}
            c if is_cjk(c) => {
                words.push(c.to_string());
                open = false;
            }
            c if c.is_alphanumeric() => match words.last_mut().filter(|_| open) {
                Some(word) => word.push(c),
                None => {
                    words.push(c.to_string());
                    open = true;
                }
            },
            _ => open = false,
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;
    use std::path::Path;

    use expect_test::{Expect, expect};
    use ibid_draft::{CitationForm, Draft, Markup, Target};
    use ibid_references::Catalogue;

    use super::*;

    const LIBRARY: &str = "
@article{ren2025, author={Ren, Zhengfei}, title={Dialogue with People's Daily: The More Open, the More We Advance}, journal={People's Daily}, date={2025-06-10}, pages={1}}
@article{renli, author={Ren, Anna and Li, Hua}, title={Chips and Gaps}, journal={World Trade Review}, year=2025}
@article{wang2019a, author={Wang, Jun and Chen, Bo and Sun, Lei}, title={Export Controls}, year=2019}
@article{wang2019b, author={Wang, Jun and Chen, Bo and Sun, Lei}, title={Import Controls}, year=2019}
@book{liu, author={Liu, Cixin}, title={The Three-Body Problem}, year=2008}
@report{wb, author={{World Bank}}, title={World Development Report}, year=2020}
@report{miti, author={{Ministry of Trade and Industry}}, title={White Paper}, year=2021}
@article{rzf, author={任正非}, title={国家越开放，会促使我们更加进步}, journal={人民日报}, year=2025}
@book{gogh, author={van Gogh, Vincent}, title={Letters}, year=1888}
@book{zhao, author={Zhao, Wei}, title={Ports}, year=2019}
@book{zhao2021, author={Zhao, Wei}, title={Ships}, year=2021}
@article{sun2020a, author={Sun, Lei}, title={Berths}, year=2020}
@article{sun2020b, author={Sun, Lei}, title={Plugs}, year=2020}
";

    /// The draft's words, each citation by words shown as ⟦citekey @ locator|words⟧, and what is left of the prose.
    #[track_caller]
    fn check(text: &str, expected: &Expect) {
        let references = References::new(vec![Arc::new(Catalogue::parse(Path::new("a.bib"), LIBRARY))]);
        let draft = Draft::new(text).knowing(Arc::new(Mentions::new(Arc::new(references))));
        let mut out = String::new();
        for block in draft.blocks() {
            for citation in block
                .citations
                .iter()
                .filter(|c| matches!(c.form, CitationForm::Named | CitationForm::Attributed))
            {
                let Target::Key(key) = &citation.target else { continue };
                let at = citation
                    .locator
                    .as_ref()
                    .map(|(span, _)| format!(" at {}", draft.slice(*span)))
                    .unwrap_or_default();
                let _ = writeln!(out, "{key}{at}: {}", draft.slice(citation.target_span));
            }
            let prose = block.text.split_whitespace().collect::<Vec<_>>().join(" ");
            if prose.contains(char::is_alphanumeric) {
                let _ = writeln!(out, "| {prose}");
            }
        }
        expected.assert_eq(&out);
    }

    #[test]
    fn author_and_year_in_the_prose() {
        check(
            "It grew (Ren 2025, 3). Ren (2025) says so. It fell (Ren & Li, 2025; see also Wang et al. 2019a, pp. 3–4). \
             As Liu (2008: 12) and the World Bank (2020) say. The Ministry of Trade and Industry (2021) disagrees, and \
             Van Gogh’s (1888) letters too. Ren, A. (2025) no.",
            &expect![[r#"
                ren2025 at 3: Ren 2025
                ren2025: Ren (2025)
                renli: Ren & Li, 2025
                wang2019a at pp. 3–4: Wang et al. 2019a
                liu at 12: Liu (2008
                wb: World Bank (2020)
                miti: Ministry of Trade and Industry (2021)
                gogh: Van Gogh’s (1888)
                | It grew . says so. It fell . As and the say. The disagrees, and letters too. Ren, A. (2025) no.
            "#]],
        );
    }

    #[test]
    fn several_years_in_one_bracket() {
        check(
            "So (see Zhao 2019, 2021, 3) and Zhao (2019, 2021). So (Sun 2020a, b; Sun, 2020a and 2020b) say, (Zhao 2019, 2023) \
             too, not (Zhao 2019 and 2023) or (Zhao, 2019, 2019).",
            &expect![[r#"
                zhao: Zhao 2019
                zhao2021 at 3: 2021
                zhao: Zhao (2019
                zhao2021: 2021
                sun2020a: Sun 2020a
                sun2020b: b
                sun2020a: Sun, 2020a
                sun2020b: 2020b
                zhao: Zhao 2019
                | So and . So say, too, not (Zhao 2019 and 2023) or (Zhao, 2019, 2019).
            "#]],
        );
    }

    #[test]
    fn years_that_a_semicolon_parts_are_of_one_maker() {
        check(
            "So (Zhao 2019; 2021, 3; Ren 2025), Zhao (2019, 4; 2021) and (Sun 2020a; b). So (Zhao 2019; 2022), not Zhao (2019; 2022), \
             (Zhao; 2021) or (as of May; 2021).",
            &expect![[r#"
                zhao: Zhao 2019
                zhao2021 at 3: 2021
                ren2025: Ren 2025
                zhao at 4: Zhao (2019
                zhao2021: 2021
                sun2020a: Sun 2020a
                zhao: Zhao 2019
                | So , and ( ; b). So ( ; 2022), not Zhao (2019; 2022), (Zhao; 2021) or (as of May; 2021).
            "#]],
        );
    }

    #[test]
    fn what_fits_no_reference_or_several_is_prose() {
        check(
            "It rose (May 2020) and (Figure 3), (Section 2, 2019), (China 2025), (Wang et al. 2019), (Ren 2024), (Ren, 2025 and 2026), \
             (Liu said in 2008 that it fell), in 2025 (2025), (in the year 2008), (2008). The Bank (2020) too.",
            &expect![[r#"
                | It rose (May 2020) and (Figure 3), (Section 2, 2019), (China 2025), (Wang et al. 2019), (Ren 2024), (Ren, 2025 and 2026), (Liu said in 2008 that it fell), in 2025 (2025), (in the year 2008), (2008). The Bank (2020) too.
            "#]],
        );
    }

    #[test]
    fn chinese_author_and_year() {
        check(
            "任正非（2025）表示，芯片落后一代。正如任正非（2025，第1页）所说（任正非，2025：1）。王明（2025）不同。",
            &expect![[r#"
                rzf: 任正非（2025）
                rzf at 第1页: 任正非（2025
                rzf at 1: 任正非，2025
                | 表示，芯片落后一代。正如 所说 。王明（2025）不同。
            "#]],
        );
    }

    #[test]
    fn notes_hold_references_and_their_short_forms() {
        check(
            "Text.[^1]\n\n[^1]: Ren, Dialogue, *People's Daily*, June 10, 2025, 1.\n\n[^2]: Ren, Dialogue, 4.\n\n\
             [^3]: See Zhengfei Ren, “Dialogue with People’s Daily,” *People's Daily*, June 10, 2025; Liu Cixin, *The Three-Body Problem*, pp. 3–5, 8.\n\n\
             [^4]: Liu, op. cit., 4.\n\n[^5]: Liu, 12.\n\n[^6]: 任正非：《国家越开放，会促使我们更加进步》，《人民日报》2025年6月10日，第1页。\n\n\
             [^7]: Ren, Zhengfei. Dialogue. 2025.\n",
            &expect![[r#"
                | Text.
                ren2025 at 1: Ren, Dialogue, *People's Daily*, June 10, 2025
                ren2025 at 4: Ren, Dialogue
                ren2025: Zhengfei Ren, “Dialogue with People’s Daily,” *People's Daily*, June 10, 2025
                liu at pp. 3–5, 8: Liu Cixin, *The Three-Body Problem*
                liu at 4: Liu, op. cit.
                liu at 12: Liu
                rzf at 第1页: 任正非：《国家越开放，会促使我们更加进步》，《人民日报》2025年6月10日
                ren2025: Ren, Zhengfei. Dialogue. 2025
            "#]],
        );
    }

    #[test]
    fn notes_of_guests_hold_references() {
        let cited = |markup, text: &str| {
            let references = References::new(vec![Arc::new(Catalogue::parse(Path::new("a.bib"), LIBRARY))]);
            let draft =
                Draft::written_in(markup, text).knowing(Arc::new(Mentions::new(Arc::new(references))));
            let shown = draft.citations().into_iter().map(|citation| {
                let locator = citation.locator.map(|(span, _)| draft.slice(span)).unwrap_or_default();
                let Target::Key(key) = citation.target else { panic!("{text}") };
                format!("{key} at {locator} of {}", draft.slice(citation.group))
            });
            shown.collect::<Vec<_>>()
        };
        let latex = "\\footnote{See Ren, ``Dialogue,'' \\emph{People's Daily}, June 10, 2025, 1; Liu, \\textit{Three-Body Problem}, 12.}";
        assert_eq!(
            cited(Markup::Latex, &format!("It fell.{latex}")),
            [format!("ren2025 at 1 of {latex}"), format!("liu at 12 of {latex}")]
        );
        let typst = "#footnote[Liu, _Three-Body Problem_, 12.]";
        assert_eq!(cited(Markup::Typst, &format!("It fell.{typst}")), [format!("liu at 12 of {typst}")]);
        let org = "[fn:: Liu, /Three-Body Problem/, 12.]";
        assert_eq!(cited(Markup::Org, &format!("It fell.{org}")), [format!("liu at 12 of {org}")]);
        assert!(cited(Markup::Latex, "It fell.\\footnote{Liu was born in 1963.}").is_empty());
    }

    #[test]
    fn who_told_a_newspaper() {
        check(
            "Ren told *People's Daily* that chips lag. Zhengfei Ren told the People’s Daily, in June, that they lag. Ren told \
             his staff. Wang told the World Trade Review. 任正非对《人民日报》表示，芯片落后。",
            &expect![[r#"
                ren2025: Ren told *People's Daily*
                ren2025: Zhengfei Ren told the People’s Daily
                rzf: 任正非对《人民日报》
                | Ren told People's Daily that chips lag. Zhengfei Ren told the People’s Daily, in June, that they lag. Ren told his staff. Wang told the World Trade Review. 任正非对《人民日报》表示，芯片落后。
            "#]],
        );
    }

    #[test]
    fn notes_that_name_none_or_several_are_prose() {
        check(
            "Text.[^1]\n\n[^1]: Ren, 4.\n\n[^2]: Liu was born in 1963.\n\n[^3]: Ren, Something Else, 2025, 3.\n\n[^4]: \
             Wang, Controls, 3.\n\n[^5]: The World Bank, of course, has 189 members.\n\n[^6]: Liu\n",
            &expect![[r#"
                | Text.
                | Ren, 4.
                | Liu was born in 1963.
                | Ren, Something Else, 2025, 3.
                | Wang, Controls, 3.
                | The World Bank, of course, has 189 members.
                | Liu
            "#]],
        );
    }
}
