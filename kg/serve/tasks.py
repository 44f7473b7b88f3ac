"""What a worker can be asked to do, by name. Each is imported when first asked for, so that workers start soon."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.serve.messages import Outcome

TASKS: Final = {
    "sparql": "querying.answer_sparql",
    "thing": "showing.show_thing",
    "search-page": "exploration.search_page",
    "api-overview": "exploration.overview",
    "api-search": "exploration.search",
    "api-things": "exploration.things",
    "api-neighbourhood": "exploration.neighbourhood",
    "api-evidence": "exploration.evidence",
    "api-ask": "exploration.ask",
    "refresh": "exploration.refresh",
    "reconcile": "reconciliation.reconcile",
    "reconcile-one": "reconciliation.reconcile_one",
    "suggest": "reconciliation.suggest",
    "flyout": "reconciliation.flyout",
    "preview": "reconciliation.preview",
    "propose": "reconciliation.propose",
    "extend": "reconciliation.extend",
}


@cache
def task(name: str) -> Callable[..., Outcome]:
    """The function of a name."""
    module, _, function = TASKS[name].rpartition(".")
    found: Callable[..., Outcome] = getattr(import_module(f"kg.serve.{module}"), function)
    return found
