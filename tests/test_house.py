"""The house itself: a silent and light import, floors, one version, help at once."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import kg

ROOT = Path(__file__).resolve().parent.parent
HEAVY = (
    "jieba",
    "rdflib",
    "networkx",
    "pyvis",
    "pyoxigraph",
    "trafilatura",
    "opencc",
    "rich",
    "yaml",
    "lxml",
    "numpy",
    "tantivy",
    "rjieba",
)

WATCH = """
import sys
opened = []
def watch(event, arguments):
    code = (".py", ".pyc", ".so", ".pyd", "pyvenv.cfg")
    if event in ("open", "socket.connect") and not str(arguments[0]).endswith(code):
        opened.append((event, str(arguments[0])))
import os, importlib.metadata, importlib.resources, logging, encodings.utf_8
sys.addaudithook(watch)
{imports}
import logging
assert not logging.getLogger().handlers, "logging is configured"
assert not opened, opened
loaded = sorted(set({heavy!r}) & set(sys.modules))
assert not loaded, loaded
"""


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "imports",
    [
        "import kg",
        "import kg.model, kg.identity",
        "import kg.store",
        "import kg.pipeline",
        "import kg.cli",
        "import kg.fulltext",
    ],
)
def test_importing_is_silent_and_light(imports: str) -> None:
    heavy = [name for name in HEAVY if name != "yaml"] if "pipeline" in imports else HEAVY
    done = run(WATCH.format(imports=imports, heavy=tuple(heavy)))
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


def test_every_public_name_is_there() -> None:
    for name in kg.__all__:
        assert getattr(kg, name) is not None
        assert name in dir(kg)
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        kg.nothing_of_the_kind  # noqa: B018


def test_help_loads_nothing_that_takes_time() -> None:
    code = (
        "import sys; from kg.cli import cli; cli(['--help'], standalone_mode=False); "
        f"loaded = sorted(set({HEAVY!r}) & set(sys.modules)); assert not loaded, loaded"
    )
    done = run(code)
    assert done.returncode == 0, done.stderr
    assert "build" in done.stdout


def test_the_floors_hold() -> None:
    command = str(Path(sys.executable).with_name("lint-imports"))
    done = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_package_says_that_it_is_typed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert (ROOT / "kg" / "py.typed").is_file()
    assert project["tool"]["mypy"]["strict"] is True
