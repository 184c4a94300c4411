"""Messages of the class host_crashdump that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.host_crashdump import HostCrashdump

# fmt: off
not_built(HostCrashdump, "destroy(self: host_crashdump ref)",
    "Delete the dump and its record.", role=POOL_OPERATOR, waits_for="records of kernel crashes")
not_built(HostCrashdump, "upload(self: host_crashdump ref, url: string, options: (string -> string) map)",
    "Send the dump to a URL.", role=POOL_OPERATOR, waits_for="records of kernel crashes")
