"""The command `draftlint`: the same as the binary."""

import signal
import sys
from typing import NoReturn

from ._draftlint import _main


def main() -> NoReturn:
    """Runs the command with the arguments of the process and ends it with the command's exit status."""
    # Rust code runs until it is done: Python's own handler would only be heard after that.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(_main(["draftlint", *sys.argv[1:]]))
