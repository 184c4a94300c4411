"""The table of drivers. A new kind of repository is one file and one line here."""

from xapid.storage.file import ExtDriver, FileDriver
from xapid.storage.iso import IsoDriver
from xapid.storage.readable import ReadableDriver

DRIVERS: dict[str, type[ReadableDriver]] = {
    driver.info.type: driver
    for driver in (
        ExtDriver,
        FileDriver,
        IsoDriver,
    )
}
