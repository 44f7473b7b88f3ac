"""Writes `exports/ontology.html`, the ontology for people to read, with pyLODE.

    python -m scripts.ontology_page

The same ontology gives the same bytes: nodes without a name are numbered by what is said of them, triples are sorted,
a second Python with a fixed order of sets draws the page, and the classes of a union are put in order, which pyLODE
takes from where they are in the memory. Its block for search engines is left out, since the
ontology itself is beside the page.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
PAGE: Final = ROOT / "exports" / "ontology.html"
_MACHINES: Final = re.compile(r'\s*<script id="schema\.org".*?</script>', re.DOTALL)
_CLASS: Final = r"<span>\s*<a [^>]*>[^<]*</a>\s*<sup[^>]*>[^<]*</sup>\s*</span>"
_OR: Final = re.compile(r'(\s*<span class="cardinality">or</span>\s*)')
_UNION: Final = re.compile(rf"{_CLASS}(?:{_OR.pattern.replace('(', '(?:', 1)}{_CLASS})+")
_DRAW: Final = "from scripts.ontology_page import drawn; import sys; sys.stdout.buffer.write(drawn().encode())"


def page() -> str:
    """The page, the same each time."""
    done = subprocess.run(  # noqa: S603 - this very script, in another Python
        [sys.executable, "-c", _DRAW],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "0"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def drawn() -> str:
    """What pyLODE makes of the ontology."""
    from pylode import OntPub
    from rdflib import Graph
    from rdflib.compare import to_canonical_graph

    ordered = Graph()
    for triple in sorted(to_canonical_graph(Graph().parse(ROOT / "ontology" / "kg.ttl"))):
        ordered.add(triple)
    html = str(OntPub(ontology=ordered, sort_subjects=True).make_html())
    lines = (line.rstrip() for line in _MACHINES.sub("", html).splitlines())
    return _UNION.sub(_in_order, "\n".join(lines) + "\n")


def _in_order(union: re.Match[str]) -> str:
    """The classes of a union, by name."""
    classes, between = _OR.split(union[0])[::2], _OR.split(union[0])[1]
    return between.join(sorted(classes))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
