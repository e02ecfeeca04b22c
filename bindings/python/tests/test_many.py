"""Many drafts: iterables, and tables of everything that offers Arrow data."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable, Iterator
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from draftlint import Config, Draft, DraftlintError, Linter, Thread
from draftlint.batch import RESULT, SPARK_SCHEMA, lint_batches

TEXTS = [
    "We resole boots. Bring them in wet, we do not mind.",
    "Hi {{first_name}}, big news!",
    None,
    "🎉 Buy 5,000 real followers now! 👩‍👧‍👦",
    "",
    "Tag a friend who always burns the toast",
] * 200
LINTER = Linter()


def expected(texts: list[str | None], **fields: Any) -> list[dict[str, Any] | None]:
    """The rows that one lint a text gives."""
    rows: list[dict[str, Any] | None] = []
    kept: dict[str | None, dict[str, Any] | None] = {None: None}
    for text in texts:
        if text not in kept and text is not None:
            report = LINTER.lint(text, **fields)
            findings = report.findings
            kept[text] = {
                "verdict": report.verdict,
                "score": report.score,
                "errors": sum(f.severity == "error" for f in findings),
                "warnings": sum(f.severity == "warning" for f in findings),
                "infos": sum(f.severity == "info" for f in findings),
                "findings": [
                    {
                        "rule": f.rule,
                        "severity": f.severity,
                        "message": f.message,
                        "field": f.locations[0].field if f.locations else None,
                        "start": f.locations[0].start if f.locations else None,
                        "end": f.locations[0].end if f.locations else None,
                        "points": f.points,
                        "suppressed": f.suppressed is not None,
                    }
                    for f in findings
                ],
            }
        rows.append(kept[text])
    return rows


def rows(results: Any) -> list[dict[str, Any] | None]:
    table = results if isinstance(results, pa.Table) else pa.table(results)
    table.validate(full=True)
    return [None if row["verdict"] is None else row for row in table.to_pylist()]


WANTED = expected(TEXTS)

TABLES: dict[str, Callable[[], Any]] = {
    "pyarrow array": lambda: pa.array(TEXTS),
    "pyarrow large_string": lambda: pa.array(TEXTS, pa.large_string()),
    "pyarrow string_view": lambda: pa.array(TEXTS, pa.string_view()),
    "pyarrow dictionary": lambda: pa.array(TEXTS).dictionary_encode(),
    "pyarrow chunks": lambda: pa.chunked_array([TEXTS[:7], [], TEXTS[7:]], pa.string()),
    "pyarrow sliced": lambda: pa.array(["before", *TEXTS, "after"]).slice(1, len(TEXTS)),
    "pyarrow table": lambda: pa.table({"n": range(len(TEXTS)), "text": TEXTS}),
    "pyarrow batch": lambda: pa.record_batch({"text": TEXTS}),
    "pyarrow reader": lambda: pa.table({"body": TEXTS}).to_reader(max_chunksize=100),
    "polars series": lambda: pl.Series(TEXTS),
    "polars categorical": lambda: pl.Series(TEXTS).cast(pl.Categorical),
    "polars frame": lambda: pl.DataFrame({"text": TEXTS}),
    "pandas frame": lambda: pd.DataFrame({"text": TEXTS}),
    "duckdb relation": lambda: duckdb.from_arrow(pa.table({"text": TEXTS})).project("text"),
}


@pytest.mark.parametrize("name", TABLES)
def test_every_table_gives_what_single_lints_give(name: str) -> None:
    results = LINTER.lint_many(TABLES[name]())
    assert len(results) == len(TEXTS)
    assert rows(results) == WANTED
    assert rows(results) == WANTED, "results can be read twice"


@pytest.mark.parametrize("threads", [1, 2, 7, None])
def test_threads_change_nothing(threads: int | None) -> None:
    assert rows(LINTER.lint_many(pa.array(TEXTS), threads=threads)) == WANTED
    texts = [text for text in TEXTS if text is not None]
    reports = LINTER.lint_many(texts, threads=threads)
    assert [report.verdict for report in reports] == [row["verdict"] for row in WANTED if row]


def test_columns_and_fields_belong_to_the_drafts() -> None:
    long = "The mill opens at nine. " * 20
    table = pa.table(
        {
            "post": [long, long, long],
            "network": ["x", "linkedin", None],
            "title": pa.nulls(3),
            "content_warning": ["", None, "Hi {{first_name}}"],
        }
    )
    found = rows(LINTER.lint_many(table, text="post", kind="post"))
    rules = [{finding["rule"] for finding in row["findings"]} for row in found if row]
    assert "etiquette/length" in rules[0] and "etiquette/length" not in rules[1]
    assert "residue/merge-tag" in rules[2]
    fields = {finding["field"] for row in found if row for finding in row["findings"] if "merge" in finding["rule"]}
    assert fields == {"content_warning"}
    assert rows(LINTER.lint_many(pa.array([long]), network="x")) == expected([long], network="x")


def test_tables_without_a_text_are_refused() -> None:
    with pytest.raises(KeyError, match="`post`, `n`"):
        LINTER.lint_many(pa.table({"post": ["a"], "n": [1]}))
    with pytest.raises(KeyError, match="no column `txet`"):
        LINTER.lint_many(pa.table({"text": ["a"], "n": [1]}), text="txet")
    with pytest.raises(TypeError, match="`text` holds no strings but Int64"):
        LINTER.lint_many(pa.table({"text": [1]}))
    with pytest.raises(TypeError, match="`network` holds no strings"):
        LINTER.lint_many(pa.table({"text": ["a"], "network": [1]}))
    with pytest.raises(TypeError, match="lint takes one"):
        LINTER.lint_many("a single draft")


def test_a_stream_that_breaks_says_why() -> None:
    def batches() -> Iterator[pa.RecordBatch]:
        yield pa.record_batch({"text": ["a"]})
        raise RuntimeError("the disk is gone")

    reader = pa.RecordBatchReader.from_batches(pa.schema([("text", pa.string())]), batches())
    with pytest.raises(ValueError, match="the disk is gone"):
        LINTER.lint_many(reader)


def test_bytes_that_are_no_text_do_no_harm() -> None:
    raw = pa.array([b"Hi {{first_name}} \xff\xfe", b"fine"]).view(pa.string())
    found = rows(LINTER.lint_many(raw))
    assert found == expected(["Hi {{first_name}} \ufffd\ufffd", "fine"])


def test_empty_tables() -> None:
    for table in (pa.array([], pa.string()), pa.table({"text": pa.array([], pa.string())}), pl.DataFrame({"text": []}, schema={"text": pl.String})):
        results = LINTER.lint_many(table)
        assert len(results) == 0 and pa.table(results).schema.names == [field.name for field in RESULT]
    assert list(LINTER.lint_many([])) == []


def test_results_are_read_by_everything() -> None:
    results = LINTER.lint_many(pa.array(TEXTS))
    assert pl.DataFrame(results)["verdict"].to_list() == [row and row["verdict"] for row in WANTED]
    counted = duckdb.sql("select count(*) from results where verdict = 'block'")
    assert counted is not None
    assert counted.fetchall() == [(sum(row is not None and row["verdict"] == "block" for row in WANTED),)]
    assert pa.table(results).schema == pa.schema(list(RESULT)) == pa.schema(results)
    assert "1200 rows" in repr(results)


def test_progress_is_told_and_can_stop_the_work() -> None:
    told: list[tuple[int, int | None]] = []
    LINTER.lint_many(pa.array(TEXTS), progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (len(TEXTS), len(TEXTS)) and told == sorted(told)
    texts = ["a"] * 5000
    told.clear()
    list(LINTER.lint_many(texts, progress=lambda done, total: told.append((done, total))))
    assert told[-1] == (5000, 5000) and len(told) > 1

    def stop(done: int, total: int | None) -> None:
        raise KeyboardInterrupt

    for threads in (1, 2):
        with pytest.raises(KeyboardInterrupt):
            LINTER.lint_many(pa.array(TEXTS), progress=stop, threads=threads)


def test_iterables_are_read_as_far_as_they_are_asked() -> None:
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield "Hi {{first_name}}, big news!"

    reports = LINTER.lint_many(endless(), network="x")
    report = next(reports)
    assert report.verdict == "block" and report.network == "x" and taken < 10_000


def test_iterables_may_mix_and_name_the_faulty_one() -> None:
    reports = list(LINTER.lint_many(["a", {"text": "b"}, Draft("c"), Thread(["d", "e"])]))
    assert [[post.body for post in report.posts] for report in reports] == [["a"], ["b"], ["c"], ["d", "e"]]
    with pytest.raises(DraftlintError, match="draft 1: unknown key `txet`"):
        list(LINTER.lint_many(["a", {"txet": "b"}]))


def test_lint_batches_takes_what_engines_hand_over() -> None:
    table = pa.table({"n": range(len(TEXTS)), "text": TEXTS})
    result = lint_batches(table)
    assert result.schema.names == ["n", "text", *(field.name for field in RESULT)]
    assert rows(result.drop_columns(["n", "text"])) == WANTED
    batches = list(lint_batches(iter(table.to_batches(max_chunksize=500))))
    assert pa.Table.from_batches(batches).equals(result)
    assert lint_batches(table.slice(0, 0)).schema == result.schema
    struct = lint_batches(pa.array(TEXTS))
    assert struct.type == RESULT and len(struct) == len(TEXTS)
    with pytest.raises(ValueError, match="`score` already"):
        lint_batches(pa.table({"text": ["a"], "score": [1]}))


def test_lint_batches_takes_a_configuration_to_the_workers() -> None:
    config = Config.from_dict({"rules": {"residue/merge-tag": "off"}})
    again = pickle.loads(pickle.dumps(config))
    table = pa.table({"text": ["Hi {{first_name}}, big news!"]})
    for given in (config, again, {"rules": {"residue/merge-tag": "off"}}):
        assert lint_batches(table, config=given)["errors"].to_pylist() == [0]
    assert lint_batches(table)["errors"].to_pylist() == [1]


def test_the_schema_for_spark_names_the_same_columns() -> None:
    pytest.importorskip("pyspark")
    from pyspark.sql.pandas.types import from_arrow_schema

    def plain(schema: str) -> str:
        return re.sub("[: ]", "", schema)

    arrow = from_arrow_schema(pa.schema(list(RESULT))).simpleString()
    assert plain(arrow) == plain(f"struct<{SPARK_SCHEMA}>")
