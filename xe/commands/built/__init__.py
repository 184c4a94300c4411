"""The commands that are written by hand, by what they are about."""
