"""``make docs``: writes docs/coverage.md, docs/reference.md and docs/xe.1 from the declarations."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tools.man import man
from xapid.model.messages import Message
from xapid.model.objects import ClassInfo
from xapid.model.registry import Registry
from xapid.objects.catalog import load

DOCS = Path(__file__).parents[1] / "docs"


def by_class(registry: Registry) -> Iterator[tuple[ClassInfo, list[Message]]]:
    """Every class with its messages, by name."""
    for info in sorted(registry.classes.values(), key=lambda c: c.name.lower()):
        messages = [m for m in registry.messages.values() if m.class_name == info.name]
        yield info, sorted(messages, key=lambda m: m.name)


def coverage(registry: Registry) -> str:
    """Which messages do their work, and what the others wait for."""
    lines = [
        "# What is built",
        "",
        "Made by `make docs` from the declarations. A message that is not built checks its parameters and",
        "the caller's role, and answers NOT_IMPLEMENTED.",
        "",
        "| class | fields | messages | built | not yet |",
        "|---|---|---|---|---|",
    ]
    waiting: list[str] = []
    for info, messages in by_class(registry):
        living = [m for m in messages if not m.removed]
        later = [m for m in living if m.waits_for is not None]
        lines.append(
            f"| [{info.name}](reference.md#{info.name.lower()}) | {len(info.public_fields)} | {len(living)} "
            f"| {len(living) - len(later)} | {len(later)} |"
        )
        if later:
            waiting += ["", f"## {info.name}", ""]
            waiting += [f"- `{m.name}`: waits for {m.waits_for}" for m in later]
    total = [m for m in registry.messages.values() if not m.removed]
    built = sum(m.waits_for is None for m in total)
    fields = sum(len(i.public_fields) for i in registry.classes.values())
    lines.append(f"| **all** | {fields} | {len(total)} | {built} | {len(total) - built} |")
    return "\n".join([*lines, *waiting]) + "\n"


def reference(registry: Registry) -> str:
    """Every class with its fields and messages, in the words of the declarations."""
    lines = ["# The API", "", "Made by `make docs` from the declarations."]
    for info, messages in by_class(registry):
        lines += ["", f"## {info.name}", "", info.doc.split("\n\n")[0].replace("\n", " ")]
        if info.public_fields:
            lines += ["", "| field | type | set by | meaning |", "|---|---|---|---|"]
        for field in info.public_fields:
            who = "anybody who may" if field.writable else "create" if field.given else "the daemon"
            lines.append(f"| {field.name} | {field.type} | {who} | {field.doc} |")
        explicit = [m for m in messages if not m.implicit and not m.hidden]
        if explicit:
            lines += ["", "| message | result | role | what it does |", "|---|---|---|---|"]
        for message in explicit:
            params = ", ".join(f"{p.name}: {p.type}" for p in message.params)
            role = message.role if isinstance(message.role, str) else ", ".join(message.role)
            doc = message.doc.split("\n\n")[0].replace("\n", " ")
            mark = " *(not built)*" if message.waits_for else ""
            lines.append(f"| {message.name}({params}) | {message.result or ''} | {role} | {doc}{mark} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write all pages."""
    registry = load()
    (DOCS / "coverage.md").write_text(coverage(registry))
    (DOCS / "reference.md").write_text(reference(registry))
    (DOCS / "xe.1").write_text(man())


if __name__ == "__main__":
    main()
