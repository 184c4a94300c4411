"""The generated pages say what the declarations say."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from tools import docs
from tools.man import man
from xapid.objects.catalog import load
from xe.commands.catalog import load as commands
from xe.commands.records import RECORDS
from xe.options import OPTIONS


@pytest.mark.parametrize("page", ["coverage", "reference"])
def test_the_page_is_up_to_date(page: str) -> None:
    made = getattr(docs, page)(load())
    assert (docs.DOCS / f"{page}.md").read_text() == made, "run `make docs`"


def test_the_guide_to_xe_names_what_there_is() -> None:
    text = (docs.DOCS / "xe.md").read_text()
    named = {(name, words) for name, words in re.findall(r"\bxe ([a-z]+(?:-[a-z]+)+)([^\n|;#)]*)", text)}
    assert len(named) > 25
    for name, words in named - {("vm-strat", " vm=web1")}:
        made = commands()[name]
        kind = name.partition("-")[0]
        known = {
            *made.required,
            *made.optional,
            kind,
            "params",
            *(RECORDS[kind].by_name if kind in RECORDS else ()),
        }
        for param in re.findall(r" ([a-z][a-z-]*)[:=]", words):
            assert {param, f"{param}:"} & known, f"{name} {param}"


PAGE = docs.DOCS / "xe.1"


def test_the_man_page_is_up_to_date() -> None:
    assert PAGE.read_text() == man(), "run `make docs`"


def test_the_man_page_is_whole() -> None:
    text = man().replace("\\-", "-")
    shown = {name for name, made in commands().items() if not made.hidden and not made.generated}
    assert not {name for name in shown if f"\\fB{name}\\fR" not in text}
    assert set(re.findall(r"^\.SS (.*)$", text, re.MULTILINE)) == set(RECORDS)
    assert not [option for option in OPTIONS if not re.search(rf"^\.B.*{option}\b", text, re.MULTILINE)]


@pytest.mark.parametrize("checker", ["groff -ww -z -man", "mandoc -T lint -W warning", "mandoc -T utf8"])
def test_formatters_take_the_man_page_as_it_is(checker: str) -> None:
    program, *options = checker.split(" ")
    if not shutil.which(program):
        pytest.skip(f"no {program} here")
    ran = subprocess.run([program, *options, PAGE], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ("vm-start" in ran.stdout) == ("utf8" in options)
