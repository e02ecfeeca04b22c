"""What an audit of many posts shows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

from ._report import Evidence, Severity, evidence
from ._rules import RuleId

#: `act`: something to change. `watch`: something to look at. `good`: nothing was found against it.
Standing = Literal["good", "watch", "act"]
#: Whether something became more or less frequent from the first half of the posts to the second.
Trend = Literal["rising", "steady", "falling"]


@dataclass(frozen=True)
class AccountRow:
    """An account on a network."""

    #: The account, without `@`.
    account: str
    network: str
    posts: int


@dataclass(frozen=True)
class Labels:
    """How many posts do what for those who read them."""

    ask: int
    give: int
    neutral: int
    reply: int
    share: int
    #: Posts that are too short to tell, or in a language whose wording is not read.
    unlabelled: int
    #: Posts whose label the caller gave.
    given: int


@dataclass(frozen=True)
class Principle:
    """One of the fourteen principles."""

    #: Its id.
    principle: str
    #: It, in words.
    title: str
    standing: Standing
    #: What weighs most against it, or what was done well.
    finding: str
    #: The rule behind that; empty where nothing was found.
    rule: RuleId | str
    #: How many posts have something against it.
    count: int
    trend: Trend | None
    posts: tuple[Evidence, ...]
    #: How many of its rules could not run.
    skipped: int


@dataclass(frozen=True)
class FeedFinding:
    """What posts show together."""

    rule: RuleId | str
    #: The group within the rule, where it has several.
    group: str
    title: str
    severity: Severity
    principles: tuple[str, ...]
    account: str
    network: str
    #: What the worst case is, in one line.
    message: str
    why: str
    help: str
    #: The first and the last day of the posts behind it.
    period: tuple[str, str] | None
    #: How often it was found for the account.
    times: int
    #: How many posts the worst case rests on.
    count: int
    #: The last of these posts.
    posts: tuple[Evidence, ...]

    def __str__(self) -> str:
        return f"{self.severity}: {self.message} [{self.rule}]"


@dataclass(frozen=True)
class PostRule:
    """A rule on single posts, and how many it found something in."""

    rule: RuleId | str
    title: str
    severity: Severity
    principles: tuple[str, ...]
    count: int
    trend: Trend | None
    #: The latest of them.
    posts: tuple[Evidence, ...]


@dataclass(frozen=True)
class Week:
    """The posts of a week."""

    #: Its Monday, as `2026-03-02`.
    monday: str
    labels: Labels


@dataclass(frozen=True)
class Domain:
    """A domain that posts link to."""

    domain: str
    posts: int


@dataclass(frozen=True)
class Repeated:
    """Posts that repeat each other."""

    count: int
    #: The first of them.
    posts: tuple[Evidence, ...]


@dataclass(frozen=True)
class VoiceNumber:
    """A number of a voice."""

    name: str
    #: What is counted.
    unit: str
    #: The median of the posts.
    centre: float
    #: How far posts usually lie from it.
    spread: float
    mean: float


@dataclass(frozen=True)
class Voice:
    """How an account speaks."""

    account: str
    network: str
    #: The posts that it was learnt from.
    posts: int
    numbers: tuple[VoiceNumber, ...]


@dataclass(frozen=True)
class SkippedOfFeed:
    """A rule that could not run."""

    rule: RuleId | str
    title: str
    #: What was not told.
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Audit:
    """What a history shows, principle by principle. The order in which its posts were given does not matter."""

    posts: int
    #: Posts without a time: rules on time leave them aside.
    undated: int
    #: Posts that were left out because they stand there twice.
    doubled: int
    #: The first and the last day.
    period: tuple[str, str] | None
    accounts: tuple[AccountRow, ...]
    labels: Labels
    principles: tuple[Principle, ...]
    #: What the posts show together, the gravest first.
    findings: tuple[FeedFinding, ...]
    #: What single posts show, the gravest and most frequent first.
    rules: tuple[PostRule, ...]
    strengths: tuple[PostRule, ...]
    weeks: tuple[Week, ...]
    #: Posts by weekday, Monday first, and hour.
    hours: tuple[tuple[int, ...], ...]
    domains: tuple[Domain, ...]
    repeated: tuple[Repeated, ...]
    voices: tuple[Voice, ...]
    skipped: tuple[SkippedOfFeed, ...]
    _json: str

    def to_json(self) -> str:
        """The audit as `draftlint audit --format json` has it, on one line."""
        return self._json

    def to_dict(self) -> dict[str, Any]:
        """The same as a dict."""
        read: dict[str, Any] = json.loads(self._json)
        return read

    def __repr__(self) -> str:
        act = sum(row.standing == "act" for row in self.principles)
        return f"<Audit of {self.posts} posts: {act} of {len(self.principles)} principles to act on>"

    def __str__(self) -> str:
        rows = [f"{row.standing:5}  {row.title}: {row.finding}" for row in self.principles]
        return "\n".join([repr(self)[1:-1], *rows])

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td><b>{row.standing}</b></td><td>{escape(row.title)}</td><td>{escape(row.finding)}"
            f"<br><code>{escape(row.rule)}</code></td></tr>"
            for row in self.principles
        )
        return f'<div class="draftlint">{escape(repr(self)[1:-1])}<table>{rows}</table></div>'


def _with_posts(cls: Any, entries: Any) -> Any:
    return tuple(cls(**{**entry, "posts": evidence(entry["posts"])}) for entry in entries)


def audit(found: Mapping[str, Any], text: str) -> Audit:
    """An audit from its JSON form, read and as text."""
    weeks = tuple(
        Week(week["monday"], Labels(**{name: week[name] for name in Labels.__dataclass_fields__}))
        for week in found["weeks"]
    )
    voices = tuple(
        Voice(**{**voice, "numbers": tuple(VoiceNumber(**number) for number in voice["numbers"])})
        for voice in found["voices"]
    )
    return Audit(
        **{
            **found,
            "accounts": tuple(AccountRow(**row) for row in found["accounts"]),
            "labels": Labels(**found["labels"]),
            "principles": _with_posts(Principle, found["principles"]),
            "findings": _with_posts(FeedFinding, found["findings"]),
            "rules": _with_posts(PostRule, found["rules"]),
            "strengths": _with_posts(PostRule, found["strengths"]),
            "weeks": weeks,
            "domains": tuple(Domain(**row) for row in found["domains"]),
            "repeated": _with_posts(Repeated, found["repeated"]),
            "voices": voices,
            "skipped": tuple(SkippedOfFeed(**row) for row in found["skipped"]),
            "_json": text,
        }
    )
