"""Restoring: a VM comes back under its old uuid, in the place of what has it now."""

from __future__ import annotations

from dataclasses import dataclass

from xapid.model.errors import XenError, not_implemented
from xapid.objects.context import Context
from xapid.objects.transfer.document import Document
from xapid.objects.transfer.records import member
from xapid.objects.vdi import VDI
from xapid.objects.vm import VM
from xapid.objects.vm.creation import erase
from xapid.objects.vm.enums import VmPowerState


@dataclass
class Replacement:
    """One VM of a document that is restored: its id, its uuid, and the VM here that has the uuid."""

    id: str
    uuid: str
    present: VM | None
    #: The one here stays, and the document's is passed over.
    keep: bool = False

    def carry_out(self, ctx: Context, vms: dict[str, VM]) -> list[VDI]:
        """Inside the change that completes the import; the disks of the old VM's memory, for ``abandon``."""
        restored = vms.get(self.id)
        if restored is None or self.keep or restored is self.present:
            return []
        images = erase(ctx, self.present) if self.present is not None and self.present.alive else []
        restored.uuid = self.uuid
        return images


def may_replace(ctx: Context, document: Document, restore: bool, force: bool) -> list[Replacement]:
    """What is to be replaced, before anything is touched; nothing unless identities are kept.

    VM_BAD_POWER_STATE for a VM that is not halted, VM_TO_IMPORT_IS_NOT_NEWER_VERSION for one that is
    as new; with ``force`` the first is kept, and the second replaced.
    """
    found: list[Replacement] = []
    for item in document.of_class("VM") if restore else []:
        uuid = member(VM.info, item, "uuid")
        present = ctx.store.by_uuid(VM, uuid)
        replacement = Replacement(item.id, uuid, present)
        found.append(replacement)
        if present is None or present.is_default_template:
            continue
        if present.VTPMs:
            raise not_implemented("import with restore over a VM that has a TPM")
        if present.power_state != VmPowerState.Halted:
            if not force:
                raise XenError("VM_BAD_POWER_STATE", present.ref, "halted", present.power_state.lower())
            replacement.keep = True
        version = member(VM.info, item, "version") if "version" in item.record else 0
        if version + 1 <= present.version and not force:
            raise XenError("VM_TO_IMPORT_IS_NOT_NEWER_VERSION", present.ref, present.version, version)
    return found
