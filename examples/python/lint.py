"""One draft: what is found, where, and what to write instead."""

from __future__ import annotations

from draftlint import Draft, Linter

linter = Linter({"rules": {"promo": "warning"}, "brand": {"name": "Acme"}})
draft = Draft(
    "Hi {{first_name}}, big news! 🎉 The first mug out of the kiln\u200b leaks, and we know why.",
    network="linkedin",
    media=[{"kind": "image", "alt": "Ana holds a blue mug, glaze still wet"}],
    scheduled_at="2026-05-04T10:00[Europe/London]",
)
report = linter.lint(draft)

print(report)
for finding in report.findings:
    for place in finding.locations:
        text = getattr(draft, place.field)
        print(f"{finding.rule}: {text[place.start:place.end]!r}")
print("with safe fixes:", report.fixed().body)
print("mend first:", ", ".join(report.next_best_fix))
