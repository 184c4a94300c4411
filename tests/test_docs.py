"""The generated pages say what the declarations say."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from tools import docs
from tools.man import man
from xapid.objects.catalog import load
from xe.commands.declare import COMMANDS
from xe.commands.records import RECORDS
from xe.options import OPTIONS


@pytest.mark.parametrize("page", ["coverage", "reference"])
def test_the_page_is_up_to_date(page: str) -> None:
    made = getattr(docs, page)(load())
    assert (docs.DOCS / f"{page}.md").read_text() == made, "run `make docs`"


PAGE = docs.DOCS / "xe.1"


def test_the_man_page_is_up_to_date() -> None:
    assert PAGE.read_text() == man(), "run `make docs`"


def test_the_man_page_is_whole() -> None:
    text = man().replace("\\-", "-")
    shown = {name for name, made in COMMANDS.items() if not made.hidden and not made.generated}
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
