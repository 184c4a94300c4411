"""What the machine's firmware says of itself."""

from __future__ import annotations

from pathlib import Path

#: Names in the API, and the files of /sys/class/dmi/id that hold the texts.
_FILES = {
    "bios-vendor": "bios_vendor",
    "bios-version": "bios_version",
    "system-manufacturer": "sys_vendor",
    "system-product-name": "product_name",
    "system-version": "product_version",
    "system-serial-number": "product_serial",
    "baseboard-manufacturer": "board_vendor",
    "baseboard-product-name": "board_name",
    "baseboard-version": "board_version",
    "baseboard-serial-number": "board_serial",
    "baseboard-asset-tag": "board_asset_tag",
    "enclosure-asset-tag": "chassis_asset_tag",
}
_SECURE_BOOT = "SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"


def bios_strings(sys: Path = Path("/sys")) -> dict[str, str]:
    """The texts by the API's names; those that the firmware has not are left out."""
    found = {}
    for name, file in _FILES.items():
        try:
            text = (sys / "class/dmi/id" / file).read_text(errors="replace").strip()
        except OSError:
            continue
        if text:
            found[name] = text
    return found


def secure_boot(sys: Path = Path("/sys")) -> bool:
    """Whether the machine itself was booted with Secure Boot."""
    try:
        data = (sys / "firmware/efi/efivars" / _SECURE_BOOT).read_bytes()
    except OSError:
        return False
    return data[4:5] == b"\x01"  # four bytes of attributes come first
