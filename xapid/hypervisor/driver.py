"""The libvirt driver: its parts put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xapid.hypervisor.counters import Counters
from xapid.hypervisor.devices import Devices
from xapid.hypervisor.dumps import Dumps
from xapid.hypervisor.guest import Guest
from xapid.hypervisor.guest_programs import GuestPrograms
from xapid.hypervisor.host import Host
from xapid.hypervisor.lifecycle import Lifecycle
from xapid.hypervisor.protocol import Hypervisor
from xapid.hypervisor.tpm import Tpms
from xapid.hypervisor.tuning import Tuning
from xapid.hypervisor.variables import Variables


class LibvirtHypervisor(
    Lifecycle, Devices, Guest, GuestPrograms, Dumps, Host, Tpms, Tuning, Variables, Counters
):
    """One host's hypervisor, through libvirt. See the protocol for what each call means."""


if TYPE_CHECKING:
    _: type[Hypervisor] = LibvirtHypervisor
