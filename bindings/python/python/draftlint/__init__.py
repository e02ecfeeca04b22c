"""Reads a social-media or community post before it is published and says what would make it spammy,
self-promotional, off-brand or risky: where, why, and what to write instead.

>>> import draftlint
>>> report = draftlint.lint("Hi {{first_name}}, big news!", network="x")
>>> report.verdict
'block'
>>> report.findings[0].rule
'residue/merge-tag'
"""

from ._draftlint import Config, Context, Draft, Linter, Report, Results, Thread, __version__, lint
from ._errors import DraftlintError, Fault
from ._report import Edit, Finding, Fix, Location, Rule, Skipped, Suppression
from ._rules import RuleId

__all__ = [
    "Config",
    "Context",
    "Draft",
    "DraftlintError",
    "Edit",
    "Fault",
    "Finding",
    "Fix",
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
    "lint",
]
