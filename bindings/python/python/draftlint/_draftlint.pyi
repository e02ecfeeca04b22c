"""The part of the package that is written in Rust."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from os import PathLike
from typing import Any, Protocol, final, overload

from typing_extensions import CapsuleType, Self, Unpack

from ._audit import Audit
from ._report import Finding, Rule, Skipped, Verdict
from ._rules import Concern, RuleId
from .types import Account, ActiveEvent, Allow, Approval, Author, Community, ContextFields, DraftFields, Embargo
from .types import Event, Goal, Hold, Kind, LinkStatus, Media, Offer, Parent

__all__ = [
    "Results",
    "Config",
    "Context",
    "Draft",
    "Thread",
    "History",
    "Linter",
    "lint",
    "audit",
    "Report",
    "_main",
    "_restore",
    "_panic",
    "__version__",
]

__version__: str

class _ArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...

class _ArrowArray(Protocol):
    def __arrow_c_array__(self, requested_schema: Any = None) -> Any: ...

def lint(draft: str | Mapping[str, Any] | Draft | Thread, **fields: Unpack[DraftFields]) -> Report:
    """Lints a draft with the built-in rules: a string, a dict, a `Draft` or a `Thread`. Keywords are fields of the
    draft or of its context.

    >>> lint("Hi {{first_name}}, big news!", network="x").verdict
    'block'

    """

def audit(posts: History | Iterable[str | Mapping[str, Any] | Draft]) -> Audit:
    """Audits posts with the built-in rules: what a whole calendar or export shows, by principle.

    A post is a string, a `Draft`, or a dict with the keys of a draft and its context and `at` (or `time`),
    `in_reply_to`, `label`, `reply_to_followers`, `thread`, `campaign`.
    """

@final
class History:
    """The posts of one or more accounts, read by `Linter.history` and in order of time. It cannot be pickled: read the
    posts again where they are needed.
    """

    def __len__(self) -> int: ...

@final
class Draft:
    """A post that is not published yet.

    `body` is its text; everything else is optional and given by name. What is known around it (who wrote it,
    when it goes out, who approved it …) may stand beside the draft's own fields or in a `Context`. What is not
    told is not guessed: rules that need it are skipped, and the report lists them.
    """

    def __new__(cls, body: str = "", **fields: Unpack[DraftFields]) -> Self: ...
    @property
    def id(self) -> str | None: ...
    @property
    def body(self) -> str: ...
    @property
    def title(self) -> str | None: ...
    @property
    def network(self) -> str | None: ...
    @property
    def kind(self) -> Kind | None: ...
    @property
    def language(self) -> str | None: ...
    @property
    def link(self) -> str | None: ...
    @property
    def content_warning(self) -> str | None: ...
    @property
    def media(self) -> tuple[Media, ...] | None: ...
    @property
    def allow(self) -> tuple[Allow, ...]: ...
    @property
    def context(self) -> Context | None:
        """What is known around the draft, where anything is."""

    @property
    def content_hash(self) -> str:
        """The hash of what would be published, as approvals record it."""

    def replace(self, **changes: Any) -> Draft:
        """The same with some fields changed."""

    def to_dict(self) -> dict[str, Any]:
        """What was told, as a dict that can be read back."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Context:
    """What is known around a draft: who wrote it, for which account, who approved it, when it goes out."""

    def __new__(cls, **fields: Unpack[ContextFields]) -> Self: ...
    @property
    def author(self) -> Author | None: ...
    @property
    def account(self) -> Account | None: ...
    @property
    def brand(self) -> str | None: ...
    @property
    def community(self) -> Community | None: ...
    @property
    def approvals(self) -> tuple[Approval, ...] | None: ...
    @property
    def scheduled_at(self) -> str | None: ...
    @property
    def created_at(self) -> str | None: ...
    @property
    def now(self) -> str | None: ...
    @property
    def event(self) -> Event | None: ...
    @property
    def offer(self) -> Offer | None: ...
    @property
    def holds(self) -> tuple[Hold, ...] | None: ...
    @property
    def active_events(self) -> tuple[ActiveEvent, ...] | None: ...
    @property
    def essential(self) -> bool: ...
    @property
    def evergreen(self) -> bool: ...
    @property
    def immediate(self) -> bool: ...
    @property
    def embargoes(self) -> tuple[Embargo, ...] | None: ...
    @property
    def owner(self) -> str | None: ...
    @property
    def links(self) -> tuple[LinkStatus, ...] | None: ...
    @property
    def goal(self) -> Goal | None: ...
    @property
    def paid_label(self) -> bool | None: ...
    @property
    def parent(self) -> Parent | None: ...
    @property
    def ai_generated(self) -> bool | None: ...
    def replace(self, **changes: Any) -> Context:
        """The same with some fields changed."""

    def to_dict(self) -> dict[str, Any]:
        """What was told, as a dict that can be read back."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Thread:
    """Several posts that are read one after the other."""

    def __new__(cls, posts: Iterable[str | Mapping[str, Any] | Draft], *, id: str | None = None) -> Self: ...
    @property
    def id(self) -> str | None: ...
    @property
    def posts(self) -> tuple[Draft, ...]:
        """The posts, in order."""

    def __len__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Config:
    """A configuration that was read without a fault."""

    @staticmethod
    def from_toml(text: str, *, name: str = "draftlint.toml") -> Config:
        """Reads the text of a `draftlint.toml`. `name` is shown in faults; files that it names are found from there.

        Raises `DraftlintError` with every fault, its line and its remedy.
        """

    @staticmethod
    def from_path(path: str | PathLike[str]) -> Config:
        """Reads a file, and the files that it names."""

    @staticmethod
    def from_dict(config: Mapping[str, Any]) -> Config:
        """Reads a dict with the keys of a `draftlint.toml`."""

    @property
    def layers(self) -> dict[str, dict[str, Any]]:
        """What was read, as one dict a layer, by the layer's name."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Linter:
    """A configuration, compiled once and shared by all threads.

    `config` is a `Config`, a dict with the keys of a `draftlint.toml`, or the path of one.
    """

    def __new__(cls, config: Config | Mapping[str, Any] | str | PathLike[str] | None = None) -> Self: ...
    def lint(
        self,
        draft: str | Mapping[str, Any] | Draft | Thread,
        *,
        history: History | None = None,
        **fields: Unpack[DraftFields],
    ) -> Report:
        """Lints a draft or a thread, beside what its account published and plans where a `history` is given. Keywords
        are fields of the draft or of its context.
        """

    def history(
        self,
        posts: Iterable[str | Mapping[str, Any] | Draft],
        *,
        threads: int | None = None,
        progress: Callable[[int, int | None], object] | None = None,
    ) -> History:
        """Reads posts on all cores, whatever their order; see `audit` for what a post may be."""

    def audit(self, posts: History | Iterable[str | Mapping[str, Any] | Draft]) -> Audit:
        """Audits posts, or a history that this linter read: what a whole calendar or export shows, by principle."""

    @overload
    def lint_many(
        self,
        drafts: _ArrowStream | _ArrowArray,
        *,
        text: str | None = None,
        threads: int | None = None,
        progress: Callable[[int, int], object] | None = None,
        **fields: Unpack[DraftFields],
    ) -> Results:
        """Lints the posts of a table, or of a column of strings, on all cores.

        Anything that offers Arrow data will do: a table of pyarrow, polars, pandas or duckdb. The text is read where
        it is. It stands in the column that `text` names, else in `text` or `body`; the columns `title`, `network`,
        `language`, `link` and `content_warning` are read where they are there, and no others. Keywords are fields of
        every draft. `progress` is called with the number of posts that are done and the number of all.
        """

    @overload
    def lint_many(
        self,
        drafts: Iterable[str | Mapping[str, Any] | Draft | Thread],
        *,
        text: None = None,
        threads: int | None = None,
        progress: Callable[[int, int | None], object] | None = None,
        **fields: Unpack[DraftFields],
    ) -> Iterator[Report]:
        """Lints drafts on all cores, a chunk at a time, and returns their reports in order."""

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule, sorted by id, with its severity under this configuration."""

    @property
    def config(self) -> Config | None:
        """The configuration; None for the built-in rules as they are."""

    def _lint_chunk(
        self,
        drafts: list[Any],
        first: int,
        threads: int | None,
        fields: dict[str, Any] | None,
    ) -> list[Report]: ...
    def _seconds(self, texts: list[str]) -> float: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Report:
    """The result of linting a draft or a thread."""

    @property
    def verdict(self) -> Verdict:
        """`pass`, `warn` or `block`."""

    @property
    def score(self) -> int:
        """From 0 to 100, within the band of the verdict; 100 means that nothing was found."""

    @property
    def raw(self) -> int:
        """The points left of 100 before the band of the verdict is applied."""

    @property
    def concerns(self) -> dict[Concern, int]:
        """The score of each concern."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, errors first, then in order of place; those that somebody accepted are marked."""

    @property
    def strengths(self) -> tuple[Finding, ...]:
        """What the draft does well. Never scored."""

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """The rules that could not run, with what they need."""

    @property
    def reasons(self) -> tuple[RuleId | str, ...]:
        """The rules that decide the verdict, most costly first."""

    @property
    def next_best_fix(self) -> tuple[RuleId | str, ...]:
        """The rules to mend first."""

    @property
    def coverage(self) -> float:
        """The share of the enabled rules that ran, from 0 to 1."""

    @property
    def notices(self) -> tuple[str, ...]:
        """Remarks on the check itself, such as an unknown network."""

    @property
    def facts(self) -> dict[str, float]:
        """What was measured on the text."""

    @property
    def id(self) -> str | None:
        """The draft's id, where it has one."""

    @property
    def network(self) -> str | None:
        """The network it was checked for."""

    @property
    def brand(self) -> str | None:
        """The brand that the draft speaks for."""

    @property
    def language(self) -> str:
        """The language, told or guessed."""

    @property
    def now(self) -> str | None:
        """The time of the check, where the draft told one."""

    @property
    def edition(self) -> str:
        """The edition of the rule set."""

    @property
    def posts(self) -> tuple[Draft, ...]:
        """What was linted: one draft, or the posts of a thread."""

    def fixed(self, post: int = 0, *, unsafe: bool = False) -> Draft:
        """A post with fixes applied: those that cannot change the meaning, or with `unsafe=True` all."""

    def masked(self, post: int = 0) -> Draft:
        """A post with keys, card numbers and the like replaced by `•`, character by character: for showing it."""

    def to_dict(self) -> dict[str, Any]:
        """The report as `draftlint check --format json` has it, with offsets in code points."""

    def to_json(self) -> str:
        """The same as JSON text."""

    def _repr_html_(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Results:
    """What `Linter.lint_many` found in a table: a row a post, to be read by anything that takes Arrow data, such as
    `pyarrow.table(results)`, `polars.DataFrame(results)` or a query of duckdb.

    The columns are `verdict`, `score`, `errors`, `warnings`, `infos` and `findings`, a list of structs with `rule`,
    `severity`, `message`, `field`, `start`, `end` (in code points), `points` and `suppressed`. They are null where the
    row had no text.
    """

    def __arrow_c_stream__(self, requested_schema: Any = None) -> CapsuleType: ...
    def __arrow_c_schema__(self) -> CapsuleType: ...
    def __len__(self) -> int: ...

def _main(args: list[str]) -> int: ...
def _restore(kind: str, state: str) -> Any: ...
def _panic() -> None: ...
