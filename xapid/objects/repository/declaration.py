"""The class Repository."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.types import BOOL, STRING, ApiEnum, enum
from xapid.objects.permissions import POOL_OPERATOR_OR_CERT


class Origin(ApiEnum):
    """Where the packages of an update repository come from."""

    remote = "remote"
    bundle = "bundle"
    remote_pool = "remote_pool"


class Repository(XenObject, write_role=POOL_OPERATOR_OR_CERT):
    """A source of updates for the hosts of the pool."""

    uuid = field(STRING, "unique identifier")
    name_label = field(STRING, "name that people gave the repository", writable=True, default="")
    name_description = field(STRING, "free text about the repository", writable=True, default="")
    binary_url = field(STRING, "where its packages are", given=True, default="")
    source_url = field(STRING, "where the sources of its packages are", given=True, default="")
    update = field(BOOL, "whether it holds updates, rather than packages to add", given=True, default=False)
    hash = field(STRING, "checksum of the list of updates that was last fetched", default="")
    up_to_date = field(BOOL, "whether all hosts have all its updates", default=False, removed=True)
    gpgkey_path = field(STRING, "file of the key that its packages are signed with", given=True, default="")
    origin = field(enum(Origin), "where its packages come from", given=True, default=Origin.remote)
    certificate = field(STRING, "certificate of the pool that it is fetched from, in PEM", given=True,
                        default="")  # fmt: skip
