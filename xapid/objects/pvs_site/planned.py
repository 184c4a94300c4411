"""Messages of the class PVS_site that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.pvs_site import PVSSite

# fmt: off
not_built(PVSSite,
    "introduce(name_label: string, name_description: string, PVS_uuid: string) => PVS_site ref",
    "Enter a site.", role=POOL_OPERATOR, waits_for="PVS")
not_built(PVSSite, "forget(self: PVS_site ref)",
    "Delete a site that has no servers and no running proxies.", role=POOL_OPERATOR, waits_for="PVS",
    errors=("PVS_SITE_CONTAINS_RUNNING_PROXIES", "PVS_SITE_CONTAINS_SERVERS"))
not_built(PVSSite, "set_PVS_uuid(self: PVS_site ref, value: string)",
    "Set the site's identifier in the configuration of its servers.", role=POOL_OPERATOR, waits_for="PVS")
