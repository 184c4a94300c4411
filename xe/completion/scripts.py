"""`xe completion SHELL`: prints the script that a shell has to read for completion."""

import os
import sys

SCRIPTS = {"bash": "xe.bash", "zsh": "_xe", "fish": "xe.fish"}
_FOLDER = os.path.join(os.path.dirname(__file__), "scripts")


def show(arguments: list[str]) -> int:
    """Print the script of the shell that the user names; 1 for one that there is none for."""
    shell = arguments[0] if arguments else ""
    if shell not in SCRIPTS:
        print("Usage: xe completion bash|zsh|fish", file=sys.stderr)
        return 1
    with open(os.path.join(_FOLDER, SCRIPTS[shell]), encoding="utf-8") as script:
        sys.stdout.write(script.read())
    return 0
