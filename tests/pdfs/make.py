"""make.py FOLDER: the PDFs that `tests/pdfs/run` measures, and the text that each is known to hold.

FOLDER has what `tests/pdfs/setup` fetched: Debian's policy manual and its FAQ in Chinese, as text. Their paragraphs are
set anew by Typst, in one column and in two, with headings, notes, a figure, a table, running heads, page numbers and a
watermark; so what a reader should get is known to the letter.
"""

import re
import sys
from itertools import cycle, islice
from pathlib import Path

import typst

PARAGRAPHS = 120
HEADING_EVERY, NOTE_EVERY, FIGURE_AT, TABLE_AT = 9, 14, 25, 55

SETUP = """
#set document(title: {title})
#set page(
  paper: "a4", columns: {columns}, margin: 2.2cm, numbering: "1",
  header: context if calc.odd(counter(page).get().first()) [#h(1fr) {running}] else [{running} #h(1fr)],
  background: rotate(45deg, text(60pt, fill: luma(235))[{mark}]),
)
#set text(font: {font}, size: {size}pt, lang: {lang}, hyphenate: true)
#set par(justify: true, first-line-indent: 1.2em, spacing: 0.65em)
#show heading: set block(above: 1.2em, below: 0.8em)
#place(top + center, scope: "parent", float: true, text(17pt)[*{title_text}*])
"""

FIGURE = """
#figure(
  rect(width: 100%, height: 4cm, inset: 8pt)[#align(left + top)[Left box] #place(bottom + right)[Right box]],
  caption: [{caption}], placement: top, {scope})
"""


def paragraphs(text, chinese):
    """The running paragraphs of a plain text, each as one line."""
    for block in re.split(r"\n\s*\n", text):
        lines = [line.strip() for line in block.strip().split("\n")]
        prose = re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", " ".join(lines)) if chinese else " ".join(lines)
        letters = len(re.findall(r"[\u4e00-\u9fff]", prose)) if chinese else 0
        whole = prose.endswith("。") and letters > 40 if chinese else re.match(r"[A-Z].{150,}\.$", prose)
        # What looks like a list, a table or a name in code is set in another way there than it stands here.
        if whole and not re.search(r"[*|=<>\[\]{}/\\_~#@$`]|\s{2}|--|(?<!\w)-", prose):
            yield prose


def escape(text):
    return re.sub(r"([\\#*_`$<>@\[\]~=/\"'+-])", r"\\\1", text)


def document(name, source, columns, chinese):
    """The Typst of one document, and its text in the order of reading."""
    prose = list(islice(dict.fromkeys(paragraphs(source, chinese)), 2 * PARAGRAPHS))
    notes = cycle(prose[PARAGRAPHS:] or prose[-4:])
    title = "一份说明" if chinese else "A Manual Set Anew"
    running = "测试用的说明书" if chinese else "A running head that nobody reads"
    markup = [SETUP.format(
        title=f'"{title}"', columns=columns, running=running, mark="草稿" if chinese else "DRAFT",
        font='"Noto Serif CJK SC"' if chinese else '"Libertinus Serif"', size=10 if columns == 1 else 9,
        lang='"zh"' if chinese else '"en"', title_text=title,
    )]
    told = [title]
    for n, paragraph in enumerate(prose[:PARAGRAPHS]):
        if n % HEADING_EVERY == 0:
            heading = f"第{n // HEADING_EVERY + 1}部分的标题" if chinese else f"Part {n // HEADING_EVERY + 1} of the manual"
            markup.append(f"= {heading}\n")
            told.append(heading)
        note = ""
        if n % NOTE_EVERY == 5:
            said = next(notes)
            note = f"#footnote[{escape(said)}]"
        markup.append(escape(paragraph) + note + "\n")
        told.append(paragraph)
        if note:
            told.append(said)
        if n == FIGURE_AT:
            caption = "两个方框" if chinese else "Two boxes that stand for a drawing"
            markup.append(FIGURE.format(caption=caption, scope='scope: "parent"' if columns > 1 else ""))
            told += ["Left box", "Right box", ("图 1: " if chinese else "Figure 1: ") + caption]
        if n == TABLE_AT:
            rows = [("Port", "Berths", "Tonnes"), ("Vessby", "12", "5.4"), ("Oster", "41", "15.2"), ("Lund", "7", "0.8")]
            cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
            markup.append(f"#align(center, table(columns: 3, {cells}))\n")
            told += [" ".join(row) for row in rows]
    return "\n".join(markup), "\n\n".join(told)


def main():
    folder = Path(sys.argv[1])
    english, chinese = ((folder / name).read_text("utf-8") for name in ("policy.txt", "faq.zh.txt"))
    for name, source, columns, is_chinese in [
        ("made one column", english, 1, False), ("made two columns", english, 2, False),
        ("made one column zh", chinese, 1, True), ("made two columns zh", chinese, 2, True),
    ]:
        markup, told = document(name, source, columns, is_chinese)
        (folder / f"{name}.typ").write_text(markup, "utf-8")
        typst.compile(folder / f"{name}.typ", output=folder / f"{name}.pdf")
        (folder / f"{name}.txt").write_text(told, "utf-8")


main()
