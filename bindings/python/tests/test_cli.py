"""The command `draftlint` of the package is the binary's."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


def run(command: list[str], cwd: Path) -> tuple[int, bytes, bytes]:
    done = subprocess.run(command, cwd=cwd, capture_output=True, stdin=subprocess.DEVNULL, check=False)
    return done.returncode, done.stdout, done.stderr


def script() -> str:
    return str(Path(sys.executable).parent / ("draftlint.exe" if os.name == "nt" else "draftlint"))


@pytest.mark.parametrize(
    "args",
    [
        ["check", "examples/drafts"],
        ["check", "examples/drafts/good", "--format", "json"],
        ["check", "examples/agency", "--format", "csv"],
        ["explain", "bait/tag"],
        ["--help"],
        ["--version"],
        ["chekc"],
        ["check", "no-such-file.md"],
    ],
    ids=" ".join,
)
def test_same_bytes_and_status_as_the_binary(args: list[str], root: Path) -> None:
    binary = os.environ.get("DRAFTLINT_BINARY")
    if not binary:
        pytest.skip("DRAFTLINT_BINARY names no binary to compare with")
    if "check" in args:
        args = [*args, "--now", "2026-05-04T10:00Z"]
    assert run([script(), *args], root) == run([binary, *args], root)


def test_exit_status(root: Path) -> None:
    assert run([script(), "check", "examples/drafts/launch.md"], root)[0] == 1
    assert run([script(), "check", "examples/drafts/good"], root)[0] == 0
    assert run([script(), "check", "no-such-file.md"], root)[0] == 2
    assert run([sys.executable, "-m", "draftlint", "--version"], root)[1].startswith(b"draftlint ")
