"""The shapes of the dicts that a draft holds. Times are RFC 9557 or RFC 3339 strings, local times, or datetimes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, TypedDict, Union

from ._rules import NetworkId, RuleId

if TYPE_CHECKING:
    from ._draftlint import Context

Kind = Literal["post", "reply", "quote", "comment", "thread-part", "article"]
Time = Union[str, date, datetime]


class Media(TypedDict, total=False):
    """One attachment."""

    kind: Literal["image", "gif", "chart", "video", "audio", "document"]
    #: The text alternative.
    alt: str
    #: The picture carries no meaning and needs no text.
    decorative: bool
    #: Captions or a transcript exist.
    captions: bool


class _AllowNeeds(TypedDict):
    rule: RuleId | str
    reason: str


class Allow(_AllowNeeds, total=False):
    """A finding that somebody accepted beforehand."""

    #: Only findings on this text.
    match: str
    #: The last day on which it is accepted.
    until: Time


class Author(TypedDict, total=False):
    """The writer of a draft."""

    #: A name or id, as approvals use it.
    id: str
    role: str
    #: What ties the writer to what the draft praises: `employee`, `founder`, `agency`, `family`, `paid`, `gifted`.
    relationship: str


class Account(TypedDict, total=False):
    """The account that publishes."""

    handle: str
    kind: Literal["brand", "personal", "shared"]
    language: str


#: What a community asks of posts. The keys have hyphens.
CommunityRules = TypedDict(
    "CommunityRules",
    {
        "promotion": Literal["none", "limited", "free"],
        "promotion-days": Sequence[str],
        "banned-domains": Sequence[str],
        "flairs": Sequence[str],
        "max-links": int,
        "min-member-days": int,
    },
    total=False,
)


class _CommunityNeeds(TypedDict):
    name: str


class Community(_CommunityNeeds, total=False):
    """A subreddit, a server, a forum."""

    rules: CommunityRules
    flair: str
    member_days: int
    #: A moderator who allowed the post.
    approved_by: str


class Accepted(TypedDict):
    """A finding that somebody accepted while approving."""

    rule: RuleId | str
    reason: str


class _ApprovalNeeds(TypedDict):
    by: str


class Approval(_ApprovalNeeds, total=False):
    """A record of who agreed to what."""

    role: str
    at: Time
    #: `Draft.content_hash` of what was approved.
    content_hash: str
    text: str
    accepted: Sequence[Accepted]


class Event(TypedDict, total=False):
    """An event that a draft invites to."""

    starts_at: Time
    ends_at: Time


class Offer(TypedDict, total=False):
    """An offer that a draft makes."""

    ends_at: Time
    stock: int
    #: As a post writes it, such as `$29`.
    price: str
    code: str


#: A stop on publishing, with the reason; `from` and `until` bound it.
Hold = TypedDict(
    "Hold",
    {"reason": str, "from": Time, "until": Time, "accounts": Sequence[str], "terms": Sequence[str]},
    total=False,
)


class ActiveEvent(TypedDict, total=False):
    """A grave event going on."""

    name: str
    terms: Sequence[str]
    until: Time


class Embargo(TypedDict, total=False):
    """Something that may not be told before a time."""

    name: str
    until: Time
    #: Words that speak of it; empty means that the whole draft does.
    terms: Sequence[str]


class _LinkNeeds(TypedDict):
    url: str


class LinkStatus(_LinkNeeds, total=False):
    """What a visit to a link showed."""

    status: int
    final_url: str
    #: What the page asks for before it shows anything: `account`, `email`, `phone`, `payment`, `trial`.
    asks_for: Sequence[str]
    goes_live: bool


#: What a post is to reach; `from` and `to` are the measure now and as it is to be.
Goal = TypedDict(
    "Goal",
    {"text": str, "audience": str, "measure": str, "from": float, "to": float, "by": Time},
    total=False,
)


class Parent(TypedDict, total=False):
    """The post that a draft answers or goes on from."""

    text: str
    at: Time
    own: bool
    answered: bool


class ContextFields(TypedDict, total=False):
    """The fields of a `Context`."""

    author: Author
    account: str | Account
    #: The id of the brand, as the configuration has it.
    brand: str
    community: str | Community
    approvals: Sequence[Approval]
    scheduled_at: Time
    created_at: Time
    #: The time of the check: the library reads no clock.
    now: Time
    event: Event
    offer: Offer
    holds: Sequence[Hold]
    active_events: Sequence[ActiveEvent]
    essential: bool
    evergreen: bool
    immediate: bool
    embargoes: Sequence[Embargo]
    owner: str
    links: Sequence[LinkStatus]
    goal: str | Goal
    paid_label: bool
    parent: Parent
    ai_generated: bool


class DraftFields(ContextFields, total=False):
    """The fields of a `Draft` beside its body; those of its context may stand among them."""

    id: str | int
    title: str
    network: NetworkId | str
    kind: Kind
    #: A BCP 47 tag; guessed where it is not told.
    language: str
    link: str
    content_warning: str
    #: What is attached; an empty list says that nothing is.
    media: Sequence[Media]
    context: Context | ContextFields
    allow: Sequence[Allow]
