"""Posts that are made up: most of them honest, some of them not, the same ones in every run."""

from __future__ import annotations

import random
import sys

OPENINGS = [
    "We moved the {thing} to {day} because of the rain.",
    "The {thing} is open again after {number} weeks of repairs.",
    "I spent {day} with the people who run the {thing}, and took notes.",
    "Nobody told me that a {thing} needs {number} hours to cool down.",
    "Our {thing} broke on {day}. Here is what we did, step by step.",
    "A neighbour asked how the {thing} works, so I drew it.",
    "{number} of you wrote about the {thing}. Thank you, we read every letter.",
    "What I would tell anyone who builds a {thing} for the first time:",
]
MIDDLES = [
    "The glaze cracked at the rim and we think it was the draught from the door.",
    "You can bring children, the path is flat and there is a tap half-way.",
    "It took longer than planned, and the second coat is still drying.",
    "We wrote down each price, so that you can compare them with last year's.",
    "The night bus stops at the corner, the last one leaves at ten past twelve.",
    "I was wrong about the wood: larch would have held, spruce did not.",
    "If you have an old map of the harbour, we would love to scan it.",
    "Half of the seats have no view of the stage and cost less for that.",
]
ENDINGS = [
    "Doors open at nine.",
    "Questions are welcome, I am here all evening.",
    "More pictures next week, when the scaffolding is down. #{tag}",
    "The whole text is at https://{tag}.example/notes",
    "See you there! 🎉",
    "",
]
FAULTY = [
    "Hi {{{{first_name}}}}, big news about the {thing}!",
    "Last chance to grab your {thing} before it's gone!!! 🔥🔥🔥",
    "Tag a friend who always forgets the {thing} 😂",
    "Buy {number},000 real followers now!",
    "Follow me and I follow back #f4f #follow4follow #{tag}",
]
THINGS = ["mill", "kiln", "ferry", "library", "workshop", "orchard", "tram", "choir", "bakery", "garden", "printer"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def generate(count: int) -> list[str]:
    """The first posts of the endless row of them; one in fifteen is faulty."""
    choose = random.Random(2026)
    posts = []
    for _ in range(count):
        thing = choose.choice(THINGS)
        fill = {"thing": thing, "tag": thing, "day": choose.choice(DAYS), "number": choose.randint(2, 90)}
        parts = [choose.choice(OPENINGS), *choose.sample(MIDDLES, choose.randint(0, 2)), choose.choice(ENDINGS)]
        if choose.random() < 1 / 15:
            parts[0] = choose.choice(FAULTY)
        posts.append(" ".join(parts).strip().format(**fill))
    return posts


def asked() -> int:
    """How many posts the command line asks for."""
    return int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000


def tell(verdicts: dict[str, int], seconds: float) -> None:
    """Prints how many posts got each verdict, and the rate."""
    for verdict in ("block", "pass", "warn"):
        print(f"{verdict}: {verdicts.get(verdict, 0)}")
    count = sum(verdicts.values())
    print(f"posts a second: {count / seconds:,.0f} ({count:,} in {seconds:.2f} s)")
