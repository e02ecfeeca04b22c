"""`python -m draftlint`."""

from ._cli import main

if __name__ == "__main__":
    main()
