"""The words: YAML and CSV that an editor can extend, checked, frozen and kept on first use.

A word file holds mappings, lists and plain words; no regular expressions. Words are narrowed as the text is, so that
it does not matter which width an editor types.
"""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn

import yaml

from kg.model import LexiconError
from kg.text import narrow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from importlib.resources.abc import Traversable

_EXPRESSION = re.compile(r"\\|\(\?|\.[*+]|\[\^|\)[*+?]|\]\+|\{\d*,?\d*\}")
_SUFFIXES = (".yaml", ".csv", ".txt")


@cache
def load(name: str) -> Mapping[str, Any]:
    """The entries of `name`.yaml in the order of the file, mappings read-only and lists as tuples.

    Raises LexiconError with file, line and entry for a file that is missing or breaks the rules of word files.
    """
    root = frozen(compose(name), name)
    if not isinstance(root, MappingProxyType):
        raise LexiconError(f"{name}.yaml must hold entries, “name: …”, at its outermost level.")
    return root


def phrases(name: str, field: str = "phrases") -> dict[str, tuple[str, ...]]:
    """The phrases of each entry of `name`.yaml that has any, with its named lists of words written out.

    `words` of the file or of the entry names lists: where `words` holds `acts: [致辞, 讲话]`, `{acts}` in a phrase is
    `[致辞|讲话]`.
    """
    shared = load(name).get("words", {})
    return {
        key: tuple(expanded(phrase, {**shared, **entry.get("words", {})}) for phrase in entry[field])
        for key, entry in load(name).items()
        if field in entry
    }


def expanded(phrase: str, words: Mapping[str, Iterable[str]]) -> str:
    """The phrase with the named lists of words written out as alternatives."""
    for name, alternatives in words.items():
        phrase = phrase.replace(f"{{{name}}}", f"[{'|'.join(alternatives)}]")
    return phrase


@cache
def fingerprint() -> str:
    """SHA-256 over the names and contents of all word files, hexadecimal: it changes when any word does."""
    digest = sha256()
    for file in word_files():
        content = file.read_bytes()
        digest.update(f"{file.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def word_files() -> list[Traversable]:
    """All files of words by name, the tables too."""
    found = (file for file in files(__package__).iterdir() if file.name.endswith(_SUFFIXES))
    return sorted(found, key=lambda file: file.name)


def compose(name: str) -> yaml.Node:
    """The nodes of `name`.yaml, which know their lines. Raises LexiconError where it is no YAML."""
    try:
        text = (files(__package__) / f"{name}.yaml").read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except FileNotFoundError as error:
        raise LexiconError(f"There is no word file {name}.yaml; reinstall governance-kg.") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise LexiconError(f"{name}.yaml is not readable as YAML: {error}.") from error
    if node is None:
        raise LexiconError(f"{name}.yaml is empty.")
    return node


def frozen(node: yaml.Node, file: str, entry: str = "") -> Any:
    """What a node says, immutable and narrowed. Raises LexiconError for what a word file must not hold."""
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, file, entry)
    if isinstance(node, yaml.SequenceNode):
        return _sequence(node, file, entry)
    kind = node.tag.rpartition(":")[2]
    if kind in ("int", "bool", "null", "float"):
        return yaml.safe_load(node.value)
    if _EXPRESSION.search(node.value):
        _fail(file, node, entry, f"“{node.value}” looks like a regular expression; word files hold words and phrases")
    return narrow(node.value)


def _mapping(node: yaml.MappingNode, file: str, entry: str) -> Mapping[str, Any]:
    entries: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = frozen(key_node, file, entry)
        if not isinstance(key, str):
            _fail(file, key_node, entry, f"the name “{key_node.value}” must be a word; put it in quotation marks")
        if key in entries:
            _fail(file, key_node, entry, f"“{key}” stands here a second time")
        entries[key] = frozen(value_node, file, f"{entry}/{key}" if entry else key)
    return MappingProxyType(entries)


def _sequence(node: yaml.SequenceNode, file: str, entry: str) -> tuple[Any, ...]:
    values: list[Any] = []
    words: set[str] = set()
    for child in node.value:
        value = frozen(child, file, entry)
        if isinstance(value, str):
            if value in words:
                _fail(file, child, entry, f"“{value}” stands in this list a second time")
            words.add(value)
        values.append(value)
    return tuple(values)


def _fail(file: str, node: yaml.Node, entry: str, reason: str) -> NoReturn:
    raise LexiconError(f"{file}.yaml, line {node.start_mark.line + 1}, entry {entry or '(outermost)'}: {reason}.")
