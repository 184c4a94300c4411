"""Messages of the class VUSB that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import POOL_ADMIN
from xapid.objects.vusb import VUSB

# fmt: off
not_built(VUSB,
    "create(VM: VM ref, USB_group: USB_group ref, other_config: (string -> string) map = {}) => VUSB ref",
    "Give a VM a USB device from a group.", role=POOL_ADMIN, waits_for="USB")
not_built(VUSB, "unplug(self: VUSB ref)",
    "Take the device from the running guest; the VM gets it again at its next start.",
    role=POOL_ADMIN, waits_for="USB")
not_built(VUSB, "destroy(self: VUSB ref)",
    "Delete a USB device of a VM that does not have it now.", role=POOL_ADMIN, waits_for="USB")
