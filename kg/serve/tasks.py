"""What a worker can be asked to do, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.serve import exploration
from kg.serve.querying import answer_sparql
from kg.serve.reconciliation import extend, flyout, preview, propose, reconcile, reconcile_one, suggest
from kg.serve.showing import show_thing

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.serve.messages import Outcome

TASKS: Final[dict[str, Callable[..., Outcome]]] = {
    "sparql": answer_sparql,
    "thing": show_thing,
    "reconcile": reconcile,
    "reconcile-one": reconcile_one,
    "suggest": suggest,
    "flyout": flyout,
    "preview": preview,
    "propose": propose,
    "extend": extend,
    "api-overview": exploration.overview,
    "api-search": exploration.search,
    "api-things": exploration.things,
    "api-neighbourhood": exploration.neighbourhood,
    "api-evidence": exploration.evidence,
    "api-ask": exploration.ask,
    "search-page": exploration.search_page,
    "refresh": exploration.refresh,
}
