"""`xe --complete SHELL ...`: what the shells' scripts call when the user presses Tab.

bash passes the line up to the cursor, COMP_WORDBREAKS and COMP_TYPE; the others the words before the
cursor and the word at it as it was typed. Each gets one candidate a line: bash what to put in place of the
word (after a line that says whether a blank may follow), zsh whether a blank follows, the word, and how to
list it (with tabs between), fish the word and its description.
"""

import os
import sys
from collections.abc import Iterator

from xe.completion.candidates import Candidate
from xe.completion.shell import Unfinished, split, written

_LISTING = "63"  # bash's COMP_TYPE when it shows what there is after a second Tab
_PATIENCE = 1.0  # seconds; after that what was found until then has to do


def answer(arguments: list[str]) -> int:
    """Print the candidates. Always in silence, and always 0: a completion has nobody to complain to."""
    import threading

    shell, *rest = arguments or [""]
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    notes = True
    if shell == "bash":
        line, breaks, kind = [*rest, "", "", ""][:3]
        words, current = split(line, breaks)
        words, notes = words[1:], kind == _LISTING
    else:
        *words, last = rest or [""]
        current = split(last)[1]
    found: list[Candidate] = []
    seeking = threading.Thread(target=_seek, args=(words, current.text, notes, found), daemon=True)
    seeking.start()
    seeking.join(_PATIENCE)
    lines = {"bash": _for_bash, "zsh": _for_zsh}.get(shell, _for_fish)(list(found), current)
    text = "".join(f"{line}\n" for line in lines)
    sys.stdout.buffer.write(text.encode("utf-8", "surrogateescape"))
    sys.stdout.flush()
    os._exit(0)  # the thread may still wait for somebody


def _seek(words: list[str], current: str, notes: bool, found: list[Candidate]) -> None:
    from xe.client import Fatal
    from xe.completion.asking import Asker
    from xe.completion.completer import Completer
    from xe.connection import ConnectError
    from xe.options import UsageError, read_options

    seen = set()
    try:
        options = read_options(words or ["help"], dict(os.environ))
        for candidate in Completer(Asker(options), words, current, notes=notes).candidates():
            if candidate.text not in seen and candidate.safe:
                seen.add(candidate.text)
                found.append(candidate)
    except (Fatal, ConnectError, UsageError, OSError, ValueError):
        return


def _for_bash(found: list[Candidate], current: Unfinished) -> Iterator[str]:
    final = len(found) == 1 and found[0].final
    yield "blank" if final else "noblank"
    for candidate in found:
        text = written(candidate.text[current.kept :], current.quote)
        # A note is only there when bash lists what there is, and then nothing is put into the line.
        yield f"{text}  -- {candidate.note}" if candidate.note and len(found) > 1 else text


def _for_zsh(found: list[Candidate], current: Unfinished) -> Iterator[str]:
    for candidate in found:
        listed = f"{candidate.shown}  -- {candidate.note}" if candidate.note else candidate.shown
        yield f"{'blank' if candidate.final else 'noblank'}\t{candidate.text}\t{listed}"


def _for_fish(found: list[Candidate], current: Unfinished) -> Iterator[str]:
    for candidate in found:
        yield f"{candidate.text}\t{candidate.note}" if candidate.note else candidate.text
