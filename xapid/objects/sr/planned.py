"""Messages of the class SR that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import POOL_OPERATOR, READ_ONLY
from xapid.objects.sr import SR

# fmt: off
not_built(SR, "assert_can_host_ha_statefile(sr: SR ref)",
    "Fail with the reason if the shared state of HA cannot be kept in the SR.",
    role=POOL_OPERATOR, waits_for="HA")
not_built(SR, "assert_supports_database_replication(sr: SR ref)",
    "Fail with the reason if the SR cannot hold a copy of the database.",
    role=POOL_OPERATOR, waits_for="disaster recovery")
not_built(SR, "enable_database_replication(sr: SR ref)",
    "Keep a copy of the database in the SR from now on.", role=POOL_OPERATOR, waits_for="disaster recovery")
not_built(SR, "disable_database_replication(sr: SR ref)",
    "Keep a copy of the database in the SR no longer.", role=POOL_OPERATOR, waits_for="disaster recovery")
not_built(SR, "get_data_sources(sr: SR ref) => data_source record set",
    "What can be measured on the SR, and whether it is recorded.",
    role=READ_ONLY, waits_for="metrics", asynchronous=False)
not_built(SR, "record_data_source(sr: SR ref, data_source: string)",
    "Record a data source of the SR from now on.",
    role=POOL_OPERATOR, waits_for="metrics", asynchronous=False)
not_built(SR, "query_data_source(sr: SR ref, data_source: string) => float",
    "The present value of a data source of the SR.", role=READ_ONLY, waits_for="metrics", asynchronous=False)
not_built(SR, "forget_data_source_archives(sr: SR ref, data_source: string)",
    "Delete what was recorded of a data source of the SR.",
    role=POOL_OPERATOR, waits_for="metrics", asynchronous=False)
