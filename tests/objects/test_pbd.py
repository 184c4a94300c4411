"""Connecting a repository, and what meets that."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, cast

import pytest

from tests.objects.memory import make_context
from xapid.model.errors import XenError
from xapid.objects.pbd import PBD
from xapid.objects.pbd.plugging import destroy, plug
from xapid.objects.sr import SR
from xapid.objects.sr.lifecycle import forget


class Storage:
    """Attaches when it may."""

    def __init__(self) -> None:
        self.asked, self.may_answer = asyncio.Event(), asyncio.Event()

    async def attach(self, spec: Any) -> None:
        self.asked.set()
        await self.may_answer.wait()
        raise XenError("SR_BACKEND_FAILURE_47", "", "gone", "")


async def test_a_repository_that_is_being_connected_stays(tmp_path: Path) -> None:
    ctx = make_context(tmp_path)
    storage = Storage()
    ctx.services.storage = cast(Any, storage)
    with ctx.change():
        sr = ctx.store.create(SR, type="file")
        pbd = ctx.store.create(PBD, SR=sr)
    plugging = asyncio.create_task(plug(ctx, pbd))
    await storage.asked.wait()
    for refused in (forget(ctx, sr), destroy(ctx, pbd), plug(ctx, pbd)):
        with pytest.raises(XenError) as caught:
            await refused
        assert caught.value.description[:4] == ["OTHER_OPERATION_IN_PROGRESS", "SR", sr.ref, "plug"]
    storage.may_answer.set()
    with pytest.raises(XenError, match="SR_BACKEND_FAILURE_47"):
        await plugging
    await forget(ctx, sr)
    assert not (sr.alive or pbd.alive)
