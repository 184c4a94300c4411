"""What a TPM holds, as one piece: to be carried elsewhere, and to be put back."""

from __future__ import annotations

import base64
import binascii

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import NOBODY
from xapid.objects.context import Context
from xapid.objects.vtpm.declaration import VTPM
from xapid.objects.vtpm.rules import require_at_rest

#: swtpm writes some kilobytes; what guests can store in a TPM has no room for more.
MOST_BYTES = 1 << 20


@message(VTPM, role=NOBODY, hidden=True, secret=True)
async def get_contents(ctx: Context, self: VTPM) -> str:
    """The TPM's state in base64, as it is on disk; empty before the VM's first start."""
    return base64.b64encode(await ctx.services.hypervisor.tpm_state(self.VM.uuid)).decode()


@message(VTPM, role=NOBODY, hidden=True, secret=True)
async def set_contents(ctx: Context, self: VTPM, contents: str) -> None:
    """Replace the state of a halted VM's TPM by what get_contents answered, in base64."""
    require_at_rest(self.VM)
    await ctx.services.hypervisor.add_tpm(self.VM.uuid, decoded(contents))


def decoded(contents: str) -> bytes:
    """INVALID_VALUE for what is no state."""
    try:
        state = base64.b64decode(contents, validate=True)
    except (ValueError, binascii.Error):
        raise XenError("INVALID_VALUE", "contents", "not base64") from None
    if not 0 < len(state) <= MOST_BYTES:
        raise XenError("INVALID_VALUE", "contents", f"{len(state)} bytes")
    return state
