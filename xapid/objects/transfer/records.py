"""From a record of a document to a VM of this host."""

from __future__ import annotations

from typing import Any

from xapid.model.errors import XenError
from xapid.model.fields import Field
from xapid.model.objects import ClassInfo
from xapid.model.types import MapType, RefType
from xapid.objects.context import Context
from xapid.objects.transfer.document import Item
from xapid.objects.vm import VM
from xapid.objects.vm.creation import make
from xapid.objects.vm.generation import fresh
from xapid.store.store import new_uuid

#: Fields of a VM that come about here, whatever the document says.
_OWN = frozenset({
    "uuid", "power_state", "allowed_operations", "current_operations", "domid", "domarch", "version",
    "last_booted_record", "last_boot_CPU_flags", "memory_overhead", "memory_target", "requires_reboot",
    "is_control_domain", "pending_guidances", "pending_guidances_recommended", "pending_guidances_full",
})  # fmt: skip


def member(info: ClassInfo, item: Item, name: str) -> Any:
    """One member of a record, of the field's type. IMPORT_ERROR when it is none."""
    try:
        return info.fields[name].type.accept(item.record[name])
    except KeyError:
        raise XenError("IMPORT_ERROR", f"The {item.class_name} {item.id} has no {name}") from None
    except XenError as error:
        raise XenError("IMPORT_ERROR", f"{name} of the {item.class_name} {item.id}: {error}") from None


def _travels(field: Field) -> bool:
    """Whether the field means the same on any host."""
    kind = field.type
    refers = isinstance(kind, MapType) and (isinstance(kind.key, RefType) or isinstance(kind.value, RefType))
    return field.name not in _OWN and field.target is None and not refers


def known_template(ctx: Context, item: Item) -> VM | None:
    """The template that comes with this host too: nobody wants it twice."""
    if not item.record.get("is_default_template"):
        return None
    named = ctx.store.tables["VM"].by_name_label(str(item.record.get("name_label", "")))
    return next((vm for vm in named if vm.is_default_template), None)


def enter_vm(ctx: Context, item: Item, *, uuid: str, keep_identity: bool) -> VM:
    """The VM without its devices, inside a change, under that uuid or a new one: see ``replacing``."""
    fields = [f for f in VM.info.public_fields if _travels(f) and f.name in item.record]
    values = {f.name: member(VM.info, item, f.name) for f in fields}
    other = dict(values.get("other_config", {}))
    if not keep_identity:
        other["mac_seed"] = new_uuid()
    if ctx.task is not None:
        other["import_task"] = ctx.task.ref
    values["other_config"] = other
    if not values.get("is_a_template"):
        values["generation_id"] = fresh(values.get("generation_id", ""))
    if uuid:
        values["uuid"] = uuid
    vm = make(ctx, values)
    vm.version = member(VM.info, item, "version") + 1 if keep_identity and "version" in item.record else 0
    return vm
