"""Messages of the class PBD that are not built yet."""


# fmt: off
