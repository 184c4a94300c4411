"""kernel.py BZIMAGE VMLINUX: unpack the ELF kernel, which QEMU starts (PVH) as it is."""

import struct
import subprocess
import sys
from pathlib import Path

SECTOR = 512


def payload(image: bytes) -> bytes:
    """The compressed kernel inside a bzImage (Linux boot protocol 2.08, fields of the setup header)."""
    (magic,) = struct.unpack_from("<4s", image, 0x202)
    if magic != b"HdrS":
        raise SystemExit("not a bzImage")
    setup_sectors = image[0x1F1] or 4
    offset, length = struct.unpack_from("<II", image, 0x248)
    start = (setup_sectors + 1) * SECTOR + offset
    return image[start : start + length - 4]  # the last four bytes are the unpacked size


def main(source: str, target: str) -> None:
    packed = payload(Path(source).read_bytes())
    if not packed.startswith(b"\x02\x21\x4c\x18"):
        raise SystemExit(f"{source}: the kernel is not packed with lz4, as Debian's cloud kernel is")
    elf = subprocess.run(["lz4", "-dc"], input=packed, stdout=subprocess.PIPE, check=True).stdout
    if not elf.startswith(b"\x7fELF"):
        raise SystemExit(f"{source}: no ELF kernel inside")
    Path(target).write_bytes(elf)


if __name__ == "__main__":
    main(*sys.argv[1:])
