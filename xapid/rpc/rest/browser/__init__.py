"""/openapi.json and /docs: the description of the API, and a page to read and try it, without a network."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from importlib.resources import files

import orjson
from aiohttp import web

from xapid.model.registry import Registry
from xapid.rpc.head import Head
from xapid.rpc.rest.openapi import document
from xapid.rpc.rest.problem import Problem

#: Files of the page: what they are called in a path, and their types.
_FILES = {
    "/docs": ("page.html", "text/html"),
    "/docs/page.js": ("page.js", "text/javascript"),
    "/docs/page.css": ("page.css", "text/css"),
}

#: Nothing but what comes from here is ever loaded or run.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class Content:
    """Something to send, whole or compressed."""

    def __init__(self, body: bytes, content_type: str) -> None:
        self.body = body
        self.packed = gzip.compress(body, 6, mtime=0)
        self.content_type = content_type
        self.tag = hashlib.sha256(body).hexdigest()[:16]

    def response(self, head: Head) -> web.Response:
        """The answer to a request; 304 when the client has it."""
        packed = "gzip" in head.headers.get("accept-encoding", "")
        tag = f'"{self.tag}{"-gzip" if packed else ""}"'
        headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding",
                   "Content-Security-Policy": _POLICY, "Referrer-Policy": "no-referrer"}  # fmt: skip
        if tag in [t.strip().removeprefix("W/") for t in head.headers.get("if-none-match", "").split(",")]:
            return web.Response(status=304, headers=headers)
        if packed:
            headers["Content-Encoding"] = "gzip"
        body = self.packed if packed else self.body
        charset = "utf-8" if self.content_type.startswith("text/") else None
        return web.Response(body=body, content_type=self.content_type, charset=charset, headers=headers)


class Browser:
    """The description and its page, made when somebody first asks for them."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._made: dict[str, Content] = {}
        self._making = asyncio.Lock()

    async def page(self, head: Head) -> web.Response:
        """Answer a request. Raises a problem."""
        path = head.path.rstrip("/")
        if path != "/openapi.json" and path not in _FILES:
            raise Problem(404, f"There is no {head.path}")
        if head.method == "OPTIONS":
            return web.Response(status=204, headers={"Allow": "GET, HEAD, OPTIONS"})
        if head.method not in ("GET", "HEAD"):
            raise Problem(405, f"{head.method} is not for {path}", headers={"Allow": "GET, HEAD, OPTIONS"})
        async with self._making:
            if path not in self._made:
                self._made[path] = await asyncio.to_thread(self._make, path)
        return self._made[path].response(head)

    def _make(self, path: str) -> Content:
        if path in _FILES:
            name, content_type = _FILES[path]
            return Content(files(__package__).joinpath(name).read_bytes(), content_type)
        return Content(orjson.dumps(document(self._registry)), "application/json")
