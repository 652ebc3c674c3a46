"""Pages made small for the way: Brotli where the browser takes it, gzip elsewhere."""

import gzip
import re
from functools import lru_cache

import brotli
from django.http import FileResponse
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

# Beyond this, Brotli takes several times as long for a few bytes less.
QUALITY = 6
SMALLEST = 200
_REFUSED = r"(?!\s*;\s*q=0(\.0*)?\s*(,|$))"
# In the order of our liking.
_TAKES = {name: re.compile(rf"(^|,)\s*{name}\s*{_REFUSED}(;|,|$)") for name in ("br", "gzip")}


class CompressionMiddleware(GZipMiddleware):
    """Django's gzip, which hides the length of pages that hold secrets, with Brotli before it."""

    def process_response(self, request, response):
        if isinstance(response, FileResponse):
            # Files to take away are packed already, and their checksum is that of these bytes.
            return response
        if encoding_for(request.headers.get("Accept-Encoding", "")) != "br":
            return super().process_response(request, response)
        if response.streaming or response.has_header("Content-Encoding") or len(response.content) < SMALLEST:
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        response.content = compressed(response.content, "br")
        response["Content-Encoding"] = "br"
        response["Content-Length"] = str(len(response.content))
        if etag := response.get("ETag"):
            # The same content in another encoding: equal in meaning, not byte for byte.
            response["ETag"] = etag if etag.startswith("W/") else f"W/{etag}"
        return response


# Browsers send a handful of different lines.
@lru_cache(maxsize=256)
def encoding_for(accepted):
    """Return the encoding for a browser that accepts these: br, gzip or none (an empty text)."""
    return next((name for name, takes in _TAKES.items() if takes.search(accepted)), "")


def compressed(body, encoding):
    """Return a body in an encoding; without a time in it, so that the same is always the same."""
    return brotli.compress(body, quality=QUALITY) if encoding == "br" else gzip.compress(body, 6, mtime=0)
