"""What the documents say is so: commands run, outputs are those of now, links lead somewhere, versions agree."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

import kg
from kg.cli import cli
from kg.questions import load_question, names
from tests.readme import README, ROOT, blocks, examples, outcomes, renewed

TEXT = README.read_text(encoding="utf-8")
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
LINK = re.compile(r"\]\(([^)#\s]+)\)")


@pytest.mark.parametrize("number", range(len(examples(TEXT))), ids=[example.command for example in examples(TEXT)])
def test_a_command_of_the_readme_runs(number: int) -> None:
    outcome = outcomes()[number]
    assert (outcome.status, outcome.complaint) == (0, "")


def test_the_readme_shows_what_comes_out_now() -> None:
    assert renewed(TEXT) == TEXT, (
        "the output of commands has changed: run `python -m tests.readme`, and read what it wrote"
    )


def test_every_verb_is_in_the_readme() -> None:
    table = TEXT.partition("## The verbs")[2].partition("\n## ")[0]
    told = re.findall(r"^\| `kg (\w+)", table, re.MULTILINE)
    assert sorted(told) == sorted(cli.commands)


def test_every_option_that_the_readme_names_is_there() -> None:
    options = {option for command in cli.commands.values() for parameter in command.params for option in parameter.opts}
    questions = {f"--{parameter}" for name in names() for parameter in load_question(name).parameters}
    questions |= {"--help", "--PARAMETER"}
    assert set(re.findall(r"(?<![\w-])--[A-Za-z]+(?:-[A-Za-z]+)*", TEXT)) <= options | questions


@pytest.mark.parametrize("document", ["README.md", "CHANGELOG.md", "ontology/README.md"])
def test_links_lead_to_what_is_there(document: str) -> None:
    path = ROOT / document
    links = [link for link in LINK.findall(path.read_text(encoding="utf-8")) if "://" not in link]
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_the_picture_is_a_picture() -> None:
    assert (ROOT / "docs" / "view.png").read_bytes().startswith(b"\x89PNG\r\n\x1a\n")


def test_the_two_commands_are_those_of_the_makefile() -> None:
    (start,) = (block for _, block in blocks(TEXT, "sh") if "make" in block)
    targets = re.findall(r"^make (\w+)", start, re.MULTILINE)
    assert targets == ["demo", "test"]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)


def test_the_entry_of_words_is_like_the_one_in_its_file() -> None:
    ((file, shown),) = blocks(TEXT, "yaml")
    entries = yaml.safe_load((ROOT / file).read_text(encoding="utf-8"))
    for name, entry in yaml.safe_load(shown).items():
        assert entry["zh"] == entries[name]["zh"]
        for key in ("phrases", "examples", "not"):
            assert set(entry[key]) <= set(entries[name][key])
        for word, forms in entry["words"].items():
            assert set(forms) <= set(entries[name]["words"][word])


def test_the_citation_is_whole() -> None:
    assert CITATION["cff-version"] == "1.2.0"
    assert {"message", "title", "authors", "type", "license", "date-released"} <= CITATION.keys()
    assert all("name" in author or "family-names" in author for author in CITATION["authors"])
    assert date.fromisoformat(str(CITATION["date-released"]))


def test_one_version_everywhere() -> None:
    assert str(CITATION["version"]) == kg.__version__
    assert f"Version {kg.__version__}." in TEXT
    numbers = re.findall(r"^## \[(\d[^]]*)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert numbers[0] == kg.__version__


def test_the_documents_name_no_path_of_a_machine() -> None:
    for path in (README, ROOT / "CHANGELOG.md", ROOT / "CITATION.cff", *Path(ROOT / "docs").glob("*.md")):
        assert not re.search(r"(?<![\w.])/(?:home|root|work|tmp|Users)/", path.read_text(encoding="utf-8"))
