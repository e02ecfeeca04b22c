"""The examples in examples/batch, on small data: each engine gives what single lints give."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def have(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


@pytest.mark.parametrize("engine", ["polars", "duckdb", "daft", "spark"])
def test_example(engine: str, root: Path) -> None:
    if not have({"spark": "pyspark"}.get(engine, engine)):
        pytest.skip(f"{engine} is not installed")
    if engine == "spark" and not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        pytest.skip("Spark needs Java, and there is none")
    # Each in a process of its own: the engines bring runtimes that do not end.
    done = run(engine, root)
    if done.returncode < 0:
        # Killed by a signal: once in some 25 runs Daft dies while it ends, after its result. Twice is no chance.
        done = run(engine, root)
    assert done.returncode == 0, done.stderr
    # All count the same posts.
    lines = dict(line.split(": ") for line in done.stdout.splitlines()[:3])
    assert lines == wanted(root), done.stdout


def run(engine: str, root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(root / f"examples/batch/with_{engine}.py"), "2000"],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


def wanted(root: Path) -> dict[str, str]:
    from draftlint import Linter

    sys.path.insert(0, str(root / "examples/batch"))
    from posts import generate

    verdicts = [report.verdict for report in Linter().lint_many(generate(2000))]
    return {verdict: str(verdicts.count(verdict)) for verdict in ("block", "pass", "warn")}
