"""What can go wrong with the machine."""


class MachineError(Exception):
    """The family; the text says what happened."""


class NotAllowed(MachineError):
    """The settings do not let xapid change this about its host."""

    def __init__(self, what: str) -> None:
        super().__init__(f"xapid may not change this about its host: the setting host_control lacks {what!r}")


class CommandFailed(MachineError):
    """A program of the host failed, is not there, or did not end in time."""


class Unsupported(MachineError):
    """This machine has nothing of the kind."""
