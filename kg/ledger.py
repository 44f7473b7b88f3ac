"""Lists that people decide and keep: a YAML file of entries, one below the other, under version control if they like.

entries(path)         the entries, each with its line; none where there is no file
append(path, entry)   one more at the end, in place of others if so told; comments and the order of the rest stay
remove(path, number)  all but one
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kg.model import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import yaml

_DEEPEST: Final = 4


class Entry(NamedTuple):
    """An entry of a list: lists and mappings of strings, whatever YAML would make of them."""

    line: int
    fields: dict[str, Any]


def entries(path: Path) -> list[Entry]:
    """The entries of a file in their order. Raises StoreError with file and line where it is no list of entries."""
    text = _text(path)
    return _parsed(text, path) if text else []


def append(path: Path, entry: dict[str, Any], opening: str = "", instead_of: Iterable[int] = ()) -> None:
    """Put an entry at the end of a file, in place of those of these numbers, all of it or nothing. Raises StoreError.

    The file is made with an opening comment where it is missing.
    """
    text = _text(path)
    for number in sorted(instead_of, reverse=True):
        text = _without(text, number, path)
    before = [one.fields for one in _parsed(text, path)] if text else []
    kept = text.rstrip("\n") + "\n\n" if text else opening + "\n"
    replace(path, _meaning(kept + _dumped([entry]), [*before, entry], path))


def remove(path: Path, number: int) -> None:
    """Take an entry out of a file, the comments around it left alone. Raises StoreError."""
    replace(path, _without(_text(path), number, path))


def _without(text: str, number: int, path: Path) -> str:
    """The text of a file without one of its entries."""
    found = _parsed(text, path)
    lines = text.splitlines(keepends=True)
    start = found[number].line - 1
    end = found[number + 1].line - 1 if number + 1 < len(found) else len(lines)
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    while start > 0 and not lines[start - 1].strip():
        start -= 1
    rest = [one.fields for at, one in enumerate(found) if at != number]
    return _meaning("".join(lines[:start] + lines[end:]), rest, path)


def _meaning(text: str, expected: list[dict[str, Any]], path: Path) -> str:
    """A text if it means these entries, or where somebody's layout does not allow it the entries alone."""
    try:
        means = [one.fields for one in _parsed(text, path)] == expected
    except StoreError:
        means = False
    return text if means else _dumped(expected)


def replace(path: Path, text: str) -> None:
    """Write a file whole or not at all. Raises StoreError where it cannot be written."""
    path = path.resolve()
    draft = path.with_name(f".{path.name[:40]}.{os.getpid()}.part")
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        raise StoreError(f"{path} cannot be written ({error.strerror}); give a file in a folder of yours") from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError:
        raise StoreError(f"{path} is no text in UTF-8; save it as UTF-8") from None


def _parsed(text: str, path: Path) -> list[Entry]:
    import yaml

    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise StoreError(f"{path}, line {line}: this is not YAML ({error.problem}); mend it there") from None
    except yaml.YAMLError as error:
        raise StoreError(f"{path} is not YAML ({' '.join(str(error).split())}); mend it") from None
    if node is None:
        return []
    if not isinstance(node, yaml.SequenceNode):
        raise StoreError(f"{path}, line {node.start_mark.line + 1}: expected a list of entries, each after “- ”")
    return [_entry(child, path) for child in node.value]


def _entry(node: yaml.Node, path: Path) -> Entry:
    line = node.start_mark.line + 1
    fields = _plain(node, f"{path}, line {line}")
    if not isinstance(fields, dict):
        raise StoreError(f"{path}, line {line}: expected an entry, lines such as “because: …”")
    return Entry(line, fields)


def _plain(node: yaml.Node, place: str, depth: int = 0) -> Any:
    """Strings, lists and mappings as they stand: 2024-11 is no date and no number."""
    import yaml

    if depth > _DEEPEST:
        raise StoreError(f"{place}: lists within lists within lists; write it as `kg` does")
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value, place, depth + 1) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, place, depth + 1) for child in node.value]
    return str(node.value)


def _dumped(found: list[dict[str, Any]]) -> str:
    import yaml

    return "\n".join(
        yaml.safe_dump([one], allow_unicode=True, sort_keys=False, width=110, default_flow_style=False) for one in found
    )
