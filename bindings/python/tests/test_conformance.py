"""The cases that Rust and JavaScript run as well."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from draftlint import Draft, Linter, Report, Thread

ROOT = Path(__file__).resolve().parents[3]
CASES = json.loads((ROOT / "tests/conformance/cases.json").read_text(encoding="utf-8"))


def field_of(draft: Draft, field: str) -> str:
    if field.startswith("media["):
        assert draft.media is not None
        return draft.media[int(field[6:].split("]")[0])].get("alt", "")
    text = getattr(draft, field)
    assert isinstance(text, str)
    return text


def found(report: Report) -> dict[str, Any]:
    drafts = report.posts
    return {
        "verdict": report.verdict,
        "score": report.score,
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity,
                "message": finding.message,
                "texts": [field_of(drafts[at.post], at.field)[at.start : at.end] for at in finding.locations],
            }
            for finding in report.findings
        ],
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    linter = Linter(case.get("config", {}))
    posts = case.get("posts") or [case["draft"]]
    report = linter.lint(Thread(posts)) if len(posts) > 1 else linter.lint(posts[0])
    assert found(report) == case["expect"]


@pytest.mark.parametrize("case", [case for case in CASES if "posts" not in case], ids=lambda case: case["name"])
@pytest.mark.parametrize("before", ["👩‍👧‍👦🎉 ", "café ﷺ ", "\ud83d", "\udc00\ud83d x ", "𝔸"])
def test_spans_slice_the_string_whatever_stands_before(case: dict[str, Any], before: str) -> None:
    """A line before the text moves the spans by its length in Python, also where it holds lone surrogates."""
    draft = dict(case["draft"])
    text = draft.pop("text", None) or draft.pop("body")
    longer = f"{before}\n\n{text}"
    linter = Linter(case.get("config", {}))
    report = linter.lint({**draft, "body": longer})
    parts = [
        (finding.rule, longer[at.start : at.end])
        for finding in report.findings
        for at in finding.locations
        if at.field == "body" and at.start > len(before)
    ]
    # What is found in the text may change with a line before it; what it was found in stands in the text.
    assert all(part and part in text for _, part in parts)
    told = {f["rule"] for f in case["expect"]["findings"] if f["texts"]}
    assert not told or told & {rule for rule, _ in parts}


def test_a_lone_surrogate_is_one_character() -> None:
    text = "\ud83d\udc00 \ud800 Hi {{first_name}}, big news!"
    report = Linter().lint(text)
    at = next(f for f in report.findings if f.rule == "residue/merge-tag").locations[0]
    assert text[at.start : at.end] == "{{first_name}}"
    # Two surrogates that Python keeps apart stay two characters.
    assert report.posts[0].body == "\ufffd\ufffd \ufffd Hi {{first_name}}, big news!"
