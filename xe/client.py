"""The program `xe`: it carries files and text between the user and the server, which knows the commands."""

import os
import select
import sys
from collections.abc import Callable
from contextlib import suppress

from xe import protocol
from xe.complaints import Held, complain, scold
from xe.connection import ConnectError, Dialler
from xe.endings import Ended, Fatal, StdoutGone
from xe.local import mistyped_options, program_version, protocol_version
from xe.options import DETACH_KEY, USAGE, Options, UsageError, key_name, read_options

_HEARTBEAT = 300.0  # seconds between signs of life during a transfer
_MOMENT = 0.1  # seconds in which the end of a command is told after why it fails
_FAREWELL = 10.0  # seconds that a server has to clean up after a transfer that we gave up
_MAX_LOADED = 32 * 1024 * 1024  # bytes of a file that a server takes for an argument

#: Commands that make a file for which the user need not have a name, and how such a name begins.
_NAMED_BY_SERVER = {"host-logs-download": "logs-"}

_ASIDE = (protocol.PrintStderr, protocol.Debug)


class Debug:
    """Where debug texts go: to stderr, to a file that is shown on failure, or nowhere."""

    def __init__(self, options: Options) -> None:
        self._direct = options.debug
        self._kept = None
        if options.debugonfail:
            from tempfile import TemporaryFile

            self._kept = TemporaryFile("w+", errors="surrogateescape")  # noqa: SIM115

    def __call__(self, text: str) -> None:
        if self._direct:
            complain(text + "\n")
        if self._kept:
            self._kept.write(text + "\n")

    def finish(self, code: int) -> int:
        """Show what was kept if the program failed; the exit code itself."""
        if self._kept:
            self._kept.seek(0)
            if code:
                complain("Debug info:\n" + self._kept.read())
            self._kept.close()
        return code


class Client:
    """One conversation: the request, the greetings, and then what the server wants."""

    def __init__(
        self, options: Options, line: list[str], debug: Debug, heartbeat: float = _HEARTBEAT
    ) -> None:
        self._options = options
        self._debug = debug
        self._heartbeat = heartbeat
        self._dialler = Dialler(options.port, tls=not options.nossl, debug=debug)
        self._words = line
        self._values = {word.partition("=")[2] for word in line} - {""}
        self._files = {os.path.abspath(value) for value in self._values}
        self._received = 0
        self._held = Held()
        #: A file that we made, of which only the server knows whether it is whole.
        self._unsure = ""
        #: Whether a file went to stdout by the name "-": what is printed after it is no part of it.
        self._diverted = False
        self._handlers: dict[type[protocol.Message], Callable[..., int | None]] = {
            protocol.Print: self._print,
            protocol.PrintStderr: self._held.add,
            protocol.Debug: self._debug,
            protocol.Error: self._error,
            protocol.Exit: self._exit,
            protocol.Prompt: self._prompt,
            protocol.Load: self._load,
            protocol.HttpGet: self._get,
            protocol.HttpPut: self._put,
            protocol.HttpConnect: self._connect,
        }

    def run(self) -> int:
        """The exit code. Raises Fatal, ConnectError."""
        code = 1
        try:
            code = self._converse()
        finally:
            self._held.let_go()
            if code and os.path.exists(self._unsure):
                os.unlink(self._unsure)
        return code

    def _converse(self) -> int:
        headers = {"traceparent": self._options.traceparent, "baggage": os.environ.get("BAGGAGE", "")}
        request = protocol.encode_request(self._options.arguments, headers)
        with self._dialler.open(self._options.server) as self._connection:
            try:
                self._connection.send(request)
                self._greet()
                while (code := self._obey(self._message())) is None:
                    continue
                return code
            except OSError as error:
                self._debug(f"The connection broke: {error}")
                raise self._lost() from error

    def _greet(self) -> None:
        greeting = b""
        while len(greeting) < len(protocol.GREETING):
            piece = self._some(len(protocol.GREETING) - len(greeting))
            greeting += piece
            if greeting.startswith(b"HTTP"):
                raise Fatal("Server internal error.")
            if not b"HTTP".startswith(greeting) and not _begins_magic(greeting):
                hint = "Is this the right server and port?"
                raise Fatal(f"Failed to contact a running management agent.\n{hint}", usage=True)
        major, minor = protocol.check_greeting(greeting)
        self._debug(f"The server speaks version {major}.{minor}")
        if major != protocol.MAJOR:
            ours = f"{protocol.MAJOR}.{protocol.MINOR}"
            raise Fatal(
                f"Protocol version mismatch: ours is {ours}, the server's {major}.{minor}", usage=True
            )
        self._connection.send(protocol.GREETING)

    def _message(self) -> protocol.Message:
        if self._held and not self._soon():
            self._held.let_go()
        try:
            length = protocol.frame_length(self._exactly(protocol.HEADER))
            message = protocol.decode(self._exactly(length))
            if not isinstance(message, (*_ASIDE, protocol.Error, protocol.Exit)):
                self._held.let_go()
            return message
        except protocol.ProtocolError as error:
            raise Fatal(f"Unexpected message from server: {error}") from error

    def _soon(self) -> bool:
        """Whether the server says more without delay."""
        connection = self._connection
        return connection.waiting or bool(select.select([connection.socket], [], [], _MOMENT)[0])

    def _obey(self, message: protocol.Message) -> int | None:
        handler = self._handlers.get(type(message))
        if handler is None:
            raise Fatal(f"Unexpected message from server: {message!r}")
        if not isinstance(message, (*_ASIDE, protocol.Error, protocol.Exit)):
            self._unsure = ""  # the server goes on, so it was content with that file
        return handler(*vars(message).values())

    def _some(self, most: int) -> bytes:
        data = self._connection.some(most)
        self._received += len(data)
        if not data:
            raise self._lost()
        return data

    def _exactly(self, length: int) -> bytes:
        data = self._connection.read(length)
        self._received += len(data)
        if len(data) < length:
            raise self._lost()
        return data

    def _lost(self) -> Fatal:
        if self._received:
            return Fatal("Lost connection to the server.")
        return Fatal("Unable to contact server. Please check server and port settings.")

    def _send(self, *messages: protocol.Message) -> None:
        self._connection.send(b"".join(map(protocol.encode, messages)))

    def _send_blob(self, data: bytes) -> None:
        self._send(protocol.Chunk(len(data)))
        self._connection.send(data)
        self._send(protocol.End())

    def _print(self, text: str) -> None:
        if self._diverted:
            complain(text + "\n")
            return
        if sys.stdout is None:
            raise Fatal("Operation failed. Error: the standard output is closed")
        try:
            sys.stdout.buffer.write(text.encode("utf-8", "surrogateescape") + b"\n")
            sys.stdout.buffer.flush()
        except BrokenPipeError as error:
            raise StdoutGone from error
        except OSError as error:
            _silence_stdout()
            raise Fatal(f"Operation failed. Error: the standard output: {error.strerror}") from error

    def _error(self, code: str, params: tuple[str, ...]) -> None:
        self._held.add(f"Error code: {code}\nError parameters: {', '.join(params)}\n")

    def _exit(self, code: int) -> int:
        self._held.let_go(code & 0xFF)
        return code & 0xFF

    def _prompt(self) -> None:
        line = sys.stdin.buffer.readline() if sys.stdin else b""
        self._send_blob(line.removesuffix(b"\n"))

    def _load(self, file: str) -> None:
        from xe.transfer import LocalFailure, opened

        self._permit(file)
        try:
            with opened(file) as source:
                data = source.read(_MAX_LOADED + 1)
        except LocalFailure as error:
            self._debug(str(error))
            self._send(protocol.Failed())
        except OSError as error:
            self._debug(f"{file}: {error.strerror}")
            self._send(protocol.Failed())
        else:
            if len(data) > _MAX_LOADED:
                self._send(protocol.Failed())
                raise Fatal(f"Operation failed. Error: {file}: more than {_MAX_LOADED} bytes")
            self._send(protocol.OK())
            self._send_blob(data)

    def _get(self, file: str, url: str) -> None:
        from xe.transfer import STANDARD

        if file == STANDARD and STANDARD in self._values:
            self._transfer("get", "", url)
            self._diverted = True
            return
        if file:
            self._permit(file, new=True)
        if self._transfer("get", file, url) is False:
            self._unsure = file

    def _put(self, file: str, url: str) -> None:
        self._permit(file)
        self._transfer("put", file, url)

    def _connect(self, url: str) -> None:
        key = self._options.detach_key
        if key != DETACH_KEY and sys.stdin and sys.stdin.isatty():
            complain(f"Here it is {key_name(key)} that leaves the console.\n")
        if self._transfer("connect", url, key):
            complain("The console has ended.\n")

    def _transfer(self, kind: str, *arguments: object) -> bool | None:
        """Do one, and tell the server how it went. What it says of itself; None if it did not take place."""
        from xe.signals import ending_in_order
        from xe.transfer import Heartbeat, LocalFailure, NoConsole, TransferFailed, Transfers

        heartbeat = Heartbeat(lambda: self._send(protocol.Wait()), self._heartbeat)
        transfers = Transfers(self._dialler, self._options.server, self._debug,
                              lambda: self._listen(heartbeat.alone), self._connection.socket.fileno(),
                              meter=self._meter)  # fmt: skip
        try:
            with ending_in_order(), heartbeat:
                result: bool | None = getattr(transfers, kind)(*arguments)
        except TransferFailed as error:
            self._debug(f"The transfer failed: {error}")
            if kind == "connect" and isinstance(error, NoConsole):
                complain("The server has no such console.\n")
            self._send(protocol.Failed())
            return None
        except LocalFailure as error:
            self._give_up()
            raise Fatal(f"Operation failed. Error: {error}") from error
        except StdoutGone:
            self._give_up()
            raise
        self._send(protocol.OK())
        return result

    def _give_up(self) -> None:
        """Tell the server, and wait until nothing is in use there any more; what it says is known."""
        with suppress(OSError, Fatal):
            self._send(protocol.Failed())
            self._connection.socket.settimeout(_FAREWELL)
            while not isinstance(self._message(), protocol.Exit):
                continue

    def _listen(self, alone: Callable[[Callable[[], protocol.Message]], protocol.Message]) -> None:
        """Obey what the server says while a file is on its way; it can only be talk."""
        connection = self._connection
        while connection.waiting or select.select([connection.socket], [], [], 0)[0]:
            message = alone(self._message)
            if not isinstance(message, _ASIDE):
                raise Fatal(f"Unexpected message from server: {message!r}")
            self._obey(message)

    @property
    def _meter(self) -> bool:
        """Whether to show how far a file has come: not when the server was asked to."""
        return not any(word == "--progress" or word.startswith("progress=") for word in self._words)

    def _permit(self, file: str, *, new: bool = False) -> None:
        """Raise Fatal unless the user named the file. One to be made may also be the nth of that name."""
        path = os.path.abspath(file)
        allowed = file in self._values if file == "-" else path in self._files
        if new and not allowed:
            numbered = (path[len(named) :] for named in self._files if path.startswith(named))
            allowed = path == os.getcwd() or any(number.isdecimal() for number in numbered)
            allowed = allowed or self._is_named_by_server(path)
        if not allowed:
            raise Fatal(f"File not permitted: {file}")

    def _is_named_by_server(self, path: str) -> bool:
        """Whether the command leaves the name to the server, and it is right here."""
        begin = next((begin for command, begin in _NAMED_BY_SERVER.items() if command in self._words), "")
        folder, name = os.path.split(path)
        return bool(begin) and folder == os.getcwd() and name.startswith(begin)


def _begins_magic(greeting: bytes) -> bool:
    return protocol.MAGIC.startswith(greeting[: len(protocol.MAGIC)])


def _keep_places() -> None:
    """Occupy what of stdin, stdout and stderr is closed: a file or connection of ours must not become it."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        continue
    os.close(number)


def _silence_stdout() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains on its way out


def _run(line: list[str]) -> int:
    if line[:1] == ["--complete"]:
        from xe.completion.answer import answer

        return answer(line[1:])
    if "-version" in line:
        print(protocol_version())
        return 0
    if not line or "-help" in line or "--help" in line:
        complain(USAGE)
        return 0
    try:
        options = read_options(line, dict(os.environ))
    except UsageError as error:
        scold(f"{error}\n")
        complain(USAGE)
        return error.code
    if options.rest[:1] == ["--version"]:
        print(f"{protocol_version()}\n{program_version()}")
        return 0
    if options.rest[:1] == ["completion"]:
        from xe.completion.scripts import show

        return show(options.rest[1:2])
    return _converse(options, line)


def _converse(options: Options, line: list[str]) -> int:
    debug, code = Debug(options), 1
    try:
        code = Client(options, line, debug).run()
    except Fatal as error:
        scold(f"{error}\n")
        complain(USAGE if error.usage else "")
    except ConnectError as error:
        scold(f"{error}\n")
    except (OSError, ValueError) as error:
        scold(f"Client Side error: {error}\n")
    if code:
        for hint in mistyped_options(options.rest):
            scold(f"{hint}\n")
    return debug.finish(code)


def main() -> int:
    """Run the command line; the exit code."""
    _keep_places()
    try:
        return _run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130
    except Ended as signal:
        return 128 + signal.number
    except StdoutGone:
        _silence_stdout()
        return 1


if __name__ == "__main__":
    sys.exit(main())
