"""Drafts, configurations, reports: what they take, refuse, show and keep."""

from __future__ import annotations

import copy
import datetime
import json
import pickle
import re
from pathlib import Path
from typing import Any

import draftlint
import pytest
from draftlint import Config, Context, Draft, DraftlintError, Linter, Thread, types

TAG = "Hi {{first_name}}, big news!"
FULL: dict[str, Any] = {
    "network": "x",
    "title": "A title",
    "media": [{"kind": "image", "alt": "Ana holds a blue mug"}],
    "allow": [{"rule": "bait/tag", "reason": "agreed"}],
    "scheduled_at": "2026-05-04T10:00[Europe/London]",
    "account": "@acme",
    "essential": True,
}


def test_lint_takes_strings_dicts_drafts_and_threads() -> None:
    for draft in (TAG, {"text": TAG}, {"body": TAG}, Draft(TAG), Thread([TAG, "Another one."])):
        assert draftlint.lint(draft).findings[0].rule == "residue/merge-tag"
    assert draftlint.lint(TAG, network="x").network == "x"
    assert draftlint.lint(Draft(TAG, network="x"), network="bluesky").network == "bluesky"


def test_a_draft_is_read_by_attribute() -> None:
    draft = Draft(TAG, **FULL)
    assert (draft.body, draft.network, draft.title) == (TAG, "x", "A title")
    assert draft.media == ({"kind": "image", "alt": "Ana holds a blue mug"},)
    context = draft.context
    assert context is not None and context.account == {"handle": "acme"}
    assert context.essential is True and context.evergreen is False
    assert context.scheduled_at == "2026-05-04T10:00[Europe/London]"
    assert Draft(TAG).allow == () and Draft(TAG).context is None and Draft(TAG).media is None
    assert Draft(TAG, context=context) == Draft(TAG, context={"brand": "b"}).replace(context=context.to_dict())
    assert draft.replace(network="bluesky", title=None).to_dict()["network"] == "bluesky"
    assert draft.replace(title=None).title is None


def test_datetimes_and_missing_values_are_read() -> None:
    at = datetime.datetime(2026, 5, 4, 10, 0, tzinfo=datetime.timezone.utc)
    assert Context(scheduled_at=at).scheduled_at == "2026-05-04T10:00:00+00:00"
    row: Any = {"body": "x", "title": float("nan"), "link": None}
    assert Draft(**row).to_dict() == {"body": "x"}


@pytest.mark.parametrize(
    "thing",
    [
        Draft(TAG, **FULL),
        Context(brand="acme", essential=True),
        Thread([TAG, {"text": "Another one.", "network": "x"}], id="t"),
        Config.from_toml('[rules]\n"bait/tag" = "off"'),
        Linter({"rules": {"bait": "error"}}),
        Linter(),
        draftlint.lint(TAG, network="x"),
        draftlint.lint(Thread([TAG, "Another one."])),
        draftlint.lint(TAG).findings[0],
    ],
    ids=lambda thing: type(thing).__name__,
)
def test_things_are_frozen_hashable_and_picklable(thing: Any) -> None:
    again = pickle.loads(pickle.dumps(thing))
    assert again == thing and hash(again) == hash(thing) and repr(again) == repr(thing)
    assert copy.deepcopy(thing) == thing
    assert thing != "something else"
    with pytest.raises(AttributeError):
        thing.body = "changed"


def test_a_pickled_report_still_answers() -> None:
    text = "Hi  there\u200b, read #thisisalongtag now. Key: AKIA2X7QJ5LM4RPT6WZC"
    report = draftlint.lint(text, network="x")
    again = pickle.loads(pickle.dumps(report))
    assert again.findings == report.findings and again.verdict == report.verdict and again.score == report.score
    assert again.fixed() == report.fixed() and again.fixed(unsafe=True) == report.fixed(unsafe=True)
    assert again.masked() == report.masked() and again.to_dict() == report.to_dict()
    assert pickle.loads(pickle.dumps(again)) == report


def test_a_pickled_configuration_needs_no_files(tmp_path: Path) -> None:
    (tmp_path / "rules/brand").mkdir(parents=True)
    (tmp_path / "base.toml").write_text('[rules]\npromo = "error"\n')
    (tmp_path / "rules/brand/no-fruit.toml").write_text(
        'message = "we sell no `{match}`"\n[group.fruit]\nany = ["(mango|mangoes)"]\n'
    )
    path = tmp_path / "draftlint.toml"
    path.write_text('extends = ["./base.toml"]\nrule-paths = ["rules"]\n')
    linter = Linter(path)
    kept = pickle.dumps(linter)
    for file in (path, tmp_path / "base.toml", tmp_path / "rules/brand/no-fruit.toml"):
        file.unlink()
    report = pickle.loads(kept).lint("Fresh mangoes from Monday!")
    assert "brand/no-fruit" in {finding.rule for finding in report.findings}


def test_misspelt_keywords_are_refused_by_name() -> None:
    for call in (
        lambda: draftlint.lint(TAG, netwrok="x"),  # type: ignore[call-arg]
        lambda: Draft(TAG, netwrok="x"),  # type: ignore[call-arg]
        lambda: Draft(TAG).replace(netwrok="x"),
    ):
        with pytest.raises(TypeError, match="'netwrok'.*did you mean `network`"):
            call()
    with pytest.raises(TypeError, match="'brnad'.*did you mean `brand`"):
        Context(brnad="acme")  # type: ignore[call-arg]
    with pytest.raises(DraftlintError, match="unknown key `netwrok`\n.*`network`") as caught:
        draftlint.lint({"text": TAG, "netwrok": "x"})
    assert caught.value.faults[0].help == "did you mean `network`?"
    with pytest.raises(DraftlintError, match="`scheduled_at` cannot be read"):
        Draft(TAG, scheduled_at="soon")
    with pytest.raises(TypeError, match="a draft is a str, a dict or a Draft, not int"):
        draftlint.lint(3)  # type: ignore[arg-type]


def test_faults_of_a_configuration_have_a_place_and_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(DraftlintError) as caught:
        Config.from_toml('edition = "2026"\n[ruels]\n"bait/tag" = "off"\n', name="my.toml")
    fault = caught.value.faults[0]
    assert (fault.path, fault.line, fault.column) == ("my.toml", 2, 2)
    assert "ruels" in fault.message and "rules" in fault.help
    assert isinstance(caught.value, ValueError) and "my.toml:2:2: " in str(caught.value)
    assert pickle.loads(pickle.dumps(caught.value)).faults == caught.value.faults
    with pytest.raises(DraftlintError) as caught:
        Linter({"rules": {"bait/tga": "off"}})
    assert "bait/tag" in str(caught.value)
    with pytest.raises(DraftlintError, match="no such file"):
        Linter(tmp_path / "none.toml")
    with pytest.raises(DraftlintError, match=r"Config\.from_toml"):
        Linter('[rules]\n"bait/tag" = "off"')


def test_a_configuration_is_a_toml_text_a_path_or_a_dict(tmp_path: Path) -> None:
    text = '[rules]\n"residue/merge-tag" = "off"\n'
    path = tmp_path / "draftlint.toml"
    path.write_text(text)
    for config in (Config.from_toml(text), path, str(path), {"rules": {"residue/merge-tag": "off"}}):
        assert "residue/merge-tag" not in {finding.rule for finding in Linter(config).lint(TAG).findings}
    assert list(Config.from_path(path).layers.values()) == [{"rules": {"residue/merge-tag": "off"}}]


def test_a_panic_is_an_ordinary_exception() -> None:
    from draftlint._draftlint import _panic

    with pytest.raises(RuntimeError, match="bug.*asked for"):
        _panic()


def test_an_object_that_holds_itself_is_refused() -> None:
    ring: dict[str, Any] = {}
    ring["brand"] = ring
    with pytest.raises(ValueError, match="holds itself"):
        Linter(ring)


def test_fixes_and_json() -> None:
    report = draftlint.lint(TAG, network="x")
    assert json.loads(report.to_json()) == report.to_dict()
    assert report.to_dict()["offsets"] == "code-point"
    assert report.fixed().network == "x"
    with pytest.raises(IndexError):
        report.fixed(1)
    hidden = draftlint.lint("Do\u200bors open at nine.")
    assert hidden.fixed().body == "Doors open at nine."


def test_rules_are_listed_with_their_severity() -> None:
    rules = {rule.id: rule for rule in Linter({"rules": {"bait/tag": "error", "promo": "off"}}).rules}
    assert rules["bait/tag"].severity == "error"
    assert rules["residue/merge-tag"].severity == "error"
    assert all(rule.severity is None for rule in rules.values() if rule.category == "promo")


def test_the_names_of_rules_are_those_of_the_linter() -> None:
    from typing import get_args

    assert set(get_args(draftlint.RuleId)) == {rule.id for rule in Linter().rules}


def test_reports_read_well() -> None:
    report = draftlint.lint("Buy 5,000 real followers now!")
    finding = report.findings[0]
    assert str(report).splitlines()[0].startswith(report.verdict)
    assert finding.message in str(report) and str(finding.rule) in str(report)
    assert f"<Report {report.verdict}: {finding.severity} {finding.rule}" in repr(report)
    assert repr(Draft("x" * 100, network="x")) == f"Draft('{'x' * 59}…', network='x')"
    assert repr(Thread(["a"], id="t")) == "Thread([Draft('a')], id='t')"


def test_html_escapes_marks_and_masks() -> None:
    secret = "AKIA2X7QJ5LM4RPT6WZC"
    text = f"<script>alert(1)</script> & {TAG} {secret}"
    report = draftlint.lint({"body": text, "title": "<b>bold</b>", "network": "<i>"})
    page = report._repr_html_()
    assert "<script" not in page and "<b>bold" not in page and "<i>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Hi " in page
    assert re.search(r'<mark class="error" title="[^"]+">\{\{first_name\}\}</mark>', page)
    assert secret not in page and secret not in str(report) and secret not in repr(report)
    assert "•" in page
    # Every tag is closed.
    opened = re.findall(r"<(/?)(div|pre|mark|ul|li|small|b|code|style)\b", page)
    depth: list[str] = []
    for end, name in opened:
        if end:
            assert depth.pop() == name
        else:
            depth.append(name)
    assert not depth


@pytest.mark.parametrize(
    ("key", "shape"),
    [
        ("author", types.Author),
        ("event", types.Event),
        ("offer", types.Offer),
        ("parent", types.Parent),
        ("holds", types.Hold),
        ("active_events", types.ActiveEvent),
        ("embargoes", types.Embargo),
        ("links", types.LinkStatus),
        ("approvals", types.Approval),
        ("media", types.Media),
        ("allow", types.Allow),
    ],
)
def test_the_shapes_have_the_keys_that_rust_knows(key: str, shape: Any) -> None:
    wrong: Any = {"no_such_key": 1}
    if key in ("holds", "active_events", "embargoes", "links", "approvals", "media", "allow"):
        wrong = [wrong]
    with pytest.raises(DraftlintError) as caught:
        Draft("x", **{key: wrong})
    known = re.search("expected (?:one of )?(.*)", caught.value.faults[0].message)
    assert known is not None
    assert set(re.findall("`(.*?)`", known[1])) == set(shape.__annotations__)


def test_the_fields_have_the_names_that_rust_knows() -> None:
    drafts = {name for name in dir(Draft) if not name.startswith("_")}
    contexts = {name for name in dir(Context) if not name.startswith("_")}
    fields = set(types.DraftFields.__annotations__)
    assert set(types.ContextFields.__annotations__) == contexts - {"replace", "to_dict"}
    assert fields | {"body"} == (drafts | contexts) - {"replace", "to_dict", "content_hash"}
    for name in fields:
        field: Any = {name: None}
        assert Draft("x", **field) == Draft("x")
