"""Command lines as shells read them: words with quotes and escapes, and how to write a word down."""

_BLANKS = " \t\n"
_IN_DOUBLE = '$`"\\'  # what keeps a meaning within double quotes
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+./,:=@%^")


class Unfinished:
    """The word at the cursor.

    ``text``: what it means so far. ``quote``: the quote that is open, if any. ``kept``: how many
    characters of the text the shell leaves as they are; it replaces the others.
    """

    def __init__(self, text: str = "", quote: str = "", kept: int = 0) -> None:
        self.text = text
        self.quote = quote
        self.kept = kept


def split(line: str, breaks: str = "") -> tuple[list[str], Unfinished]:
    """The words before the cursor at the end of the line, and the word at the cursor.

    ``breaks``: characters at which the shell begins what it completes anew.
    """
    words: list[str] = []
    text, quote, kept, begun = "", "", 0, False
    at = 0
    while at < len(line):
        char, following = line[at], line[at + 1 : at + 2]
        at += 1
        if not quote and char in _BLANKS:
            if begun:
                words.append(text)
            text, kept, begun = "", 0, False
            continue
        begun = True
        if char == quote:
            quote = ""
        elif not quote and char in "'\"":
            quote, kept = char, len(text)
        elif char == "\\" and quote != "'" and (not quote or following in _IN_DOUBLE):
            text += following
            at += 1
        else:
            text += char
            if not quote and char in breaks:
                kept = len(text)
    return words, Unfinished(text, quote, kept)


def written(text: str, quote: str = "") -> str:
    """The text as it has to be typed, within an open quote or without one."""
    if quote == "'":
        return text.replace("'", "'\\''")
    if quote:
        return "".join(f"\\{char}" if char in _IN_DOUBLE else char for char in text)
    home = text[:2] if text.startswith("~/") else ""
    rest = text[len(home) :]
    return home + "".join(char if char in _PLAIN or not char.isascii() else f"\\{char}" for char in rest)
