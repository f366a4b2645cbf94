"""Extracts the article of web pages with the package named by the argument.

Reads one line of JSON per page, {"name": ..., "data": base64}, and writes one with its
text, {"name": ..., "text": ...}. There is no text for a page on which the package fails.
"""

import base64
import json
import logging
import sys


def trafilatura_text(data: bytes) -> str | None:
    """Uses the settings of trafilatura's own evaluation."""
    import trafilatura

    return trafilatura.extract(data, include_comments=False, include_tables=True, include_formatting=False)


def readability_text(data: bytes) -> str | None:
    """Decodes a page and converts it to text as scrapinghub's benchmark does."""
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
        except Exception:  # a crash counts as a miss, as in trafilatura's evaluation
            text = ""
        print(json.dumps({"name": page["name"], "text": text}))


main()
