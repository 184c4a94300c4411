"""The commands of `xe`, which the daemon runs: written against messages, with the user's own session."""
