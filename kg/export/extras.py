"""Libraries that only some formats need, and that are installed apart."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from kg.model import KgError


def needed(library: str, form: str) -> Any:
    """A library of the extra `tables`; a KgError says how to install it where it is absent."""
    try:
        return import_module(library)
    except ImportError:
        name = library.partition(".")[0]
        raise KgError(
            f"the format {form} needs {name}, which is not installed: pip install 'governance-kg[tables]'"
        ) from None
