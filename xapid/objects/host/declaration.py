"""The class host."""

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
from xapid.objects.host.enums import (
    HostAllowedOperations,
    HostDisplay,
    HostNtpMode,
    HostNumaAffinityPolicy,
    LatestSyncedUpdatesAppliedState,
    UpdateGuidances,
)
from xapid.objects.map_keys import ORGANISING_KEYS


class Host(XenObject, name="host", write_role=POOL_OPERATOR):
    """A physical machine that runs VMs."""

    uuid = field(STRING, "unique identifier")
    name_label = field(STRING, "name that people gave the host", writable=True, default="")
    name_description = field(STRING, "free text about the host", writable=True, default="")
    memory_overhead = field(INT, "memory that virtualisation itself takes on this host, in bytes", default=0)
    allowed_operations = field(set_of(enum(HostAllowedOperations)), "operations that may start now",
                               default=[], persist=False)  # fmt: skip
    current_operations = field(
        map_of(STRING, enum(HostAllowedOperations)), "operations under way, by the task that runs them",
        default={}, persist=False,
    )  # fmt: skip
    API_version_major = field(INT, "major number of the API that the host speaks")
    API_version_minor = field(INT, "minor number of the API that the host speaks")
    API_version_vendor = field(STRING, "who makes the software that speaks the API")
    API_version_vendor_implementation = field(STRING_MAP, "further version details by the maker, free keys")
    enabled = field(BOOL, "whether new VMs may be placed on the host")
    software_version = field(STRING_MAP, "versions of the software on the host, by component", given=True)
    other_config = field(STRING_MAP, "settings by clients, free keys", writable=True,
                         key_roles=ORGANISING_KEYS)  # fmt: skip
    capabilities = field(STRING_SET, "kinds of guests that the host can run, such as hvm-3.0-x86_64",
                         given=True)  # fmt: skip
    cpu_configuration = field(STRING_MAP, "how the processors are set up, free keys")
    sched_policy = field(STRING, "name of the scheduler of virtual CPUs")
    supported_bootloaders = field(STRING_SET, "boot loaders that paravirtual VMs may name")
    resident_VMs = field(refs("VM"), "VMs that run, or are paused or suspending, here", inverse="resident_on")
    logging = field(STRING_MAP, "where logs go; syslog_destination names a remote server", writable=True)
    PIFs = field(refs("PIF"), "network interfaces of the host", inverse="host")
    suspend_image_sr = field(ref("SR"), "SR for memory images of VMs suspended here; null: that of the pool",
                             writable=True)  # fmt: skip
    crash_dump_sr = field(ref("SR"), "SR for crash dumps of VMs here; null: that of the pool", writable=True)
    crashdumps = field(refs("host_crashdump"), "crash dumps of the host itself", inverse="host")
    patches = field(refs("host_patch"), "patches applied to the host, in the old format", inverse="host")
    updates = field(refs("pool_update"), "updates applied to the host", inverse="hosts")
    PBDs = field(refs("PBD"), "connections of the host to SRs", inverse="host")
    host_CPUs = field(refs("host_cpu"), "processors of the host", inverse="host")
    cpu_info = field(STRING_MAP, "summary of the processors: count, sockets, vendor, model, features",
                     default={})  # fmt: skip
    hostname = field(STRING, "network name of the host", writable=True)
    address = field(STRING, "address under which other hosts and clients reach the host", writable=True)
    metrics = field(ref("host_metrics"), "what is measured on the host")
    license_params = field(STRING_MAP, "details of the licence, by name")
    ha_statefiles = field(STRING_SET, "VDIs that this host uses for the shared state of high availability",
                          default=[])  # fmt: skip
    ha_network_peers = field(STRING_SET, "uuids of hosts that this one hears over the network", default=[])
    blobs = field(map_of(STRING, ref("blob")), "named binary data kept with the host", default={})
    tags = field(STRING_SET, "words that people marked the host with", writable=True, default=[],
                 write_role=VM_OPERATOR)  # fmt: skip
    external_auth_type = field(STRING, "kind of directory that checks users; empty: none", default="")
    external_auth_service_name = field(STRING, "name of the directory that checks users", default="")
    external_auth_configuration = field(STRING_MAP, "settings of the directory that checks users", default={})
    edition = field(STRING, "name of the edition in force", default="")
    license_server = field(STRING_MAP, "address and port of the licence server", writable=True,
                           default={"address": "localhost", "port": "27000"})  # fmt: skip
    bios_strings = field(STRING_MAP, "texts of the host's firmware, such as vendor and product", default={})
    power_on_mode = field(STRING, "way to switch the host on from afar; empty: none", default="")
    power_on_config = field(STRING_MAP, "settings of the way to switch the host on", default={})
    local_cache_sr = field(ref("SR"), "local SR that caches disks of shared SRs; null: none", given=True,
                           default=NULL_REF)  # fmt: skip
    chipset_info = field(STRING_MAP, "abilities of the chipset, such as iommu", default={})
    PCIs = field(refs("PCI"), "PCI devices of the host", inverse="host")
    PGPUs = field(refs("PGPU"), "graphics processors of the host", inverse="host")
    PUSBs = field(refs("PUSB"), "USB devices of the host", inverse="host")
    ssl_legacy = field(BOOL, "whether old, weak TLS is accepted", given=True, default=True)
    guest_VCPUs_params = field(STRING_MAP, "default scheduling of virtual CPUs on this host, such as a mask",
                               writable=True, default={})  # fmt: skip
    display = field(
        enum(HostDisplay), "whether the host's own screen is used by the host, now and after the next boot",
        writable=True, default=HostDisplay.enabled,
    )  # fmt: skip
    virtual_hardware_platform_versions = field(
        set_of(INT), "versions of the virtual hardware that the host can give", default=[0]
    )
    control_domain = field(ref("VM"), "VM that stands for the host itself", default=NULL_REF)
    updates_requiring_reboot = field(refs("pool_update"),
                                     "updates that take effect only after the host's next boot")  # fmt: skip
    features = field(refs("Feature"), "features of the host that can be switched", inverse="host")
    iscsi_iqn = field(STRING, "name of the host as an iSCSI initiator", given=True, default="")
    multipathing = field(BOOL, "whether storage is reached over several paths", given=True, default=False)
    uefi_certificates = field(STRING, "certificates for Secure Boot of guests, as the host uses them",
                              given=True, default="")  # fmt: skip
    certificates = field(refs("Certificate"), "certificates installed on the host", inverse="host")
    editions = field(STRING_SET, "editions that the host could have", default=[])
    pending_guidances = field(
        set_of(enum(UpdateGuidances)), "what has to be done for the updates applied to take effect",
        default=[],
    )  # fmt: skip
    tls_verification_enabled = field(BOOL, "whether the host checks the certificates of its peers",
                                     default=False)  # fmt: skip
    last_software_update = field(DATETIME, "when software was last updated; never: the epoch", default=NEVER)
    https_only = field(BOOL, "whether the plain HTTP port is closed", default=False)
    management_disabled = field(BOOL, "whether the API is closed to other machines", default=False,
                                internal=True)  # fmt: skip
    latest_synced_updates_applied = field(
        enum(LatestSyncedUpdatesAppliedState), "whether the host has all updates that were last synchronised",
        default=LatestSyncedUpdatesAppliedState.unknown,
    )  # fmt: skip
    numa_affinity_policy = field(
        enum(HostNumaAffinityPolicy), "how VMs are placed on the host's memory nodes",
        default=HostNumaAffinityPolicy.default_policy,
    )  # fmt: skip
    pending_guidances_recommended = field(
        set_of(enum(UpdateGuidances)), "what is recommended after the updates applied", default=[]
    )
    pending_guidances_full = field(
        set_of(enum(UpdateGuidances)), "what has the updates applied take effect in full", default=[]
    )
    last_update_hash = field(STRING, "checksum that names the last update applied", default="")
    ssh_enabled = field(BOOL, "whether the host answers SSH", default=True)
    ssh_enabled_timeout = field(
        INT, "SSH is switched off this long after it was switched on, in seconds; 0: never", default=0
    )
    ssh_expiry = field(DATETIME, "when SSH will be switched off; the epoch: never", default=NEVER)
    console_idle_timeout = field(INT, "an unused host console is closed after this, in seconds; 0: never",
                                 default=0)  # fmt: skip
    ssh_auto_mode = field(BOOL, "whether SSH is switched on only while the API does not answer",
                          default=False)  # fmt: skip
    max_cstate = field(
        STRING, "deepest sleep state of the processors, as C-state and substate; empty: no limit", default=""
    )
    secure_boot = field(BOOL, "whether the host itself was booted with Secure Boot", default=False)
    ntp_mode = field(enum(HostNtpMode), "where time servers come from", default=HostNtpMode.Factory)
    ntp_custom_servers = field(STRING_SET, "time servers used in mode Custom", default=[])
    timezone = field(STRING, "time zone of the host, a name of the tz database", default="UTC")
    boot_free_mem = field(INT, "memory that was free after boot, in bytes", internal=True)
    recommended_guidances = field(
        set_of(enum(UpdateGuidances)), "what was recommended after updates, no longer kept", default=[],
        internal=True, removed=True,
    )  # fmt: skip
