"""The man page of `xe`, written from the tables of its commands and of the parameters they know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xapid.version import VERSION
from xe.commands.catalog import load
from xe.commands.declare import HOST_SELECTORS, SR_SELECTORS, VM_SELECTORS, Command
from xe.commands.records import RECORDS
from xe.commands.records.nouns import NOUNS
from xe.commands.records.table import RecordTable

#: When the words below were last changed.
_DATE = "2026-11-22"

_SELECTORS = {VM_SELECTORS: "vm", HOST_SELECTORS: "host", SR_SELECTORS: "sr"}

#: What is not in any table: sections before and after the commands, in the man macros.
_BEFORE = r"""
.SH NAME
xe \- the command line of a XenAPI server
.SH SYNOPSIS
.B xe
.I COMMAND
.RI [ OPTION ...]
.RI [ NAME = VALUE ...]
.br
.B xe help
.RI [ COMMAND ...]
.br
.B xe completion bash\fR|\fBzsh\fR|\fBfish
.SH DESCRIPTION
.B xe
runs one command on a XenAPI server: it makes, changes, lists and deletes
virtual machines and all that belongs to
them.
The server knows the commands; the program carries text and files between it
and you.
Parameters are words of the form
.IR NAME = VALUE ,
in any order.
.I NAME\fB:\fIKEY\fB=\fIVALUE
gives one key of a map,
.BI \-\- NAME
is short for
.IB NAME =true\fR,
and lists have commas between their members.
.SH OPTIONS
They may stand anywhere on the line, and as
.IR NAME = VALUE
too.
.TP
.BI \-s " HOST\fR, " \-h " HOST\fR, " server= HOST
The server; 127.0.0.1 if none is named, which is reached by its socket if
there is one, and else by plain TCP.
All others are reached by TLS.
.TP
.BI \-p " PORT\fR, " port= PORT
The port: 443 with TLS and 80 without.
.TP
.BI \-u " USER\fR, " username= USER
The user; root if none is named.
.TP
.BI \-pw " PASSWORD\fR, " password= PASSWORD
The password.
Who may open the local socket needs none.
.TP
.BI \-pwf " FILE\fR, " passwordfile= FILE
A file with the user in its first line and the password in its second.
It wins over the two options above.
.TP
.BR \-\-nossl ", " nossl=true
No TLS.
.TP
.BR \-\-minimal
Only the values that scripts want: on one line, with commas between them.
A comma in a value is written \e, and a backslash \e\e.
.TP
.BI \-\-output " FORM\fR, " \-\-output= FORM
Write the results as json, csv or table instead of the usual layout.
.TP
.BR \-\-multiple
Let a command act on several objects.
.TP
.BR \-\-force
Do it without questions, or although it is dangerous.
.TP
.BI \-\-detach\-key " KEY\fR, " detach\-key= KEY
The key that leaves a console, as \(ha] (which it is otherwise) or \(haA, or none.
.TP
.BI \-\-traceparent " CONTEXT\fR, " traceparent= CONTEXT
The context of a trace, as W3C has it, for the server to go on with.
.TP
.BR \-\-debug ", " \-\-debug\-on\-fail
Say on stderr what happens, at once or only after a failure.
.TP
.BR \-\-trace
Let the server say where it failed.
.TP
.BR \-version ", " \-\-version
Print the version of the protocol; the second one, in the place of the
command, that of the program as well.
.TP
.BR \-help ", " \-\-help
Print the usage.
.SH SELECTORS
Commands that take
.I selectors
act on the objects that these choose.
.BI vm= NAME\fR,
.BI host= NAME
and
.BI sr= NAME
choose by uuid or name; any filter of the list command of that class works as
well.
If more than one object is chosen,
.B \-\-multiple
is needed.
.SH FILTERS
A list shows what all filters let through.
.TP
.IB NAME = VALUE
The parameter has exactly this value, as it is shown.
.TP
.IB NAME : KEY = VALUE
The map has that value for the key.
.TP
.IB NAME :contains= VALUE
The set has that member.
.PP
.BI params= NAME , NAME
picks what is shown of each,
.B params=all
is everything.
"""

_AFTER = r"""
.SH EXIT STATUS
.TP
.B 0
The command succeeded. A list without any records is a success.
.TP
.B 1
It failed; stderr says why.
With several objects, stdout says of each that failed
.RI \(lqoperation\ failed\ on\  UUID :\ ...\(rq.
.TP
.B 3
host\-ha\-xapi\-healthcheck: the host is not well.
.SH ENVIRONMENT
.TP
.B XE_EXTRA_ARGS
More arguments, with commas between them; \e, stands for a comma. The command
line wins over them.
.TP
.B TRACEPARENT\fR, \fBBAGGAGE
What is sent along to be traced by.
.TP
.B XE_DETACH_KEY
As \-\-detach\-key.
.TP
.B XAPID_SOCKET
The socket of the server on this machine, if it lies elsewhere than below.
.TP
.B NO_COLOR
If it is set, nothing is coloured on terminals either.
.SH FILES
.TP
.I ~/.xe
Lines of the form
.IR NAME = VALUE :
options for every command. XE_EXTRA_ARGS and the command line win over them.
.TP
.I /var/lib/xcp/xapi
The socket of the server on this machine.
.SH EXAMPLES
.nf
xe vm\-list power\-state=running params=name\-label,uuid
xe vm\-start vm=web1
for vm in $(xe vm\-list \-\-minimal | tr , ' '); do
    xe vm\-snapshot vm=$vm new\-name\-label=daily
done
xe vm\-param\-set uuid=$vm other\-config:owner=ann
xe vm\-export vm=web1 filename=web1.xva \-s host2 \-pwf ~/password
.fi
.SH SEE ALSO
.BR virsh (1),
.BR qemu\-img (1)
"""


def man() -> str:
    """The page, in the macros of man."""
    commands = [made for made in load().values() if not made.hidden]
    lines = [
        '.\\" Made by `make docs` from the tables of commands and parameters.',
        f'.TH XE 1 "{_DATE}" "xapid {VERSION}" "XenAPI"',
        *_BEFORE.strip().split("\n"),
        ".SH COMMANDS",
        "Parameters in brackets may be left out.",
    ]
    for made in sorted((made for made in commands if not made.generated), key=lambda made: made.name):
        lines += _command(made)
    lines += [".SH COMMANDS OF ALL CLASSES"]
    lines += _explained()
    names = {made.name for made in commands}
    for name in sorted(RECORDS):
        lines += _record(RECORDS[name], [command for command in _record_commands(name) if command in names])
    return "\n".join([*lines, *_AFTER.strip().split("\n")]) + "\n"


def _command(made: Command) -> list[str]:
    parts = [f"\\fB{_escaped(made.name)}\\fR"]
    parts += [_parameter(name) for name in made.required]
    parts += [f"[{_selectors(kind)}]" for flag, kind in _SELECTORS.items() if flag in made.flags]
    parts += [f"[{_parameter(name)}]" for name in made.optional]
    return [".TP", " ".join(parts), *_sentences(made.doc)]


def _parameter(name: str) -> str:
    if name.startswith(("<", "-")):
        return _escaped(name)
    if name.endswith((":", "-")):
        return f"{_escaped(name)}\\fIKEY\\fR=\\fI...\\fR"
    return f"{_escaped(name)}=\\fI...\\fR"


def _selectors(kind: str) -> str:
    return f"\\fI{kind} selectors\\fR"


def _record_commands(name: str) -> list[str]:
    return [
        f"{name}-list",
        *(f"{name}-param-{do}" for do in ("list", "get", "set", "add", "remove", "clear")),
    ]


def _explained() -> Iterator[str]:
    """What the commands do that every class has."""
    for pattern, text in (
        ("-list [params=...] [FILTER ...]", "List the objects that the filters select."),
        ("-param-list uuid=...", "Print all parameters of an object."),
        ("-param-get uuid=... param-name=... [param-key=...]", "Print one, or the value of a key in it."),
        ("-param-set uuid=... NAME=VALUE ... NAME:KEY=VALUE ...", "Change them."),
        ("-param-add uuid=... param-name=... param-key=... | KEY=VALUE ...", "Add to a set or a map."),
        ("-param-remove uuid=... param-name=... param-key=...", "Take a member or a key away."),
        ("-param-clear uuid=... param-name=...", "Empty a parameter."),
    ):
        name, _, rest = pattern.partition(" ")
        yield ".TP"
        yield f"\\fICLASS\\fB{_escaped(name)}\\fR {_escaped(rest)}"
        yield from _sentences(text)
    yield ".PP"
    yield "Below, RO is what cannot be changed and RW what can; S stands for sets and M for maps."


def _record(table: RecordTable, commands: Iterable[str]) -> list[str]:
    _, many = NOUNS[table.name]
    params = ", ".join(f"{p.name} ({p.marker.strip()})" for p in table.params if not p.hidden)
    words = ", ".join(name.removeprefix(f"{table.name}-") for name in commands)
    return [f".SS {_escaped(table.name)}", *_text(f"{many[0].upper()}{many[1:]}."),
            *_text(f"Commands: {words}."), ".br", *_text(f"Parameters: {params}.")]  # fmt: skip


def _sentences(text: str) -> list[str]:
    """Each sentence begins a line, as man wants it."""
    return [line for part in text.replace(". ", ".\n").split("\n") for line in _text(part)]


def _text(text: str) -> list[str]:
    """Text in lines that are not too long, none of which is taken for a request."""
    lines: list[str] = [""]
    for word in _escaped(text).split(" "):
        if len(lines[-1]) + len(word) > 78:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return [f"\\&{line}" if line.startswith((".", "'")) else line for line in lines if line]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("^", "\\(ha")
