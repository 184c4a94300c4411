"""Messages of the class VBD that are not built yet."""

from __future__ import annotations

from xapid.model.messages import not_built
from xapid.model.roles import VM_ADMIN
from xapid.objects.vbd.declaration import VBD

# fmt: off
# libvirt cannot hold the input and output of one disk alone.
not_built(
    VBD, "pause(self: VBD ref) => string",
    "Hold the device's input and output, and return a token for unpause.", role=VM_ADMIN,
    waits_for="a hypervisor that can hold one disk", hidden=True)
not_built(
    VBD, 'unpause(self: VBD ref, token: string = "")',
    "Let the device's input and output go on; token as pause gave it.", role=VM_ADMIN,
    waits_for="a hypervisor that can hold one disk", hidden=True)
