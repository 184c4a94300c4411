"""One file or folder per class of the API: its fields declared, its messages as functions (floor 3)."""
