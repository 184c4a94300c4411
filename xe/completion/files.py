"""The user's own files, for parameters that name one."""

import os
from collections.abc import Iterator

from xe.completion.candidates import Candidate


def files(begun: str) -> Iterator[Candidate]:
    """The files and folders whose path begins so; hidden ones only if their dot is there."""
    folder, name = os.path.split(begun)
    try:
        found = sorted(os.scandir(os.path.expanduser(folder) or "."), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in found:
        if entry.name.startswith(name) and entry.name.startswith(".") <= name.startswith("."):
            path = os.path.join(folder, entry.name)
            if entry.is_dir():
                yield Candidate(f"{path}/", final=False)
            else:
                yield Candidate(path)
