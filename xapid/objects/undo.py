"""Taking back the steps of an operation that failed."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from xapid.hypervisor.errors import HypervisorError
from xapid.model.errors import XenError
from xapid.network.errors import NetworkError
from xapid.storage.errors import StorageError

log = logging.getLogger(__name__)


async def quietly(inverse: Callable[..., Awaitable[Any]], *args: Any) -> None:
    """Run the inverse of a step; if it fails too, the caller still learns why the operation failed."""
    try:
        await inverse(*args)
    except (HypervisorError, StorageError, NetworkError, XenError, OSError) as error:
        log.warning("%s: %s", getattr(inverse, "__qualname__", inverse), error)
