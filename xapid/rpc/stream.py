"""One request to a byte-stream handler: its body, its answer, its task."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from functools import partial

from xapid.model.errors import XenError
from xapid.objects import audit
from xapid.objects.context import Context
from xapid.objects.session import Session
from xapid.objects.task import Task, life
from xapid.rpc import replies, tasks
from xapid.rpc.dispatch import Dispatcher
from xapid.rpc.exchange import Exchange
from xapid.rpc.handlers import Handler
from xapid.rpc.limits import STREAM_BUFFER, Limits
from xapid.rpc.login import Denied, Login, log_in, log_out


class Refused(Exception):
    """Raised by a handler: answer with this HTTP status. The task, if any, fails with ``error``."""

    def __init__(self, status: int, error: XenError) -> None:
        super().__init__(str(error))
        self.status = status
        self.error = error


class Body:
    """What the client sends: up to its Content-Length, or without one up to the end of the connection."""

    def __init__(self, reader: asyncio.StreamReader, length: int | None, stall: float) -> None:
        self._reader = reader
        self._stall = stall
        self.length = length
        self.received = 0

    @property
    def cut(self) -> bool:
        """Whether less came than was announced, now that the body has ended."""
        return self.length is not None and self.received < self.length

    async def read(self, most: int = STREAM_BUFFER) -> bytes:
        """Some bytes, at most ``most``; none at the end. TimeoutError when the client sends nothing."""
        if self.length is not None:
            most = min(most, self.length - self.received)
        if most <= 0:
            return b""
        async with asyncio.timeout(self._stall):
            data = await self._reader.read(most)
        self.received += len(data)
        return data

    async def read_exactly(self, count: int) -> bytes:
        """``count`` bytes, or fewer at the end."""
        parts, missing = [], count
        while missing and (data := await self.read(missing)):
            parts.append(data)
            missing -= len(data)
        return b"".join(parts)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while data := await self.read():
            yield data


class StreamRequest:
    """What a handler gets: who asks for what, the bytes, and the way to answer."""

    def __init__(self, dispatcher: Dispatcher, exchange: Exchange, ctx: Context, limits: Limits) -> None:
        self.dispatcher = dispatcher
        self.head = exchange.head
        self.caller = exchange.caller
        #: Session, task and progress of the request, as messages have them.
        self.ctx = ctx
        self.body = Body(exchange.reader, exchange.head.content_length, limits.stall)
        #: The connection itself, for streams that go both ways.
        self.reader = exchange.reader
        self.writer = exchange.writer
        #: Whether the head of the answer was sent; from then on only the task tells of failure.
        self.responded = False
        #: Writes down how the task ended, again if need be.
        self.complete: Callable[[], None] = lambda: None
        self._stall = limits.stall

    def ends(self, complete: Callable[[], None]) -> None:
        """The request is done, well or badly: what completes its task."""
        self.complete = complete
        tasks.end(self.task, complete)

    @property
    def session(self) -> Session | None:
        """The caller's session; None for local root without one."""
        return self.ctx.session

    @property
    def task(self) -> Task:
        """The task of the request: the client's, or one made for it."""
        assert self.ctx.task is not None
        return self.ctx.task

    def query(self, key: str, default: str = "") -> str:
        """The first value of a key of the query."""
        return self.head.first(key, default)

    async def respond(self, status: int = 200, headers: dict[str, str] | None = None) -> None:
        """Send the head of the answer, with the task's reference. After that ``write`` the body.

        The connection closes at the end, so Content-Length is not needed.
        """
        self.responded = True
        await self.write(replies.head(status, {"task-id": self.task.ref, **(headers or {})}))

    async def write(self, data: bytes) -> None:
        """Send a piece, waiting while the client is slower. TimeoutError when it takes nothing."""
        self.writer.write(data)
        async with asyncio.timeout(self._stall):
            await self.writer.drain()


async def serve_stream(handler: Handler, dispatcher: Dispatcher, limits: Limits, exchange: Exchange) -> bool:
    """Authenticate, run the handler under its task, and answer: whether the request was read whole.

    Raises nothing but CancelledError.
    """
    head, caller, writer = exchange.head, exchange.caller, exchange.writer
    try:
        if head.chunked:
            writer.write(replies.error(400, "Chunked transfer encoding is not supported"))
            return False
        login = Login(None)
        if handler.asks(dispatcher.store, head):
            login = await log_in(dispatcher, head, caller, handler.permission)
        try:
            return await _with_task(handler, dispatcher, limits, exchange, login)
        finally:
            await log_out(dispatcher, caller, login)
    except Denied as denied:
        await _deny(dispatcher, handler, exchange, denied)
    except Exception as error:
        writer.write(replies.error(500, str(dispatcher.explain(error, handler.permission))))
    return False


async def _deny(dispatcher: Dispatcher, handler: Handler, exchange: Exchange, denied: Denied) -> None:
    """Answer 401 or 403; the task that waits for the outcome is told too, unless others work on it."""
    headers = {"WWW-Authenticate": f'Basic realm="{handler.action}"'} if denied.status == 401 else {}
    exchange.writer.write(replies.error(denied.status, denied.error.code, headers))
    task = dispatcher.store.get(exchange.given("task_id"))
    if isinstance(task, Task) and life.is_of_client(task):
        life.fail(task, denied.error)


async def _with_task(handler: Handler, dispatcher: Dispatcher, limits: Limits, exchange: Exchange,
                     login: Login) -> bool:  # fmt: skip
    """Run the handler as the client's task, or as one that is dropped at the end. The result as above."""
    store, head, given = dispatcher.store, exchange.head, exchange.given("task_id")
    if given:
        task = tasks.take_over(store, given, login.session)
    else:
        caller = replace(exchange.caller, subtask_of=exchange.given("subtask_of"))
        label = f"{head.method} {head.path}"
        task = tasks.begin(store, dispatcher.services, label, caller, login.session, transient=True)
    report = partial(life.progress, task)
    ctx = Context(store, dispatcher.services, login.session, task, report, exchange.caller.request)
    request = StreamRequest(dispatcher, exchange, ctx, limits)
    entry = audit.Entry.of_stream(ctx, handler.permission, head.query) if handler.audited else None
    running = asyncio.create_task(_outcome(handler, dispatcher, request), name=f"{handler.action} {task.ref}")
    dispatcher.services.running[task.ref] = running
    try:
        await asyncio.wait([running])
    finally:
        running.cancel()  # the front stops
        await asyncio.wait([running])
        dispatcher.services.running.pop(task.ref, None)
        if running.cancelled():
            _fail(request, 500, XenError("TASK_CANCELLED", task.ref))
        if entry is not None:
            entry.end(XenError(*task.error_info) if task.error_info else None)
        if given:
            seeing = tasks.see_through(store, task, request.complete)
            dispatcher.services.spawn(seeing, f"end of {task.ref}")
        else:
            life.drop(task)
    await store.durable()
    return request.body.received == (head.content_length or 0) or exchange.reader.at_eof()


async def _outcome(handler: Handler, dispatcher: Dispatcher, request: StreamRequest) -> None:
    """Run the handler, and complete its task."""
    status, store = 500, request.ctx.store
    try:
        result = await handler.serve(request)
        await store.durable()
        text = "" if result is None else tasks.result_text(result)
        request.ends(partial(life.succeed, request.task, text))
        return
    except Refused as refused:
        status, error = refused.status, refused.error
    except (ConnectionError, TimeoutError) as gone:
        status, error = 408, XenError("INTERNAL_ERROR", f"The client left: {type(gone).__name__} {gone}")
    except Exception as failure:
        error = dispatcher.explain(failure, handler.permission)
        status = 501 if error.code == "NOT_IMPLEMENTED" else 500
    _fail(request, status, error)


def _fail(request: StreamRequest, status: int, error: XenError) -> None:
    """Fail the task, and tell the client as far as that is still possible."""
    request.ends(partial(life.fail, request.task, error))
    if not request.responded:
        request.writer.write(replies.error(status, str(error), {"task-id": request.task.ref}))
    elif request.head.method == "GET":
        request.writer.transport.abort()  # what was sent must not look whole
