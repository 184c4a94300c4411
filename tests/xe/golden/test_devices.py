"""Devices, snapshots and templates, as transcripts."""

from tests.xe.transcript import transcripts

test_devices = transcripts("devices")
