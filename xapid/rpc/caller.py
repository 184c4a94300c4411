"""Who is at the other end, as far as the connection and the headers tell."""

from __future__ import annotations

from dataclasses import dataclass, field

_OTHER_CONFIG = "x-http-other-config-"

#: Characters of a traceparent; later versions of it may say more, which is left out.
_TRACEPARENT = 128


@dataclass(frozen=True)
class Caller:
    """The origin of a call. ``local_root``: through the unix socket, which asks for no password."""

    address: str = ""
    local_root: bool = False
    tls: bool = False
    user_agent: str = ""
    originator: str = ""
    #: An existing task to run as, and the parent of a new one; empty for none.
    task_id: str = ""
    subtask_of: str = ""
    #: What goes into other_config of a task made for the call.
    other_config: dict[str, str] = field(default_factory=dict)
    #: The span of the client's that the call belongs to, as W3C has it; empty for none.
    traceparent: str = ""
    #: Whether the connection shows a certificate that logs in.
    client_certificate: bool = False

    @property
    def request(self) -> dict[str, str]:
        """The same as messages see it in ``Context.request``."""
        return {
            "address": self.address,
            "local_root": "true" if self.local_root else "",
            "tls": "true" if self.tls else "",
            "client_certificate": "true" if self.client_certificate else "",
            "user_agent": self.user_agent,
            "originator": self.originator,
        }


def caller_from(headers: dict[str, str], address: str, *, local_root: bool, tls: bool,
                client_certificate: bool = False) -> Caller:  # fmt: skip
    """The caller of one HTTP request; ``headers`` by lower-case name."""
    return Caller(
        address,
        local_root,
        tls,
        headers.get("user-agent", ""),
        headers.get("originator", ""),
        headers.get("task-id", ""),
        headers.get("subtask-of", ""),
        {f"http:{k[len(_OTHER_CONFIG) :]}": v for k, v in headers.items() if k.startswith(_OTHER_CONFIG)},
        headers.get("traceparent", "")[:_TRACEPARENT],
        client_certificate,
    )
