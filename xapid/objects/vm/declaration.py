"""The class VM."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import VM_ADMIN, VM_OPERATOR, VM_POWER_ADMIN
from xapid.model.types import (
    BOOL,
    DATETIME,
    FLOAT,
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
from xapid.objects.host.enums import UpdateGuidances
from xapid.objects.vm.enums import (
    DomainType,
    OnCrashBehaviour,
    OnNormalExit,
    OnSoftrebootBehavior,
    VmOperations,
    VmPowerState,
    VmSecurebootCertificatesState,
)
from xapid.objects.vm.permissions import OTHER_CONFIG_KEYS, PLATFORM_KEYS


class VM(XenObject, write_role=VM_ADMIN, creatable=True):
    """A virtual machine, or a template or snapshot of one."""

    uuid = field(STRING, "unique identifier, the same for the guest's hardware")
    allowed_operations = field(set_of(enum(VmOperations)), "the operations that would be accepted just now",
                               default=[], persist=False)  # fmt: skip
    current_operations = field(map_of(STRING, enum(VmOperations)),
                               "the operations under way, by the reference of their task", default={},
                               persist=False)  # fmt: skip
    name_label = field(STRING, "the name that people give it; need not be unique", default="", writable=True)
    name_description = field(STRING, "notes about it, for people", default="", writable=True)
    power_state = field(enum(VmPowerState), "halted, paused, running or suspended",
                        default=VmPowerState.Halted, given=True)  # fmt: skip
    user_version = field(INT, "a version number for whoever made the VM; not interpreted", writable=True)
    is_a_template = field(BOOL, "whether it serves as a pattern for new VMs and cannot be started",
                          writable=True)  # fmt: skip
    is_default_template = field(BOOL, "whether it is a template that came with the host", default=False)
    suspend_VDI = field(ref("VDI"), "the disk that holds the guest's memory while it is suspended",
                        default=NULL_REF, given=True)  # fmt: skip
    resident_on = field(ref("host"), "the host that it runs on; null unless it is running or paused",
                        inverse="resident_VMs")  # fmt: skip
    scheduled_to_be_resident_on = field(
        ref("host"), "the host that it is just being started on or moved to; memory is held for it there",
        default=NULL_REF,
    )  # fmt: skip
    affinity = field(ref("host"), "the host that it should preferably start on; null for any", writable=True,
                     write_role=VM_POWER_ADMIN)  # fmt: skip
    memory_overhead = field(INT, "memory that running it costs the host beside the guest's own, in bytes",
                            default=0)  # fmt: skip
    memory_target = field(INT, "memory that the guest is being steered to, in bytes", default=0, given=True)
    memory_static_max = field(INT, "most memory that the guest can ever be given while it runs, in bytes",
                              given=True)  # fmt: skip
    memory_dynamic_max = field(INT, "upper end of what the guest may be steered to while it runs, in bytes",
                               given=True)  # fmt: skip
    memory_dynamic_min = field(INT, "lower end of what the guest may be steered to while it runs, in bytes",
                               given=True)  # fmt: skip
    memory_static_min = field(INT, "least memory that the guest can work with, in bytes", given=True)
    VCPUs_params = field(STRING_MAP, "scheduling of the vCPUs: weight, cap, mask", writable=True)
    VCPUs_max = field(INT, "most vCPUs that it can have while it runs", given=True)
    VCPUs_at_startup = field(INT, "vCPUs that it starts with", given=True)
    actions_after_softreboot = field(enum(OnSoftrebootBehavior),
                                     "what to do when the guest asks for a soft reboot",
                                     default=OnSoftrebootBehavior.soft_reboot, writable=True)  # fmt: skip
    actions_after_shutdown = field(enum(OnNormalExit), "what to do when the guest has shut itself down",
                                   writable=True)  # fmt: skip
    actions_after_reboot = field(enum(OnNormalExit), "what to do when the guest has rebooted itself",
                                 writable=True)  # fmt: skip
    actions_after_crash = field(enum(OnCrashBehaviour), "what to do when the guest has crashed", given=True)
    consoles = field(refs("console"), "its screens and serial lines, while it runs", inverse="VM")
    VIFs = field(refs("VIF"), "its network devices", inverse="VM")
    VBDs = field(refs("VBD"), "its block devices", inverse="VM")
    VUSBs = field(refs("VUSB"), "its USB devices", inverse="VM")
    crash_dumps = field(refs("crashdump"), "dumps of its memory, taken when it crashed", inverse="VM")
    VTPMs = field(refs("VTPM"), "its trusted platform modules", inverse="VM")
    PV_bootloader = field(STRING, "loader that finds the kernel of a paravirtual guest, such as pygrub",
                          writable=True)  # fmt: skip
    PV_kernel = field(STRING, "path of the kernel that a paravirtual guest boots directly", writable=True)
    PV_ramdisk = field(STRING, "path of the initial RAM disk that goes with PV_kernel", writable=True)
    PV_args = field(STRING, "command line of the kernel of a paravirtual guest", writable=True)
    PV_bootloader_args = field(STRING, "arguments of PV_bootloader", writable=True)
    PV_legacy_args = field(STRING, "kernel arguments of very old paravirtual guests", writable=True)
    HVM_boot_policy = field(
        STRING,
        '"BIOS order" for a guest with its own firmware, empty for a paravirtual one; see domain_type',
        given=True,
    )  # fmt: skip
    HVM_boot_params = field(
        STRING_MAP, "how the firmware boots: order (c disk, d drive, n network), firmware (bios, uefi)",
        writable=True,
    )  # fmt: skip
    HVM_shadow_multiplier = field(FLOAT,
                                  "factor on the memory for shadow page tables; 1.0 is the usual amount",
                                  default=1.0, given=True)  # fmt: skip
    platform = field(STRING_MAP,
                     "settings of the virtual hardware, by name (acpi, apic, pae, viridian, nx, ...)",
                     given=True, key_roles=PLATFORM_KEYS)  # fmt: skip
    PCI_bus = field(STRING, "where passed-through devices are to appear; superseded by other_config:pci",
                    writable=True)  # fmt: skip
    other_config = field(
        STRING_MAP, "free entries for clients and tools; a few steer the daemon", given=True,
        key_roles=OTHER_CONFIG_KEYS,
    )  # fmt: skip
    domid = field(INT, "number of its domain on the host; -1 while it has none")
    domarch = field(STRING, "processor architecture of the domain, empty while it has none")
    last_boot_CPU_flags = field(
        STRING_MAP, "features of the processors that it last started with, by vendor and features",
        default={}, given=True,
    )  # fmt: skip
    is_control_domain = field(BOOL, "whether it stands for the operating system of a host")
    metrics = field(ref("VM_metrics"), "facts about it while it runs")
    guest_metrics = field(ref("VM_guest_metrics"), "what the guest's agent tells; null without an agent")
    last_booted_record = field(STRING, "its record when it last started, as text", default="", given=True)
    recommendations = field(
        STRING, "XML with the sensible limits of memory, vCPUs and devices for this kind of guest",
        writable=True,
    )  # fmt: skip
    xenstore_data = field(STRING_MAP, "entries that the guest can read and change, below vm-data/",
                          default={}, writable=True)  # fmt: skip
    ha_always_run = field(BOOL, "whether it is to be restarted when its host fails; see ha_restart_priority",
                          default=False, given=True)  # fmt: skip
    ha_restart_priority = field(
        STRING, "what happens when its host fails: restart, best-effort, or empty for nothing", default="",
        given=True,
    )  # fmt: skip
    is_a_snapshot = field(BOOL, "whether it is the frozen state of another VM", default=False)
    snapshot_of = field(ref("VM"), "the VM that this is a snapshot of", default=NULL_REF, inverse="snapshots")
    snapshots = field(refs("VM"), "the snapshots taken of it", inverse="snapshot_of")
    snapshot_time = field(DATETIME, "when the snapshot was taken", default=NEVER)
    transportable_snapshot_id = field(STRING, "identifier of the snapshot for backup tools outside",
                                      default="")  # fmt: skip
    blobs = field(map_of(STRING, ref("blob")), "binary data attached to it, by name", default={})
    tags = field(STRING_SET, "words to find it by", default=[], writable=True, write_role=VM_OPERATOR)
    blocked_operations = field(map_of(enum(VmOperations), STRING),
                               "operations that are refused, each with the code of the error to answer",
                               default={}, given=True)  # fmt: skip
    snapshot_info = field(STRING_MAP, "facts about the state of the VM when the snapshot was taken",
                          default={})  # fmt: skip
    snapshot_metadata = field(STRING, "record of the VM when the snapshot was taken, as text", default="")
    parent = field(ref("VM"), "the snapshot that its present state goes back to", default=NULL_REF,
                   inverse="children")  # fmt: skip
    children = field(refs("VM"), "what was made or reverted from this snapshot", inverse="parent")
    bios_strings = field(STRING_MAP, "maker, product and serial number that the guest's firmware shows",
                         default={})  # fmt: skip
    protection_policy = field(ref("VMPP"), "the protection policy that it was under", default=NULL_REF,
                              given=True, inverse="VMs")  # fmt: skip
    is_snapshot_from_vmpp = field(BOOL, "whether a protection policy made this snapshot", default=False,
                                  given=True, removed=True)  # fmt: skip
    snapshot_schedule = field(ref("VMSS"), "the schedule by which snapshots of it are taken",
                              default=NULL_REF, given=True, inverse="VMs")  # fmt: skip
    is_vmss_snapshot = field(BOOL, "whether a snapshot schedule made this snapshot", default=False,
                             given=True)  # fmt: skip
    appliance = field(ref("VM_appliance"), "the group of VMs that it starts and stops with", default=NULL_REF,
                      given=True, inverse="VMs")  # fmt: skip
    start_delay = field(INT, "wait after starting it before the next group in the order starts, in seconds",
                        default=0, given=True)  # fmt: skip
    shutdown_delay = field(INT, "wait after stopping it before the next group in the order stops, in seconds",
                           default=0, given=True)  # fmt: skip
    order = field(INT, "place in the order of starting; stopping goes the other way", default=0, given=True)
    VGPUs = field(refs("VGPU"), "its graphics devices", inverse="VM")
    attached_PCIs = field(refs("PCI"), "PCI devices of the host that the guest has now",
                          inverse="attached_VMs")  # fmt: skip
    suspend_SR = field(ref("SR"), "the repository for suspend_VDI; null leaves the choice to the pool",
                       default=NULL_REF, writable=True)  # fmt: skip
    version = field(INT, "how often this VM was imported or recovered; the higher one is newer", default=0,
                    given=True)  # fmt: skip
    generation_id = field(STRING,
                          "generation identifier shown to the guest, two numbers as text; 0:0 to make one",
                          default="0:0", given=True)  # fmt: skip
    hardware_platform_version = field(INT, "lowest version of the virtual hardware that it needs of a host",
                                      default=0, writable=True)  # fmt: skip
    has_vendor_device = field(BOOL, "whether the guest sees the PCI device by which Windows finds drivers",
                              default=True, given=True)  # fmt: skip
    requires_reboot = field(BOOL, "whether the guest has to restart for changed settings to take effect",
                            default=False)  # fmt: skip
    reference_label = field(STRING, "name of the template that it comes from, independent of the language",
                            default="", given=True)  # fmt: skip
    domain_type = field(enum(DomainType), "how it is virtualised when it next starts",
                        default=DomainType.unspecified, given=True)  # fmt: skip
    NVRAM = field(STRING_MAP, "contents of the firmware's variable store, by part (EFI-variables)",
                  default={}, given=True)  # fmt: skip
    pending_guidances = field(set_of(enum(UpdateGuidances)),
                              "what updates of the host demand of it before they take effect",
                              default=[])  # fmt: skip
    pending_guidances_recommended = field(set_of(enum(UpdateGuidances)),
                                          "what updates of the host recommend to do with it",
                                          default=[])  # fmt: skip
    pending_guidances_full = field(set_of(enum(UpdateGuidances)),
                                   "what would bring every update of the host to it", default=[])  # fmt: skip
    groups = field(refs("VM_group"), "the groups that decide where it runs relative to others", inverse="VMs")
    secureboot_certificates_state = field(enum(VmSecurebootCertificatesState),
                                          "whether its Secure Boot certificates are current",
                                          default=VmSecurebootCertificatesState.ok)  # fmt: skip
    recommended_guidances = field(set_of(enum(UpdateGuidances)),
                                  "what updates recommended, in the form of older versions", default=[],
                                  removed=True, internal=True)  # fmt: skip
