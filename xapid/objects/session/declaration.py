"""The class session: who is logged in, since when, and with which rights."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.types import BOOL, DATETIME, NEVER, NULL_REF, STRING, STRING_MAP, STRING_SET, ref, refs


class Session(XenObject, name="session", events=False, persist=False, listable=False):
    """A login. Its reference is the secret that every later call shows."""

    uuid = field(STRING, "name of the session that is no secret")
    this_host = field(ref("host"), "the host that the client talks to")
    this_user = field(ref("user"), "always null: users of the pool are subjects")
    last_active = field(DATETIME, "when a call last used it, to about ten minutes")
    pool = field(BOOL, "whether a host of the pool logged in, not a person")
    other_config = field(STRING_MAP, "free for clients", default={}, writable=True)
    is_local_superuser = field(BOOL, "whether it may do everything, without a look at roles", default=False)
    subject = field(ref("subject"), "the subject that gave it its roles; null for local users",
                    default=NULL_REF)  # fmt: skip
    validation_time = field(DATETIME, "when the user was last found to be valid", default=NEVER)
    auth_user_sid = field(STRING, "identifier of the user; empty for local superusers", default="")
    auth_user_name = field(STRING, "the name that was given at login", default="")
    rbac_permissions = field(STRING_SET, "names of all permissions held; empty for superusers",
                             default=(), given=True)  # fmt: skip
    tasks = field(refs("task"), "the tasks that it started and that still exist", inverse="session")
    parent = field(ref("session"), "the session that made this one", default=NULL_REF, given=True)
    originator = field(STRING, "the program that logged in, as it named itself", default="")
    identifiers = field(STRING_SET, "of an external user: identifiers of the user and all groups", default=(),
                        internal=True)  # fmt: skip
    local = field(BOOL, "whether it is for this host alone, and may call what hosts call of each other",
                  default=False, internal=True)  # fmt: skip
    client_certificate = field(BOOL, "whether a certificate opened it, not a password", default=False)
