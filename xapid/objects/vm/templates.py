"""Making the templates that come with the host, at the first start and when a new version brings more."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

from xapid.objects.context import Context
from xapid.objects.vm.creation import make
from xapid.objects.vm.declaration import VM
from xapid.objects.vm.enums import DomainType, OnCrashBehaviour, OnNormalExit
from xapid.objects.vm.free_devices import BLOCK_DEVICES, NETWORK_DEVICES
from xapid.objects.vm.templates_table import BOARD, TEMPLATES, Template


def ensure_templates(ctx: Context) -> None:
    """Add each template that is missing; those that are there stay as they are, whoever changed them."""
    present = {vm.reference_label for vm in ctx.store.all(VM) if vm.is_default_template}
    missing = [t for t in TEMPLATES if t.label not in present]
    if not missing:
        return
    with ctx.change():
        for template in missing:
            make(ctx, record_of(template)).is_default_template = True


def record_of(template: Template) -> dict[str, object]:
    """The fields of a template's record that are not as in any new VM."""
    memory = {f"memory_{end}_{limit}": template.memory
              for end in ("static", "dynamic") for limit in ("min", "max")}  # fmt: skip
    return {
        **memory,
        "memory_static_min": template.least_memory,
        "name_label": template.name,
        "name_description": template.note or f"For {template.name}, installed from a CD or the network.",
        "reference_label": template.label,
        "is_a_template": True,
        "user_version": 1,
        "VCPUs_max": template.vcpus,
        "VCPUs_at_startup": template.vcpus,
        "HVM_boot_policy": "BIOS order",
        "HVM_boot_params": {"order": template.order, "firmware": "uefi" if template.uefi else "bios"},
        "domain_type": DomainType.hvm,
        "platform": _platform(template),
        "actions_after_shutdown": OnNormalExit.destroy,
        "actions_after_reboot": OnNormalExit.restart,
        "actions_after_crash": OnCrashBehaviour.restart,
        "has_vendor_device": False,
        "other_config": _other_config(template),
        "recommendations": recommendations(template),
    }


def _platform(template: Template) -> dict[str, str]:
    board = {**BOARD, **template.platform}
    return {**board, "device-model": "qemu-upstream-uefi", "secureboot": "auto"} if template.uefi else board


def _other_config(template: Template) -> dict[str, str]:
    other = {"default_template": "true", "install-methods": template.methods}
    if template.linux:
        other["linux_template"] = "true"
    if template.disk:
        provision = Element("provision")
        SubElement(provision, "disk", device="0", size=str(template.disk), sr="", bootable="true",
                   type="system")  # fmt: skip
        other["disks"] = tostring(provision, encoding="unicode")
    return other


def recommendations(template: Template) -> str:
    """The limits within which clients offer to size a VM of this kind."""
    root = Element("restrictions")
    for field, most in (("memory-static-max", template.most_memory), ("vcpus-max", template.most_vcpus)):
        SubElement(root, "restriction", field=field, max=str(most))
    for name, most in (("number-of-vbds", BLOCK_DEVICES), ("number-of-vifs", NETWORK_DEVICES)):
        SubElement(root, "restriction", property=name, max=str(most))
    for name in ("supports-bios", "supports-uefi", "supports-secure-boot"):
        SubElement(root, "restriction", field=name, value="yes")
    for name in ("allow-gpu-passthrough", "allow-vgpu"):
        SubElement(root, "restriction", field=name, value="0")
    return tostring(root, encoding="unicode")
