"""The machine itself: its hardware, clock, power, logs and services."""
