"""The byte-stream handlers: a table of all that exist, and the decorator that gives one its function."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xapid.model.errors import DeclarationError, not_implemented
from xapid.model.roles import (
    CLIENT_CERT,
    NOBODY,
    POOL_ADMIN,
    POOL_OPERATOR,
    READ_ONLY,
    VM_ADMIN,
    VM_OPERATOR,
    VM_POWER_ADMIN,
    Role,
    allowed_roles,
)
from xapid.objects import rights
from xapid.store.store import Store

if TYPE_CHECKING:
    from xapid.rpc.head import Head
    from xapid.rpc.stream import StreamRequest

#: Says whether anybody may have what a request asks for.
Free = Callable[[Store, "Head"], bool]

#: Serves one request. What it returns becomes the result of the task; None leaves it empty.
Serve = Callable[["StreamRequest"], Awaitable[Any]]


@dataclass
class Handler:
    """One byte-stream handler. ``function`` is None until it is built."""

    action: str
    method: str
    path: str
    role: Role
    #: Whether the front authenticates; False: the function sees to it.
    checked: bool = True
    function: Serve | None = None
    #: Where it says so, nobody has to log in.
    free: Free | None = None

    @property
    def permission(self) -> str:
        """What a session needs."""
        return f"http/{self.action}"

    def asks(self, store: Store, head: Head) -> bool:
        """Whether the front has to find out who sends this request, and whether they may."""
        return self.checked and not (self.free is not None and self.free(store, head))

    @property
    def audited(self) -> bool:
        """Whether requests go into the audit log: all but looking at what everybody may see."""
        return self.method != "GET" or self.role != READ_ONLY

    async def serve(self, request: StreamRequest) -> Any:
        """Serve a request whose caller may. NOT_IMPLEMENTED while it is not built."""
        if self.function is None:
            raise not_implemented(self.permission)
        return await self.function(request)


_OPERATORS_AND_CERT = (POOL_ADMIN, POOL_OPERATOR, CLIENT_CERT)
_POWER_ADMINS_AND_CERT = (POOL_ADMIN, POOL_OPERATOR, VM_POWER_ADMIN, CLIENT_CERT)

_TABLE: tuple[tuple[str, str, str, Role], ...] = (
    ("get_services", "GET", "/services", READ_ONLY),
    ("post_services", "POST", "/services", POOL_ADMIN),
    ("put_services", "PUT", "/services", POOL_ADMIN),
    ("post_remote_db_access", "POST", "/remote_db_access", POOL_ADMIN),
    ("post_remote_db_access_v2", "POST", "/remote_db_access_v2", POOL_ADMIN),
    ("get_services_xenops", "GET", "/services/xenops", VM_POWER_ADMIN),
    ("post_services_xenops", "POST", "/services/xenops", _POWER_ADMINS_AND_CERT),
    ("put_services_xenops", "PUT", "/services/xenops", _POWER_ADMINS_AND_CERT),
    ("get_services_sm", "GET", "/services/SM", VM_POWER_ADMIN),
    ("post_services_sm", "POST", "/services/SM", VM_POWER_ADMIN),
    ("put_services_sm", "PUT", "/services/SM", VM_POWER_ADMIN),
    ("put_import", "PUT", "/import", VM_ADMIN),
    ("put_import_metadata", "PUT", "/import_metadata", VM_ADMIN),
    ("put_import_raw_vdi", "PUT", "/import_raw_vdi", VM_ADMIN),
    ("get_export", "GET", "/export", VM_ADMIN),
    ("get_export_metadata", "GET", "/export_metadata", VM_ADMIN),
    ("get_export_raw_vdi", "GET", "/export_raw_vdi", VM_ADMIN),
    ("connect_console", "CONNECT", "/console", VM_OPERATOR),
    ("get_host_backup", "GET", "/host_backup", POOL_ADMIN),
    ("put_host_restore", "PUT", "/host_restore", POOL_ADMIN),
    ("get_host_logs_download", "GET", "/host_logs_download", POOL_OPERATOR),
    ("put_pool_patch_upload", "PUT", "/pool_patch_upload", POOL_OPERATOR),
    ("get_vncsnapshot", "GET", "/vncsnapshot", VM_OPERATOR),
    ("get_pool_xml_db_sync", "GET", "/pool/xmldbdump", POOL_ADMIN),
    ("put_pool_xml_db_sync", "PUT", "/pool/xmldbdump", POOL_ADMIN),
    ("get_config_sync", "GET", "/sync_config_files", POOL_ADMIN),
    ("get_system_status", "GET", "/system-status", POOL_OPERATOR),
    ("vm_rrd", "GET", "/vm_rrd", READ_ONLY),
    ("get_vm_rrds", "GET", "/vm_rrds", READ_ONLY),
    ("host_rrd", "GET", "/host_rrd", READ_ONLY),
    ("get_host_rrds", "GET", "/host_rrds", READ_ONLY),
    ("sr_rrd", "GET", "/sr_rrd", READ_ONLY),
    ("rrd_updates", "GET", "/rrd_updates", READ_ONLY),
    ("rrd", "PUT", "/rrd", POOL_ADMIN),
    ("get_blob", "GET", "/blob", READ_ONLY),
    ("put_blob", "PUT", "/blob", VM_POWER_ADMIN),
    ("put_messages", "PUT", "/messages", VM_POWER_ADMIN),
    ("connect_remotecmd", "CONNECT", "/remotecmd", POOL_ADMIN),
    ("get_wlb_report", "GET", "/wlb_report", READ_ONLY),
    ("get_wlb_diagnostics", "GET", "/wlb_diagnostics", READ_ONLY),
    ("get_audit_log", "GET", "/audit_log", READ_ONLY),
    ("get_pool_update_download", "GET", "/update/", READ_ONLY),
    ("get_repository", "GET", "/repository", NOBODY),
    ("get_enabled_repository", "GET", "/repository/enabled", _OPERATORS_AND_CERT),
    ("get_host_updates", "GET", "/host_updates", _OPERATORS_AND_CERT),
    ("get_updates", "GET", "/updates", _OPERATORS_AND_CERT),
    ("put_bundle", "PUT", "/bundle", POOL_OPERATOR),
)

#: Those that decide by themselves who may.
_UNCHECKED = ("get_pool_update_download",)

#: Permissions beside the table: pages, RPC and WebSocket consoles, which other parts of the front serve.
OTHER_ACTIONS: dict[str, Role] = {
    "connect_console_ws": VM_OPERATOR,
    "connect_console/host_console": POOL_ADMIN,
    "connect_console_ws/host_console_ws": POOL_ADMIN,
    "get_vncsnapshot/host_console": POOL_ADMIN,
    "get_root": READ_ONLY,
    "post_cli": READ_ONLY,
    "post_root": READ_ONLY,
    "post_RPC2": READ_ONLY,
    "post_json": READ_ONLY,
    "post_jsonrpc": READ_ONLY,
    "post_root_options": READ_ONLY,
    "post_json_options": READ_ONLY,
    "post_jsonrpc_options": READ_ONLY,
}

handlers: dict[str, Handler] = {
    action: Handler(action, method, path, role, action not in _UNCHECKED)
    for action, method, path, role in _TABLE
}


def handler(method: str, path: str, *, action: str, role: Role | None = None,
            free: Free | None = None) -> Callable[[Serve], Serve]:  # fmt: skip
    """Make the decorated coroutine function serve ``method path``.

    ``action`` is in the table, or new, and then has to be given a role. ``free`` says which requests
    need no login. DeclarationError when it contradicts the table or has a function already.
    """

    def declare(function: Serve) -> Serve:
        known = handlers.get(action)
        if known is None:
            if role is None:
                raise DeclarationError(f"handler {action} has no role")
            allowed_roles(role)
            known = handlers[action] = Handler(action, method, path, role)
            rights.declare(known.permission, role)
        if (known.method, known.path) != (method, path) or known.function is not None:
            raise DeclarationError(f"handler {action} is {known.method} {known.path}, once")
        if role is not None and known.role != role:
            raise DeclarationError(f"handler {action} is for {known.role}")
        known.function, known.free = function, free
        return function

    return declare


for _made in handlers.values():
    rights.declare(_made.permission, _made.role)
for _action, _role in OTHER_ACTIONS.items():
    rights.declare(f"http/{_action}", _role)
