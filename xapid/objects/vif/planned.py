"""Messages of the class VIF that are not built yet."""

from __future__ import annotations

from functools import partial

from xapid.model.messages import not_built
from xapid.model.roles import VM_ADMIN
from xapid.objects.vif.declaration import VIF

# fmt: off
vlan_trunks = partial(not_built, VIF, waits_for="VLANs")
vlan_trunks(
    "add_trunks(self: VIF ref, value: int)", "Let one more VLAN tag through to the guest, 0 to 4094.",
    role=VM_ADMIN)
vlan_trunks(
    "remove_trunks(self: VIF ref, value: int)", "No longer let a VLAN tag through to the guest.",
    role=VM_ADMIN)
vlan_trunks(
    "set_trunks(self: VIF ref, value: int set)",
    "Replace the VLAN tags that reach the guest, each 0 to 4094.", role=VM_ADMIN)
