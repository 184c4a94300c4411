"""Completion of command lines: thin scripts for the shells, and one completer that asks the server."""
