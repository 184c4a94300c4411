"""Messages of the class VBD that are not built yet."""

from __future__ import annotations

from functools import partial

from xapid.model.messages import not_built
from xapid.model.roles import VM_ADMIN, VM_OPERATOR
from xapid.objects.vbd.declaration import VBD

# fmt: off
hot_plug = partial(not_built, VBD, waits_for="hot plug")
hot_plug(
    "eject(vbd: VBD ref)", "Take the disk out of a drive; the drive stays, empty.", role=VM_OPERATOR,
    errors=("VBD_NOT_REMOVABLE_MEDIA", "VBD_IS_EMPTY"))
hot_plug(
    "insert(vbd: VBD ref, vdi: VDI ref)", "Put a disk into an empty drive.", role=VM_OPERATOR,
    errors=("VBD_NOT_REMOVABLE_MEDIA", "VBD_NOT_EMPTY"))
hot_plug("plug(self: VBD ref)", "Attach the device to its running VM without a restart.", role=VM_ADMIN)
hot_plug(
    "unplug(self: VBD ref)", "Detach the device from its running VM, once the guest has let it go.",
    role=VM_ADMIN, errors=("DEVICE_DETACH_REJECTED", "DEVICE_ALREADY_DETACHED"))
hot_plug(
    "unplug_force(self: VBD ref)", "Detach the device from its running VM whether the guest agrees or not.",
    role=VM_ADMIN)
hot_plug(
    "unplug_force_no_safety_check(self: VBD ref)",
    "Detach the device even when it is not marked as unpluggable; see unplug_force.", role=VM_ADMIN,
    hidden=True)
hot_plug(
    "assert_attachable(self: VBD ref)",
    "Fail with the reason when the device could not be attached to its VM now.", role=VM_ADMIN)
hot_plug(
    "set_mode(self: VBD ref, value: enum vbd_mode)",
    "Set whether the guest may write to the device; it must not be attached.", role=VM_ADMIN)

not_built(
    VBD, "pause(self: VBD ref) => string",
    "Hold the device's input and output, and return a token for unpause.", role=VM_ADMIN,
    waits_for="storage control", hidden=True)
not_built(
    VBD, 'unpause(self: VBD ref, token: string = "")',
    "Let the device's input and output go on; token as pause gave it.", role=VM_ADMIN,
    waits_for="storage control", hidden=True)
