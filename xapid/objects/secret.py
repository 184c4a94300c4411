"""The class secret: passwords of repositories and the like, kept apart from what refers to them."""

from __future__ import annotations

from xapid.model.errors import XenError
from xapid.model.fields import field
from xapid.model.messages import message
from xapid.model.objects import XenObject
from xapid.model.roles import POOL_OPERATOR, READ_ONLY
from xapid.model.types import STRING, STRING_MAP
from xapid.objects.context import Context


class Secret(XenObject, name="secret", events=False, creatable=True, read_role=POOL_OPERATOR,
             write_role=POOL_OPERATOR):  # fmt: skip
    """A text that only operators may read."""

    uuid = field(STRING, "the name by which others refer to it")
    value = field(STRING, "the text itself", writable=True, secret=True)
    other_config = field(STRING_MAP, "free for clients", default={}, writable=True, read_role=READ_ONLY)


@message(Secret, role=POOL_OPERATOR, asynchronous=False, hidden=True, secret=True)
async def introduce(ctx: Context, uuid: str, value: str, other_config: dict[str, str] = {}) -> Secret:  # noqa: B006
    """Make a secret with a uuid that is known already, as when a pool is restored."""
    if ctx.store.by_uuid(Secret, uuid) is not None:
        raise XenError("UUID_INVALID", "secret", uuid)
    with ctx.change():
        return ctx.store.create(Secret, uuid=uuid, value=value, other_config=other_config)
