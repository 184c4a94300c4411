"""Messages of the class DR_task that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.dr_task import DrTask

# fmt: off
not_built(DrTask,
    "create(type: string, device_config: (string -> string) map, whitelist: string set) => DR_task ref",
    "Bring in the repositories of the type that are found at the device and stand in the list.",
    role=POOL_OPERATOR, waits_for="disaster recovery")
not_built(DrTask, "destroy(self: DR_task ref)",
    "End the recovery: forget its repositories, so far as nobody uses them.",
    role=POOL_OPERATOR, waits_for="disaster recovery")
