"""The parts of a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ._rules import Category, Concern, RuleId

Severity = Literal["info", "warning", "error"]
Safety = Literal["safe", "unsafe"]
Verdict = Literal["pass", "warn", "block"]


@dataclass(frozen=True)
class Location:
    """A place in a draft or thread. `start` and `end` count code points, so that they slice the text."""

    #: The post's number in its thread, from 0.
    post: int
    #: The field: `body`, `title`, `link`, `content_warning` or `media[0].alt`.
    field: str
    start: int
    end: int
    #: The line in the field, from 1.
    line: int
    #: The column in characters, from 1.
    column: int


@dataclass(frozen=True)
class Edit:
    """The replacement of a span of a field by a text."""

    post: int
    field: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Fix:
    """A way to mend a finding."""

    #: What it does, in a few words.
    title: str
    #: `safe`: the meaning cannot change; `unsafe`: for a person to decide.
    safety: Safety
    #: In order of place, without overlap.
    edits: tuple[Edit, ...]


@dataclass(frozen=True)
class Evidence:
    """Another post that a finding on several rests on."""

    #: How it begins, on one line.
    text: str
    id: str | None = None
    #: Its account, without `@`.
    account: str = ""
    network: str = ""
    #: When it goes out, as it was given.
    at: str | None = None


@dataclass(frozen=True)
class Suppression:
    """Why a finding does not count."""

    #: Who accepted it: `draft` or the name of a layer of the configuration.
    by: str
    reason: str


@dataclass(frozen=True)
class Skipped:
    """A rule that did not run."""

    rule: RuleId | str
    #: What was not told: keys of the draft or its context, or `language:en`.
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """One thing that a rule found: where, why, and what to write instead."""

    #: The id of the rule, `<category>/<name>`.
    rule: RuleId | str
    #: The group within the rule, where it has several.
    group: str | None
    #: What is wrong in plain words, whatever the post.
    title: str
    category: Category
    concern: Concern
    severity: Severity
    #: How sure the rule is: 1.0 structural, 0.8 phrase with guards, 0.6 lexicon.
    confidence: float
    principles: tuple[str, ...]
    #: What is wrong with this post, in one line.
    message: str
    #: The values in the message, by name.
    args: Mapping[str, str] = field(hash=False)
    #: What it costs the reader.
    why: str
    #: What to do instead.
    help: str
    #: Where; empty for a finding on the draft as a whole.
    locations: tuple[Location, ...]
    fixes: tuple[Fix, ...]
    #: Set where somebody accepted it; such a finding costs nothing.
    suppressed: Suppression | None
    #: The points that it costs.
    points: int
    #: Stays the same while the finding does: for baselines.
    fingerprint: str
    #: The other posts that it rests on, where it is about several.
    evidence: tuple[Evidence, ...] = ()

    def __str__(self) -> str:
        place = f"{self.locations[0].line}:{self.locations[0].column}: " if self.locations else ""
        return f"{place}{self.severity}: {self.message} [{self.rule}]"

    def __repr__(self) -> str:
        where = ", ".join(f"{at.field}[{at.start}:{at.end}]" for at in self.locations)
        return f"<Finding {self.severity} {self.rule}: {self.message!r}{' at ' + where if where else ''}>"


@dataclass(frozen=True)
class Rule:
    """What a rule's card says of it."""

    id: RuleId | str
    #: What it finds, in plain words.
    title: str
    category: Category
    concern: Concern
    #: Its severity under the configuration; None where it is off.
    severity: Severity | None
    kind: Literal["fault", "strength"]
    #: What it costs the reader.
    why: str
    #: What to do instead.
    help: str
    principles: tuple[str, ...]
    #: What must be known for it to run.
    needs: tuple[str, ...]
    #: The networks that it is for; empty means every one.
    networks: tuple[str, ...]
    #: The language that it is for; empty means every one.
    language: str
    #: New and outside the promise of stability.
    preview: bool

    def __repr__(self) -> str:
        return f"<Rule {self.id} ({self.severity or 'off'}): {self.title}>"


def _finding(entry: dict[str, Any]) -> Finding:
    suppressed = entry["suppressed"]
    return Finding(
        **{
            **entry,
            "locations": tuple(Location(**at) for at in entry["locations"]),
            "fixes": tuple(
                Fix(fix["title"], fix["safety"], tuple(Edit(**edit) for edit in fix["edits"]))
                for fix in entry["fixes"]
            ),
            "suppressed": Suppression(**suppressed) if suppressed else None,
            "evidence": evidence(entry.get("evidence", ())),
        }
    )


def evidence(entries: Iterable[dict[str, Any]]) -> tuple[Evidence, ...]:
    """Posts as evidence, from the JSON form of a report."""
    return tuple(Evidence(**entry) for entry in entries)


def findings(entries: Iterable[dict[str, Any]]) -> tuple[Finding, ...]:
    """Findings from the JSON form of a report."""
    return tuple(map(_finding, entries))


strengths = findings


def skipped(entries: Iterable[dict[str, Any]]) -> tuple[Skipped, ...]:
    """Skipped rules from the JSON form of a report."""
    return tuple(Skipped(**entry) for entry in entries)


def rule(info: dict[str, Any], severity: Severity | None) -> Rule:
    """A rule from its card."""
    taken = {name: info.get(name) for name in Rule.__dataclass_fields__}
    return Rule(**{**taken, "severity": severity, "language": info.get("language", ""), "preview": info["preview"]})
