"""One line of the table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """What was measured. ``compared`` is held against the target: a ratio, or the value itself."""

    what: str
    ours: str
    baseline: str
    compared: float
    unit: str
    target: float | None
    #: Whether the target is a lower bound; else it is an upper one.
    at_least: bool = True

    @property
    def met(self) -> bool | None:
        """None for a figure without a target."""
        if self.target is None:
            return None
        return self.compared >= self.target if self.at_least else self.compared <= self.target

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as text."""
        sign = "≥" if self.at_least else "≤"
        target = "" if self.target is None else f"{sign} {self.target:g} {self.unit}".rstrip()
        verdict = {None: "", True: "met", False: "MISSED"}[self.met]
        return (
            self.what,
            self.ours,
            self.baseline,
            f"{self.compared:.3g} {self.unit}".rstrip(),
            target,
            verdict,
        )
