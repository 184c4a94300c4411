"""Everything below /rest, and what describes it: finds out what a path means, and answers."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable
from functools import partial

from aiohttp import web

from xapid.model.errors import XenError
from xapid.rpc.caller import Caller
from xapid.rpc.dispatch import Dispatcher
from xapid.rpc.head import Head
from xapid.rpc.limits import Limits
from xapid.rpc.rest import changing, events, messages, objects, sessions
from xapid.rpc.rest.access import admitted
from xapid.rpc.rest.bodies import json_object, read_body
from xapid.rpc.rest.browser import Browser
from xapid.rpc.rest.call import Call, answer, written
from xapid.rpc.rest.problem import Problem, problem_of
from xapid.rpc.rest.resources import LOGIN, ROOT, Resource, resources

log = logging.getLogger(__name__)

EVENTS = "events"

_OPEN_TO_PAGES = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Location, ETag, Link, Location, Retry-After, X-Event-Token,"
    " X-Total-Count",
    "X-Content-Type-Options": "nosniff",
    "Server": "xapid",
}
_PREFLIGHT = {
    "Access-Control-Allow-Headers": "Authorization, Content-Type, If-Match, If-None-Match, Last-Event-ID,"
    " Prefer, Task-Id, X-Session-Id",
    "Access-Control-Max-Age": "86400",
}

Serve = Callable[[Call], Awaitable[web.StreamResponse]]


class RestPages:
    """The REST interface and its description."""

    def __init__(self, dispatcher: Dispatcher, limits: Limits) -> None:
        self._dispatcher = dispatcher
        self._limits = limits
        self._resources = resources(dispatcher.store.registry)
        self._browser = Browser(dispatcher.store.registry)
        self._epoch = secrets.token_hex(4)

    async def __call__(self, request: web.BaseRequest, head: Head, caller: Caller) -> web.StreamResponse:
        """Answer a request."""
        try:
            response = await self._answer(request, head, caller)
        except Problem as problem:
            response = problem.response()
        except XenError as error:
            response = problem_of(error).response()
        except ConnectionError:
            raise
        except Exception as error:
            response = problem_of(self._dispatcher.explain(error, f"{head.method} {head.path}")).response()
        if not response.prepared:
            response.headers.update({n: v for n, v in _OPEN_TO_PAGES.items() if n not in response.headers})
        return response

    async def _answer(self, request: web.BaseRequest, head: Head, caller: Caller) -> web.StreamResponse:
        raw = await read_body(request, head, self._limits)
        if not head.path.startswith("/rest"):
            return await self._browser.page(head)
        if "\ufffd" in head.path or "\0" in head.path:
            raise Problem(404, "There is no such path")
        methods = self._methods(head, caller, request)
        method = "GET" if head.method == "HEAD" else head.method
        if method == "OPTIONS" and methods:
            allowed = {"Allow": _allow(methods), "Access-Control-Allow-Methods": _allow(methods)}
            return web.Response(status=204, headers={**allowed, **_PREFLIGHT})
        serve = methods.get(method)
        if serve is None:
            if methods:
                raise Problem(
                    405, f"{head.method} is not for {head.path}", headers={"Allow": _allow(methods)}
                )
            raise Problem(404, f"There is no {head.path}")
        return await self._serve(serve, head, caller, raw)

    async def _serve(self, serve: Serve | Public, head: Head, caller: Caller,
                     raw: bytes) -> web.StreamResponse:  # fmt: skip
        body = json_object(head, raw)
        if isinstance(serve, Public):
            return await serve.function(body)
        async with admitted(self._dispatcher, head, caller) as access:
            return await serve(Call(self._dispatcher, access, head, body, self._epoch))

    def _methods(self, head: Head, caller: Caller,
                 request: web.BaseRequest) -> dict[str, Serve | Public]:  # fmt: skip
        """Who answers the path, by method; nobody when there is no such path."""
        if head.path.rstrip("/") in (ROOT, "/rest"):
            return {"GET": Public(self._index)}
        root, *parts = head.path.removeprefix(ROOT).rstrip("/").split("/")
        if root or not head.path.startswith(ROOT):
            return {}
        if parts == [EVENTS]:
            return {"GET": partial(events.stream, request=request)}
        if parts == [LOGIN]:
            begin = Public(partial(sessions.begin, self._dispatcher, head, caller))
            return {"GET": sessions.look, "POST": begin, "DELETE": sessions.end}
        resource = self._resources.get(parts[0])
        if resource is None or not all(parts):
            return {}
        if len(parts) == 1:
            return _of_list(resource)
        if len(parts) == 2:
            return _of_object(resource, parts[1])
        message = resource.of_object.get(parts[2]) if len(parts) == 3 else None
        if message is None:
            return {}
        return {"POST": partial(messages.send_to_object, resource=resource, name=parts[1], message=message)}

    async def _index(self, body: object) -> web.Response:
        classes = {name: each.path for name, each in sorted(self._resources.items())}
        said = {"classes": classes, "session": f"{ROOT}/{LOGIN}", "events": f"{ROOT}/{EVENTS}",
                "openapi": "/openapi.json", "docs": "/docs"}  # fmt: skip
        return answer(written(said))


class Public:
    """What answers without a session."""

    def __init__(self, function: Callable[[dict[str, object]], Awaitable[web.StreamResponse]]) -> None:
        self.function = function


def _of_list(resource: Resource) -> dict[str, Serve | Public]:
    methods: dict[str, Serve | Public] = {}
    if resource.everything is not None:
        methods["GET"] = partial(objects.list_objects, resource=resource)
    if resource.create is not None:
        methods["POST"] = partial(objects.create_object, resource=resource)
    return methods


def _of_object(resource: Resource, name: str) -> dict[str, Serve | Public]:
    if name in resource.of_class:
        return {"POST": partial(messages.send_to_class, message=resource.of_class[name])}
    if resource.record is None:
        return {}
    methods: dict[str, Serve | Public] = {"GET": partial(objects.read_object, resource=resource, name=name)}
    if resource.setters:
        methods["PATCH"] = partial(changing.change_object, resource=resource, name=name)
    if resource.destroy is not None:
        methods["DELETE"] = partial(objects.destroy_object, resource=resource, name=name)
    return methods


def _allow(methods: dict[str, Serve | Public]) -> str:
    return ", ".join([*methods, *(["HEAD"] if "GET" in methods else []), "OPTIONS"])
