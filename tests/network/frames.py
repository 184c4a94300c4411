"""Whole Ethernet frames, sent from a namespace as they are: what an honest network stack would not send."""

import sys

from tests.network.namespace import Namespace

_SEND = """
import socket, sys
wire = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
wire.bind((sys.argv[1], 0))
for frame in sys.argv[2:]:
    wire.send(bytes.fromhex(frame))
"""


def send(namespace: Namespace, device: str, *frames: bytes) -> None:
    """Put the frames on the device's wire."""
    namespace.run(sys.executable, "-c", _SEND, device, *(frame.hex() for frame in frames))


def _ethernet(source: str, kind: int, payload: bytes, to: str = "ff:ff:ff:ff:ff:ff") -> bytes:
    return _mac(to) + _mac(source) + kind.to_bytes(2, "big") + payload.ljust(46, b"\0")


def _mac(text: str) -> bytes:
    return bytes.fromhex(text.replace(":", ""))


def tagged(frame: bytes, vlan: int) -> bytes:
    """The frame with a VLAN tag."""
    return frame[:12] + b"\x81\x00" + vlan.to_bytes(2, "big") + frame[12:]


def _ip(text: str) -> bytes:
    return bytes(map(int, text.split(".")))


def arp(source: str, sender_mac: str, sender: str, target: str) -> bytes:
    """A question for the target's hardware address."""
    head = bytes.fromhex("0001080006040001")
    return _ethernet(source, 0x0806, head + _mac(sender_mac) + _ip(sender) + bytes(6) + _ip(target))


def udp(source: str, sender: str, target: str, ports: tuple[int, int], payload: bytes) -> bytes:
    """A datagram without checksums of its own."""
    body = b"".join(port.to_bytes(2, "big") for port in ports) + (8 + len(payload)).to_bytes(2, "big")
    body += bytes(2) + payload
    head = bytes((0x45, 0)) + (20 + len(body)).to_bytes(2, "big") + bytes(4) + bytes((64, 17))
    total = sum(int.from_bytes((head + bytes(2) + _ip(sender) + _ip(target))[i : i + 2], "big")
                for i in range(0, 20, 2))  # fmt: skip
    checksum = 0xFFFF - (total % 0xFFFF)
    whole = head + checksum.to_bytes(2, "big") + _ip(sender) + _ip(target) + body
    return _ethernet(source, 0x0800, whole)
