"""The examples of docs/rest.md, run as they stand against a daemon."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from tests.lab.daemon import PASSWORD, USER, TestDaemon

PAGE = Path(__file__).parents[2] / "docs" / "rest.md"


def examples() -> str:
    """All examples as one script that stops at the first one that fails."""
    blocks = re.findall(r"```sh\n(.*?)```", PAGE.read_text(), re.DOTALL)
    return "\n".join(["set -e", "shopt -s expand_aliases", *blocks])


def test_the_examples(shared_daemon: TestDaemon) -> None:
    env = {"PATH": "/usr/bin:/bin", "URL": shared_daemon.url, "REST_USER": USER, "REST_PASSWORD": PASSWORD}
    done = subprocess.run(["bash", "-c", examples()], env=env, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    said = done.stdout
    for expected in ('"enabled":true', USER, "laboratory", "me", "404\nHANDLE_INVALID", "/name is no field",
                     "/other_config is missing", "event: add", '"status":"'):  # fmt: skip
        assert expected in said, f"{expected!r} is not in {said}"
