"""Histories and audits."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import draftlint
import pytest
from draftlint import Draft, DraftlintError, Linter

CONFIG = "draftlint.toml"


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def feed(root: Path) -> Path:
    return root / "examples" / "feed"


@pytest.fixture(scope="module")
def linter(feed: Path) -> Linter:
    return Linter(feed / CONFIG)


def test_an_audit_is_that_of_the_command(feed: Path, linter: Linter) -> None:
    command = [sys.executable, "-m", "draftlint", "audit", str(feed / "brand.jsonl"), "--format", "json"]
    told = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    posts = read(feed / "brand.jsonl")
    audit = linter.audit(posts)
    assert audit == linter.audit(linter.history(reversed(posts), threads=2))
    assert audit.posts == len(posts) and len(audit.principles) == 14
    assert {row.standing for row in audit.principles} == {"act", "watch"}
    assert audit.to_dict() == told
    rules = {finding.rule for finding in audit.findings}
    assert {"cadence/near-duplicate", "cadence/give-take", "cadence/persona-drift"} <= rules
    assert all(finding.posts and finding.severity != "error" for finding in audit.findings)
    assert audit.to_dict() == json.loads(audit.to_json())
    assert sum(week.labels.reply for week in audit.weeks) == audit.labels.reply


def test_an_audit_is_frozen_hashable_picklable_and_shown(feed: Path, linter: Linter) -> None:
    audit = linter.audit(read(feed / "clean.jsonl"))
    assert audit.findings == ()
    assert pickle.loads(pickle.dumps(audit)) == audit and hash(audit) == hash(pickle.loads(pickle.dumps(audit)))
    with pytest.raises(AttributeError):
        audit.posts = 3  # type: ignore[misc]
    assert repr(audit).startswith(f"<Audit of {audit.posts} posts: 0 of 14")
    assert "give more than you take" in str(audit) and "<table>" in audit._repr_html_()


def test_a_draft_is_judged_by_what_went_out_before() -> None:
    linter = Linter()
    text = "The grey clay cracks at the rim when it dries too fast: cover the pots with a cloth."
    before = {"text": text, "account": "acme", "network": "x", "at": "2026-03-02T10:00Z"}
    history = linter.history([before, Draft("Which clay do you use?", scheduled_at="2026-03-03T10:00Z")])
    assert len(history) == 2 and repr(history) == "<History of 2 posts>"
    fields: Any = {"account": "acme", "network": "x", "scheduled_at": "2026-03-04T10:00Z"}
    report = linter.lint(text, history=history, **fields)
    (found,) = [finding for finding in report.findings if finding.rule == "cadence/near-duplicate"]
    assert found.evidence[0].text == text and found.evidence[0].account == "acme"
    assert pickle.loads(pickle.dumps(report)) == report
    assert "cadence/near-duplicate" not in {finding.rule for finding in linter.lint(text, **fields).findings}
    with pytest.raises(ValueError, match="another configuration"):
        Linter({"rules": {"promo": "off"}}).lint(text, history=history)


@pytest.mark.parametrize(
    ("post", "says"),
    [
        ({"text": "x", "acount": "acme"}, "post 1: unknown key `acount`"),
        ({"text": "x", "label": "dialogue"}, "unknown label `dialogue`"),
        ({"text": "x", "at": "yesterday"}, "post 1: the time of the post cannot be read"),
    ],
)
def test_a_post_that_cannot_be_read_is_named(post: dict[str, Any], says: str) -> None:
    with pytest.raises(DraftlintError, match=says):
        draftlint.audit(["A first post.", post])


def test_many_posts_are_asked_for() -> None:
    for one in ("a text", {"text": "a text"}, Draft("a text")):
        with pytest.raises(TypeError, match="many posts"):
            draftlint.audit(one)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="not int"):
        draftlint.audit([3])  # type: ignore[list-item]
    assert draftlint.audit([]).posts == 0


def test_progress_is_told() -> None:
    told: list[tuple[int, int | None]] = []
    Linter().history(["A post."] * 3, progress=lambda done, total: told.append((done, total)))
    assert told == [(3, 3)]
