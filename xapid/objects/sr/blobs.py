"""Binary data that belongs to a SR."""

from __future__ import annotations

from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.blob import Blob
from xapid.objects.blob.messages import attach
from xapid.objects.context import Context
from xapid.objects.sr.declaration import SR


@message(SR, role=POOL_OPERATOR)
async def create_new_blob(ctx: Context, sr: SR, name: str, mime_type: str, public: bool = False) -> Blob:
    """Make an empty blob that belongs to the SR, under a name that it has no other of.

    It goes with the SR. public: it can be read without a login.
    """
    return attach(ctx, sr, name, mime_type, public)
