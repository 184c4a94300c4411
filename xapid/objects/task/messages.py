"""The messages of the class task."""

from __future__ import annotations

from xapid.model.messages import message
from xapid.model.roles import READ_ONLY
from xapid.model.types import NULL_REF
from xapid.objects import rights
from xapid.objects.context import Context
from xapid.objects.implicit import adder, remover
from xapid.objects.session.declaration import Session
from xapid.objects.task import life
from xapid.objects.task.declaration import KEY_ROLES, Task, TaskAllowedOperations, TaskStatusType
from xapid.store.store import new_uuid


def check_owner(session: Session | None, task: Task) -> None:
    """Raise RBAC_PERMISSION_DENIED when the task is another user's and the session may not touch those."""
    if session is None or session.is_local_superuser:
        return
    if life.owner(task) != session.auth_user_sid:
        rights.require(session, rights.ANY_TASK)


@message(Task, role=READ_ONLY, asynchronous=False)
async def create(ctx: Context, label: str, description: str) -> Task:
    """Make a task for work that the client does, and will complete, itself."""
    host = getattr(ctx.services, "host", None)
    return life.begin(
        ctx.store, label, ctx.session, description=description, by_client=True,
        host_ref=NULL_REF if host is None else host.ref,
    )  # fmt: skip


@message(Task, role=READ_ONLY, asynchronous=False)
async def destroy(ctx: Context, self: Task) -> None:
    """Forget a task; a pending one goes when it is completed."""
    check_owner(ctx.session, self)
    with ctx.change():
        if life.is_pending(self):
            _note(ctx, self, TaskAllowedOperations.destroy)
        else:
            ctx.store.destroy(self)


@message(Task, role=READ_ONLY, errors=("OPERATION_NOT_ALLOWED",))
async def cancel(ctx: Context, task: Task) -> None:
    """Ask a task to stop. What cannot be stopped goes on."""
    check_owner(ctx.session, task)
    if not life.is_pending(task):
        return
    with ctx.change():
        _note(ctx, task, TaskAllowedOperations.cancel)
    running = ctx.services.running.get(task.ref)
    if running is not None:
        running.cancel()


def _note(ctx: Context, task: Task, operation: TaskAllowedOperations) -> None:
    holder = ctx.task.ref if ctx.task is not None else f"OpaqueRef:{new_uuid()}"
    task.current_operations = {**task.current_operations, holder: operation}


@message(Task, role=READ_ONLY, asynchronous=False)
async def set_status(ctx: Context, self: Task, value: TaskStatusType) -> None:
    """Complete a task that the client itself works on, or say that it is being cancelled."""
    check_owner(ctx.session, self)
    if not life.is_pending(self):
        return
    with ctx.change():
        if value in (TaskStatusType.pending, TaskStatusType.cancelling):
            self.status = value
        else:
            life.complete(self, value)


@message(Task, role=READ_ONLY, asynchronous=False)
async def set_progress(ctx: Context, self: Task, value: float) -> None:
    """Say how much of a task that the client itself works on is done, 0 to 1."""
    check_owner(ctx.session, self)
    if life.is_pending(self):
        life.came_on(self)
        with ctx.change():
            self.progress = value


@message(Task, role=READ_ONLY, asynchronous=False)
async def set_result(ctx: Context, self: Task, value: str) -> None:
    """Set the result of a task that the client itself works on."""
    check_owner(ctx.session, self)
    with ctx.change():
        self.result = value


@message(Task, role=READ_ONLY, asynchronous=False)
async def set_error_info(ctx: Context, self: Task, value: list[str]) -> None:
    """Say why a task that the client itself works on failed."""
    check_owner(ctx.session, self)
    with ctx.change():
        self.error_info = value


@message(Task, role=READ_ONLY, key_roles=KEY_ROLES)
async def add_to_other_config(ctx: Context, self: Task, key: str, value: str) -> None:
    """Add a key to other_config."""
    check_owner(ctx.session, self)
    await adder("other_config")(ctx, self, key, value)


@message(Task, role=READ_ONLY, key_roles=KEY_ROLES)
async def remove_from_other_config(ctx: Context, self: Task, key: str) -> None:
    """Remove a key from other_config; an absent one is fine."""
    check_owner(ctx.session, self)
    await remover("other_config")(ctx, self, key)


@message(Task, role=READ_ONLY)
async def set_other_config(ctx: Context, self: Task, value: dict[str, str]) -> None:
    """Set other_config as a whole."""
    check_owner(ctx.session, self)
    rights.require_for_keys(ctx.session, Task.other_config, self, value)
    with ctx.change():
        self.other_config = value
