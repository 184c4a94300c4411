"""The repositories that are attached to this host."""

from xapid.storage.drivers import DRIVERS
from xapid.storage.errors import NotSupported, StorageUnavailable
from xapid.storage.protocol import StorageDriver
from xapid.storage.spec import SrSpec, StorageSettings


class Storage:
    """What one host can do with storage: `storage[uuid]` is the driver of an attached repository."""

    def __init__(self, settings: StorageSettings) -> None:
        self.settings = settings
        self._attached: dict[str, StorageDriver] = {}

    def driver(self, spec: SrSpec) -> StorageDriver:
        """A driver for a repository, attached or not. NotSupported for an unknown type."""
        if spec.uuid in self._attached:
            return self._attached[spec.uuid]
        if spec.type not in DRIVERS:
            raise NotSupported(f"no driver for repositories of type {spec.type}")
        return DRIVERS[spec.type](spec, self.settings)

    async def attach(self, spec: SrSpec) -> StorageDriver:
        """Make a repository usable; harmless if it is."""
        driver = self.driver(spec)
        await driver.attach_sr()
        return self._attached.setdefault(spec.uuid, driver)

    async def detach(self, uuid: str) -> None:
        """Stop using a repository; harmless if it is not attached. VolumeInUse."""
        if driver := self._attached.get(uuid):
            await driver.detach_sr()
            del self._attached[uuid]

    def __getitem__(self, uuid: str) -> StorageDriver:
        """The driver of an attached repository. StorageUnavailable."""
        try:
            return self._attached[uuid]
        except KeyError:
            raise StorageUnavailable(f"the repository {uuid} is not attached to this host") from None

    def __contains__(self, uuid: str) -> bool:
        return uuid in self._attached

    def attached(self) -> list[StorageDriver]:
        """The drivers of all attached repositories, by their uuid."""
        return [self._attached[uuid] for uuid in sorted(self._attached)]

    async def close(self) -> None:
        """End all background work; guests keep what they have open."""
        for driver in self._attached.values():
            await driver.close()
        self._attached.clear()
