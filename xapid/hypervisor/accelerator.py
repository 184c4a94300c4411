"""Whether this machine's processor can run guests itself."""

from __future__ import annotations

import logging
import os
from functools import cache
from pathlib import Path

log = logging.getLogger(__name__)


@cache
def kvm_usable() -> bool:
    """True if /dev/kvm opens and the processor has the extensions; a device without them runs no kernel."""
    words = set(Path("/proc/cpuinfo").read_text().split())
    if not words & {"vmx", "svm"}:
        log.warning("the processor shows neither vmx nor svm: guests are emulated, and slow")
        return False
    try:
        os.close(os.open("/dev/kvm", os.O_RDWR | os.O_CLOEXEC))
    except OSError as error:
        log.warning("/dev/kvm: %s: guests are emulated, and slow", error.strerror)
        return False
    return True
