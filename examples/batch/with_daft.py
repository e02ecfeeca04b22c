"""Lints a column of a Daft frame, batch by batch on its workers; the same on one machine and on a cluster."""

from __future__ import annotations

import time

import daft
import draftlint.batch
from posts import asked, generate, tell

result = daft.DataType.from_arrow_type(draftlint.batch.RESULT)
lint = daft.func.batch(return_dtype=result, batch_size=10_000)(draftlint.batch.lint_batches)
frame = daft.from_pydict({"text": generate(asked())})

start = time.perf_counter()
found = frame.with_column("found", lint(frame["text"])).select(daft.col("found").get("verdict"))
counts = found.groupby("verdict").agg(daft.col("verdict").count().alias("posts")).to_pydict()
seconds = time.perf_counter() - start

tell(dict(zip(counts["verdict"], counts["posts"])), seconds)
