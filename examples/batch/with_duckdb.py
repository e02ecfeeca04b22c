"""Lints the result of a query of duckdb on all cores, and queries what was found."""

from __future__ import annotations

import time

import duckdb
import pyarrow as pa
from draftlint import Linter
from posts import asked, generate, tell

posts = pa.table({"text": generate(asked())})
linter = Linter()
database = duckdb.connect()
database.register("posts", posts)

start = time.perf_counter()
found = linter.lint_many(database.sql("select text from posts"))
database.register("found", pa.table(found))
verdicts = dict(database.sql("select verdict, count(*) from found group by verdict").fetchall())
seconds = time.perf_counter() - start

tell(verdicts, seconds)
query = "select finding.rule, count(*) n from (select unnest(findings) finding from found) group by 1 order by n desc, 1"
for rule, count in database.sql(query).limit(5).fetchall():
    print(f"{count:>8}  {rule}")
