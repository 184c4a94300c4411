"""What the user said: options from ~/.xe, the environment and the command line, and the rest to send on."""

import os
import sys

USAGE = """\
Usage: xe COMMAND [-s SERVER] [-p PORT] [-u USER -pw PASSWORD | -pwf FILE] [--nossl] [--debug]
          [--debug-on-fail] [--traceparent CONTEXT] [--detach-key KEY] [--output json|csv|table]
          [NAME=VALUE ...]

Options may stand anywhere on the line, in XE_EXTRA_ARGS (separated by commas), or as NAME=VALUE
lines in ~/.xe. `xe help` lists the common commands, `xe help COMMAND` describes one.
"""

# Options by how they are written; these take the next argument as their value.
WITH_VALUE = {
    "-s": "server",
    "-h": "server",
    "-p": "port",
    "-u": "username",
    "-pw": "password",
    "-pwf": "passwordfile",
    "--traceparent": "traceparent",
    "--detach-key": "detach-key",
}
# How results are written is the server's to know: it gets this option as a parameter.
OUTPUT = "--output"
_SWITCHES = {"--nossl": "nossl", "--debug": "debug", "--debug-on-fail": "debugonfail"}
_ALONE = ("-version", "-help", "--help", "--version")
OPTIONS = (*WITH_VALUE, *_SWITCHES, OUTPUT, *_ALONE)
# Written like options, but the server's: parameters that many commands have.
PASSED_ON = ("--minimal", "--multiple", "--force", "--all", "--trace", "--live", "--progress")
_BOOLEAN = {"true": True, "false": False}


DETACH_KEY = b"\x1d"  # Ctrl-], which leaves a console


class UsageError(Exception):
    """A wrong option; `code` is the exit code. The usage is shown too."""

    def __init__(self, text: str, code: int) -> None:
        super().__init__(text)
        self.code = code


class Options:
    """The client's own options with their defaults, and `rest`: the arguments for the server."""

    def __init__(self) -> None:
        self.server = "127.0.0.1"
        self.port: int | None = None
        self.username = "root"
        self.password = "null"
        self.passwordfile = ""
        self.nossl = False
        self.debug = False
        self.debugonfail = False
        self.traceparent = ""
        self.detach_key = DETACH_KEY
        self.rest: list[str] = []

    def set(self, name: str, value: str) -> bool:
        """Set the option called `name`; False if the client has none of that name, or not with that value."""
        if name == "port":
            self.port = _port(value)
        elif name in ("server", "username", "password", "passwordfile", "traceparent"):
            setattr(self, name, value)
        elif name == "detach-key":
            self.detach_key = _key(value)
        elif name in ("nossl", "debug", "debugonfail") and value in _BOOLEAN:
            setattr(self, name, _BOOLEAN[value])
        else:
            return False
        return True

    def take(self, arguments: list[str]) -> list[str]:
        """Set what is an option, wherever it stands; the others, in their order."""
        rest, at = [], 0
        while at < len(arguments):
            word, following = arguments[at], arguments[at + 1 : at + 2]
            at += 1
            name, equals, value = word.partition("=")
            if word in _SWITCHES:
                self.set(_SWITCHES[word], "true")
            elif word in WITH_VALUE and following:
                self.set(WITH_VALUE[word], following[0])
                at += 1
            elif word == OUTPUT and following:
                rest.append(f"output={following[0]}")
                at += 1
            elif name == OUTPUT and equals:
                rest.append(f"output={value}")
            elif not equals or not self.set(name, value):
                rest.append(word)
        return rest

    @property
    def arguments(self) -> list[str]:
        """What to send."""
        return [*self.rest, f"username={self.username}", f"password={self.password}"]


def read_options(line: list[str], environ: dict[str, str]) -> Options:
    """The options of all sources, the weakest first. Raises UsageError."""
    options = Options()
    if not line:
        raise UsageError("", 0)
    extra = options.take(_file_arguments(environ.get("HOME", "")))
    extra += options.take(split_extra(environ.get("XE_EXTRA_ARGS", "")))
    options.traceparent = environ.get("TRACEPARENT", "") or options.traceparent
    if environ.get("XE_DETACH_KEY"):
        options.set("detach-key", environ["XE_DETACH_KEY"])
    options.rest = options.take(line) + extra
    if options.passwordfile:
        options.username, options.password = _credentials(options.passwordfile)
    return options


def split_extra(text: str) -> list[str]:
    """The arguments in XE_EXTRA_ARGS: `\\,` is a comma, and other backslashes vanish."""
    parts = text.replace("\\,", "\0").replace("\\", "").split(",")
    return [part.replace("\0", ",") for part in parts if part]


def _file_arguments(home: str) -> list[str]:
    path = os.path.join(home, ".xe")
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            lines = [line.strip() for line in file if line.strip()]
    except OSError:
        return []
    wrong = next((line for line in lines if "=" not in line), None)
    if wrong is not None:
        print(f"{path} is ignored: this line is not NAME=VALUE: {wrong}", file=sys.stderr)
        return []
    return lines


def _port(value: str) -> int:
    if not (value.isascii() and value.isdecimal()) or int(value) > 65535:
        raise UsageError("Port number must be an integer (0-65535)", 0)
    return int(value)


def _key(value: str) -> bytes:
    """The byte of a key with Ctrl, written ^X; none for the word "none"."""
    if value.lower() == "none":
        return b""
    if len(value) == 2 and value[0] == "^" and "@" <= value[1].upper() <= "_":
        return bytes([ord(value[1].upper()) - 64])
    raise UsageError(f"The detach key has to be written as ^] or ^A, or be none, not {value}", 1)


def key_name(key: bytes) -> str:
    """A detach key for people."""
    return f"Ctrl-{chr(key[0] + 64)}" if key else "no key"


def _credentials(path: str) -> tuple[str, str]:
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            lines = file.read().splitlines()
    except OSError as error:
        raise UsageError(f"The password file {path} cannot be read: {error.strerror}", 1) from error
    if len(lines) < 2:
        raise UsageError(f"The password file {path} needs a line with the user and one with the password", 1)
    return lines[0], lines[1]
