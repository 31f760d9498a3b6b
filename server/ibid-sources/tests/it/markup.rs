//! LaTeX, Typst and Org: the prose without its markup.

use expect_test::{Expect, expect};

use crate::metadata;

#[track_caller]
fn check(name: &str, text: &str, expected: Expect) {
    expected.assert_eq(&crate::read(name, text.as_bytes()));
}

const LATEX: &str = r#"\documentclass{article}
\usepackage[utf8]{inputenc} % \title{No}
\title{The Quay\thanks{A gift.}}
\author{Anna R\'en \and Bo Ek}
\date{May 2024}
\begin{document}
\maketitle
\section{Where we \emph{stand}}\label{sec:a}
G\"odel and \L{}ukasz of Malm\"{o} said ``it is 3.5\,\% of \$12~million''~\cite[p.~3]{ren2024}
--- and un\textbf{believ}able.\footnote{The flood \textit{of} 1911.} % a comment
It is $12\,\mathrm{km}^2$, see Fig.~\ref{fig:a}; \SI{40}{\kilo\gram} at \url{https://e.org/a_b} or \href{https://e.org}{there}.

\begin{equation} E = mc^2 \end{equation}
\begin{itemize}
\item One thing
\item[Two] another
\end{itemize}
\begin{table}[h]
\caption{Landings, tonnes}
\begin{tabular}{l|rr}
\toprule
Species & 2022 & 2023 \\ \midrule
Cod & 18,420 & 14,960 \\
\multicolumn{1}{l}{Herring \& co} & 1,204 & 998 \\
\bottomrule
\end{tabular}
\end{table}
\end{document}
Not this.
"#;

#[test]
fn latex() {
    check(
        "a.tex",
        LATEX,
        expect![[r#"
            ‹title The Quay›
            ‹1›A gift.

            ‹#›‹8›Where we stand

            ‹9›Gödel and Łukasz of Malmö said “it is 3.5 % of $12 million” ‹10›— and unbelievable. It is 12 km², see Fig. ‹11›; 40 kilogram at https://e.org/a_b or there.

            ‹15›One thing

            ‹16›Two another

            ‹19›Landings, tonnes

            ‹21›Species 2022 2023

            ‹22›Cod; 2022: 18,420 tonnes; 2023: 14,960 tonnes

            ‹24›Herring & co; 2022: 1,204 tonnes; 2023: 998 tonnes

            ‹10›The flood of 1911.
        "#]],
    );
    metadata::check(
        "a.tex",
        LATEX.as_bytes(),
        expect![[r#"
            authors: Anna Rén | Bo Ek
            date: 2024-05
            title: The Quay
        "#]],
    );
    // A chapter that another file includes has no preamble, and a broken one is read as far as it goes.
    check(
        "a.tex",
        "\\chapter{One}\nWords \\emph{and {more\n\n\\section{Two",
        expect![[r#"
        ‹#›‹1›One

        ‹2›Words and more

        ‹4›Two
    "#]],
    );
}

const ORG: &str = r#"#+TITLE: The Quay
#+AUTHOR: Anna Ren
#+DATE: <2024-05-03 Fri>
* TODO [#A] Where we /stand/   :work:fish:
:PROPERTIES:
:ID: 7
:END:
# A comment
It is *very
short*, =as= +they+ say [cite:@ren2024 p. 3], in 10^{3} of [[https://e.org][the ports]].[fn:1]
A/B is no mark, nor 3*4*5.
- [X] One thing
- Another [fn:: In passing.]
#+begin_src rust
let dropped = 1;
#+end_src
#+begin_quote
Quoted words.
#+end_quote
| Species |   2022 |   2023 |
|---------+--------+--------|
| Cod     | 18,420 | 14,960 |
| Herring |  1,204 |    998 |

** Next
After.

[fn:1] The flood
of 1911.
"#;

#[test]
fn org() {
    check(
        "a.org",
        ORG,
        expect![[r#"
        ‹title The Quay›
        ‹#›‹4›Where we stand

        ‹9›It is very ‹10›short, as they say, in 10³ of the ports. ‹11›A/B is no mark, nor 3*4*5.

        ‹12›One thing

        ‹13›Another

        ‹18›Quoted words.

        ‹20›Species 2022 2023

        ‹22›Cod; 2022: 18,420; 2023: 14,960

        ‹23›Herring; 2022: 1,204; 2023: 998

        ‹13›In passing.

        ‹##›‹25›Next

        ‹26›After.

        ‹28›The flood of 1911.
    "#]],
    );
    metadata::check(
        "a.org",
        ORG.as_bytes(),
        expect![[r#"
        authors: Anna Ren
        date: 2024-05-03
        title: The Quay
    "#]],
    );
}

const TYPST: &str = r#"#set document(title: "The Quay", author: ("Anna Ren", "Bo Ek"), date: datetime(year: 2024, month: 5, day: 3))
#import "template.typ": *
#show heading: it => [
  *#it.body*
]
= Where we _stand_ <here>
It is *very*
short @ren2024[p. 3], a snake_case word.#footnote[The flood of 1911.] // a comment
It is $12 "km"^2$ --- see #link("https://e.org")[the ports] at https://e.org/a. \#1 #h(1em) and #emph[so on].

+ One thing
- Another
#figure(
  caption: [Landings, tonnes],
  table(columns: 3, table.header([Species], [2022], [2023]),
    [Cod], [18,420], [14,960],
    [Herring], [1,204], [998]),
)
== Next
After /* not this */ all. ```rust let dropped = 1; ```
"#;

#[test]
fn typst() {
    check(
        "a.typ",
        TYPST,
        expect![[r#"
            ‹title The Quay›
            ‹#›‹6›Where we stand

            ‹7›It is very ‹8›short, a snake_case word. ‹9›It is 12 km² — see the ports at https://e.org/a. #1 and so on.

            ‹11›One thing

            ‹12›Another

            ‹13›Landings, tonnes

            ‹13›Species 2022 2023

            ‹13›Cod; 2022: 18,420 tonnes; 2023: 14,960 tonnes

            ‹13›Herring; 2022: 1,204 tonnes; 2023: 998 tonnes

            ‹8›The flood of 1911.

            ‹##›‹19›Next

            ‹20›After all.
        "#]],
    );
    metadata::check(
        "a.typ",
        TYPST.as_bytes(),
        expect![[r#"
        authors: Anna Ren | Bo Ek
        date: 2024-05-03
        title: The Quay
    "#]],
    );
    check(
        "a.typ",
        "Broken #figure(table([a], \n\n= Next\n$ 5 #",
        expect![[r#"
        ‹1›Broken

        ‹1›(table([a],

        ‹#›‹3›Next

        ‹4›$ 5
    "#]],
    );
}

#[test]
fn nesting_without_end_ends() {
    for (name, open) in
        [("a.tex", "\\footnote{a "), ("a.org", "[fn:: a "), ("a.typ", "#footnote[a "), ("a.rtf", "{a ")]
    {
        let text = format!("{{\\rtf1 Words. {}", open.repeat(20_000));
        let _ = ibid_sources::extract(std::path::Path::new(name), text.as_bytes());
        let closed = format!("Words. {}{}", open.repeat(3000), "}])".repeat(3000));
        let _ = ibid_sources::extract(std::path::Path::new(name), closed.as_bytes());
    }
}
