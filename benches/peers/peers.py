"""draftlint beside proselint and codespell, in one process and on the same posts. `cargo xtask bench peers` runs it with
the file of posts, and reads what it prints: a JSON array with an object a peer."""

from __future__ import annotations

import json
import math
import os
import re
import sys
from argparse import Namespace
from collections.abc import Callable
from contextlib import redirect_stdout
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import thread_time

import codespell_lib
import draftlint
from codespell_lib import _codespell as codespell
from codespell_lib._spellchecker import build_dict
from proselint.checks import __register__
from proselint.registry import CheckRegistry
from proselint.tools import LintFile

# Whether anything is found in a text.
Flags = Callable[[str], bool]


def of_draftlint() -> Flags:
    """All rules; the findings are asked for, because they are made objects of Python only then."""
    lint = draftlint.Linter().lint
    return lambda text: bool(lint(text).findings)


def of_proselint() -> Flags:
    """The checks that it runs by default."""
    CheckRegistry().register_many(__register__)
    return lambda text: bool(LintFile("post", text).lint())


def of_codespell() -> Flags:
    """The function that its command runs on the lines of a file, with the dictionaries of that command. What it prints is
    thrown away."""
    misspellings: dict = {}
    data = Path(codespell_lib.__file__).parent / "data"
    for name in ("dictionary.txt", "dictionary_rare.txt"):
        build_dict(str(data / name), misspellings, set())
    colors = codespell.TermColors()
    colors.disable()
    words, links = re.compile(codespell.word_regex_def), re.compile(codespell.uri_regex_def)
    options = Namespace(ignore_sic=False, interactive=0, write_changes=False, quiet_level=0, stdin_single_line=True)

    def flags(text: str) -> bool:
        lines = (False, 0, text.splitlines(keepends=True))
        none: set[str] = set()
        bad, _, _ = codespell.parse_lines(
            lines, "-", colors, None, misspellings, none, none, words, None, links, none, None, options
        )
        return bad > 0

    return flags


def seconds(flags: Flags, posts: list[str], calls: int) -> float:
    """Processor seconds of a pass over the posts, the mean of so many."""
    start = thread_time()
    for _ in range(calls):
        for post in posts:
            flags(post)
    return (thread_time() - start) / calls


def measure(peer: Flags, own: Flags, posts: list[str], given: dict) -> dict:
    """A peer and draftlint in turns, so that a change of the machine's pace meets both alike."""
    # Some load what they need with the first post.
    peer(posts[0])
    start = thread_time()
    flagged = []
    for post in posts:
        flagged.append(peer(post))
        if thread_time() - start > given["limit"]:
            break
    posts = posts[: len(flagged)]
    both = [(flags, math.ceil(given["chunk"] / seconds(flags, posts, 1))) for flags in (peer, own)]
    # The first round warms up.
    rounds = [[seconds(flags, posts, calls) for flags, calls in both] for _ in range(given["passes"] + 1)][1:]
    micros, own_micros = (median(times) * 1e6 / len(posts) for times in zip(*rounds))
    return {"posts": len(posts), "flagged": sum(flagged), "micros": micros, "own": own_micros}


def main() -> None:
    """Measures and prints."""
    given = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    own = of_draftlint()
    found = []
    with open(os.devnull, "w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
        for name, flags in (("draftlint", own), ("proselint", of_proselint()), ("codespell", of_codespell())):
            lines = [measure(flags, own, posts, given) for posts in given["sets"]]
            found.append({"name": name, "version": version(name), "lines": lines})
    print(json.dumps(found))


if __name__ == "__main__":
    main()
