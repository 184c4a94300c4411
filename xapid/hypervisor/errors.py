"""What can go wrong with a hypervisor, as few kinds as a caller can act on."""


class HypervisorError(Exception):
    """The family; the text says what happened in the words of the layer that saw it."""


class HypervisorUnavailable(HypervisorError):
    """It cannot be asked: not connected, the connection broke, or too many calls hang."""


class HypervisorStarting(HypervisorUnavailable):
    """It was not there yet since the daemon started: the attempts go on."""


class DomainNotFound(HypervisorError):
    """No such domain is there now."""

    def __init__(self, uuid: str) -> None:
        super().__init__(f"no domain {uuid}")
        self.uuid = uuid


class DeviceNotFound(HypervisorError):
    """The domain has no such disk or NIC now."""


class OperationTimeout(HypervisorError):
    """It did not answer in time, or the guest did not; the outcome is unknown until observed."""


class GuestAgentUnavailable(HypervisorError):
    """The guest has no agent, or it does not answer."""


class ProgramNotFound(HypervisorError):
    """The guest has no such program."""


class Unsupported(HypervisorError):
    """This host cannot do that (no UEFI firmware, no such bus, ...)."""


class OperationFailed(HypervisorError):
    """It was tried and refused; `code` is the layer's own name of the error."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code
        self.text = text
