"""peer.py FILE: prints the text that PDFium itself gives of a PDF, and on stderr the seconds that took, Python's start apart."""

import sys
import time

import pypdfium2

start = time.perf_counter()
document = pypdfium2.PdfDocument(sys.argv[1])
text = "\n".join(page.get_textpage().get_text_range() for page in document)
seconds = time.perf_counter() - start
sys.stdout.buffer.write(text.encode("utf-8", "replace"))
print(seconds, file=sys.stderr)
