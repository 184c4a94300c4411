"""Executables that add to the API: found in directories, run as processes, spoken to in XML-RPC."""
