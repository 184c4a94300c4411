"""Errors as REST tells them: problem+json (RFC 9457) with the code of the XenAPI and a status by a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import orjson
from aiohttp import web

from xapid.model.error_table import ERRORS
from xapid.model.errors import BadInput, XenError

CONTENT_TYPE = "application/problem+json"

#: The status of an error by its code: the first pattern that matches all of it.
_STATUSES: tuple[tuple[str, int], ...] = tuple(
    (pattern, status)
    for status, patterns in (
        (401, ("SESSION_INVALID", "SESSION_AUTHENTICATION_FAILED")),
        (403, ("RBAC_PERMISSION_DENIED", "PERMISSION_DENIED", "SESSION_AUTHORIZATION_FAILED",
               "USER_IS_NOT_LOCAL_SUPERUSER", "CHANGE_PASSWORD_REJECTED", "LICEN[CS]E_.*",
               "FEATURE_RESTRICTED")),
        (410, ("MESSAGE_REMOVED", "EVENTS_LOST", "OBJECT_NOLONGER_EXISTS")),
        (429, ("TOO_BUSY", "TOO_MANY_PENDING_TASKS", ".*RATE_LIMIT.*")),
        (501, ("NOT_IMPLEMENTED", "UNIMPLEMENTED_IN_SM_BACKEND", "MESSAGE_DEPRECATED")),
        (503, ("HOST_STILL_BOOTING", "HOST_IN_EMERGENCY_MODE", "HOST_OFFLINE", "CANNOT_CONTACT_HOST",
               "HOST_IS_SLAVE", "SR_BACKEND_FAILURE_47")),
        (504, (".*_TIMEOUT",)),
        (507, ("SR_FULL", "OUT_OF_SPACE", "PROVISION_FAILED_OUT_OF_SPACE", "SR_BACKEND_FAILURE_44",
               ".*_SPACE_INSUFFICIENT")),
        (500, ("INTERNAL_ERROR", "Fault", "SR_BACKEND_FAILURE.*", "XENAPI_PLUGIN_FAILURE",
               "EXTENSION_PROTOCOL_FAILURE", "DOMAIN_BUILDER_ERROR", "FAILED_TO_START_EMULATOR",
               "BOOTLOADER_FAILED", "VDI_IO_ERROR", "XAPI_HOOK_FAILED", "CLIENT_ERROR")),
        (422, ("INVALID_.*", ".*_INVALID", "VALUE_NOT_SUPPORTED", "FIELD_TYPE_ERROR", "XMLRPC_.*", "EVENT_.*",
               ".*_PARSE_FAILURE", "MESSAGE_PARAMETER_COUNT_MISMATCH", "MESSAGE_METHOD_UNKNOWN", "ILLEGAL_.*",
               ".*_CORRUPT", "MEMORY_CONSTRAINT_VIOLATION.*", ".*_UNKNOWN_(TYPE|DRIVER)", "ROLE_NOT_FOUND",
               "SUBJECT_CANNOT_BE_RESOLVED", "XENAPI_MISSING_PLUGIN", "VDI_TOO_(SMALL|LARGE)", ".*_MISMATCH",
               "IMPORT_ERROR.*", "IMPORT_INCOMPATIBLE_VERSION")),
    )
    for pattern in patterns
)  # fmt: skip

#: What all other codes say: the state of the pool speaks against it.
_CONFLICT = 409


def status_of(code: str) -> int:
    """The HTTP status that goes with an error code of the XenAPI."""
    return next((status for pattern, status in _STATUSES if re.fullmatch(pattern, code)), _CONFLICT)


@dataclass(frozen=True)
class Issue:
    """What is wrong with one part of a request. ``pointer``: where in the body (RFC 6901), or ``?name``."""

    pointer: str
    detail: str


class Problem(Exception):
    """An answer that tells of an error."""

    def __init__(self, status: int, detail: str, *, error: XenError | None = None,
                 issues: Sequence[Issue] = (), headers: dict[str, str] | None = None,
                 more: dict[str, Any] | None = None) -> None:  # fmt: skip
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.error = error
        self.issues = tuple(issues)
        self.headers = headers or {}
        self.more = more or {}

    def members(self) -> dict[str, Any]:
        """The members of the problem document."""
        found: dict[str, Any] = {"type": "about:blank", "title": HTTPStatus(self.status).phrase,
                                 "status": self.status, "detail": self.detail}  # fmt: skip
        if self.error is not None:
            code = self.error.code
            found |= {"type": f"urn:xenapi:error:{code}", "title": code.replace("_", " ").capitalize(),
                      "code": code, "params": list(self.error.params)}  # fmt: skip
        if self.issues:
            found["errors"] = [{"pointer": i.pointer, "detail": i.detail} for i in self.issues]
        return found | self.more

    def response(self) -> web.Response:
        """The answer itself."""
        answer = web.Response(
            status=self.status, body=orjson.dumps(self.members()), content_type=CONTENT_TYPE
        )
        if self.status == 401:
            answer.headers["WWW-Authenticate"] = 'Basic realm="xapid", charset="UTF-8"'
            answer.headers.add("WWW-Authenticate", 'Bearer realm="xapid"')
        answer.headers.update(self.headers)
        if self.status in (408, 413):
            answer.force_close()
        return answer


def invalid(issues: Sequence[Issue], status: int = 422) -> Problem:
    """A request of which these parts are wrong."""
    return Problem(status, "; ".join(f"{i.pointer}: {i.detail}" for i in issues[:5]), issues=issues)


def problem_of(error: XenError, named: str = "") -> Problem:
    """An error of the XenAPI as a problem. ``named``: the reference in the path of the request."""
    status = status_of(error.code)
    if isinstance(error, BadInput):
        status = 422
    elif error.code in ("HANDLE_INVALID", "UUID_INVALID") and named and named in error.params:
        status = 404
    return Problem(status, _detail(error), error=error)


def _detail(error: XenError) -> str:
    """The parameters with their names, as far as those are known."""
    if len(error.params) == 1 and error.code in ("INTERNAL_ERROR", "Fault"):
        return error.params[0]
    names = ERRORS.get(error.code) or ()
    told = [f"{name.rstrip('?.')}: {value}" for name, value in zip(names, error.params, strict=False)]
    return ", ".join([*told, *error.params[len(told) :]]) or error.code
