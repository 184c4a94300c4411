"""The daemon's settings: one model, read from a file and the command line."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

#: What host_control may name.
CONTROLS = frozenset(
    {"power", "clock", "hostname", "time_servers", "ssh", "processor", "kernel_log", "iscsi"}
)

#: A line of usb_policy.
_USB_RULE = re.compile(
    r"\s*(allow|deny)(\s+((vid|pid|rel)=[0-9a-f]{4}|(class|subclass|prot)=[0-9a-f]{2}))*\s*", re.IGNORECASE
)


class Config(BaseModel):
    """Settings of one daemon. Sizes in bytes, times in seconds."""

    model_config = ConfigDict(extra="forbid")

    state_dir: Path = Field(Path("/var/lib/xapid"), description="everything that the daemon keeps")
    database: str = Field("", description="SQLAlchemy URL; empty: SQLite in the state directory")

    http_host: str = Field("0.0.0.0", description="address that HTTP and HTTPS listen on")
    http_port: int = Field(80, description="0 picks a free one, -1 turns HTTP off")
    https_port: int = Field(443, description="0 picks a free one, -1 turns HTTPS off")
    nbd_host: str = Field("0.0.0.0", description="address that NBD listens on")
    nbd_port: int = Field(
        10809,
        description="where disks can be read by NBD, on addresses whose network has the purpose nbd;"
        " 0 picks a free one, -1 turns NBD off",
    )
    socket: Path | None = Field(None, description="unix socket for local root; None: in the state directory")
    link_socket: bool = Field(True, description="link the socket at /var/lib/xcp/xapi when that is free")

    web_dir: Path | None = Field(None, description="files that GET answers, index.html first; None: no pages")
    web_over_http: Literal["redirect", "refuse", "serve"] = Field(
        "redirect", description="what other machines get that ask for a page without TLS"
    )

    admin_file: Path | None = Field(None, description="local administrators; None: in the state directory")
    pam_service: str = Field("", description="PAM service that checks passwords; empty: administrators' file")
    session_idle: float = Field(86400, description="an unused session ends after this")

    external_failure_delay: float = Field(5, description="a failed login of an external user takes this long")
    revalidation_interval: float = Field(300, description="time between looks for sessions to check again")
    revalidation_after: float = Field(1800, description="an external session is checked again after this")
    revalidation_spread: float = Field(600, description="and up to this much later, each at another time")

    audit_file_size: int = Field(16 << 20, ge=1024, description="the audit log turns over at this size")
    audit_files: int = Field(10, ge=1, description="files of the audit log that are kept")

    libvirt_uri: str = Field("", description="empty: the system's libvirt, or an own one when none runs")
    hypervisor_type: Literal["", "kvm", "tcg", "test"] = Field(
        "", description="how guests run; empty: KVM where it works, else QEMU emulates the processor"
    )

    cpu_control: bool = Field(
        False, description="enforce CPU weights and caps by the kernel's control groups, which libvirt makes"
    )

    kernel_dirs: list[str] = Field(
        ["/boot/guest", "/var/lib/xcp/guest"], description="where kernels for direct boot may lie"
    )

    sys_dir: Path = Field(Path("/sys"), description="where the kernel tells of devices")
    usb_policy: list[str] = Field(
        ["deny class=03 subclass=01"],
        description="which USB devices may be given to VMs: rules, the first that fits decides, such as"
        " 'deny vid=17e9' or 'allow class=08'; keyboards and mice are not, if nothing else is said",
    )

    adopt_nics: list[str] = Field(
        [],
        description="network cards, by name, that may join the bridge of their network: their addresses and"
        " routes then move there; no other card is touched but one whose PIF has other_config:adopt=true",
    )
    resolv_conf: Path | None = Field(
        None, description="file of name servers that PIF.reconfigure_ip may write, such as /etc/resolv.conf"
    )
    bridge_prefix: str = Field("xapi", description="names of bridges made for networks begin with this")
    internal_bridge: str = Field("xenapi", description="bridge of the host internal network")
    internal_subnet: str = Field("169.254.0.0/16", description="addresses of the host internal network")

    name_label: str = Field("", description="name of the host; empty: the machine's host name")
    product_brand: str = "xapid"
    product_version: str = "8.3.0"
    platform_version: str = "3.4.0"

    plugin_dirs: list[str] = Field(
        ["/etc/xapi.d/plugins"], description="where plugins lie, beside those that come with xapid"
    )
    extension_dirs: list[str] = Field(["/etc/xapi.d/extensions"], description="where extensions lie")
    plugin_timeout: float = Field(600, description="a plugin or extension that runs longer is ended")
    plugin_output: int = Field(4 << 20, description="one that prints more is ended")
    plugin_calls: int = Field(8, description="plugins and extensions that run at once; others wait")
    guest_plugin_dir: str = Field("/etc/xapi.d/plugins", description="where plugins lie inside guests")
    guest_plugin_interval: float = Field(10, description="from one VM.call_plugin of a VM to the next")
    vm_host_plugins: list[str] = Field(
        [],
        description="plugins that VM.call_host_plugin may run: whoever may operate a VM can call them,"
        " and they run as root",
    )

    messages_kept: int = Field(10_000, ge=1, description="notes that are kept; the oldest go")
    blob_size: int = Field(1 << 30, description="the most that one blob may hold")
    host_control: list[str] = Field(
        [],
        description="what clients may change about the host itself; nothing unless named here: power, clock,"
        " hostname, time_servers, ssh, processor, kernel_log, iscsi",
    )
    reboot_command: list[str] = Field(["systemctl", "reboot"], description="restarts the host")
    shutdown_command: list[str] = Field(["systemctl", "poweroff"], description="switches the host off")
    clock_command: list[str] = Field(["date", "--utc", "--set"], description="sets the clock; a time follows")
    hostname_command: list[str] = Field(["hostname"], description="names the running host; the name follows")
    dmesg_command: list[str] = Field(["dmesg"], description="shows what the kernel said")
    service_command: list[str] = Field(["systemctl"], description="drives services, in systemctl's words")
    ssh_service: str = Field("ssh", description="the service that answers SSH")
    time_service: str = Field("chrony", description="the service that follows time servers")
    chronyc_command: list[str] = Field(["chronyc"], description="asks the service that follows time servers")
    power_on_dir: Path = Field(
        Path("/etc/xapid/power-on"),
        description="programs that switch hosts on, each named like its mode",
    )
    etc_dir: Path = Field(Path("/etc"), description="where the host's own settings lie")
    zoneinfo_dir: Path = Field(Path("/usr/share/zoneinfo"), description="the time zones that there are")
    log_file_size: int = Field(10 << 20, description="a file of the log that grows beyond this is closed")
    log_files: int = Field(5, description="how many closed files of the log are kept")
    report_size: int = Field(256 << 20, description="a report for support holds no more than this")

    console_log_size: int = Field(
        16 << 20, ge=1 << 18, description="what a guest said on its serial console is kept up to this"
    )

    shutdown_timeout: float = Field(1200, description="a clean shutdown that takes longer has failed")
    storage_timeout: float = Field(60, description="storage without progress for this long has failed")

    @field_validator("host_control")
    @classmethod
    def _known(cls, names: list[str]) -> list[str]:
        """Refuses names that mean nothing."""
        unknown = sorted({name for name in names if name} - CONTROLS)
        if unknown:
            raise ValueError(f"nothing of the host is called {', '.join(unknown)}")
        return [name for name in names if name]

    @field_validator("usb_policy")
    @classmethod
    def _rules(cls, lines: list[str]) -> list[str]:
        """Refuses what is no rule."""
        for line in lines:
            if not _USB_RULE.fullmatch(line):
                raise ValueError(
                    f"{line!r} is not allow or deny, then conditions: vid, pid, rel (4 hex digits each),"
                    " class, subclass, prot (2 each)"
                )
        return lines


def read_config(file: Path | None, pairs: tuple[str, ...], given: dict[str, Any]) -> Config:
    """Settings from a TOML file, then ``NAME=VALUE`` pairs, then those given by name; the last one wins.

    Raises ValueError, and pydantic's ValidationError, which is one, with what is wrong.
    """
    values: dict[str, Any] = tomllib.loads(file.read_text()) if file is not None else {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise ValueError(f"{pair!r} is not NAME=VALUE")
        is_list = name in Config.model_fields and Config.model_fields[name].annotation == list[str]
        values[name] = value.split(",") if is_list else value
    return Config(**{**values, **given})
