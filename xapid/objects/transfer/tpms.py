"""TPMs within a document: what they hold goes along, under names that the format has for it."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

from xapid.model.errors import XenError, not_implemented
from xapid.objects.context import Context
from xapid.objects.transfer.document import Document
from xapid.objects.transfer.records import known_template
from xapid.objects.undo import quietly
from xapid.objects.vtpm import VTPM
from xapid.store.store import new_uuid

#: Members of the struct that stands for a TPM.
_VM, _UUID, _UNIQUE, _PROTECTED, _CONTENT = (
    f"vTPM'_{name}" for name in ("VM", "uuid", "is_unique", "is_protected", "content")
)


@dataclass(frozen=True)
class Tpm:
    """What waits for a VM that is to be made under that uuid."""

    uuid: str
    is_unique: bool


async def tpm_contents(ctx: Context, vtpms: Iterable[VTPM]) -> dict[VTPM, str]:
    """What TPMs hold, in base64."""
    hypervisor = ctx.services.hypervisor
    return {
        vtpm: base64.b64encode(await hypervisor.tpm_state(vtpm.VM.uuid)).decode()
        for vtpm in vtpms
        if vtpm.VM is not None
    }


def tpm_record(vtpm: VTPM, ids: dict[str, str], contents: dict[VTPM, str]) -> dict[str, Any]:
    """The struct that stands for a TPM."""
    return {
        _VM: ids[vtpm.raw("VM")],
        _UUID: vtpm.uuid,
        _UNIQUE: vtpm.is_unique,
        _PROTECTED: vtpm.is_protected,
        _CONTENT: contents.get(vtpm, ""),
    }


async def lay_down_tpms(
    ctx: Context, document: Document, restore: bool, undo: AsyncExitStack
) -> dict[str, Tpm]:
    """Put down what the TPMs of the document hold, for VMs that are made next: by the VMs' ids.

    IMPORT_ERROR for contents that are none. A VM that takes its old identity back cannot have its TPM yet.
    """
    found: dict[str, Tpm] = {}
    tpms = document.grouped("VTPM", _VM)
    for item in document.of_class("VM"):
        for tpm in tpms.get(item.id, [])[:1]:
            if known_template(ctx, item) is not None:
                continue
            if restore:
                raise not_implemented("import of a TPM with restore")
            try:
                state = base64.b64decode(str(tpm.record.get(_CONTENT, "")), validate=True)
            except binascii.Error:
                raise XenError("IMPORT_ERROR", f"The TPM {tpm.id} holds nothing that could be read") from None
            made = found[item.id] = Tpm(new_uuid(), tpm.record.get(_UNIQUE) is True)
            undo.push_async_callback(quietly, ctx.services.hypervisor.remove_tpm, made.uuid)
            await ctx.services.hypervisor.add_tpm(made.uuid, state or None)
    return found
