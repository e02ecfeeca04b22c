"""What Python costs over Rust, in one process: `python bindings/python/bench.py`, with the package installed from a
release build. Every figure is the least of many short rounds, which a busy machine disturbs least."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
from draftlint import Linter

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "examples/batch"))
from posts import generate  # noqa: E402

ROUNDS = 400
LINTER = Linter()


def least(*takes: Callable[[], float]) -> list[float]:
    """The least of each measure, taken in turns so that all see the same machine."""
    rounds = [[take() for take in takes] for _ in range(ROUNDS)]
    return [min(column) for column in zip(*rounds)]


def calls(text: str, count: int) -> float:
    """The seconds of linting a text `count` times from Python."""
    lint = LINTER.lint
    start = time.perf_counter()
    for _ in range(count):
        lint(text)
    return time.perf_counter() - start


def loop(count: int) -> float:
    """The seconds of a loop that does nothing."""
    start = time.perf_counter()
    for _ in range(count):
        pass
    return time.perf_counter() - start


def column(texts: pa.Array) -> float:
    """The seconds of linting an Arrow column on one thread."""
    start = time.perf_counter()
    LINTER.lint_many(texts, threads=1)
    return time.perf_counter() - start


def imports() -> float:
    """The milliseconds of importing the package in a fresh interpreter."""
    code = "import time; t = time.perf_counter(); import draftlint; print((time.perf_counter() - t) * 1e3)"
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(25)]
    return min(float(run.stdout) for run in runs)


def main() -> None:
    """Measures and prints."""
    posts = generate(4000)
    clean = [post for post in posts if not LINTER.lint(post).findings]
    print(f"{len(posts)} posts of {sum(map(len, posts)) / len(posts):.0f} characters, {len(clean)} without findings")
    for text in sorted(clean, key=len)[:: len(clean) // 3]:
        count = 50
        python, empty, rust = least(
            lambda: calls(text, count), lambda: loop(count), lambda: LINTER._seconds([text] * count)
        )
        python, rust = (python - empty) / count * 1e6, rust / count * 1e6
        print(f"lint, {len(text):>3} characters: Rust {rust:6.2f} µs, Python {python:6.2f}, over it {python - rust:.2f}")
    for size in (200, 1000):
        texts = posts[:size]
        data = pa.array(texts)
        arrow, rust = least(lambda: column(data), lambda: LINTER._seconds(texts))
        print(f"lint_many, {size:>4} posts, one thread: {size / arrow:,.0f} posts a second, {rust / arrow:.3f} of Rust's")
    print(f"import: {imports():.1f} ms")


if __name__ == "__main__":
    main()
