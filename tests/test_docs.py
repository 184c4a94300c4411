"""The generated pages say what the declarations say."""

from __future__ import annotations

import pytest

from tools import docs
from xapid.objects.catalog import load


@pytest.mark.parametrize("page", ["coverage", "reference"])
def test_the_page_is_up_to_date(page: str) -> None:
    made = getattr(docs, page)(load())
    assert (docs.DOCS / f"{page}.md").read_text() == made, "run `make docs`"
