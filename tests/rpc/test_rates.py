"""Callers are counted and held to rates, and only those that somebody defined."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.rpc.world import World, parts, post
from xapid.model.errors import XenError
from xapid.objects.caller.declaration import Caller as CallerRecord
from xapid.objects.rate_limit import bucket as buckets
from xapid.objects.rate_limit.bucket import Bucket
from xapid.rpc.caller import Caller
from xapid.rpc.dispatch import LATER

ADMIN = Caller("192.0.2.1", user_agent="admin")
BACKUP = Caller("192.0.2.2", user_agent="backup")
BACKUP_ELSEWHERE = Caller("192.0.2.3", user_agent="backup")


class Rates:
    """A world and an administrator in it."""

    def __init__(self, tmp_path: Path) -> None:
        self.world = World(tmp_path)
        self.session = self.world.session().ref

    async def call(self, method: str, *params: Any, caller: Caller = ADMIN) -> Any:
        made = await self.world.call(method, self.session, *params, caller=caller)
        return getattr(made, "ref", made)

    async def fails(self, method: str, *params: Any, caller: Caller = ADMIN) -> list[str]:
        with pytest.raises(XenError) as caught:
            await self.call(method, *params, caller=caller)
        return caught.value.description

    async def caller(self, agent: str = "", ip: str = "") -> str:
        return str(
            await self.call("Caller.create", {"name_label": agent, "user_agent": agent, "client_ip": ip})
        )

    async def limit(self, burst: float, rate: float, *callers: str) -> str:
        made = str(await self.call("Rate_limit.create", {"burst_size": burst, "fill_rate": rate}))
        for caller in callers:
            await self.call("Rate_limit.add_caller", made, caller)
        return made

    def read(self, caller: Caller) -> Any:
        return self.world.dispatcher.immediate(caller, "VM.get_all", [self.session])


@pytest.fixture
def rates(tmp_path: Path) -> Rates:
    return Rates(tmp_path)


async def test_nobody_is_counted_unless_somebody_is_defined(rates: Rates) -> None:
    assert rates.read(BACKUP) == []
    assert rates.world.services.usage._accounts == {} and await rates.call("Caller.query_all_usage") == []
    assert rates.world.store.all(CallerRecord) == []


async def test_calls_are_counted_by_agent_and_address(rates: Rates) -> None:
    by_agent, both = await rates.caller("backup"), await rates.caller("backup", "192.0.2.2")
    by_ip, rest = await rates.caller("", "192.0.2.9"), await rates.caller()
    for caller in (BACKUP, BACKUP, BACKUP_ELSEWHERE, Caller("192.0.2.9", user_agent="x")):
        await rates.call("VM.get_all", caller=caller)
    rates.read(BACKUP)
    counted = [await rates.call("Caller.query_call_count", each) for each in (both, by_agent, by_ip)]
    assert counted == [3, 1, 1]
    assert await rates.call("Caller.query_token_usage", both) == 3.0
    assert await rates.call("Caller.query_call_count", rest) >= 4  # the administrator's own
    usage = {row[0]: row[1:] for row in await rates.call("Caller.query_all_usage")}
    assert usage[rates.world.store.get(both).uuid] == ["backup", "3", "3"]
    assert datetime.now(UTC) - rates.world.store.get(both).last_access < timedelta(hours=1)
    await rates.call("Caller.destroy", both)
    await rates.call("VM.get_all", caller=BACKUP)
    assert await rates.call("Caller.query_call_count", by_agent) == 2


async def test_groups_add_up(rates: Rates) -> None:
    one, two = await rates.caller("backup"), await rates.caller("other")
    for each in (one, two):
        await rates.call("Caller.add_group", each, "nightly")
    await rates.call("Caller.add_group", one, "nightly")
    assert await rates.call("Caller.get_groups", one) in (["nightly"], ("nightly",))
    await rates.call("VM.get_all", caller=BACKUP)
    await rates.call("VM.get_all", caller=Caller("x", user_agent="other"))
    assert await rates.call("Caller.query_group_call_count", "nightly") == 2
    assert await rates.call("Caller.query_group_token_usage", "nightly") == 2.0
    await rates.call("Caller.remove_group", two, "nightly")
    assert await rates.call("Caller.query_group_call_count", "nightly") == 1
    assert await rates.call("Caller.query_group_call_count", "nobody") == 0
    assert (await rates.fails("Caller.add_group", one, ""))[:2] == ["INVALID_VALUE", "group"]


async def test_a_caller_over_its_rate_waits_and_others_do_not(rates: Rates) -> None:
    limit = await rates.limit(3, 0.001, await rates.caller("backup"))
    for _ in range(3):
        assert rates.read(BACKUP) == []
    assert rates.read(BACKUP) is LATER
    assert rates.read(ADMIN) == []
    assert await rates.fails("VM.get_all", caller=BACKUP) == ["TOO_BUSY"]
    root = Caller("", local_root=True, user_agent="backup")
    assert list(await rates.call("VM.get_all", caller=root)) == []
    await rates.call("Rate_limit.set_fill_rate", limit, 1000.0)
    waiting = [asyncio.create_task(rates.call("VM.get_all", caller=BACKUP)) for _ in range(20)]
    assert [list(each) for each in await asyncio.gather(*waiting)] == [[]] * 20


async def test_whoever_has_used_up_everything_can_still_leave(rates: Rates) -> None:
    mine = rates.world.session()
    await rates.limit(1, 0.001, await rates.caller("backup"))
    assert rates.read(BACKUP) == []
    assert await rates.fails("VM.get_all", caller=BACKUP) == ["TOO_BUSY"]
    await rates.world.call("session.logout", mine.ref, caller=BACKUP)
    assert not mine.alive


async def test_limits_can_be_changed_and_taken_away(rates: Rates) -> None:
    one, two = await rates.caller("backup"), await rates.caller("other")
    limit = await rates.limit(1, 0.001, one, two)
    assert rates.read(BACKUP) == [] and rates.read(BACKUP) is LATER
    assert rates.read(Caller("x", user_agent="other")) is LATER  # they share the bucket
    await rates.call("Rate_limit.remove_caller", limit, two)
    await rates.call("Rate_limit.remove_caller", limit, two)
    assert rates.read(Caller("x", user_agent="other")) == []
    assert list(await rates.call("Rate_limit.get_callers", limit)) == [one]
    await rates.call("Rate_limit.set_burst_size", limit, 0.0)
    assert all(rates.read(BACKUP) == [] for _ in range(10))
    await rates.call("Rate_limit.set_burst_size", limit, 2.0)
    assert [rates.read(BACKUP) is LATER for _ in range(3)] == [False, False, True]
    await rates.call("Rate_limit.destroy", limit)
    assert rates.read(BACKUP) == []
    assert await rates.call("Caller.get_rate_limit", one) == "OpaqueRef:NULL"


async def test_what_cannot_be(rates: Rates) -> None:
    for burst, rate in ((-1.0, 1.0), (0.5, 1.0), (1.0, -1.0), (float("nan"), 1.0), (1.0, float("inf"))):
        refused = await rates.fails("Rate_limit.create", {"burst_size": burst, "fill_rate": rate})
        assert refused[0] == "INVALID_VALUE"
    assert (await rates.fails("Caller.create", {"client_ip": "localhost"}))[:2] == [
        "INVALID_VALUE",
        "client_ip",
    ]
    await rates.caller("backup", "2001:DB8::1")
    again = {"user_agent": "backup", "client_ip": "2001:db8:0::1"}
    assert (await rates.fails("Caller.create", again))[0] == "INVALID_VALUE"
    assert (await rates.fails("Caller.create", {"user_agent": "x" * 10_000}))[0] == "INVALID_VALUE"


async def test_a_bucket_is_fair_and_gives_back_what_nobody_took(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    monkeypatch.setattr(buckets.time, "monotonic", lambda: clock[0])
    bucket = Bucket(2, 10)
    assert [bucket.take() for _ in range(3)] == [True, True, False]
    clock[0] = 0.1
    assert bucket.take() and not bucket.take()
    waiting = asyncio.create_task(bucket.wait())
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    clock[0] = 0.2
    assert bucket.take()
    clock[0] = 1000.0
    assert [bucket.take() for _ in range(3)] == [True, True, False]  # never more than it holds


async def test_user_agents_are_tracked(rates: Rates) -> None:
    body = b"<methodCall><methodName>system.listMethods</methodName><params/></methodCall>"
    async with rates.world.listening():
        answer = await rates.world.raw(post("/", body, "User-Agent: some client/1.0\r\n"))
        assert parts(answer)[0] == 200
    agents = rates.world.services.user_agents
    assert agents.told() == {"some client/1.0": "127.0.0.1"}
    for number in range(3000):
        agents.note(f"agent {number}", f"192.0.2.{number % 7}")
        agents.note("always the same", f"192.0.2.{number % 100}")
    told = agents.told()
    assert len(told) == 1000 and "agent 2999" in told and "agent 0" not in told
    assert told["always the same"].split(",")[0] == "192.0.2.99" and told["always the same"].count(",") == 7
