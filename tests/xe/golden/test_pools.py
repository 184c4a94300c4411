"""Pools, access, and what belongs to them, as transcripts."""

from tests.xe.transcript import transcripts

test_pools = transcripts("pools")
