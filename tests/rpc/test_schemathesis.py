"""Schemathesis asks what no client would: whatever comes, REST answers as its description says."""

from __future__ import annotations

import asyncio
import zlib
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from tests.rpc.world import World
from xapid.model.objects import XenObject
from xapid.objects import catalog
from xapid.rpc.rest.openapi import document


def no_fault(ctx: Any, response: Any, case: Any) -> None:
    """Of the answers from 500 on, only 500 itself says that something is wrong here."""
    assert response.status_code != 500, response.text[:1000]


CHECKS = [no_fault, status_code_conformance, content_type_conformance, response_schema_conformance,
          response_headers_conformance, negative_data_rejection, unsupported_method]  # fmt: skip

#: What waits for events as long as it is told to, and what ends the session that asks.
LEFT_OUT = ("event.stream", "event.from", "event.next", "session.end", "session.logout",
            "session.local_logout")  # fmt: skip

#: Classes of which every message is asked: they need no host.
WITHOUT_A_HOST = ("secret", "task", "message", "subject", "role", "session", "event")

#: Of all other classes one in so many of those operations that all have: read, change, keys of maps.
SAMPLE = 8


def chosen(operation: Any) -> bool:
    """Whether an operation is asked."""
    name = operation.definition.raw["operationId"]
    if name in LEFT_OUT:
        return False
    kind, _, what = name.partition(".")
    generic = what in ("list", "read", "change") or what.startswith(("add_to_", "remove_from_"))
    return kind in WITHOUT_A_HOST or (generic and zlib.crc32(name.encode()) % SAMPLE == 0)


def populate(world: World) -> dict[str, str]:
    """An object of every class that has a table; the references by class."""
    with world.store.change():
        return {name: make(world, info.python) for name, info in world.store.registry.classes.items()
                if info.in_database}  # fmt: skip


def make(world: World, cls: type[XenObject]) -> str:
    return world.store.create(cls).ref


async def test_every_answer_is_as_described(open_world: World) -> None:
    schema = schemathesis.openapi.from_dict(document(catalog.load()))
    schema.config.update(base_url=f"http://127.0.0.1:{open_world.front.http_port}")
    token = open_world.session().ref
    refs = populate(open_world)
    await asyncio.to_thread(ask_everything, schema, token, refs)


def ask_everything(schema: Any, token: str, refs: dict[str, str]) -> None:
    """Ask everything; AssertionError with all that was not as described."""
    operations = [o for o in (result.ok() for result in schema.get_all_operations()) if chosen(o)]
    assert len(operations) > 60
    failures = []
    for operation in operations:
        for mode, examples in ((GenerationMode.POSITIVE, 2), (GenerationMode.NEGATIVE, 3)):
            try:
                asking(operation, mode, examples, token, refs)()
            except (Exception, BaseExceptionGroup) as error:
                name = operation.definition.raw["operationId"]
                failures.append(f"{mode.value} {name}: {type(error).__name__} {error}"[:900])
    assert not failures, "\n\n".join(failures)


def asking(operation: Any, mode: GenerationMode, examples: int, token: str, refs: dict[str, str]) -> Any:
    """A function that asks one operation some times: about an object that exists, or with nonsense."""
    kind = operation.definition.raw["operationId"].partition(".")[0]

    @seed(1)
    @settings(max_examples=examples, database=None, deadline=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        if mode is GenerationMode.POSITIVE and "id" in (case.path_parameters or {}):
            case.path_parameters["id"] = refs.get(kind, "none")
        case.call_and_validate(headers={"X-Session-Id": token}, checks=CHECKS, timeout=20)

    return ask
