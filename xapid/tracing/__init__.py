"""Tracing of calls: spans as OpenTelemetry has them, to files and to collectors."""
