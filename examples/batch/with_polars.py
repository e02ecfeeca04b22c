"""Lints a column of a polars frame on all cores."""

from __future__ import annotations

import time

import polars as pl
from draftlint import Linter
from posts import asked, generate, tell

frame = pl.DataFrame({"text": generate(asked())})
linter = Linter()

start = time.perf_counter()
found = pl.DataFrame(linter.lint_many(frame))
verdicts = dict(found["verdict"].value_counts().iter_rows())
seconds = time.perf_counter() - start

tell(verdicts, seconds)
blocked = frame.hstack(found).filter(pl.col("verdict") == "block")
print(blocked.select("text", pl.col("findings").list.first().struct.field("message")).head(3))
