"""A real PostgreSQL server of our own: in a directory, on a unix socket, gone with the tests."""

import os
import shutil
import signal
import subprocess
import tempfile
from itertools import count
from pathlib import Path

BINARIES = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
#: The server refuses to run as root.
AS_POSTGRES = ("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups")


class Server:
    """One server. Databases made on it last until it is removed."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="xapid-postgres-"))
        self.data = self.home / "data"
        self._numbers = count(1)
        shutil.chown(self.home, "postgres", "postgres")
        self._run("initdb", "--auth=trust", "--encoding=UTF8", "--no-sync", "--pgdata", str(self.data))

    def start(self) -> None:
        """Start, and wait until it answers."""
        options = f"-c listen_addresses= -c unix_socket_directories={self.home} -c shared_buffers=16MB"
        log = str(self.home / "log")
        self._run("pg_ctl", "start", "--wait", "--silent", "-D", str(self.data), "-l", log, "-o", options)

    def kill(self) -> None:
        """kill -9 of the server and of everything that it started."""
        pid = int((self.data / "postmaster.pid").read_text().split()[0])
        with open(f"/proc/{pid}/task/{pid}/children") as children:
            pids = [pid, *map(int, children.read().split())]
        for one in pids:
            os.kill(one, signal.SIGKILL)

    def remove(self) -> None:
        """Stop it, and leave nothing."""
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "--mode=immediate", "--silent", "-D", str(self.data))
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
        log = self.home / "programs.log"
        with open(log, "ab") as output:  # no pipe: the server would keep it open
            done = subprocess.run(command, cwd=self.home, stdout=output, stderr=output, timeout=60)
        assert done.returncode == 0, log.read_text(errors="replace")
