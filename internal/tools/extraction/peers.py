"""Finds the article of web pages with the package that the argument names.

Reads a line of JSON for each page, {"name": ..., "data": base64}, and writes one
with the text, {"name": ..., "text": ...}. A page that the package fails on has none.
"""

import base64
import json
import logging
import sys


def trafilatura_text(data: bytes) -> str | None:
    """The settings are those of trafilatura's own evaluation."""
    import trafilatura

    return trafilatura.extract(data, include_comments=False, include_tables=True, include_formatting=False)


def readability_text(data: bytes) -> str | None:
    """Decoded and turned into text as scrapinghub's benchmark does."""
    import html_text
    from readability import Document
    from trafilatura.utils import decode_file

    return html_text.extract_text(Document(decode_file(data)).summary(html_partial=True))


def main() -> None:
    logging.disable()
    find = {"trafilatura": trafilatura_text, "readability-lxml": readability_text}[sys.argv[1]]
    for line in sys.stdin:
        page = json.loads(line)
        try:
            text = find(base64.b64decode(page["data"])) or ""
        except Exception:  # as trafilatura's evaluation has it: a crash is a miss
            text = ""
        print(json.dumps({"name": page["name"], "text": text}))


main()
