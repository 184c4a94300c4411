"""Storage and networks, as transcripts."""

from tests.xe.transcript import transcripts

test_storage = transcripts("storage")
