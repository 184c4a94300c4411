"""The class VTPM."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.types import BOOL, NULL_REF, STRING, ApiEnum, enum, map_of, ref, set_of


class VtpmOperations(ApiEnum):
    """What can be under way on a TPM."""

    destroy = "destroy"


class PersistenceBackend(ApiEnum):
    """Where the contents of a TPM are kept."""

    xapi = "xapi"


class VTPM(XenObject):
    """A virtual trusted platform module of a VM. Its state is a file on the host."""

    uuid = field(STRING, "unique identifier")
    allowed_operations = field(set_of(enum(VtpmOperations)), "the operations that would be accepted just now",
                               default=[], persist=False)  # fmt: skip
    current_operations = field(
        map_of(STRING, enum(VtpmOperations)), "the operations under way, by the reference of their task",
        default={}, persist=False,
    )  # fmt: skip
    VM = field(ref("VM"), "the VM that the module belongs to", given=True, inverse="VTPMs")
    backend = field(ref("VM"), "the VM that runs the module for its VM; null when the host does",
                    default=NULL_REF)  # fmt: skip
    persistence_backend = field(enum(PersistenceBackend), "where the contents of the module are kept",
                                default=PersistenceBackend.xapi)  # fmt: skip
    is_unique = field(BOOL, "whether there must never be a second module with the same contents", given=True,
                      default=False)  # fmt: skip
    is_protected = field(BOOL, "whether the contents are kept encrypted", default=False)
    contents = field(
        ref("secret"),
        "the module's state, if the database kept it; null: it is a file",
        internal=True,
    )
