"""Hosts, as transcripts."""

from tests.xe.transcript import transcripts

test_hosts = transcripts("hosts")
