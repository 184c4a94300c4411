"""--output: JSON, CSV and tables can be read back, whatever stands in them."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from tests.xe.shell import Shell
from xapid.objects.host import Host
from xapid.objects.vm import VM
from xe.commands.arguments import Params
from xe.commands.catalog import load
from xe.commands.declare import COMMANDS
from xe.commands.failures import CommandFailure
from xe.commands.output import StructuredPrinter, as_csv, as_json, as_table, printer_for
from xe.commands.printer import Printer
from xe.commands.texts import Cell, data, shown
from xe.protocol import Print, PrintStderr

load()

UUID = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
NAMES = st.text(st.characters(exclude_categories=("Cs",)), min_size=1)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.datetimes()
VALUES = SCALARS | st.lists(SCALARS) | st.dictionaries(st.text(), SCALARS)


class Heard:
    """A conversation that notes what it was told."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.err: list[str] = []
        self.stdout_taken = False

    async def send(self, *messages: Any) -> None:
        for message in messages:
            {Print: self.out, PrintStderr: self.err}[type(message)].append(message.text)

    async def print(self, text: str) -> None:
        await self.send(Print(text))

    async def complain(self, text: str) -> None:
        await self.send(PrintStderr(text))


def printing(form: Any) -> tuple[StructuredPrinter, Heard]:
    heard: Any = Heard()
    return StructuredPrinter(heard, form), heard


def run(steps: Any) -> None:
    """Run a coroutine that waits for nothing."""
    with pytest.raises(StopIteration):
        steps.send(None)


def written(form: Any, *records: Any, columns: Any = ()) -> str:
    """What a table of these records is written as, as the client's stdout."""
    printer, heard = printing(form)
    run(printer.table(records, columns=columns))
    run(printer.finish())
    return "".join(f"{line}\n" for line in heard.out)


@given(st.lists(st.dictionaries(NAMES, VALUES)))
def test_json_can_be_read_back(records: list[dict[str, Any]]) -> None:
    text = written(as_json, *(list(record.items()) for record in records))
    text.encode()
    found = json.loads(text, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    assert len(found) == len(records)
    for record, item in zip(records, found, strict=True):
        assert set(item) == {name.strip() for name in record}


@given(st.lists(st.dictionaries(st.sampled_from(("a", "b", "c")), st.text(), min_size=1)))
def test_csv_can_be_read_back(records: list[dict[str, str]]) -> None:
    columns = ["a ( RO)", "b (SRW)", "c (MRO) [DEPRECATED]"]
    text = written(as_csv, *(list(record.items()) for record in records), columns=columns)
    assert text.endswith("\r\n")
    head, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert head == ["a", "b", "c"]
    assert rows == [[record.get(name, "") for name in head] for record in records]


@given(st.lists(st.lists(st.text(), min_size=3, max_size=3), min_size=1))
def test_tables_are_straight(rows: list[list[str]]) -> None:
    text = written(as_table, *([("a", row[0]), ("b", row[1]), ("c", f"|{row[2]}")] for row in rows))
    lines = text.removesuffix("\n").split("\n")
    assert len(lines) == len(rows) + 1
    assert all(line.isprintable() or not line.isascii() for line in lines)


def test_wide_letters_take_two_columns() -> None:
    text = written(as_table, [("name", "日本"), ("end", "x")], [("name", "e\u0301"), ("end", "x")])
    assert text == "name  end\n日本  x\ne\u0301     x\n"
    assert len({wcswidth(line.removesuffix("x")) for line in text.splitlines()[1:]}) == 1


def test_numbers_stand_at_the_right() -> None:
    text = written(as_table, [("name", "a"), ("size", 5)], [("name", "b"), ("size", Cell("1000", 1000))])
    assert text == "name  size\na        5\nb     1000\n"


def test_what_upsets_a_terminal_is_escaped() -> None:
    assert written(as_table, [("a", "x\ny\x1b[31m\udc80")]) == "a\nx\\ny\\x1b[31m\\udc80\n"


def test_text_that_is_no_unicode() -> None:
    assert json.loads(written(as_json, [("a", "x\udc80")])) == [{"a": "x\ufffd"}]
    assert json.loads(written(as_json, [("a", 1 << 70)])) == [{"a": 1 << 70}]


@pytest.mark.parametrize(
    ("value", "text", "as_data"),
    [
        (True, "true", True),
        (7, "7", 7),
        (0.5, "0.500", 0.5),
        (float("nan"), "nan", None),
        (datetime(2024, 1, 31, 12, tzinfo=UTC), "20240131T12:00:00Z", "2024-01-31T12:00:00Z"),
        (["a", 1], "a; 1", ["a", 1]),
        ({"a": 1, 2: 0.5}, "a: 1; 2: 0.500", {"a": 1, "2": 0.5}),
        (Cell("<not in database>"), "<not in database>", None),
        (Cell("a, b", ["a", "b"]), "a, b", ["a", "b"]),
    ],
)
def test_values(value: Any, text: str, as_data: Any) -> None:
    assert (shown(value), data(value)) == (text, as_data)


@pytest.mark.parametrize(("form", "text"), [(as_json, "[]\n"), (as_csv, ""), (as_table, "")])
def test_nothing(form: Any, text: str) -> None:
    assert written(form) == text


def test_several_tables_are_told_apart() -> None:
    printer, heard = printing(as_csv)
    run(printer.table([[("uuid ( RO)", "1")]], title="Disk 0 VBD:"))
    run(printer.table([[("uuid ( RO)", "2"), ("size ( RO)", "3")]], title="Disk 0 VDI:"))
    run(printer.finish())
    assert heard.out == ["table,uuid,size\r\nDisk 0 VBD,1,\r\nDisk 0 VDI,2,3\r"]


def test_lines_for_people_count_only_alone() -> None:
    printer, heard = printing(as_json)
    run(printer.message("4096"))
    run(printer.finish())
    assert json.loads(heard.out[0]) == ["4096"]
    run(printer.list("uuid"))
    run(printer.aside("Type 'yes' to continue"))
    run(printer.finish())
    assert heard.err == ["Type 'yes' to continue\n"]


def test_a_file_on_stdout_stays_alone() -> None:
    printer, heard = printing(as_json)
    heard.stdout_taken = True
    run(printer.finish())
    assert heard.out == []


def test_which_printer() -> None:
    heard: Any = Heard()
    assert type(printer_for(heard, None, minimal=True)) is Printer
    for form, minimal in (("", False), ("xml", False), ("JSON", False), ("true", False), ("json", True)):
        with pytest.raises(CommandFailure):
            printer_for(heard, form, minimal=minimal)


def test_whose_parameter_it_is() -> None:
    own = {name for name, made in COMMANDS.items() if not made.formats}
    assert {name for name in own if not name.endswith("-param-add")} == {"host-get-system-status"}
    assert Params([("output", "x")]).get("output") == "x"


async def test_types_of_parameters(shell: Shell) -> None:
    vm = shell.make(VM, uuid=UUID, name_label="Käse, \"x\"\n", power_state="Halted", tags=("a", "b"),
                    other_config={"k": "1"}, VCPUs_max=2, is_a_template=False)  # fmt: skip
    (record,) = json.loads(await shell.out("vm-list", "params=all", "--output=json"))
    expected = {
        "uuid": UUID, "name-label": vm.name_label, "VCPUs-max": 2, "is-a-template": False, "tags": ["a", "b"],
        "other-config": {"k": "1"}, "suspend-SR-uuid": None, "HVM-shadow-multiplier": 1.0, "hvm": False,
        "snapshot-time": "1970-01-01T00:00:00Z", "start-time": None, "os-version": None, "numa-nodes": 0,
        "snapshots": [], "blobs": {}, "possible-hosts": "<expensive field>",
    }  # fmt: skip
    assert {name: record[name] for name in expected} == expected


async def test_one_value(shell: Shell) -> None:
    shell.make(Host, name_label="here")
    shell.make(VM, uuid=UUID, name_label="a,b", tags=("x",), VCPUs_max=2, other_config={"k": "1"})

    async def get(name: str, *more: str) -> str:
        return await shell.out("vm-param-get", f"uuid={UUID}", f"param-name={name}", *more)

    assert json.loads(await get("VCPUs-max", "output=json")) == 2
    assert json.loads(await get("tags", "output=json")) == ["x"]
    assert json.loads(await get("affinity", "output=json")) is None
    assert json.loads(await get("other-config", "param-key=k", "output=json")) == "1"
    assert await get("name-label", "output=csv") == '"a,b"\r\n'
    assert await get("name-label", "output=table") == "a,b\n"


async def test_it_is_no_filter_but_may_be_a_key(shell: Shell) -> None:
    vm = shell.make(VM, uuid=UUID, name_label="a", power_state="Halted")
    assert json.loads(await shell.out("vm-list", "output=json", "params=name-label")) == [{"name-label": "a"}]
    assert await shell.out("vm-param-set", f"uuid={UUID}", "name-label=b", "--output", "json") == "[]\n"
    await shell.out("vm-param-add", f"uuid={UUID}", "param-name=other-config", "output=x")
    assert (vm.name_label, vm.other_config) == ("b", {"output": "x"})


async def test_wrong_words(shell: Shell) -> None:
    wrong = "Error: There is no output 'xml': it may be json, csv, table\n"
    assert await shell.fails("vm-list", "--output", "xml") == wrong
    assert await shell.fails("vm-list", "--output=xml") == wrong
    assert (await shell.fails("vm-list", "--output")).startswith("Error: There is no output 'true'")
    both = "Error: Either --minimal or --output, not both\n"
    assert await shell.fails("vm-list", "--minimal", "--output", "json") == both


async def test_questions_are_asked_beside_the_results(shell: Shell) -> None:
    vm = shell.make(VM, uuid=UUID, name_label="x", power_state="Halted")
    said = await shell("vm-uninstall", "vm=x", "output=json", stdin="no\n")
    assert json.loads(said.out) == [] and vm.alive
    assert said.err.endswith("Type 'yes' to continue\nAborted (you typed: 'no')\n")
