"""Asking the server on behalf of a completion: by the same conversation as any command, but in silence."""

from copy import copy

from xe import protocol
from xe.client import Client, Debug, Fatal
from xe.options import Options

_ALLOWED = (protocol.Print, protocol.PrintStderr, protocol.Debug, protocol.Error, protocol.Exit)


class _Quiet(Client):
    """A client that keeps what is printed, and that neither asks the user nor touches a file."""

    def __init__(self, options: Options) -> None:
        self.printed: list[str] = []
        super().__init__(options, [], Debug(options))

    def _obey(self, message: protocol.Message) -> int | None:
        if not isinstance(message, _ALLOWED):
            raise Fatal("The server wants more than to print.")
        return super()._obey(message)

    def _print(self, text: str) -> None:
        self.printed.append(text)


class Asker:
    """Runs commands on the server that the user's command line is for."""

    def __init__(self, options: Options) -> None:
        self._options = options

    def ask(self, *arguments: str) -> str:
        """What the command prints; nothing if it fails. Raises Fatal, ConnectError, OSError."""
        options = copy(self._options)
        options.rest, options.debug, options.debugonfail = list(arguments), False, False
        client = _Quiet(options)
        return "" if client.run() else "\n".join(client.printed)

    def names(self, *arguments: str) -> list[str]:
        """What the command prints as its minimal result, the parts without their escapes."""
        return listed(self.ask(*arguments, "--minimal"))

    def records(self, *arguments: str) -> list[dict[str, tuple[str, str]]]:
        """The records that the command prints: by parameter its marker and its value."""
        return parsed(self.ask(*arguments))


def listed(text: str) -> list[str]:
    """The parts of a minimal list."""
    parts, part, escaped = [], "", False
    for char in text:
        if escaped or char not in ",\\":
            part, escaped = part + char, False
        elif char == "\\":
            escaped = True
        else:
            parts.append(part)
            part = ""
    return [part for part in [*parts, part] if part]


def parsed(text: str) -> list[dict[str, tuple[str, str]]]:
    """Records in the usual layout. A line that is none of its own belongs to the value before it."""
    records: list[dict[str, tuple[str, str]]] = []
    record: dict[str, tuple[str, str]] = {}
    for line in text.split("\n"):
        key, colon, value = line.partition(": ")
        name, bracket, rest = key.strip().partition(" (")
        first = bool(key) and not key[0].isspace()
        if not (colon and bracket and rest[3:4] == ")" and rest[:3].strip() and " " not in name):
            continue
        if first:
            record = {}
            records.append(record)
        record[name] = rest[:3], value
    return records


def described(text: str) -> dict[str, dict[str, str]]:
    """What `help` says of commands, by their names: required, optional and description."""
    found: dict[str, dict[str, str]] = {}
    entry: dict[str, str] = {}
    for line in text.split("\n"):
        key, colon, value = line.partition(": ")
        if not colon:
            continue
        if key.startswith("command name"):
            entry = found.setdefault(value.strip(), {})
        elif key.strip() in ("reqd params", "optional params", "description"):
            entry[key.strip().partition(" ")[0]] = value
    return found
