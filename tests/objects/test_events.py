"""event.from, event.inject and event.next as a session calls them."""

import asyncio
import random
from collections import OrderedDict
from pathlib import Path
from typing import Any

import pytest

from tests.objects.memory import Slow, as_caller, log_in, make_context, make_store
from xapid.model.errors import XenError
from xapid.objects.blob import Blob
from xapid.objects.context import Context
from xapid.objects.event import messages as event
from xapid.objects.event.hub import hub_of
from xapid.objects.event.look import check_horizon, look
from xapid.objects.event.subscription import read
from xapid.objects.message import Cls, post
from xapid.objects.session.life import end
from xapid.objects.subject import Subject
from xapid.objects.task import life as tasks
from xapid.objects.user import User
from xapid.store import store as store_module

FOR_EVER = 3600.0


@pytest.fixture
def ctx(tmp_path: Path) -> Context:
    root = make_context(tmp_path)
    return as_caller(root, log_in(root))


def make_blob(ctx: Context, label: str = "") -> Blob:
    with ctx.change():
        return ctx.store.create(Blob, name_label=label)


async def events(ctx: Context, classes: list[str], token: str = "", seconds: float = 0.0) -> Any:
    async with asyncio.timeout(10):
        return await event.from_(ctx, classes, token, seconds)


async def all_wait(ctx: Context, calls: int) -> None:
    """Until so many calls wait for a change."""
    async with asyncio.timeout(10):
        while hub_of(ctx.store).waiting < calls:  # noqa: ASYNC110
            await asyncio.sleep(0.005)


def told(batch: Any) -> list[tuple[str, str, str]]:
    return [(e["class"], e["operation"], e["ref"]) for e in batch["events"]]


async def test_the_first_look_shows_everything_as_new_with_its_record(ctx: Context) -> None:
    blob = make_blob(ctx, "b")
    batch = await events(ctx, ["*"])
    assert told(batch) == [("blob", "add", blob.ref)]
    (only,) = batch["events"]
    assert only["snapshot"].obj.record()["name_label"] == "b"
    assert (only["id"], only["timestamp"]) == (blob.modified, "0.0")
    assert batch["valid_ref_counts"]["blob"] == 1
    assert type(batch["valid_ref_counts"]["vm"]).__name__ == "I4"
    assert "message" not in batch["valid_ref_counts"]
    assert len(batch["token"]) == 41


async def test_messages_come_first_then_new_then_changed_then_gone(ctx: Context) -> None:
    changed, gone = make_blob(ctx), make_blob(ctx)
    token = (await events(ctx, ["*"]))["token"]
    with ctx.change():
        ctx.store.destroy(gone)
    with ctx.change():
        changed.name_label = "x"
    new = make_blob(ctx)
    note = post(ctx, "VM_STARTED", 5, Cls.VM, "u", "")
    batch = await events(ctx, ["*"], token)
    assert told(batch) == [
        ("message", "add", note.ref),
        ("blob", "add", new.ref),
        ("blob", "mod", changed.ref),
        ("blob", "del", gone.ref),
    ]
    assert batch["events"][0]["id"] == 0
    assert "snapshot" not in batch["events"][-1]
    assert told(await events(ctx, ["*"], batch["token"])) == []


async def test_what_came_and_went_in_between_is_not_told(ctx: Context) -> None:
    token = (await events(ctx, ["*"]))["token"]
    blob = make_blob(ctx)
    with ctx.change():
        ctx.store.destroy(blob)
    assert told(await events(ctx, ["*"], token)) == []


@pytest.mark.parametrize("pattern", ["blob", "BLOB", "Blob", "{ref}"])
async def test_classes_have_no_case_and_objects_can_be_named(ctx: Context, pattern: str) -> None:
    blob, other = make_blob(ctx), make_blob(ctx)
    tasks.begin(ctx.store, "t", ctx.session)
    wanted = pattern if pattern != "{ref}" else f"bLoB/{blob.ref}"
    found = {ref for _, _, ref in told(await events(ctx, [wanted, "nothing", "a/b/c"]))}
    assert found == ({blob.ref} if "/" in wanted else {blob.ref, other.ref})


async def test_sessions_and_users_are_never_told(ctx: Context) -> None:
    with ctx.change():
        ctx.store.create(User, short_name="u", fullname="")
    assert told(await events(ctx, ["*", "session", "user", "event"])) == []


ZERO = "0" * 20


@pytest.mark.parametrize("bad", ["x", "1,2", ZERO, f"-{ZERO[1:]},{ZERO}", f"{'٣' * 20},{ZERO}"])
async def test_a_bad_token_is_named(ctx: Context, bad: str) -> None:
    with pytest.raises(XenError) as caught:
        await events(ctx, ["*"], bad)
    assert caught.value.description == ["EVENT_FROM_TOKEN_PARSE_FAILURE", bad]


async def test_a_bad_subscription_is_named(ctx: Context) -> None:
    with pytest.raises(XenError) as caught:
        await events(ctx, [""])
    assert caught.value.description == ["EVENT_SUBSCRIPTION_PARSE_FAILURE", ""]


async def test_a_call_waits_until_something_wanted_changes(ctx: Context) -> None:
    blob = make_blob(ctx)
    token = (await events(ctx, ["blob"]))["token"]
    waiting = asyncio.create_task(events(ctx, ["blob"], token, FOR_EVER))
    await all_wait(ctx, 1)
    tasks.begin(ctx.store, "other", ctx.session)
    done, _ = await asyncio.wait([waiting], timeout=0.2)
    assert not done
    with ctx.change():
        blob.name_label = "now"
    assert told(await waiting) == [("blob", "mod", blob.ref)]


async def test_a_timeout_answers_nothing_and_a_token_to_go_on_with(ctx: Context) -> None:
    token = (await events(ctx, ["blob"]))["token"]
    tasks.begin(ctx.store, "other", ctx.session)
    batch = await events(ctx, ["blob"], token, 0.01)
    assert batch["events"] == []
    assert batch["token"] > token


async def test_only_what_is_durable_is_told(tmp_path: Path) -> None:
    journal = Slow()
    root = make_context(tmp_path, make_store(journal))
    ctx = as_caller(root, log_in(root))
    token = (await events(ctx, ["blob"]))["token"]
    waiting = asyncio.create_task(events(ctx, ["blob"], token, FOR_EVER))
    await all_wait(ctx, 1)
    blob = make_blob(ctx)
    done, _ = await asyncio.wait([waiting], timeout=0.2)
    assert not done
    journal.commit()
    assert told(await waiting) == [("blob", "add", blob.ref)]


async def test_logout_ends_every_call_that_waits(ctx: Context, tmp_path: Path) -> None:
    assert ctx.session is not None
    token = (await events(ctx, ["*"]))["token"]
    other = as_caller(ctx, log_in(ctx))
    waiting = [asyncio.create_task(events(ctx, ["*"], token, FOR_EVER)) for _ in range(3)]
    staying = asyncio.create_task(events(other, ["*"], token, FOR_EVER))
    await all_wait(ctx, 4)
    end(ctx.store, ctx.session)
    for call in waiting:
        with pytest.raises(XenError) as caught:
            await call
        assert caught.value.description == ["SESSION_INVALID", ctx.session.ref]
    make_blob(ctx)
    assert len(told(await staying)) == 1


async def test_inject_is_seen_by_who_has_an_older_token(ctx: Context) -> None:
    blob = make_blob(ctx)
    before = (await events(ctx, ["blob"]))["token"]
    injected = await event.inject(ctx, "blob", blob.ref)
    batch = await events(ctx, ["blob"], before)
    assert told(batch) == [("blob", "mod", blob.ref)]
    assert batch["token"] >= injected > before
    assert told(await events(ctx, ["blob"], injected)) == []


async def test_inject_insists_on_the_exact_class(ctx: Context) -> None:
    blob = make_blob(ctx)
    for class_name, ref in (("Blob", blob.ref), ("blob", "OpaqueRef:none")):
        with pytest.raises(XenError) as caught:
            await event.inject(ctx, class_name, ref)
        assert caught.value.description == ["HANDLE_INVALID", class_name, ref]


async def test_a_token_older_than_the_memory_of_deletions_has_lost_events(
    ctx: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "TOMBSTONES_KEPT", 3)
    monkeypatch.setattr("xapid.objects.event.look.TOMBSTONES_KEPT", 3)
    blobs = [make_blob(ctx) for _ in range(5)]
    token = (await events(ctx, ["blob"]))["token"]
    for blob in blobs:
        with ctx.change():
            ctx.store.destroy(blob)
    with pytest.raises(XenError, match="EVENTS_LOST"):
        await events(ctx, ["blob"], token)
    check_horizon(ctx.store, ctx.store.generation)


async def test_a_token_from_the_future_has_lost_events(ctx: Context) -> None:
    with pytest.raises(XenError, match="EVENTS_LOST"):
        await events(ctx, ["blob"], "9" * 20 + "," + "9" * 20)


async def test_a_thousand_wait_and_all_are_told(ctx: Context) -> None:
    blob = make_blob(ctx)
    batch = await events(ctx, ["blob"])
    waiting = [asyncio.create_task(events(ctx, ["blob"], batch["token"], FOR_EVER)) for _ in range(1000)]
    await all_wait(ctx, 1000)
    with ctx.change():
        blob.name_label = "now"
    assert all(told(b) == [("blob", "mod", blob.ref)] for b in await asyncio.gather(*waiting))


class Unread(OrderedDict[str, Any]):
    """Fails when somebody goes through it."""

    def values(self) -> Any:
        raise AssertionError("somebody looks at everything")


async def test_who_waits_for_one_object_looks_at_that_alone(ctx: Context) -> None:
    blob, gone, *_ = [make_blob(ctx) for _ in range(10)]
    token = (await events(ctx, ["blob"]))["token"]
    with ctx.change():
        blob.name_label = "changed"
        ctx.store.destroy(gone)
    ctx.store.by_change = Unread(ctx.store.by_change)
    ctx.store.tombstones = Unread(ctx.store.tombstones)
    batch = await events(ctx, [f"blob/{blob.ref}", f"blob/{gone.ref}", "vm/" + blob.ref], token)
    assert told(batch) == [("blob", "mod", blob.ref), ("blob", "del", gone.ref)]


async def test_a_change_wakes_only_who_waits_for_it(ctx: Context) -> None:
    blobs = [make_blob(ctx) for _ in range(3)]
    token = (await events(ctx, ["blob"]))["token"]
    topics = [[f"blob/{b.ref}"] for b in blobs] + [["secret"], ["Blob"], ["*"], [f"task/{blobs[0].ref}"]]
    waiting = [asyncio.create_task(events(ctx, topic, token, FOR_EVER)) for topic in topics]
    await all_wait(ctx, len(topics))
    with ctx.change():
        blobs[1].name_label = "changed"
    woken = [waiting[1], waiting[4], waiting[5]]
    assert all(told(b) == [("blob", "mod", blobs[1].ref)] for b in await asyncio.gather(*woken))
    assert hub_of(ctx.store).waiting == len(topics) - len(woken)
    for left in waiting:
        left.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    assert hub_of(ctx.store).waiting == 0


@pytest.mark.parametrize("seed", range(5))
async def test_single_objects_tell_what_their_class_tells(ctx: Context, seed: int) -> None:
    chance = random.Random(seed)
    blobs = [make_blob(ctx) for _ in range(20)]
    begun = ctx.store.durable_generation
    for _ in range(60):
        blob = chance.choice(blobs)
        with ctx.change():
            if not blob.alive or chance.random() < 0.1:
                blobs.append(ctx.store.create(Blob))
            elif chance.random() < 0.2:
                ctx.store.destroy(blob)
            else:
                blob.name_label = str(chance.random())
    of_class = look(ctx.store, read(["blob"]), begun).events
    single = look(ctx.store, read([f"blob/{b.ref}" for b in blobs]), begun).events
    assert [(e["id"], e["ref"], e["operation"]) for e in single] == [
        (e["id"], e["ref"], e["operation"]) for e in of_class
    ]


async def test_next_says_when_something_was_lost(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "TOMBSTONES_KEPT", 3)
    monkeypatch.setattr("xapid.objects.event.look.TOMBSTONES_KEPT", 3)
    await event.register(ctx, ["blob"])
    for _ in range(5):
        blob = make_blob(ctx)
        with ctx.change():
            ctx.store.destroy(blob)
    with pytest.raises(XenError) as caught:
        await event.next_(ctx)
    assert caught.value.description == ["EVENTS_LOST"]
    blob = make_blob(ctx)
    (only,) = await event.next_(ctx)
    assert only["ref"] == blob.ref


async def test_next_tells_what_came_since_the_registration(ctx: Context) -> None:
    make_blob(ctx)
    await event.register(ctx, ["BLOB"])
    waiting = asyncio.create_task(event.next_(ctx))
    new = make_blob(ctx)
    async with asyncio.timeout(10):
        (only,) = await waiting
    assert (only["operation"], only["ref"]) == ("add", new.ref)
    assert only["timestamp"].endswith(".")
    await event.unregister(ctx, ["blob"])
    with pytest.raises(XenError) as caught:
        await event.next_(ctx)
    assert caught.value.code == "SESSION_NOT_REGISTERED"


async def test_the_current_id_grows_with_every_change(ctx: Context) -> None:
    before = await event.get_current_id(ctx)
    make_blob(ctx)
    assert await event.get_current_id(ctx) > before


def test_a_deletion_that_is_done_again_after_a_refusal_is_told() -> None:
    slow = Slow()
    store = make_store(slow)
    with store.change():
        blob = store.create(Blob, transient=True)
    since = store.durable_generation
    with store.change():
        store.create(Subject)
    with store.change():
        store.destroy(blob)
    slow.refuse()
    events = look(store, read(["blob"]), since).events
    assert [(event["operation"], event["ref"]) for event in events] == [("del", blob.ref)]
