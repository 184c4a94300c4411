"""The program as people run it: a process with its own home, socket path and directory."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from tests.xe.peer import PATIENCE
from tests.xe.shell import Shell, shell_in

ROOT = Path(__file__).parents[2]
Xe = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    home = tmp_path / "home"
    home.mkdir()
    named = {"HOME": str(home), "XAPID_SOCKET": str(tmp_path / "socket"), "PYTHONPATH": str(ROOT)}
    return {"PATH": os.environ["PATH"], **named}


@pytest.fixture
def xe(environ: dict[str, str], tmp_path: Path) -> Xe:
    """Run `xe` with these arguments; `stdin` is what it reads, other keywords are its environment."""

    def run(*arguments: str, stdin: str = "", **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "xe.client", *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            env=environ | env,
            cwd=tmp_path,
            timeout=PATIENCE,
            check=False,
        )

    return run


@pytest.fixture
async def shell(environ: dict[str, str], tmp_path: Path) -> AsyncIterator[Shell]:
    """A daemon without a host and with an empty store, and `xe` to speak to it."""
    async with shell_in(tmp_path, environ) as made:
        yield made
