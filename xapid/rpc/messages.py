"""Notes that another pool kept about an object which has moved here: PUT /messages."""

from __future__ import annotations

import asyncio
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from datetime import datetime

from xapid.model.errors import XenError, internal_error
from xapid.model.types import DATETIME, INT
from xapid.objects.message import Cls, Message, post, subject
from xapid.rpc.handlers import handler
from xapid.rpc.stream import Refused, StreamRequest

#: Bytes of one request.
MOST = 16 << 20

#: Documents stand one after the other, each perhaps with a declaration of its own.
_DECLARATION = re.compile(rb"<\?xml[^>]*\?>")


@dataclass(frozen=True)
class _Note:
    name: str
    priority: int
    timestamp: datetime
    uuid: str
    body: str


@handler("PUT", "/messages", action="put_messages")
async def put_messages(request: StreamRequest) -> None:
    """Take over notes about the object that ``cls`` and ``uuid`` name: all of them, or none.

    Those that are here already, by their uuid, are left out.
    """
    ctx, cls, uuid = request.ctx, _cls(request), request.query("uuid")
    try:
        subject(ctx, cls, uuid)
    except XenError as error:
        raise Refused(404, error) from None
    if request.body.length is not None and request.body.length > MOST:
        raise Refused(413, XenError("INVALID_VALUE", "Content-Length", f"the most is {MOST}"))
    await request.respond(200)
    data = await request.body.read_exactly(MOST + 1)
    if len(data) > MOST or request.body.cut:
        raise internal_error("Too many bytes came, or too few")
    notes = await asyncio.to_thread(_read, data)
    with ctx.change():
        for note in sorted(notes, key=lambda n: n.timestamp):
            if ctx.store.by_uuid(Message, note.uuid) is None:
                post(ctx, note.name, note.priority, cls, uuid, note.body, note.timestamp, note.uuid)


def _cls(request: StreamRequest) -> Cls:
    given = request.query("cls").lower()
    for cls in Cls:
        if cls.lower() == given:
            return cls
    raise Refused(400, XenError("INVALID_VALUE", "cls", given[:200]))


def _read(data: bytes) -> list[_Note]:
    """The notes in concatenated documents. INTERNAL_ERROR when they cannot be read.

    A root around them all leaves no place for a document type.
    """
    try:
        root = ET.fromstring(b"<messages>" + _DECLARATION.sub(b"", data) + b"</messages>")
    except ET.ParseError as error:
        raise internal_error(f"These are no messages: {error}") from None
    if any((text or "").strip() for text in (root.text, *(element.tail for element in root))):
        raise internal_error("There is text between the messages")
    return [_note(element) for element in root]


def _note(element: ET.Element) -> _Note:
    texts = {part.tag: part.text or "" for part in element}
    try:
        return _Note(texts["name"], INT.accept(texts["priority"]), DATETIME.accept(texts["timestamp"]),
                     texts["uuid"], texts["body"])  # fmt: skip
    except KeyError as missing:
        raise internal_error(f"A message lacks {missing}") from None
