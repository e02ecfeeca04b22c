"""Many drafts that are no table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sized
from itertools import islice
from typing import Any

from ._draftlint import Linter, Report

#: Enough to keep every core busy, and few enough that the first reports come soon.
CHUNK = 2048


def chunks(
    linter: Linter,
    drafts: Iterable[Any],
    threads: int | None,
    progress: Callable[[int, int | None], object] | None,
    fields: dict[str, Any] | None,
) -> Iterator[Report]:
    """The reports of drafts, in order; read and linted a chunk at a time."""
    total = len(drafts) if isinstance(drafts, Sized) else None
    rest, done = iter(drafts), 0
    while chunk := list(islice(rest, CHUNK)):
        reports = linter._lint_chunk(chunk, done, threads, fields)
        done += len(chunk)
        if progress is not None:
            progress(done, total)
        yield from reports
