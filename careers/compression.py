"""Pages made small for the way: Brotli where the browser takes it, gzip elsewhere."""

import re

import brotli
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

# Beyond this, Brotli takes several times as long for a few bytes less.
QUALITY = 6
SMALLEST = 200
_TAKES_BROTLI = re.compile(r"(^|,)\s*br\s*(?!\s*;\s*q=0(\.0*)?\s*(,|$))(;|,|$)")


class CompressionMiddleware(GZipMiddleware):
    """Django's gzip, with Brotli before it."""

    def process_response(self, request, response):
        if not _TAKES_BROTLI.search(request.headers.get("Accept-Encoding", "")):
            return super().process_response(request, response)
        if response.streaming or response.has_header("Content-Encoding") or len(response.content) < SMALLEST:
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        response.content = brotli.compress(response.content, quality=QUALITY)
        response["Content-Encoding"] = "br"
        response["Content-Length"] = str(len(response.content))
        if etag := response.get("ETag"):
            # The same content in another encoding: equal in meaning, not byte for byte.
            response["ETag"] = etag if etag.startswith("W/") else f"W/{etag}"
        return response
