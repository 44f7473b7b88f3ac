"""The rules of phrase files, held against every entry: a phrase is tested by its own examples.

In an example, ‹…› marks a mention: `‹陈存根›在致辞中表示`. Its kind is that of the slot it fills; where that leaves a
doubt, the kind is written behind a bar: `‹人民网|机构›`. No phrase of its entry matches a line under `not`; what a
phrase would match wrongly stands under `except`, itself a list of phrases.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import yaml

from kg.lexicon import compose, expanded, frozen, load, word_files
from kg.model import Kind, LexiconError, Mention, OrganizationRole, PersonRole
from kg.pattern import Shadow, compile_phrases, slot_kinds
from kg.text import Span, narrow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from enum import StrEnum

    from kg.pattern import Phrases

KIND_NAMES: Mapping[str, Kind] = {
    "人物": Kind.PERSON,
    "机构": Kind.ORGANIZATION,
    "地点": Kind.PLACE,
    "活动": Kind.EVENT,
    "举措": Kind.INITIATIVE,
    "职衔": Kind.TITLE,
    "日期": Kind.DATE,
}
# Files whose entries are the values of a closed list; entries with `broader` refine one of them.
VALUES: Mapping[str, type[StrEnum]] = {
    "person_roles": PersonRole,
    "organization_roles": OrganizationRole,
}
_MARKED = re.compile(r"‹([^‹›|]+)(?:\|([^‹›]+))?›")
_MOST_MARKS = 8


@dataclass(frozen=True, slots=True)
class Problem:
    """A rule of word files that an entry breaks."""

    file: str
    entry: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}.yaml, line {self.line}, entry {self.entry}: {self.reason}."


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry with phrases, each line of it with its number."""

    file: str
    name: str
    line: int
    phrases: tuple[tuple[int, str], ...]  # with its named lists of words written out
    exceptions: tuple[tuple[int, str], ...]
    examples: tuple[tuple[int, str], ...]
    counter_examples: tuple[tuple[int, str], ...]

    def problem(self, line: int, reason: str) -> Problem:
        """A problem at a line of this entry."""
        return Problem(self.file, self.name, line, reason)


def check() -> list[Problem]:
    """What is wrong in the word files, in their order; nothing, where all is well."""
    problems: list[Problem] = []
    for name in (file.name.removesuffix(".yaml") for file in word_files() if file.name.endswith(".yaml")):
        try:
            load(name)
            entries = list(entries_of(compose(name), name))
        except LexiconError as error:
            problems.append(Problem(name, "(all)", 1, str(error).rstrip(".")))
            continue
        problems += _name_problems(name)
        problems += _repeated_phrases(entries)
        for entry in entries:
            problems += entry_problems(entry)
    return problems


def entry_problems(entry: Entry) -> list[Problem]:
    """Phrases without an example, examples without a phrase, counter-examples that match."""
    try:
        exceptions = {entry.name: [phrase for _, phrase in entry.exceptions]}
        compiled = {
            phrase: (line, compile_phrases({entry.name: [phrase]}, exceptions)) for line, phrase in entry.phrases
        }
    except LexiconError as error:
        return [entry.problem(entry.line, str(error).rstrip("."))]

    def matching(example: str) -> list[str]:
        return [phrase for phrase, (_, phrases) in compiled.items() if is_match(phrases, phrase, example)]

    shown = {phrase for _, example in entry.examples for phrase in matching(example)}
    return [
        *(
            entry.problem(line, f"no example shows the phrase “{phrase}”; add one")
            for phrase, (line, _) in compiled.items()
            if phrase not in shown
        ),
        *(
            entry.problem(line, f"no phrase matches the example “{example}”; mend it or add a phrase")
            for line, example in entry.examples
            if not matching(example)
        ),
        *(
            entry.problem(line, f"the phrase “{phrase}” matches the counter-example “{example}”")
            for line, example in entry.counter_examples
            for phrase in matching(example)
        ),
    ]


def is_match(phrases: Phrases, phrase: str, example: str) -> bool:
    """Whether a phrase matches a marked example, with the marks of the kinds that its slots ask for."""
    return any(any(phrases.find(shadow)) for shadow in shadows(example, slot_kinds(phrase)))


def shadows(example: str, kinds: Iterable[Kind]) -> Iterator[Shadow]:
    """The example folded in every way that gives each mark one of these kinds, or the kind written behind it."""
    text, mentions = "", []
    position = 0
    for mark in _MARKED.finditer(example):
        text += example[position : mark.start()]
        mentions.append((Span(len(text), len(text) + len(mark[1])), mark[1], mark[2]))
        text += mark[1]
        position = mark.end()
    text = narrow(text + example[position:])
    free = sorted(kinds)
    choices = [[KIND_NAMES[kind]] if kind else free for _, _, kind in mentions[:_MOST_MARKS]]
    for chosen in product(*choices):
        paired = zip(mentions, chosen, strict=False)
        yield Shadow(text, [Mention(kind, span, surface, "example") for (span, surface, _), kind in paired])


def _name_problems(file: str) -> Iterator[Problem]:
    """Entries that are no value of the closed list behind the file, and values without an entry."""
    if file not in VALUES:
        return
    values = {str(value) for value in VALUES[file]}
    entries = {name: entry for name, entry in load(file).items() if name != "words"}
    for name, entry in entries.items():
        if name not in values and entry.get("broader") not in values:
            yield Problem(file, name, 1, f"it is none of {', '.join(sorted(values))} and names none as `broader`")
    for missing in sorted(values - set(entries)):
        yield Problem(file, missing, 1, "the entry is missing")


def _repeated_phrases(entries: Iterable[Entry]) -> Iterator[Problem]:
    known: dict[str, str] = {}
    for entry in entries:
        for line, phrase in entry.phrases:
            if phrase in known:
                yield entry.problem(line, f"the phrase “{phrase}” stands in the entry {known[phrase]} too")
            known.setdefault(phrase, entry.name)


def entries_of(node: yaml.Node, file: str) -> Iterator[Entry]:
    """The entries with phrases of a word file."""
    fields = _fields(node)
    shared = frozen(fields["words"], file) if "words" in fields else {}
    for name, child in fields.items():
        parts = _fields(child)
        if "phrases" in parts:
            words = {**shared, **(frozen(parts["words"], file) if "words" in parts else {})}
            lines = {part: _lines(parts.get(part), file) for part in ("phrases", "except", "examples", "not")}
            for part in ("phrases", "except"):
                lines[part] = tuple((line, expanded(phrase, words)) for line, phrase in lines[part])
            yield Entry(file, name, child.start_mark.line + 1, *lines.values())


def _fields(node: yaml.Node) -> dict[str, yaml.Node]:
    return {key.value: value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}


def _lines(node: yaml.Node | None, file: str) -> tuple[tuple[int, str], ...]:
    if not isinstance(node, yaml.SequenceNode):
        return ()
    return tuple((child.start_mark.line + 1, frozen(child, file)) for child in node.value)
