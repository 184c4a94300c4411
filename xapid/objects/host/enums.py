"""Enumerations of the class host."""

from __future__ import annotations

from xapid.model.types import ApiEnum


class HostAllowedOperations(ApiEnum):
    """What can be under way on a host."""

    provision = "provision"
    evacuate = "evacuate"
    shutdown = "shutdown"
    reboot = "reboot"
    power_on = "power_on"
    vm_start = "vm_start"
    vm_resume = "vm_resume"
    vm_migrate = "vm_migrate"
    apply_updates = "apply_updates"
    enable = "enable"


class LatestSyncedUpdatesAppliedState(ApiEnum):
    """Whether a host has all updates that were last synchronised."""

    yes = "yes"
    no = "no"
    unknown = "unknown"


class UpdateGuidances(ApiEnum):
    """What has to be done for updates to take effect."""

    reboot_host = "reboot_host"
    reboot_host_on_livepatch_failure = "reboot_host_on_livepatch_failure"
    reboot_host_on_kernel_livepatch_failure = "reboot_host_on_kernel_livepatch_failure"
    reboot_host_on_xen_livepatch_failure = "reboot_host_on_xen_livepatch_failure"
    restart_toolstack = "restart_toolstack"
    restart_device_model = "restart_device_model"
    restart_vm = "restart_vm"


class HostDisplay(ApiEnum):
    """Whether a host's own screen is used by it, and whether the next boot changes that."""

    enabled = "enabled"
    disable_on_reboot = "disable_on_reboot"
    disabled = "disabled"
    enable_on_reboot = "enable_on_reboot"


class HostSchedGran(ApiEnum):
    """What the scheduler gives to one VM at a time."""

    core = "core"
    cpu = "cpu"
    socket = "socket"


class HostNumaAffinityPolicy(ApiEnum):
    """How VMs are placed on a host's memory nodes."""

    any = "any"
    best_effort = "best_effort"
    default_policy = "default_policy"


class HostNtpMode(ApiEnum):
    """Where a host's time servers come from."""

    DHCP = "DHCP"
    Custom = "Custom"
    Factory = "Factory"
    Disabled = "Disabled"
