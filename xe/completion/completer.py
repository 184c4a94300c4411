"""What may stand at the cursor: commands, options, parameters; see `xe.completion.live` for their values."""

from collections.abc import Iterable, Iterator

from xe.completion.asking import Asker, described
from xe.completion.candidates import Candidate
from xe.completion.files import files
from xe.completion.live import Values
from xe.completion.values import CHOICES, OUTPUTS, SWITCHES
from xe.options import OPTIONS, OUTPUT, PASSED_ON, WITH_VALUE, Options

_LOCAL = ("completion",)  # commands that the server does not know
_FEW = 24  # so many commands are described beside their names

_SELECTORS = {"<vm-selectors>": "vm", "<host-selectors>": "host", "<sr-selectors>": "sr"}
_COMMON_FILTERS = ("uuid", "name-label", "name-description", "power-state", "resident-on", "tags:contains")


class Completer:
    """Completes one command line: the words before the cursor (without the program), and the one at it."""

    def __init__(self, asker: Asker, words: list[str], current: str, *, notes: bool) -> None:
        self._asker = asker
        self._words = words
        self._current = current
        self._notes = notes
        rest = Options().take(words)
        self._command = rest[0] if rest else ""
        self._given = {}
        for word in reversed(rest[1:]):
            name, _, value = word.partition("=")
            self._given[name] = value

    def candidates(self) -> Iterator[Candidate]:
        """Everything that begins as the word at the cursor does. Raises as the asker does."""
        for candidate in self._any():
            if candidate.text.startswith(self._current):
                yield candidate

    def _any(self) -> Iterable[Candidate]:
        option = self._words[-1] if self._words else ""
        if option in WITH_VALUE and Options().take(self._words)[-1:] == [option]:
            return files(self._current) if option == "-pwf" else ()
        if option == OUTPUT:
            return map(Candidate, OUTPUTS)
        if self._current.startswith(f"{OUTPUT}="):
            return (Candidate(f"{OUTPUT}={form}", shown=form) for form in OUTPUTS)
        if not self._command:
            return _options() if self._current.startswith("-") else self._commands()
        if self._current.startswith("-"):
            return _options(self._switches())
        if self._command == "completion":
            shells = () if len(self._given) else CHOICES["completion shell"]
            return (Candidate(shell) for shell in shells)
        if self._command == "help":
            return self._commands()
        return self._values() if "=" in self._current else self._parameters()

    def _commands(self) -> Iterator[Candidate]:
        names = [*self._asker.names("help", "--all"), *_LOCAL]
        names = [name for name in names if name.startswith(self._current) and name not in self._given]
        known = {}
        if self._notes and 0 < len(names) <= _FEW:
            known = described(self._asker.ask("help", *names))
        for name in names:
            yield Candidate(name, known.get(name, {}).get("description", "").partition(". ")[0])

    def _help(self) -> tuple[list[str], list[str], str]:
        """The command's required and optional parameters, and the class that its selectors choose from."""
        said = described(self._asker.ask("help", self._command)).get(self._command, {})
        required, optional = (
            [name for name in said.get(kind, "").split(", ") if name] for kind in ("reqd", "optional")
        )
        selected = next((kind for word, kind in _SELECTORS.items() if word in optional), "")
        return required, [name for name in optional if name[0] not in "<-"], selected

    def _switches(self) -> list[str]:
        required, optional, _ = self._help()
        return [f"--{name}" for name in (*required, *optional) if name in SWITCHES]

    def _parameters(self) -> Iterator[Candidate]:
        required, optional, selected = self._help()
        before, colon, _ = self._current.partition(":")
        if colon:
            values = self._live(selected)
            yield from values.keys(before, begun=f"{before}:" in (*required, *optional))
        yield from self._new(required, "required")
        if selected and selected not in self._given and "uuid" not in self._given:
            yield from self._new([selected], "which one, by name or uuid")
        yield from self._new(optional)
        if selected:
            filters = self._filters(selected) if self._current else _COMMON_FILTERS
            yield from self._new([name for name in filters if name not in optional], "filter")

    def _filters(self, selected: str) -> list[str]:
        said = described(self._asker.ask("help", f"{selected}-list")).get(f"{selected}-list", {})
        names = said.get("optional", "").split(", ")
        return [name for name in names if name and name not in ("params", "database:")]

    def _new(self, names: Iterable[str], note: str = "") -> Iterator[Candidate]:
        """Parameters that were not given yet."""
        for name in names:
            if name not in self._given:
                yield Candidate(name if name.endswith((":", "-")) else f"{name}=", note, final=False)

    def _values(self) -> Iterator[Candidate]:
        name, _, value = self._current.partition("=")
        for found in self._live("").of(name, value, notes=self._notes):
            yield Candidate(f"{name}={found.text}", found.note, final=found.final, shown=found.shown)

    def _live(self, selected: str) -> Values:
        return Values(self._asker, self._command, self._given, selected)


def _options(more: Iterable[str] = ()) -> Iterator[Candidate]:
    for option in dict.fromkeys((*more, *PASSED_ON[:2], *OPTIONS)):
        yield Candidate(option)
