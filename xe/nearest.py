"""What somebody may have meant by a word that does not exist."""

from collections.abc import Iterable

_ALIKE = 0.75  # of 1: from here on two words are taken for one that was mistyped
_LONGEST = 64  # characters; comparing longer words takes too long, and they are no typing errors
_BESIDE = 0.05  # how much less alike than the best another one may be


def nearest(word: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The known words that are most like this one, the likest first; none if none is like it."""
    if not 1 < len(word) <= _LONGEST:
        return []
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, "", word.lower())
    found = []
    for other in dict.fromkeys(known):
        matcher.set_seq1(other.lower())
        if other != word and matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE:
            found.append((matcher.ratio(), other))
    best = max((ratio for ratio, _ in found), default=1.0)
    near = [pair for pair in found if pair[0] >= max(_ALIKE, best - _BESIDE)]
    near.sort(key=lambda pair: (-pair[0], pair[1]))
    return [other for _, other in near[:most]]


def question(words: list[str]) -> str:
    """The words as a question to the user; empty if there are none."""
    if not words:
        return ""
    *others, last = [f"'{word}'" for word in words]
    return f"Did you mean {', '.join(others) + ' or ' if others else ''}{last}?"
