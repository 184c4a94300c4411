"""A real PostgreSQL server of our own: in a directory, on a unix socket, gone with the tests."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from itertools import count
from pathlib import Path
from typing import Any

BINARIES = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
#: The server refuses to run as root.
AS_POSTGRES = ("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups")


class Server:
    """One server. Databases made on it last until it is removed."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="xapid-postgres-"))
        self.data = self.home / "data"
        self._numbers = count(1)
        self._process: Any = None
        shutil.chown(self.home, "postgres", "postgres")
        self._run("initdb", "--auth=trust", "--encoding=UTF8", "--no-sync", "--pgdata", str(self.data))

    def start(self) -> None:
        """Start, and wait until it answers."""
        options = ("listen_addresses=", f"unix_socket_directories={self.home}", "shared_buffers=16MB",
                   "fsync=off")  # fmt: skip
        settings = [word for option in options for word in ("-c", option)]
        command = [*AS_POSTGRES, str(BINARIES / "postgres"), "-D", str(self.data), *settings]
        with open(self.home / "server.log", "ab") as log:
            self._process = subprocess.Popen(command, cwd=self.home, stdout=log, stderr=log)
        deadline = time.monotonic() + 30
        while subprocess.call([BINARIES / "pg_isready", "-q", "-h", self.home]) != 0:
            assert self._process.poll() is None and time.monotonic() < deadline, self._said("server.log")

    def kill(self) -> None:
        """kill -9 of the server and of everything that it started."""
        pid = self._process.pid
        with open(f"/proc/{pid}/task/{pid}/children") as children:
            pids = [pid, *map(int, children.read().split())]
        for one in pids:
            os.kill(one, signal.SIGKILL)
        self._process.wait()

    def remove(self) -> None:
        """Stop it, and leave nothing."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(30)
        shutil.rmtree(self.home)

    def database(self) -> str:
        """The URL of a new, empty database."""
        name = f"test{next(self._numbers)}"
        self.sql(f"CREATE DATABASE {name}")
        return f"postgresql:///{name}?host={self.home}&user=postgres"

    def sql(self, statement: str) -> None:
        """Run a statement as the administrator."""
        self._run("psql", "-q", "-h", str(self.home), "-c", statement, "postgres")

    def _run(self, program: str, *arguments: str) -> None:
        command = [*AS_POSTGRES, str(BINARIES / program), *arguments]
        with open(self.home / "programs.log", "ab") as log:
            done = subprocess.run(command, cwd=self.home, stdout=log, stderr=log, timeout=60)
        assert done.returncode == 0, self._said("programs.log")

    def _said(self, log: str) -> str:
        return (self.home / log).read_text(errors="replace")
