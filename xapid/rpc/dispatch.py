"""The one way to call a message from outside: for HTTP, for the server side of xe, for byte streams."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from typing import Any

from xapid.model.errors import XenError, internal_error
from xapid.model.types import check_text
from xapid.objects import audit, rights
from xapid.objects.caller.usage import ENDINGS
from xapid.objects.context import Context
from xapid.objects.failures import as_xen_error
from xapid.objects.services import Services
from xapid.objects.session import Session
from xapid.objects.session.life import validate
from xapid.objects.task import Task, life
from xapid.rpc import tasks
from xapid.rpc.caller import Caller
from xapid.rpc.plans import Plan, plans
from xapid.store.store import Store

log = logging.getLogger(__name__)

#: How often a plain read is made before it fails since what it saw was taken back by a full database.
READ_TRIES = 10

#: Says that a call cannot be answered without waiting.
LATER: Any = object()

#: Characters of a method in a trace; clients may ask for what does not exist.
_SPAN_NAME = 100

Encode = Callable[[Any], Any]


class Dispatcher:
    """Calls messages: number and types of parameters, session, role, references, then the operation."""

    def __init__(self, store: Store, services: Services) -> None:
        self.store = store
        self.services = services
        self.plans = plans(store.registry)
        self._idle = services.config.session_idle
        self._reading = Context(store, services)
        self._tracing = services.tracing
        self._usage = services.usage
        #: All records of callers that are counted: while there are none, calls cost nothing more.
        self._callers = services.usage.follow(store)

    def immediate(self, caller: Caller, method: str, params: list[Any]) -> Any:
        """The value of a plain read whose answer is durable already, else LATER. Raises XenError."""
        plan = self.plans.get(method)
        if plan is None or not plan.immediate or self.store.generation > self.store.durable_generation:
            return LATER
        if self._tracing.active:
            return LATER
        if self._callers and not self._usage.take(caller.user_agent, caller.address):
            return LATER
        try:
            args = self._prepare(plan, caller, params)[1]
            return _at_once(plan, plan.message.function(self._reading, *args))
        except Exception as error:
            raise self.explain(error, method) from None

    async def call(self, caller: Caller, method: str, params: list[Any],
                   encode: Encode | None = None) -> Any:  # fmt: skip
        """Call a message with raw values off the wire; what it did is durable when this returns.

        ``encode`` turns the result into what is sent, before that wait: so nothing newer gets into it.
        Raises XenError, and nothing else.
        """
        call = self._call(caller, method, params, encode)
        if not self._tracing.active:
            return await call
        return await self._traced(method, caller, call)

    async def _traced(self, name: str, caller: Caller, work: Awaitable[Any]) -> Any:
        """Do it within a span for each observer."""
        attributes = {
            "rpc.system": "xenapi",
            "rpc.method": name[:_SPAN_NAME],
            "client.address": caller.address,
            "user_agent.original": caller.user_agent,
        }
        with self._tracing.span(name[:_SPAN_NAME], attributes, caller.traceparent):
            return await work

    async def _call(self, caller: Caller, method: str, params: list[Any], encode: Encode | None) -> Any:
        plan = self.plans.get(method)
        tries = READ_TRIES if plan is not None and plan.immediate else 1
        while True:
            tries -= 1
            value = await self._value(caller, method, params, encode)
            try:
                await self.store.durable()
                return value
            except XenError:  # a change of somebody else, for all that a read knows
                if not tries:
                    raise

    async def _value(self, caller: Caller, method: str, params: list[Any], encode: Encode | None) -> Any:
        """What the call answers once that is durable. Failures are so already."""
        try:
            if self._callers:
                await self._usage.admit(
                    caller.user_agent, caller.address, exempt=caller.local_root or method in ENDINGS
                )
            value = await self._dispatch(caller, method, params)
            if encode is not None:
                value = encode(value)
        except Exception as error:
            failure = self.explain(error, method)
            await self.store.durable()
            raise failure from None
        return value

    def never_waits(self, method: str) -> bool:
        """Whether a message only changes records, so that ``together`` takes it."""
        return self.plans[method].only_records

    def authorise(self, caller: Caller, method: str, params: list[Any]) -> None:
        """Raise what speaks against a call before it is made: types, the session, its role."""
        plan = self.plans[method]
        session, args = self._check(plan, params)
        self._authorise(plan, caller, session, args)

    async def together(self, caller: Caller, calls: list[tuple[str, list[Any]]]) -> None:
        """Call messages that only change records, all or none; it is durable when this returns.

        Raises XenError, and nothing else.
        """
        method, entries, failure = calls[0][0], list[audit.Entry](), None
        try:
            with self.store.change():
                for method, params in calls:
                    plan = self.plans[method]
                    session, args = self._prepare(plan, caller, params)
                    ctx = Context(self.store, self.services, session, request=caller.request)
                    entries.append(audit.Entry.of_call(ctx, plan.message, args))
                    _at_once(plan, plan.message.function(ctx, *args))
            await self.store.durable()
        except Exception as error:
            failure = self.explain(error, method)
            await self.store.durable()
            raise failure from None
        finally:
            for entry in entries:
                entry.end(failure)

    def session(self, ref: Any) -> Session:
        """The living session of a reference. Raises SESSION_INVALID."""
        if not isinstance(ref, str):
            raise internal_error(f"A session reference is text, not {type(ref).__name__}")
        return validate(self.store, check_text(ref), self._idle)

    async def _dispatch(self, caller: Caller, method: str, params: list[Any]) -> Any:
        kind, dot, rest = method.partition(".")
        if dot and kind in ("Async", "InternalAsync"):
            plan = self.plans.get(rest)
            if plan is None:
                raise self._unknown(method, params)
            return self._start(plan, caller, method, params)
        plan = self.plans.get(method)
        if plan is None:
            if kind == "system":
                return self._system(method, params)
            return await self._extension(method, params)
        session, args = self._prepare(plan, caller, params)
        if plan.makes_task:
            return await self._run_and_wait(plan, caller, method, session, args)
        ctx = Context(self.store, self.services, session, request=caller.request)
        return await self._operate(plan, ctx, args)

    def _prepare(self, plan: Plan, caller: Caller, params: list[Any]) -> tuple[Session | None, list[Any]]:
        """Everything before the operation of a synchronous call."""
        session, args = self._check(plan, params)
        self._authorise(plan, caller, session, args)
        return session, plan.resolve(self.store, args)

    def _authorise(self, plan: Plan, caller: Caller, session: Session | None, args: list[Any]) -> None:
        """Raise RBAC_PERMISSION_DENIED unless the session may do that; denials are in the audit log, too."""
        try:
            rights.allowed(session, plan.message, args)
        except XenError as denied:
            ctx = Context(self.store, self.services, session, request=caller.request)
            audit.Entry.of_call(ctx, plan.message, args).end(denied)
            raise

    async def _operate(self, plan: Plan, ctx: Context, args: list[Any]) -> Any:
        """Run the operation, and note how long it took."""
        with self.services.figures.timed(plan.name):
            if not plan.audited:
                return await plan.message(ctx, *args)
            return await self._audited(plan, ctx, args)

    async def _audited(self, plan: Plan, ctx: Context, args: list[Any]) -> Any:
        """Run the operation; what it did is noted in the audit log once it is durable."""
        entry = audit.Entry.of_call(ctx, plan.message, args)
        try:
            value = await plan.message(ctx, *args)
            await self.store.durable()
        except asyncio.CancelledError:
            entry.end(XenError("TASK_CANCELLED", ctx.task.ref if ctx.task else ""))
            raise
        except Exception as error:
            explained = self.explain(error, plan.name)
            entry.end(explained)
            raise explained from error
        entry.end(result=value)
        return value

    def _check(self, plan: Plan, params: list[Any]) -> tuple[Session | None, list[Any]]:
        """Number, types and session, in this order."""
        message = plan.message
        if message.removed:
            self.session(params[0] if params else "")
            raise XenError("MESSAGE_REMOVED")
        if not message.session:
            return None, plan.accept(params)
        if not params:
            raise XenError("MESSAGE_PARAMETER_COUNT_MISMATCH", plan.name, plan.required, 0)
        args = plan.accept(params[1:])
        session = self.session(params[0])
        if message.pool_internal and not (session.pool or session.local):
            raise internal_error(
                f'Internal API "{plan.name}" call attempted with non-pool (external) session'
            )
        return session, args

    def _system(self, method: str, params: list[Any]) -> Any:
        if method == "system.listMethods":
            return sorted(self.store.registry.messages)
        if method.startswith("system.isAlive:"):
            if not params:
                raise XenError("MESSAGE_PARAMETER_COUNT_MISMATCH", method, 1, 0)
            return params[0]
        raise self._unknown(method, params)

    async def _extension(self, method: str, params: list[Any]) -> Any:
        """A name that no message has may be an extension's; it gets the parameters as they are."""
        unknown = self._unknown(method, params)
        if params:
            return await self.services.plugins.call_extension(method, params)
        raise unknown

    def _unknown(self, method: str, params: list[Any]) -> XenError:
        """No such message: told at once without parameters, else only to who may run extensions."""
        if params:
            rights.require(self.session(params[0]), "host.call_extension")
        return XenError("MESSAGE_METHOD_UNKNOWN", check_text(method))

    # With a task

    def _start(self, plan: Plan, caller: Caller, method: str, params: list[Any]) -> Task:
        """Begin an asynchronous call, and answer its task."""
        if not plan.message.asynchronous:
            raise XenError("Fault", f"No async mode for this operation (rpc: {plan.name})")
        session, args = self._check(plan, params)
        task = self._task(caller, method, session, transient=False)
        self._run(plan, caller, session, task, args, authorise=True)
        return task

    async def _run_and_wait(self, plan: Plan, caller: Caller, method: str, session: Session | None,
                            args: list[Any]) -> Any:  # fmt: skip
        """A synchronous call with a task. It goes on when its client leaves."""
        task = self._task(caller, method, session, transient=True)
        running = self._run(plan, caller, session, task, args, authorise=False)
        await asyncio.wait([running])
        if running.cancelled():
            raise XenError("TASK_CANCELLED", task.ref)
        return running.result()

    def _task(self, caller: Caller, method: str, session: Session | None, *, transient: bool) -> Task:
        if caller.task_id:
            return tasks.take_over(self.store, caller.task_id, session)
        return tasks.begin(self.store, self.services, method, caller, session, transient=transient)

    def _run(self, plan: Plan, caller: Caller, session: Session | None, task: Task, args: list[Any], *,
             authorise: bool) -> asyncio.Task[Any]:  # fmt: skip
        """Run the operation as an asyncio task of its own, which cancelling the XenAPI task cancels."""
        own = not caller.task_id and not authorise  # nobody else sees the record after the reply

        async def operate() -> Any:
            if authorise:
                self._authorise(plan, caller, session, args)
                plan.resolve(self.store, args)
            report = partial(life.progress, task)
            ctx = Context(self.store, self.services, session, task, report, caller.request)
            value = await self._operate(plan, ctx, args)
            await self.store.durable()
            return value

        async def explained() -> Any:
            try:
                return await operate()
            except Exception as error:
                raise self.explain(error, plan.name) from error

        work = explained()
        if self._tracing.active:
            work = self._traced(f"{plan.name} (operation)", caller, work)
        running = asyncio.create_task(work, name=f"{plan.name} {task.ref}")
        self.services.running[task.ref] = running
        running.add_done_callback(lambda _: self._ended(plan, task, running, own))
        return running

    def _ended(self, plan: Plan, task: Task, running: asyncio.Task[Any], own: bool) -> None:
        """Complete the record of a call, however it ended."""
        self.services.running.pop(task.ref, None)
        complete = partial(self._complete, plan, task, running)
        tasks.end(task, complete)
        if own:
            with suppress(XenError):
                life.drop(task)
        else:
            self.services.spawn(tasks.see_through(self.store, task, complete), f"end of {task.ref}")

    def _complete(self, plan: Plan, task: Task, running: asyncio.Task[Any]) -> None:
        if running.cancelled():
            life.fail(task, XenError("TASK_CANCELLED", task.ref))
        elif isinstance(error := running.exception(), XenError):
            life.fail(task, error)
        else:
            self._succeed(plan, task, running.result())

    def _succeed(self, plan: Plan, task: Task, value: Any) -> None:
        """The call did what it should; a value that XML cannot carry fails its task all the same."""
        try:
            text = tasks.result_text(value)
        except Exception as error:
            life.fail(task, self.explain(error, plan.name))
        else:
            life.succeed(task, text)

    def explain(self, error: BaseException, method: str) -> XenError:
        """What a client is told of any exception; the unexpected are logged, once."""
        if isinstance(error, XenError):
            return error
        known = as_xen_error(error)
        if known is not None:
            log.info("%.100r failed: %s", method, error)
            return known
        log.error("%.100r failed unexpectedly", method, exc_info=error)
        return internal_error(f"{type(error).__name__}: {error}"[:1000])


def _at_once(plan: Plan, running: Any) -> Any:
    """The result of an operation that never waits."""
    try:
        running.send(None)
    except StopIteration as done:
        return done.value
    running.close()
    raise RuntimeError(f"{plan.name} waits, though it only touches records")
