"""What is the same for every command, as transcripts."""

from tests.xe.transcript import transcripts

test_rules = transcripts("rules")
