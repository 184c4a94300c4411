"""What a completion offers."""


class Candidate:
    """One way on.

    ``text``: the whole word. ``note``: what to show beside it. ``final``: the word is complete then.
    ``shown``: how it is listed, where that is shorter.
    """

    __slots__ = ("final", "note", "shown", "text")

    def __init__(self, text: str, note: str = "", *, final: bool = True, shown: str = "") -> None:
        self.text = text
        self.note = "".join(char if char.isprintable() else " " for char in note)
        self.final = final
        self.shown = shown or text

    @property
    def safe(self) -> bool:
        """Whether a terminal shows the word as what it is: control characters could do anything."""
        return not any(char < " " or "\x7f" <= char <= "\x9f" for char in self.text)
