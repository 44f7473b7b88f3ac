"""The templates of pages. Whatever comes from articles is escaped; none of them holds a script."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from jinja2 import Environment


EXPLORER: Final = Path(__file__).resolve().parents[1] / "explorer"  # its files, where it was built


def has_explorer() -> bool:
    """Whether the explorer was built into this package."""
    return (EXPLORER / "index.html").is_file()


def render(template: str, **values: object) -> str:
    """A page, or a part of one, out of a template."""
    page: str = environment().get_template(template).render(values)
    return page


@cache
def environment() -> Environment:
    """The templates of this folder, each escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(Path(__file__).parent / "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)


def escaped(text: Any) -> str:
    """Text as HTML."""
    from markupsafe import escape

    return str(escape(text))
