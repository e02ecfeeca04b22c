"""A service that takes posts, and answers one that it will not publish with 422 and the findings."""

from __future__ import annotations

from typing import Any

from draftlint import DraftlintError, Linter, Report
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

app = FastAPI()
# Built once; all requests share it.
linter = Linter()


class Post(BaseModel):
    """What a client sends."""

    text: str
    network: str | None = None
    scheduled_at: str | None = None


class Taken(BaseModel):
    """What a client is told of a post that will be published."""

    verdict: str
    notes: list[str]


def faults(report: Report) -> list[dict[str, Any]]:
    """The findings as FastAPI words the faults of a request."""
    return [
        {
            "type": finding.rule,
            "loc": ["body", "text"],
            "msg": finding.message,
            "ctx": {
                "severity": finding.severity,
                "help": finding.help,
                "start": finding.locations[0].start if finding.locations else None,
                "end": finding.locations[0].end if finding.locations else None,
            },
        }
        for finding in report.findings
    ]


@app.post("/posts", status_code=201)
def publish(post: Post) -> Taken:
    """Takes a post unless its report blocks it."""
    try:
        report = linter.lint(post.model_dump(exclude_none=True))
    except DraftlintError as error:
        raise HTTPException(422, [{"type": "draft", "loc": ["body"], "msg": str(error)}]) from error
    if report.verdict == "block":
        raise HTTPException(422, faults(report))
    return Taken(verdict=report.verdict, notes=[str(finding) for finding in report.findings])
