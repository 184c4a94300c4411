"""What a restart of the daemon leaves: tasks with an end, notes, and tokens that still count."""

from pathlib import Path

from tests.objects.memory import as_caller, log_in, make_context
from xapid.objects import operations, role_records
from xapid.objects.catalog import load
from xapid.objects.event import messages as event
from xapid.objects.message import Cls, Message, post
from xapid.objects.session import Session
from xapid.objects.task import Task, life
from xapid.objects.vm import VM
from xapid.store.database import sqlite_url
from xapid.store.opening import open_store


async def test_after_a_restart_tasks_have_ended_and_tokens_go_on(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "xapid.db")
    store, writer = await open_store(url, load())
    role_records.install(store)
    ctx = make_context(tmp_path, store)
    caller = as_caller(ctx, log_in(ctx))
    running = life.begin(store, "Async.VM.start", caller.session)
    done = life.begin(store, "Async.VM.start", caller.session)
    life.succeed(done, "<value></value>")
    waited_for = life.begin(store, "VM.start", caller.session, transient=True)
    note = post(ctx, "VM_STARTED", 5, Cls.VM, "uuid", "body")
    await store.durable()
    token = (await event.from_(caller, ["*"], "", 0.0))["token"]
    await writer.close()

    store, writer = await open_store(url, load())
    try:
        role_records.install(store)
        assert life.fail_orphans(store) == 1
        await store.durable()
        assert {t.ref: t.status for t in store.all(Task)} == {running.ref: "failure", done.ref: "success"}
        assert [t.progress for t in store.all(Task)] == [1.0, 1.0]
        assert store.all(Session) == [] and store.get(waited_for.ref) is None
        assert [m.record() for m in store.all(Message)] == [note.record()]
        ctx = make_context(tmp_path, store)
        batch = await event.from_(as_caller(ctx, log_in(ctx)), ["*"], token, 0.0)
        assert {(e["operation"], e["ref"]) for e in batch["events"]} == {
            ("mod", running.ref),
            ("mod", done.ref),
        }
        assert batch["token"] > token
        database = (tmp_path / "xapid.db").read_bytes() + (tmp_path / "xapid.db-wal").read_bytes()
        assert caller.session is not None and caller.session.ref.encode() not in database
    finally:
        await writer.close()


async def test_after_a_restart_things_may_be_done_with_vms(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "xapid.db")
    store, writer = await open_store(url, load())
    operations.keep_allowed_operations_true(store)
    ctx = make_context(tmp_path, store)
    with ctx.change():
        vm = store.create(VM, name_label="rests")
    before = vm.record()
    await store.durable()
    await writer.close()

    store, writer = await open_store(url, load())
    operations.keep_allowed_operations_true(store)
    generation = store.generation
    try:
        assert "start" in before["allowed_operations"]
        assert store.all(VM)[0].record() == before
        assert store.all(VM)[0].modified < generation
    finally:
        await writer.close()
