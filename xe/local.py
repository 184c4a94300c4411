"""What `xe` says by itself, without any server."""

from collections.abc import Iterable, Iterator

from xe import protocol
from xe.options import OPTIONS, PASSED_ON


def protocol_version() -> str:
    """The line about the protocol."""
    return f"ThinCLI protocol: {protocol.MAJOR}.{protocol.MINOR}"


def program_version() -> str:
    """The line about the program."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"xe {version('xapid')} (xapid)"
    except PackageNotFoundError:
        return "xe, which was never installed (xapid)"


def mistyped_options(words: Iterable[str]) -> Iterator[str]:
    """A line for each word that looks like an option of ours but is none: the server knows none of these."""
    for word in words:
        if word.startswith("-") and "=" not in word and word not in OPTIONS and word not in PASSED_ON:
            from xe.nearest import nearest, question

            near = nearest(word, OPTIONS)
            if near:
                yield f"'{word}' is no option. {question(near)}"
