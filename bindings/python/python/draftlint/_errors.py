"""What can go wrong while a draft or a configuration is read. Linting itself cannot fail."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One fault in a draft, a rule card, a lexicon or a configuration, with its place and remedy."""

    #: The file or layer that holds it, as it was named by the caller.
    path: str
    #: The line, from 1; 0 where the input has no lines, as a dict has none.
    line: int
    #: The column in characters, from 1; 0 where the input has no lines.
    column: int
    #: What is wrong.
    message: str
    #: What to do about it; may be empty.
    help: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        remedy = f"\n  help: {self.help}" if self.help else ""
        return f"{place}: {self.message}{remedy}"


class DraftlintError(ValueError):
    """A draft, a rule or a configuration that cannot be read. `faults` holds everything that was found."""

    faults: tuple[Fault, ...]

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(faults)
        self.faults = tuple(faults)

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))


def error(faults: list[tuple[str, int, int, str, str]]) -> DraftlintError:
    """The exception for faults that Rust found."""
    return DraftlintError(tuple(Fault(*fault) for fault in faults))


def hint(name: str, known: list[str]) -> str:
    """The remedy for a name that means nothing."""
    from difflib import get_close_matches

    near = get_close_matches(name.lower().replace("-", "_"), known, 1)
    return f"did you mean `{near[0]}`?" if near else f"known: {', '.join(known)}"
