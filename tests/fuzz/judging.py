"""What an answer may not be."""

import re

SECONDS = 2.0
_RUNS = re.compile(rb"""zq7(?:<|&lt;["'])""")
_PAGES = ("text/html", "application/xhtml", "image/svg", "application/xml", "text/xml", "application/atom")


def faults(status, headers, body, seconds):
    """Return what is wrong with an answer, as words."""
    found = []
    if status >= 500:
        found.append(f"answered {status}")
    if headers.get("content-type", "text/html").startswith(_PAGES) and _RUNS.search(body):
        found.append("gave a value back unescaped")
    if "x-injected" in headers or any("zq7<" in value for value in headers.values()):
        found.append("gave a value back in its headers")
    if headers.get("location", "").startswith(("//", "\\", "https://evil", "http://evil", "javascript")):
        found.append("led away from the site")
    if seconds > SECONDS:
        found.append(f"took {seconds:.1f} s")
    return found
