"""Linting inside the engines that spread a data set over cores and machines.

`lint_batches` is one function for all of them: it takes what an engine hands to a function of a user, and gives back
what the engine expects. It needs pyarrow, which they all bring.

>>> frame.mapInArrow(partial(lint_batches, text="post"), schema)             # Spark
>>> dataset.map_batches(lint_batches, batch_format="pyarrow")                 # Ray Data
>>> frame.select(daft.func.batch(return_dtype=...)(lint_batches)(frame["post"]))  # Daft
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import pyarrow as pa

from ._draftlint import Config, Linter

#: The Arrow type of what is found in one post.
RESULT: pa.StructType = pa.struct(
    [
        ("verdict", pa.string()),
        ("score", pa.int32()),
        ("errors", pa.int32()),
        ("warnings", pa.int32()),
        ("infos", pa.int32()),
        (
            "findings",
            pa.list_(
                pa.field(
                    "item",
                    pa.struct(
                        [
                            pa.field("rule", pa.string(), False),
                            pa.field("severity", pa.string(), False),
                            pa.field("message", pa.string(), False),
                            ("field", pa.string()),
                            ("start", pa.int32()),
                            ("end", pa.int32()),
                            pa.field("points", pa.int32(), False),
                            pa.field("suppressed", pa.bool_(), False),
                        ]
                    ),
                    False,
                )
            ),
        ),
    ]
)

#: The same columns as Spark writes a schema.
SPARK_SCHEMA = (
    "verdict string, score int, errors int, warnings int, infos int, findings array<struct<rule: string, "
    "severity: string, message: string, field: string, start: int, end: int, points: int, suppressed: boolean>>"
)


@lru_cache(maxsize=8)
def _linter(config: Config | None) -> Linter:
    """The linter of a configuration, built once in each process."""
    return Linter(config)


def lint_batches(
    batches: Any,
    *,
    config: Config | Mapping[str, Any] | None = None,
    text: str | None = None,
    threads: int = 1,
    **fields: Any,
) -> Any:
    """Lints what an engine hands over.

    A table or record batch comes back with the columns of `RESULT` behind its own; an iterator of record batches
    becomes an iterator of such; a column of strings (an array, or a series that has `to_arrow`) becomes an array of
    `RESULT`. Engines run one task a core, therefore a call uses one thread. `config` is pickled with all its files,
    so that workers need none.
    """
    if isinstance(config, Mapping):
        config = Config.from_dict(config)
    linter = _linter(config)

    def results(data: Any) -> pa.Table:
        return pa.table(linter.lint_many(data, text=text, threads=threads, **fields))

    if isinstance(batches, (pa.RecordBatch, pa.Table)):
        return _beside(batches, results(batches))
    if isinstance(batches, (pa.Array, pa.ChunkedArray)) or hasattr(batches, "to_arrow"):
        array = batches.to_arrow() if hasattr(batches, "to_arrow") else batches
        found = results(array).to_struct_array()
        return found.combine_chunks() if found.num_chunks != 1 else found.chunk(0)
    if isinstance(batches, Iterable):
        return (_beside(batch, results(batch)) for batch in batches)
    raise TypeError(f"lint_batches takes batches or columns of Arrow data, not {type(batches).__name__}")


def _beside(batch: Any, found: pa.Table) -> Any:
    """A batch with the columns of what was found behind its own."""
    taken = set(batch.schema.names) & set(found.schema.names)
    if taken:
        raise ValueError(f"the data has a column `{sorted(taken)[0]}` already: rename it first")
    whole = isinstance(batch, pa.Table)
    found = found.combine_chunks()
    for name in found.schema.names:
        column = found.column(name)
        flat = column if whole else (column.chunk(0) if column.num_chunks else pa.array([], column.type))
        batch = batch.append_column(found.schema.field(name), flat)
    return batch
