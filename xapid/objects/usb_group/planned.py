"""Messages of the class USB_group that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import POOL_ADMIN
from xapid.objects.usb_group import UsbGroup

# fmt: off
not_built(UsbGroup,
    'create(name_label: string = "", name_description: string = "", other_config: (string -> string) map = '
    "{}) => USB_group ref",
    "Make a group without USB devices.", role=POOL_ADMIN, waits_for="USB")
not_built(UsbGroup, "destroy(self: USB_group ref)",
    "Delete a group that holds no devices and serves no VM.", role=POOL_ADMIN, waits_for="USB")
