"""How the program can end early."""


class Fatal(Exception):
    """It ends with exit code 1 and this text, and with its usage if that may help."""

    def __init__(self, text: str, *, usage: bool = False) -> None:
        super().__init__(text)
        self.usage = usage


class StdoutGone(Exception):
    """Nobody reads what we print."""


class Ended(BaseException):
    """A signal wants it to end."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number
