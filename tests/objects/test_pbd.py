"""Connecting a repository, and what meets that."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, cast

import pytest

from tests.objects.memory import make_context
from xapid.model.errors import XenError
from xapid.objects.pbd import PBD
from xapid.objects.pbd.plugging import destroy, plug, sr_spec
from xapid.objects.sr import SR
from xapid.objects.sr.lifecycle import abandon_unfinished, forget
from xapid.storage.host import Storage as RealStorage
from xapid.storage.spec import StorageSettings


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


async def test_a_repository_that_was_just_being_made_goes_at_the_next_start(tmp_path: Path) -> None:
    """What a daemon leaves that dies within SR.create, before and after it has made the place."""
    ctx = make_context(tmp_path)
    ctx.services.storage = RealStorage(StorageSettings(root=str(tmp_path / "root")))
    made, never, whole = [await half_made(ctx, tmp_path / name) for name in ("made", "never", "whole")]
    (tmp_path / "never/.xapid-repository").unlink()
    with ctx.change():
        whole.unfinished = ()
    await abandon_unfinished(ctx)
    assert ctx.store.all(SR) == [whole]
    assert ctx.store.all(PBD) == whole.PBDs
    assert not made.alive and not never.alive
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == ["never", "whole"]


async def half_made(ctx: Any, place: Path) -> SR:
    with ctx.change():
        sr: SR = ctx.store.create(SR, type="file", unfinished=())
        sr.unfinished = (sr.uuid,)
        pbd = ctx.store.create(PBD, SR=sr, device_config={"location": str(place)})
    await ctx.services.storage.driver(sr_spec(sr, pbd.device_config)).create_sr()
    return sr
