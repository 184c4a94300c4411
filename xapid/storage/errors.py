"""What can go wrong with a repository: one small family, so that a caller needs one `except`."""


class StorageError(Exception):
    """An operation failed; the text is meant for the administrator. The base of the family."""


class SrFull(StorageError):
    """The repository has no space left (or its quota is used up)."""


class StorageUnavailable(StorageError):
    """The repository is not there: missing directory, no permission, not attached."""


class StorageTimeout(StorageUnavailable):
    """The storage made no progress within its deadline; the operation was given up."""


class RepositoryExists(StorageError):
    """The place already holds volumes of another repository."""


class RepositoryNotEmpty(StorageError):
    """The repository still holds volumes, so it is not destroyed."""


class VolumeNotFound(StorageError):
    """No volume of that uuid in this repository."""


class VolumeExists(StorageError):
    """A volume of that uuid is already in this repository."""


class VolumeInUse(StorageError):
    """Somebody (a guest, a copy, another program) has the volume open in a way that forbids this."""


class VolumeReadOnly(StorageError):
    """The volume can only be read."""


class NotSupported(StorageError):
    """This kind of repository cannot do that at all."""


class SourceEndedEarly(StorageError):
    """An import's source ended before its announced length. `received` is the number of bytes that came."""

    def __init__(self, received: int, expected: int) -> None:
        super().__init__(f"the source ended after {received} of {expected} bytes")
        self.received = received
        self.expected = expected
