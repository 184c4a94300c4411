"""The front door (floor 4): codecs, dispatch, HTTP, tasks and byte streams."""
