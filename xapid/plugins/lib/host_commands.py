"""For the plugins that come with xapid: programs of the host and their output."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from XenAPIPlugin import Failure

SECONDS = 60


def run(*argv: str, codes: tuple[int, ...] = (0,)) -> str:
    """What the program prints. Failure when the host does not have it, or it fails."""
    if shutil.which(argv[0]) is None:
        raise Failure("NOT_SUPPORTED_ON_THIS_HOST", [f"there is no {argv[0]}"])
    try:
        done = subprocess.run(argv, capture_output=True, text=True, errors="replace", timeout=SECONDS)
    except subprocess.TimeoutExpired:
        raise Failure("COMMAND_FAILED", [argv[0], f"no answer in {SECONDS} s"]) from None
    if done.returncode not in codes:
        raise Failure("COMMAND_FAILED", [argv[0], str(done.returncode), done.stderr[-1000:]])
    return done.stdout


def read(path: Path) -> str:
    """The text of a small file of the kernel's, stripped; empty when there is none."""
    try:
        return path.read_text().strip()
    except OSError:
        return ""


def argument(args: dict[str, str], name: str) -> str:
    """An argument that has to be there. Failure when it is not."""
    if name not in args:
        raise Failure("MISSING_ARGUMENT", [name])
    return args[name]
