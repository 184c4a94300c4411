"""Static files from a directory: a start page, and whatever belongs to it."""

from __future__ import annotations

import asyncio
import mimetypes
from pathlib import Path

from aiohttp import web

from xapid.rpc.caller import Caller
from xapid.rpc.head import Head
from xapid.rpc.web import page

INDEX = "index.html"
_PIECE = 256 * 1024


class WebFiles:
    """Answers GET with the files below a directory, and with nothing that lies outside it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def __call__(self, request: web.BaseRequest, head: Head, caller: Caller) -> web.StreamResponse:
        """The file; of a folder its index.html. 404 for everything else."""
        path = await asyncio.to_thread(self._find, head.path)
        if path is None:
            return page(404, f"There is no {head.path}")
        kind, encoding = mimetypes.guess_type(path.name)
        response = web.StreamResponse(headers={
            "Content-Type": kind or "application/octet-stream", "X-Content-Type-Options": "nosniff",
            **({"Content-Encoding": encoding} if encoding else {}),
        })  # fmt: skip
        with await asyncio.to_thread(path.open, "rb") as file:
            response.content_length = await asyncio.to_thread(lambda: path.stat().st_size)
            await response.prepare(request)
            left = response.content_length
            while left and (piece := await asyncio.to_thread(file.read, min(left, _PIECE))):
                await response.write(piece)
                left -= len(piece)
            if left:
                raise ConnectionAbortedError(f"{path} became shorter")
        await response.write_eof()
        return response

    def _find(self, wanted: str) -> Path | None:
        root = self._folder.resolve()
        if "\0" in wanted or any(part.startswith(".") for part in wanted.split("/")):
            return None
        path = (root / wanted.lstrip("/")).resolve()
        if path.is_dir():
            path = (path / INDEX).resolve()
        return path if path.is_relative_to(root) and path.is_file() else None
