"""The one exception that reaches clients: a XenAPI error code with its parameters."""

from __future__ import annotations


class XenError(Exception):
    """A XenAPI failure: ``code`` as in the error table, and its parameters as text."""

    def __init__(self, code: str, *params: object) -> None:
        self.code = code
        self.params = tuple(str(p) for p in params)
        super().__init__(code, *self.params)

    @property
    def description(self) -> list[str]:
        """Code first, then the parameters: the wire's ErrorDescription."""
        return [self.code, *self.params]

    def __str__(self) -> str:
        return f"{self.code}({', '.join(self.params)})"


class BadInput(XenError):
    """INTERNAL_ERROR that is the caller's doing: the original has no other code for a wrong type."""


def internal_error(text: str) -> XenError:
    """INTERNAL_ERROR with ``text``: something here went wrong."""
    return XenError("INTERNAL_ERROR", text)


def bad_input(text: str) -> XenError:
    """INTERNAL_ERROR with ``text``: what wrong types and malformed records answer."""
    return BadInput("INTERNAL_ERROR", text)


def handle_invalid(class_name: str, ref: str) -> XenError:
    """HANDLE_INVALID: ``ref`` names no living object of the class."""
    return XenError("HANDLE_INVALID", class_name, ref)


def not_implemented(message: str) -> XenError:
    """NOT_IMPLEMENTED: the message is declared, and not built yet."""
    return XenError("NOT_IMPLEMENTED", message)


class DeclarationError(Exception):
    """A declaration that cannot be right: raised at import, never while serving."""
