"""Values of parameters: from what is known, and from the objects that the server has."""

from collections.abc import Iterable, Iterator

from xe.completion.asking import Asker, described
from xe.completion.candidates import Candidate
from xe.completion.files import files
from xe.completion.values import (
    ABOUT,
    CHOICES,
    CLASS_OF,
    CLASSES,
    COLUMNS,
    ENUMS,
    FILES,
    FLAGS,
    LISTS,
    NAMES,
    NOTES,
    OUTPUTS,
    STATES,
    SWITCHES,
)

_BOOLEAN = ("true", "false")
_PARAM_COMMANDS = ("list", "get", "set", "add", "remove", "clear")


class Values:
    """Finds values for a command line: its command, the parameters it has, and what its selectors choose."""

    def __init__(self, asker: Asker, command: str, given: dict[str, str], selected: str) -> None:
        self._asker = asker
        self._command = command
        self._given = given
        self._class = selected or class_of(command)
        self._action = action_of(command)

    def of(self, name: str, value: str, *, notes: bool = False) -> Iterator[Candidate]:
        """Values of a parameter; ``value``: what is there of it."""
        if name in FILES or name.endswith(":file"):
            yield from files(value)
        elif f"{self._command} {name}" in CHOICES:
            yield from map(Candidate, CHOICES[f"{self._command} {name}"])
        elif name == "output":
            yield from map(Candidate, OUTPUTS)
        elif name in SWITCHES:
            yield from map(Candidate, _BOOLEAN)
        elif name == "param-name" and self._action:
            yield from map(Candidate, self._param_names())
        elif name == "param-key" and self._action:
            yield from map(Candidate, self._members(self._given.get("param-name", "")))
        elif name in COLUMNS:
            yield from self._columns(COLUMNS[name] or self._class, value)
        elif ":" in name:
            yield from map(Candidate, self._values_of_key(*name.split(":", 1)))
        elif _mentioned(name, self._command):
            of = _mentioned(name, self._command)
            yield from _in_list(name, value, self._uuids(of, notes=notes))
        elif name in NAMES and not self._is_filter(name):
            yield from self._names(name, value, notes=notes)
        else:
            yield from map(Candidate, self._others(name))

    def keys(self, name: str, *, begun: bool) -> Iterator[Candidate]:
        """Keys of a map, or what a set can be asked; ``begun``: the command has a map of that name."""
        if name in ("device-config", "sm-config") and begun and "type" in self._given:
            for record in self._asker.records(
                "sm-list", f"type={self._given['type']}", "params=configuration"
            ):
                for key in _keys(record.get("configuration", ("", ""))[1]):
                    yield Candidate(f"{name}:{key}=", final=False)
        elif name == "database":
            yield from (Candidate(f"database:{key}=", final=False) for key in ("vdi-uuid", "filename"))
        else:
            for key in dict.fromkeys(self._keys_of(name)):
                yield Candidate(f"{name}:{key}=", final=False)

    # Where they come from

    def _uuids(self, of: str, *, notes: bool) -> Iterator[Candidate]:
        beside = NOTES.get(of, ("name-label",)) if notes else ()
        state = STATES.get(self._command) if of == "vm" else None
        filters = [f"power-state={state}"] if state else []
        for record in self._asker.records(f"{of}-list", f"params={','.join(('uuid', *beside))}", *filters):
            note = ", ".join(record[name][1] for name in beside if name in record)
            if "uuid" in record:
                yield Candidate(record["uuid"][1], note)

    def _names(self, name: str, value: str, *, notes: bool) -> Iterator[Candidate]:
        of, field = NAMES[name]
        if of == "host" and field == "uuid":
            yield from self._uuids(of, notes=notes)
            return
        state = STATES.get(self._command) if name == "vm" else None
        filters = [f"power-state={state}"] if state else []
        found = self._asker.records(f"{of}-list", f"params={field},uuid", *filters)
        labels = [record.get(field, ("", ""))[1] for record in found]
        uuids = [record["uuid"][1] for record in found]
        for label, uuid in zip(labels, uuids, strict=True):
            yield Candidate(label, uuid[:8] if notes else "")
        if value and not any(label.startswith(value) for label in labels):
            yield from map(Candidate, uuids, labels)

    def _others(self, name: str) -> Iterable[str]:
        known = ENUMS.get(f"{self._class} {name}") or ENUMS.get(name)
        if name in FLAGS and (self._class or name not in ENUMS):
            return _BOOLEAN
        if known:
            return known
        if name == "type" and self._command in ("sr-create", "sr-introduce", "sr-probe", "sr-probe-ext"):
            return self._asker.names("sm-list", "params=type")
        if name == "edition":
            return self._asker.names("host-all-editions")
        if name == "data-source":
            chosen = [
                f"{kind}={value}"
                for kind, value in self._given.items()
                if kind in ("vm", "sr", "host", "uuid")
            ]
            return self._asker.names(f"{self._class}-data-source-list", *chosen)
        if self._action == "set" and "uuid" in self._given:
            return self._asker.names(
                f"{self._class}-param-get", f"uuid={self._given['uuid']}", f"param-name={name}"
            )
        if self._is_filter(name):
            return dict.fromkeys(self._asker.names(f"{self._class}-list", f"params={name}"))
        return ()

    def _is_filter(self, name: str) -> bool:
        """Whether the command selects objects by the values of any parameters they have."""
        if self._command.endswith("-list") and self._class and self._command == f"{self._class}-list":
            return True
        return self._class in ("vm", "host", "sr") and name in ("uuid", "name-label", "name-description")

    def _columns(self, of: str, value: str) -> Iterator[Candidate]:
        """The list so far with another name of a parameter; none of a class twice."""
        listed, _, _ = value.rpartition(",")
        taken = set(listed.split(","))
        names = self._known_params(of)
        for name in names if listed else ("all", *names):
            if name not in taken:
                yield Candidate(f"{listed},{name}" if listed else name, final=False, shown=name)

    def _known_params(self, of: str) -> list[str]:
        said = described(self._asker.ask("help", f"{of}-list")).get(f"{of}-list", {})
        names = said.get("optional", "").split(", ")
        return [name for name in names if name and name != "params" and ":" not in name]

    def _param_names(self) -> list[str]:
        """Names for param-name=; with a uuid only those that the command can do something with."""
        if self._action == "get" or "uuid" not in self._given:
            return self._known_params(self._class)
        wanted = {"add": ("SRW", "MRW"), "remove": ("SRW", "MRW"), "clear": ("SRW", "MRW", " RW")}
        record = self._object("all")
        return [name for name, (marker, _) in record.items() if marker in wanted.get(self._action, (marker,))]

    def _object(self, params: str) -> dict[str, tuple[str, str]]:
        found = self._asker.records(f"{self._class}-list", f"uuid={self._given['uuid']}", f"params={params}")
        return found[0] if found else {}

    def _members(self, name: str) -> list[str]:
        """The keys of a map, the members of a set."""
        if self._action == "add" or not name or "uuid" not in self._given:
            return []
        marker, value = self._object(name).get(name, ("", ""))
        if marker.startswith("M"):
            return _keys(value)
        return _parts(value) if marker.startswith("S") else []

    def _keys_of(self, name: str) -> Iterator[str]:
        only = [f"uuid={self._given['uuid']}"] if "uuid" in self._given and self._action else []
        for record in (
            self._asker.records(f"{self._class}-list", f"params={name}", *only) if self._class else ()
        ):
            marker, value = record.get(name, ("", ""))
            if marker.startswith("S"):
                yield "contains"
            elif marker.startswith("M"):
                yield from _keys(value)

    def _values_of_key(self, name: str, key: str) -> Iterable[str]:
        if not self._class:
            return ()
        if self._action == "set" and "uuid" in self._given:
            get = f"{self._class}-param-get", f"uuid={self._given['uuid']}"
            return self._asker.names(*get, f"param-name={name}", f"param-key={key}")
        found: list[str] = []
        for record in self._asker.records(f"{self._class}-list", f"params={name}"):
            value = record.get(name, ("", ""))[1]
            if key == "contains":
                found += _parts(value)
            else:
                found += [
                    part.partition(": ")[2] for part in value.split("; ") if part.startswith(f"{key}: ")
                ]
        return dict.fromkeys(found)


def class_of(command: str) -> str:
    """The class of the objects that a command is about; empty for none."""
    if command in ABOUT:
        return ABOUT[command]
    words = command.removeprefix("diagnostic-").split("-")
    names = ("-".join(words[:length]) for length in range(len(words) - 1, 0, -1))
    return next((name for name in names if name in CLASSES), "")


def action_of(command: str) -> str:
    """What a command of the param- family does: get, set...; empty for the others."""
    before, _, action = command.rpartition("-param-")
    return action if before in CLASSES and action in _PARAM_COMMANDS else ""


def _mentioned(name: str, command: str) -> str:
    """The class of the objects whose uuid a parameter holds."""
    if name == "uuid":
        return class_of(command)
    if name in CLASS_OF:
        return CLASS_OF[name] if not (name == "base" and not command.startswith("vdi-")) else ""
    lower = name.lower()
    if not lower.endswith(("-uuid", "-uuids")):
        return ""
    words = lower.rpartition("-")[0].split("-")
    names = ("-".join(words[start:]) for start in range(len(words)))
    return next((of for of in names if of in CLASSES), "")


def _in_list(name: str, value: str, found: Iterable[Candidate]) -> Iterator[Candidate]:
    """One uuid, or for a parameter that holds several the list so far with another one."""
    listed, comma, _ = value.rpartition(",")
    if not (comma and (name.endswith("s") or name in LISTS)):
        yield from found
        return
    for candidate in found:
        if candidate.text not in listed.split(","):
            text = f"{listed},{candidate.text}"
            yield Candidate(text, candidate.note, shown=candidate.text)


def _parts(value: str) -> list[str]:
    """The members of a set as it is shown; a few old parameters have commas."""
    return value.split("; " if ";" in value else ", ") if value else []


def _keys(value: str) -> list[str]:
    """The keys in a map as it is shown; what looks like none is a part of the value before it."""
    keys = (part.partition(": ")[0] for part in value.split("; ") if ": " in part or part.endswith(":"))
    return [key for key in keys if key and " " not in key]
