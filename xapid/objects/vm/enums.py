"""Enumerations of the class VM."""

from __future__ import annotations

from xapid.model.types import ApiEnum


class VmPowerState(ApiEnum):
    """Whether a VM has a domain, and whether that runs."""

    Halted = "Halted"
    Paused = "Paused"
    Running = "Running"
    Suspended = "Suspended"


class VmSecurebootCertificatesState(ApiEnum):
    """Whether the Secure Boot certificates of a VM are current."""

    ok = "ok"
    update_available = "update_available"
    update_on_boot = "update_on_boot"


class OnSoftrebootBehavior(ApiEnum):
    """What to do when a guest asks for a soft reboot."""

    soft_reboot = "soft_reboot"
    destroy = "destroy"
    restart = "restart"
    preserve = "preserve"


class OnNormalExit(ApiEnum):
    """What to do when a guest has shut down or rebooted."""

    destroy = "destroy"
    restart = "restart"


class OnCrashBehaviour(ApiEnum):
    """What to do when a guest has crashed."""

    destroy = "destroy"
    coredump_and_destroy = "coredump_and_destroy"
    restart = "restart"
    coredump_and_restart = "coredump_and_restart"
    preserve = "preserve"
    rename_restart = "rename_restart"


class DomainType(ApiEnum):
    """How a guest is virtualised; unspecified derives it from HVM_boot_policy."""

    hvm = "hvm"
    pv = "pv"
    pv_in_pvh = "pv_in_pvh"
    pvh = "pvh"
    unspecified = "unspecified"


class VmUefiMode(ApiEnum):
    """Whether the UEFI variables of a VM are open for new keys, or in use."""

    setup = "setup"
    user = "user"


class VmSecurebootReadiness(ApiEnum):
    """Whether a VM could start with Secure Boot, and if not, why."""

    not_supported = "not_supported"
    disabled = "disabled"
    first_boot = "first_boot"
    ready = "ready"
    ready_no_dbx = "ready_no_dbx"
    setup_mode = "setup_mode"
    certs_incomplete = "certs_incomplete"


class VmOperations(ApiEnum):
    """Everything that can be under way on a VM."""

    snapshot = "snapshot"
    clone = "clone"
    copy = "copy"
    create_template = "create_template"
    revert = "revert"
    checkpoint = "checkpoint"
    snapshot_with_quiesce = "snapshot_with_quiesce"
    provision = "provision"
    start = "start"
    start_on = "start_on"
    pause = "pause"
    unpause = "unpause"
    clean_shutdown = "clean_shutdown"
    clean_reboot = "clean_reboot"
    hard_shutdown = "hard_shutdown"
    power_state_reset = "power_state_reset"
    hard_reboot = "hard_reboot"
    suspend = "suspend"
    csvm = "csvm"
    resume = "resume"
    resume_on = "resume_on"
    pool_migrate = "pool_migrate"
    migrate_send = "migrate_send"
    get_boot_record = "get_boot_record"
    send_sysrq = "send_sysrq"
    send_trigger = "send_trigger"
    query_services = "query_services"
    shutdown = "shutdown"
    call_plugin = "call_plugin"
    changing_memory_live = "changing_memory_live"
    awaiting_memory_live = "awaiting_memory_live"
    changing_dynamic_range = "changing_dynamic_range"
    changing_static_range = "changing_static_range"
    changing_memory_limits = "changing_memory_limits"
    changing_shadow_memory = "changing_shadow_memory"
    changing_shadow_memory_live = "changing_shadow_memory_live"
    changing_VCPUs = "changing_VCPUs"
    changing_VCPUs_live = "changing_VCPUs_live"
    changing_NVRAM = "changing_NVRAM"
    assert_operation_valid = "assert_operation_valid"
    data_source_op = "data_source_op"
    update_allowed_operations = "update_allowed_operations"
    make_into_template = "make_into_template"
    import_ = "import"
    export = "export"
    metadata_export = "metadata_export"
    reverting = "reverting"
    destroy = "destroy"
    create_vtpm = "create_vtpm"
    sysprep = "sysprep"


class UpdateStatus(ApiEnum):
    """What became of a certificate update when the firmware wrote its variables."""

    unspecified = "unspecified"
