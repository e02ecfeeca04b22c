"""The web service, the hook, the documentation."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import draftlint
import draftlint._draftlint
import pytest
from fastapi.testclient import TestClient

sys.dont_write_bytecode = True


@pytest.fixture
def client(root: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.syspath_prepend(str(root / "examples/python"))
    import fastapi_app

    return TestClient(fastapi_app.app)


def test_the_service_takes_a_good_post(client: TestClient) -> None:
    answer = client.post("/posts", json={"text": "We resole boots. Bring them in wet.", "network": "bluesky"})
    assert answer.status_code == 201
    assert answer.json()["verdict"] == "pass"


def test_the_service_answers_a_bad_post_with_its_findings(client: TestClient) -> None:
    answer = client.post("/posts", json={"text": "🎉 Hi {{first_name}}, big news!", "network": "x"})
    assert answer.status_code == 422
    first: dict[str, Any] = answer.json()["detail"][0]
    assert first["type"] == "residue/merge-tag" and first["loc"] == ["body", "text"]
    assert first["ctx"]["start"] == 5 and "not filled in" in first["msg"]


def test_the_service_refuses_what_is_no_post(client: TestClient) -> None:
    assert client.post("/posts", json={"network": "x"}).status_code == 422
    answer = client.post("/posts", json={"text": "Hello.", "scheduled_at": "soon"})
    assert answer.status_code == 422 and "scheduled_at" in answer.json()["detail"][0]["msg"]


def test_the_example_runs(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(root / "examples/python/lint.py")], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert "residue/merge-tag" in done.stdout


def test_the_examples_in_docstrings() -> None:
    names = {**vars(draftlint), "draftlint": draftlint}
    assert doctest.testmod(draftlint, extraglobs=names).failed == 0
    stub = Path(draftlint.__file__).with_name("_draftlint.pyi").read_text(encoding="utf-8")
    parsed = doctest.DocTestParser().get_doctest(stub, names, "_draftlint.pyi", None, 0)
    assert parsed.examples and doctest.DocTestRunner().run(parsed).failed == 0


@pytest.mark.parametrize("page", ["README.md", "bindings/python/README.md"])
def test_the_examples_in_readmes(page: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "draftlint.toml").write_text('edition = "2026"\n')
    text = (root / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", text, re.M | re.S)
    assert blocks
    names: dict[str, Any] = {}
    for block in blocks:
        exec(compile(block, page, "exec"), names)


def test_both_builds_agree(root: Path) -> None:
    """A clone can be installed from its root, as pre-commit does, and from bindings/python."""
    own = (root / "bindings/python/pyproject.toml").read_text(encoding="utf-8")
    top = (root / "pyproject.toml").read_text(encoding="utf-8")
    for line in ('name = "draftlint"', 'draftlint = "draftlint._cli:main"', 'module-name = "draftlint._draftlint"'):
        assert line in own and line in top


def test_the_hook_runs_a_command_that_exists(root: Path) -> None:
    hook = (root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    entry = re.search(r"entry: (.*)", hook)
    assert entry is not None and "id: draftlint" in hook and "language: python" in hook
    command = [str(Path(sys.executable).parent / "draftlint"), *entry[1].split()[1:]]
    bad = root / "examples/drafts/launch.md"
    assert subprocess.run([*command, bad], capture_output=True, check=False).returncode == 1
    good = next((root / "examples/drafts/good").iterdir())
    assert subprocess.run([*command, good], capture_output=True, check=False).returncode == 0
