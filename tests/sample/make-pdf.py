"""Writes sources/audit-2024.pdf: five pages labelled i, ii, 1, 2, 3, with running heads.

Plain Python, no packages. The same input always gives the same bytes.
"""

from pathlib import Path
from textwrap import wrap

HEAD = "Court of Audit  |  The Harbour Grid: A Review"
TITLE = "The Harbour Grid: A Review of Public Spending on Shore Power, 2017-2023"
OUT = Path(__file__).parent / "sources" / "audit-2024.pdf"

# One list a page; a line that starts with "# " is a heading.
PAGES = {
    "i": [
        "# The Harbour Grid",
        "# A Review of Public Spending on Shore Power, 2017–2023",
        "Court of Audit, Report 14/2024",
        "Adopted in chamber on 21 November 2024",
        "This report was drawn up by the Third Chamber under its president, Ruth Valdane. "
        "The auditors visited eleven ports between February and July 2024, read 240 contracts, and spoke with "
        "94 officials, engineers and shipowners. The ports and the Ministry of Transport were given "
        "six weeks to comment. Their replies are printed in a separate volume.",
        "The Court thanks the ports for their patience. Some of the findings are not flattering, and "
        "all eleven ports handed over their papers nonetheless.",
    ],
    "ii": [
        "# Summary",
        "Between 2017 and 2023 the state spent €612 million on shore power in seaports. The Court "
        "examined whether the money bought what was promised. In 2017 the Ministry promised 140 equipped "
        "berths by the end of 2023. At the end of 2023 there were 41.",
        "The money was not stolen, and most of it was not wasted. It was spent in the wrong order. "
        "Berths were equipped before the grid could feed them, and ships were subsidised before the "
        "berths were ready. As a result, one euro in five bought equipment that stood idle for more "
        "than a year.",
        "The Court makes seven recommendations. The most important is that no grant should be paid out "
        "before a grid connection has been secured in writing.",
    ],
    "1": [
        "# 1 What was spent",
        "Of the €612 million, €338 million went to equipment on the quays, €173 million to the grid "
        "and €101 million to the conversion of ships. Ostermouth received the largest share with "
        "€204 million, followed by Calder Bay with €97 million and Vessby with €66 million.",
        "The average cost of an equipped berth rose from €5.3 million in 2018 to €8.4 million in 2023. "
        "About half of the increase is due to the price of transformers. For the rest the Court found "
        "no explanation that satisfied it. In three ports the same firm had written the specification "
        "and won the tender.",
        "Spending was slow at first. In 2019, the third year of the programme, only 12 percent of the money "
        "had been paid out. In 2022 and 2023, by contrast, €371 million left the treasury, more than in all the "
        "years before. \"Haste at the end does not make up for idleness at the beginning,\" the Court "
        "observed in its letter of 4 April 2024 to the Ministry.",
    ],
    "2": [
        "# 2 What was built",
        "Of the 41 equipped berths, 29 were in regular use at the end of 2023. Eight had never been "
        "connected to a ship. Four had been connected once, for a ceremony.",
        "Calder Bay equipped five berths at a cost of €39 million. The Court notes that the port had "
        "announced three further berths for cruise ships in 2022 and had not begun them two years later. The "
        "delay was not caused by a lack of money. It was caused by a tender that had to be "
        "repeated twice, in March and in November 2022.",
        "Ships were connected for 31 percent of their time at equipped berths. The lowest value was found in "
        "Vessby, with 9 percent, and the highest in the small port of Little Skerry, with 83 percent. The "
        "harbour master of Little Skerry explained the figure in one sentence: \"We asked the captains "
        "first.\"",
        "A plug without a price is a monument. Where power from the quay cost more than power from the "
        "ship's own engines, ships connected on average for 14 percent of their time; where it cost less, "
        "for 58 percent.",
    ],
    "3": [
        "# 3 What should change",
        "The Court recommends that grants be paid in three parts: 20 percent when the grid connection has been "
        "secured, 50 percent when the berth is finished, and 30 percent after it has been used for "
        "1,000 hours. Had this rule been in force since 2017, about €122 million would have been paid out later "
        "or not at all.",
        "The Court does not recommend that the programme be stopped. Shore power works where it is planned "
        "from the grid to the ship and not from the ship to the grid. The Ministry replied on 2 October "
        "2024 that it accepts five of the seven recommendations and will examine the other two by the summer of 2025.",
        "Public money should follow the cable, not the ribbon. The Court will return to the matter in 2027.",
        "The president of the Third Chamber, Ruth Valdane, added a personal remark: \"In thirty-one "
        "years of auditing I have rarely seen so much good will spent with so little patience.\"",
    ],
}


def escaped(text: str) -> bytes:
    """The text as the inside of a PDF string in WinAnsi encoding."""
    raw = text.encode("cp1252")
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def content(label: str, paragraphs: list[str]) -> bytes:
    """The drawing commands of one page: running head, text, page label at the foot."""
    lines = [b"BT /F1 9 Tf 72 800 Td (" + escaped(HEAD) + b") Tj ET"]
    y = 750
    for paragraph in paragraphs:
        heading = paragraph.startswith("# ")
        font, size, width = (b"/F2", 14, 60) if heading else (b"/F1", 11, 88)
        for line in wrap(paragraph.removeprefix("# "), width):
            lines.append(b"BT %s %d Tf 72 %d Td (" % (font, size, y) + escaped(line) + b") Tj ET")
            y -= size + 4
        y -= 8
    lines.append(b"BT /F1 9 Tf 290 40 Td (" + escaped(label) + b") Tj ET")
    return b"\n".join(lines)


def pdf(pages: dict[str, list[str]]) -> bytes:
    """The whole file: catalogue, page labels, fonts, pages, cross-reference table."""
    count = len(pages)
    kids = " ".join(f"{7 + 2 * i} 0 R" for i in range(count))
    labels = "/PageLabels << /Nums [0 << /S /r >> 2 << /S /D >>] >>"
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>"
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {labels} >>".encode(),
        f"<< /Type /Pages /Count {count} /Kids [{kids}] >>".encode(),
        (font % "Times-Roman").encode(),
        (font % "Times-Bold").encode(),
        b"<< /Title (" + escaped(TITLE) + b") /Author (Court of Audit) >>",
    ]
    for number, (label, paragraphs) in enumerate(pages.items()):
        stream = content(label, paragraphs)
        objects.append(b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {6 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>".encode()
        )
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    starts = []
    for number, body in enumerate(objects, start=1):
        starts.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % start for start in starts)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R >>\n" % (len(objects) + 1)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % table)


if __name__ == "__main__":
    OUT.write_bytes(pdf(PAGES))
