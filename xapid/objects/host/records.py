"""All that the daemon knows, in a form that may be shown to others: without secrets."""

from __future__ import annotations

import re
from typing import Any

import orjson

from xapid.model.objects import XenObject
from xapid.store.store import Store

#: Classes whose objects are secrets themselves.
_LEFT_OUT = frozenset({"secret", "session"})
_SECRET = re.compile(r"passw|secret|token|private|credential|chap|auth_key", re.IGNORECASE)
HIDDEN = "(hidden)"


def shown_records(store: Store) -> bytes:
    """Every object as JSON, by class and reference; whatever is named like a secret is hidden."""
    found = {name: {obj.ref: _record(obj) for obj in table} for name, table in store.tables.items()
             if name not in _LEFT_OUT}  # fmt: skip
    return orjson.dumps(found, default=str, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS)


def _record(obj: XenObject) -> dict[str, Any]:
    return {name: HIDDEN if field.secret or _SECRET.search(name) else _shown(obj.raw(name))
            for name, field in obj.info.fields.items()}  # fmt: skip


def _shown(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: HIDDEN if _SECRET.search(str(key)) else item for key, item in value.items()}
    return value
