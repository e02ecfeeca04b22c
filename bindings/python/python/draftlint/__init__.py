"""Reads a social-media or community post before it is published and says what would make it spammy,
self-promotional, off-brand or risky: where, why, and what to write instead.

>>> import draftlint
>>> report = draftlint.lint("Hi {{first_name}}, big news!", network="x")
>>> report.verdict
'block'
>>> report.findings[0].rule
'residue/merge-tag'
"""

from ._draftlint import Config, Context, Draft, History, Linter, Report, Results, Thread, __version__, audit, lint

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._audit import Audit
    from ._errors import DraftlintError, Fault
    from ._report import Edit, Evidence, Finding, Fix, Location, Rule, Skipped, Suppression
    from ._rules import RuleId

__all__ = [
    "Audit",
    "Config",
    "Context",
    "Draft",
    "DraftlintError",
    "Edit",
    "Evidence",
    "Fault",
    "Finding",
    "Fix",
    "History",
    "Linter",
    "Location",
    "Report",
    "Results",
    "Rule",
    "RuleId",
    "Skipped",
    "Suppression",
    "Thread",
    "__version__",
    "audit",
    "lint",
]

#: Read when they are first asked for: `dataclasses` and `typing` take longer to import than the rest.
_LATER = {
    "_audit": ("Audit",),
    "_errors": ("DraftlintError", "Fault"),
    "_report": ("Edit", "Evidence", "Finding", "Fix", "Location", "Rule", "Skipped", "Suppression"),
    "_rules": ("RuleId",),
}


def __getattr__(name: str) -> object:
    from importlib import import_module

    for module, names in _LATER.items():
        if name in names:
            found: object = getattr(import_module(f"{__name__}.{module}"), name)
            globals()[name] = found
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
