"""GET /services: what parts of the host answer, as JSON."""

from __future__ import annotations

from typing import Any

import orjson

from xapid.model.errors import XenError
from xapid.objects.sm import SM
from xapid.rpc.handlers import handler
from xapid.rpc.stream import Refused, StreamRequest


@handler("GET", "/services", action="get_services")
async def services(request: StreamRequest) -> None:
    """The services of this host; ``/services/SM`` its storage drivers, ``/services/SM/TYPE`` one of them."""
    parts = [part for part in request.head.path.removeprefix("/services").split("/") if part]
    data = orjson.dumps(_answer(request, parts))
    await request.respond(200, {"Content-Type": "application/json", "Content-Length": str(len(data))})
    await request.write(data)


@handler("GET", "/services/SM", action="get_services_sm")
async def storage_services(request: StreamRequest) -> None:
    """The same below /services/SM, for those who may see the storage."""
    await services(request)


def _answer(request: StreamRequest, parts: list[str]) -> Any:
    drivers = {sm.type: _driver(sm) for sm in request.ctx.store.all(SM)}
    match parts:
        case []:
            return {"services": [
                {"name": "SM", "uri": "/services/SM", "description": "storage drivers"},
                {"name": "console", "uri": "/console", "description": "consoles of VMs"},
            ]}  # fmt: skip
        case ["SM"]:
            return {"drivers": [{"name": kind, "uri": f"/services/SM/{kind}"} for kind in sorted(drivers)]}
        case ["SM", kind] if kind in drivers:
            return drivers[kind]
    raise Refused(404, XenError("HANDLE_INVALID", "service", "/".join(parts)))


def _driver(sm: SM) -> dict[str, Any]:
    return {"name": sm.name_label, "type": sm.type, "description": sm.name_description, "vendor": sm.vendor,
            "version": sm.version, "features": sorted(sm.features),
            "configuration": sm.configuration}  # fmt: skip
