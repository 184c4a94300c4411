"""VMs, as transcripts."""

from tests.xe.transcript import transcripts

test_vms = transcripts("vms")
