"""The program as people run it: a process with its own home, socket path and directory."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.xe.peer import PATIENCE

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
