"""What goes in and out of a storage driver. Plain data, so a call can run here or on another host."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class Spec(BaseModel):
    """Base of all specs: immutable, and a misspelt field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ImageFormat(StrEnum):
    """How the bytes of a volume are arranged in its file."""

    raw = "raw"
    qcow2 = "qcow2"


class SrSpec(Spec):
    """A repository as one host sees it."""

    uuid: str
    type: str = Field(description="key of the driver table: ext, file, iso, ...")
    device_config: dict[str, str] = {}
    sm_config: dict[str, str] = {}
    content_type: str = Field(default="", description="user, iso, or empty")


class SrStat(Spec):
    """Space of a repository, in bytes."""

    physical_size: int
    physical_utilisation: int
    virtual_allocation: int = Field(description="sum of the virtual sizes of its volumes")

    @property
    def free(self) -> int:
        """Bytes that can still be written."""
        return max(0, self.physical_size - self.physical_utilisation)


class ProbeResult(Spec):
    """A repository, or a place for one, that a probe found."""

    device_config: dict[str, str]
    exists: bool = Field(description="true if it already holds volumes")
    sr_uuid: str | None = Field(default=None, description="uuid that the place itself names, if it does")
    stat: SrStat | None = None
    volumes: int = Field(default=0, description="number of volumes already there")


class VolumeSpec(Spec):
    """A volume to be made. Name and type stay with the caller; only the uuid names it here."""

    uuid: str
    virtual_size: int = Field(gt=0, description="bytes; rounded up to whole sectors of 512")


class VolumeInfo(Spec):
    """A volume as it is. Sizes in bytes."""

    uuid: str
    location: str = Field(description="the repository's own name for it; stable")
    virtual_size: int
    physical_utilisation: int
    name: str = Field(default="", description="a name that the storage suggests (the file name of an ISO)")
    read_only: bool = False
    is_hidden_base: bool = Field(default=False, description="shared content of clones: not a disk of its own")
    parent: str | None = Field(default=None, description="uuid of the hidden base that this one builds on")
    image_format: ImageFormat


class Attachment(Spec):
    """How a hypervisor opens an activated volume."""

    path: str
    format: ImageFormat
    read_only: bool


class Extent(Spec):
    """A run of bytes that is data, or that is known to read as zeros."""

    offset: int
    length: int
    zero: bool


class DriverInfo(Spec):
    """What the driver table says of one repository type; the SM object is made of it."""

    type: str
    name: str
    description: str
    vendor: str = "xapid"
    copyright: str = ""
    version: str = "1.0"
    required_api_version: str = "1.0"
    capabilities: list[str] = Field(description="in the order in which they are shown")
    configuration: dict[str, str] = Field(description="device_config key -> what it means")
    driver_filename: str = ""
    supported_image_formats: list[str]
    content_type: str = ""
    shared: bool = Field(default=False, description="whether several hosts may attach one repository at once")

    @property
    def features(self) -> dict[str, int]:
        """Each capability with its revision."""
        return dict.fromkeys(self.capabilities, 1)


class StorageSettings(Spec):
    """What the daemon's configuration says about storage."""

    root: str = Field(
        default="/var/lib/xapid/storage", description="where repositories without a given place are made"
    )
    deadline: float = Field(
        default=60.0, gt=0, description="seconds without any progress until storage counts as hung"
    )
    chain_limit: int = Field(
        default=24, gt=0, description="bases under one volume, beyond which a clone is a full copy"
    )
