"""The class pool."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import POOL_OPERATOR, VM_OPERATOR
from xapid.model.types import (
    BOOL,
    DATETIME,
    INT,
    NEVER,
    NULL_REF,
    STRING,
    STRING_MAP,
    STRING_SET,
    enum,
    map_of,
    ref,
    refs,
    set_of,
)
from xapid.objects.map_keys import ORGANISING_KEYS
from xapid.objects.permissions import POOL_OPERATOR_OR_CERT
from xapid.objects.pool.enums import PoolAllowedOperations, TelemetryFrequency, UpdateSyncFrequency


class Pool(XenObject, name="pool", named=False, write_role=POOL_OPERATOR):
    """The pool: the hosts that are managed together, and what is set for all of them."""

    uuid = field(STRING, "unique identifier")
    name_label = field(STRING, "name that people gave the pool", writable=True)
    name_description = field(STRING, "free text about the pool", writable=True)
    master = field(ref("host"), "host that coordinates the pool and answers for it")
    default_SR = field(ref("SR"), "SR for new disks when the caller names none", writable=True)
    suspend_image_SR = field(ref("SR"), "SR for the memory images of suspended VMs", writable=True)
    crash_dump_SR = field(ref("SR"), "SR for the crash dumps of VMs", writable=True)
    other_config = field(STRING_MAP, "settings by clients, free keys", writable=True,
                         key_roles={**ORGANISING_KEYS, "EMPTY_FOLDERS": VM_OPERATOR})  # fmt: skip
    ha_enabled = field(BOOL, "whether VMs are restarted elsewhere when a host fails", default=False)
    ha_configuration = field(STRING_MAP, "settings that high availability was enabled with", default={})
    ha_statefiles = field(STRING_SET, "VDIs that hold the shared state of high availability", default=[])
    ha_host_failures_to_tolerate = field(INT, "how many host failures the restart plan must survive",
                                         default=0)  # fmt: skip
    ha_plan_exists_for = field(INT, "how many host failures the present plan survives", default=0)
    ha_allow_overcommit = field(BOOL, "whether changes may go beyond what the plan can survive",
                                writable=True, default=False)  # fmt: skip
    ha_overcommitted = field(BOOL, "whether the plan survives fewer failures than it should", default=False)
    blobs = field(map_of(STRING, ref("blob")), "named binary data kept with the pool", default={})
    tags = field(STRING_SET, "words that people marked the pool with", writable=True, default=[],
                 write_role=VM_OPERATOR)  # fmt: skip
    gui_config = field(STRING_MAP, "settings of graphical clients, free keys", writable=True, default={},
                       write_role=VM_OPERATOR)  # fmt: skip
    health_check_config = field(STRING_MAP, "settings of the vendor's health check, free keys", writable=True,
                                default={})  # fmt: skip
    wlb_url = field(STRING, "address of the workload balancing server; empty: none", default="")
    wlb_username = field(STRING, "user name at the workload balancing server", default="")
    wlb_enabled = field(BOOL, "whether the advice of the workload balancing server is asked", writable=True,
                        default=False, write_role=POOL_OPERATOR_OR_CERT)  # fmt: skip
    wlb_verify_cert = field(BOOL, "whether the workload balancing server's certificate is checked",
                            writable=True, default=False)  # fmt: skip
    redo_log_enabled = field(BOOL, "whether changes of the database are also logged to shared storage",
                             default=False)  # fmt: skip
    redo_log_vdi = field(ref("VDI"), "disk that the redo log is written to", default=NULL_REF)
    vswitch_controller = field(STRING, "address of the controller of all virtual switches; empty: none",
                               default="")  # fmt: skip
    restrictions = field(STRING_MAP, "features that are switched off, by name", default={})
    metadata_VDIs = field(refs("VDI"), "disks that hold a copy of this pool's database",
                          inverse="metadata_of_pool")  # fmt: skip
    ha_cluster_stack = field(
        STRING, "software that keeps the hosts' view of each other under high availability", default=""
    )
    allowed_operations = field(set_of(enum(PoolAllowedOperations)), "operations that may start now",
                               default=[], persist=False)  # fmt: skip
    current_operations = field(
        map_of(STRING, enum(PoolAllowedOperations)), "operations under way, by the task that runs them",
        default={}, persist=False,
    )  # fmt: skip
    guest_agent_config = field(STRING_MAP, "settings handed to the agents in all guests", default={})
    cpu_info = field(STRING_MAP, "processor features that every host of the pool has, and their counts",
                     default={})  # fmt: skip
    policy_no_vendor_device = field(
        BOOL, "whether new Windows VMs get no device for driver updates by default", writable=True,
        default=False,
    )  # fmt: skip
    live_patching_disabled = field(BOOL, "whether updates are never applied to running code", writable=True,
                                   default=False)  # fmt: skip
    igmp_snooping_enabled = field(BOOL, "whether bridges forward multicast only where it was asked for",
                                  default=False)  # fmt: skip
    uefi_certificates = field(STRING, "certificates for Secure Boot of guests, a tar archive in base64",
                              given=True, default="")  # fmt: skip
    custom_uefi_certificates = field(
        STRING, "certificates for Secure Boot that replace the built-in ones, same format", given=True,
        default="",
    )  # fmt: skip
    is_psr_pending = field(BOOL, "whether a change of the pool secret began and has not ended", writable=True,
                           default=False)  # fmt: skip
    tls_verification_enabled = field(BOOL, "whether hosts check each other's certificates", default=False)
    repositories = field(refs("Repository"), "update repositories in use", default=[])
    client_certificate_auth_enabled = field(BOOL, "whether a client certificate is enough to log in",
                                            default=False)  # fmt: skip
    client_certificate_auth_name = field(STRING, "name that a client certificate must bear", default="")
    repository_proxy_url = field(STRING, "proxy through which updates are fetched; empty: none", default="")
    repository_proxy_username = field(STRING, "user name at the update proxy", default="")
    repository_proxy_password = field(ref("secret"), "password at the update proxy", default=NULL_REF)
    migration_compression = field(
        BOOL, "whether memory is compressed while VMs migrate, unless the call says otherwise", writable=True,
        default=False,
    )  # fmt: skip
    coordinator_bias = field(
        BOOL, "whether VMs are placed on the coordinator only when no other host will do", writable=True,
        default=True,
    )  # fmt: skip
    local_auth_max_threads = field(INT, "how many local passwords are checked at once", given=True, default=8)
    ext_auth_max_threads = field(INT, "how many passwords are checked at once by the external directory",
                                 given=True, default=1)  # fmt: skip
    ext_auth_cache_enabled = field(BOOL, "whether successful external logins are remembered", default=True)
    ext_auth_cache_size = field(INT, "how many external logins are remembered", default=50)
    ext_auth_cache_expiry = field(INT, "how long an external login is remembered, in seconds", default=300)
    telemetry_uuid = field(ref("secret"), "identifier that telemetry is sent under", default=NULL_REF)
    telemetry_frequency = field(enum(TelemetryFrequency), "how often telemetry is collected",
                                default=TelemetryFrequency.weekly)  # fmt: skip
    telemetry_next_collection = field(DATETIME, "earliest time of the next collection", default=NEVER)
    last_update_sync = field(DATETIME, "when the repositories were last synchronised; never: the epoch",
                             default=NEVER)  # fmt: skip
    update_sync_frequency = field(enum(UpdateSyncFrequency), "how often the repositories are synchronised",
                                  default=UpdateSyncFrequency.weekly)  # fmt: skip
    update_sync_day = field(INT, "day of a weekly synchronisation, 0 for Sunday; for a daily one 0",
                            default=0)  # fmt: skip
    update_sync_enabled = field(BOOL, "whether the repositories are synchronised by the schedule",
                                default=False)  # fmt: skip
    recommendations = field(STRING_MAP, "values that the software suggests for settings of the pool",
                            default={})  # fmt: skip
    license_server = field(STRING_MAP, "address and port of the licence server", writable=True, default={})
    ha_reboot_vm_on_internal_shutdown = field(
        BOOL, "whether a protected VM that shuts itself down is started again", writable=True, default=True
    )
    limit_console_sessions = field(BOOL, "whether a console serves one client at a time", writable=True,
                                   default=False)  # fmt: skip
    vm_console_idle_timeout = field(INT, "an unused VM console is closed after this, in seconds; 0: never",
                                    writable=True, default=0)  # fmt: skip
    auto_update_vm_secureboot_certificates = field(
        BOOL, "whether the Secure Boot certificates of VMs follow those of the pool", writable=True,
        default=False,
    )  # fmt: skip
    wlb_password = field(ref("secret"), "password at the workload balancing server", internal=True)
