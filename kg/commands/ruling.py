"""The verbs by which people settle who is who: identity same, different, undo, list, why, review."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kg.commands.group import CSV, JSON, STORE, line, warn
from kg.commands.identifying import identity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.identity.rulings import Ruling
    from kg.store import Store
    from kg.store.lookup import Seen

__all__ = ["BECAUSE", "WHO", "identity", "opened", "said_by"]  # the group, with these verbs in it
KINDS: Final = ("person", "organization", "place", "event", "initiative")
OPENING: Final = (
    "# Who is who, as people ruled: `kg identity same`, `different`, `undo`. Each thing is one of an article.\n"
)
BECAUSE: Final = click.option("--because", default="", metavar="TEXT", help="Why; kept with what you say.")
WHO: Final = click.option("--who", metavar="NAME", help="Who says so; your name on this computer without it.")
_RULINGS: Final = click.option(
    "--rulings", type=click.Path(path_type=Path, dir_okay=False), help="File of the rulings, from now on."
)
_KIND: Final = click.option("--kind", type=click.Choice(KINDS), help="What A and B are, where a name is several.")
_ANSWERS: Final = {"s": "same", "d": "different", "k": "skip", "q": "quit"}


@identity.command()
@click.argument("a")
@click.argument("b")
@BECAUSE
@WHO
@_KIND
@_RULINGS
@STORE
def same(a: str, b: str, because: str, who: str | None, kind: str | None, rulings: Path | None, store: Path) -> None:
    """Rule that A and B are one: IRIs or their ends, names that one thing has, or NAME@ARTICLE."""
    _rule("same", (a, b), because, who, kind, rulings, store)


@identity.command()
@click.argument("a")
@click.argument("b")
@BECAUSE
@WHO
@_KIND
@_RULINGS
@STORE
def different(
    a: str, b: str, because: str, who: str | None, kind: str | None, rulings: Path | None, store: Path
) -> None:
    """Rule that A and B are two; NAME@ARTICLE names the one of an article where the graph has both as one."""
    _rule("different", (a, b), because, who, kind, rulings, store)


def _rule(
    verdict: str,
    names: tuple[str, str],
    because: str,
    who: str | None,
    kind: str | None,
    rulings: Path | None,
    store: Path,
) -> None:
    from kg.model import Kind
    from kg.naming import sightings

    with opened(store, rulings) as graph:
        one, other = (sightings(graph, name, Kind(kind) if kind else None) for name in names)
        ruling = _keep(graph, verdict, one, other, because, who)
        click.echo(line(str(ruling)))
        click.echo(line(f"kept in {graph.files['rulings.yaml']}"))


def opened(store: Path, rulings: Path | None = None, corrections: Path | None = None) -> Store:
    """A store that is there, to be written."""
    from kg.store import Store

    Store(store, read_only=True).close()  # which says so where there is none, instead of making one
    return Store(store, rulings=rulings, corrections=corrections)


def said_by(who: str | None) -> str:
    """The name that was given, or that of the user of this computer."""
    from getpass import getuser

    if who is not None:
        return who
    try:
        return getuser()
    except (OSError, KeyError):  # a process without a user
        return ""


def _keep(
    graph: Store, verdict: str, one: Sequence[Seen], other: Sequence[Seen], because: str, who: str | None
) -> Ruling:
    """Put a ruling into the file and the graph, unless it conflicts or is there already."""
    from kg import ledger
    from kg.identity.rulings import Ruling, Verdict, entry_of, together
    from kg.naming import held_by

    ends = held_by(graph, one).anchor, held_by(graph, other).anchor
    ruling = Ruling(Verdict(verdict), *ends, because, said_by(who), date.today().isoformat())
    known = {(told.verdict, told.pair) for told in graph.rulings.all}
    if (ruling.verdict, ruling.pair) not in known:
        together([*graph.rulings.all, ruling])
        ledger.append(graph.files["rulings.yaml"], entry_of(ruling), OPENING)
        graph.adopt()
    return ruling


@identity.command()
@click.argument("number", type=click.IntRange(1), required=False)
@_RULINGS
@STORE
def undo(number: int | None, rulings: Path | None, store: Path) -> None:
    """Take back the last ruling, or the one of a NUMBER that `kg identity list` shows."""
    from kg import ledger
    from kg.model import RulingError

    with opened(store, rulings) as graph:
        told = graph.rulings.all
        if not told or (number or 1) > len(told):
            raise RulingError(f"there are {len(told)} rulings, none to take back; see `kg identity list`")
        at = (number or len(told)) - 1
        ledger.remove(graph.files["rulings.yaml"], at)
        graph.adopt()
        click.echo(line(f"taken back: {told[at]}"))


@identity.command("list")
@_RULINGS
@STORE
@JSON
@CSV
def list_rulings(rulings: Path | None, store: Path, form: str | None) -> None:
    """Show the rulings of the file with their numbers, and whether they are in force."""
    from kg.printing import Form, show
    from kg.store import Store

    with Store(store, read_only=True, rulings=rulings) as graph:
        told, docs = graph.decided.rulings().all, set(graph.docs())
        rows = [_row(str(number), ruling, _state(graph, ruling, docs)) for number, ruling in enumerate(told, start=1)]
        gone = (ruling for ruling in graph.rulings.all if ruling not in told)
        rows += [_row("", ruling, "not in the file; in force until the next `kg build`") for ruling in gone]
    show(("number", "ruling", "kind", "a", "b", "because", "who", "when", "state"), rows, Form(form or Form.TABLE))


def _row(number: str, ruling: Ruling, state: str) -> tuple[str, ...]:
    about = ruling.verdict.value, ruling.one.kind.value, str(ruling.one), str(ruling.other)
    return number, *about, ruling.because, ruling.who, ruling.when, state


def _state(graph: Store, ruling: Ruling, docs: set[str]) -> str:
    if ruling not in graph.rulings.all:
        return "waits for the next `kg build`"
    return "in force" if {ruling.one.doc, ruling.other.doc} <= docs else "waits for its articles"


@identity.command()
@click.argument("a")
@click.argument("b")
@_KIND
@STORE
@JSON
@CSV
def why(a: str, b: str, kind: str | None, store: Path, form: str | None) -> None:
    """Show what speaks for and against A and B being one, with its weight in bits, rulings first."""
    from kg.model import Kind
    from kg.naming import sightings
    from kg.printing import Form, show
    from kg.store import Store
    from kg.weighing import Scales, total

    with Store(store, read_only=True) as graph:
        one, other = (sightings(graph, name, Kind(kind) if kind else None) for name in (a, b))
        _same_kind(one, other)
        pieces = Scales(graph).weigh(one, other)
        rows = [(f"{piece.bits:+.1f}" if piece.bits is not None else "", piece.what, piece.detail) for piece in pieces]
        show(("bits", "evidence", "detail"), rows, Form(form or Form.TABLE), longest=None)
        if form is None:
            held = "one" if one[0].cluster == other[0].cluster else "two"
            click.echo(line(f"{total(pieces):+.1f} bits for one; the graph has them as {held}"))
            for seen in {one[0]: None, other[0]: None} if held == "one" else ():
                click.echo(line(f"{seen.anchor}: {seen.rule} {' '.join(seen.shared)}".rstrip()))


def _same_kind(one: Sequence[Seen], other: Sequence[Seen]) -> None:
    from kg.model import QueryError

    if one[0].kind != other[0].kind:
        raise QueryError(f"a {one[0].kind} and a {other[0].kind} are never one")


@identity.command()
@click.option("--most", type=click.IntRange(1), default=20, show_default=True, help="Pairs to show.")
@WHO
@_RULINGS
@STORE
def review(most: int, who: str | None, rulings: Path | None, store: Path) -> None:
    """Walk through pairs of one name that nothing decides, the most useful first: same, different, skip or quit."""
    from kg.weighing import Scales, undecided

    with opened(store, rulings) as graph:
        pairs = undecided(Scales(graph))
        click.echo(f"{len(pairs)} undecided pairs")
        for number, (_, one, other) in enumerate(pairs[:most], start=1):
            now = [graph.lookup.of(side[0].iri) for side in (one, other)]
            if not all(now) or now[0][0].cluster == now[1][0].cluster:
                continue  # settled by an answer to a pair before
            answer = _asked(graph, one, other, f"{number} of {min(len(pairs), most)}")
            if answer == "quit":
                return
            if answer != "skip":
                _answered(graph, answer, one, other, who)


def _answered(graph: Store, answer: str, one: Sequence[Seen], other: Sequence[Seen], who: str | None) -> None:
    from kg.model import RulingError

    try:
        click.echo(line(str(_keep(graph, answer, one, other, "", who))))
    except RulingError as error:
        warn(error)


def _asked(graph: Store, one: Sequence[Seen], other: Sequence[Seen], place: str) -> str:
    """What the person at the terminal says of a pair; quit where the input ends."""
    from kg.naming import described
    from kg.weighing import Scales, total

    pieces = Scales(graph).weigh(one, other)
    click.echo(line(f"\u3000{place} · {one[0].name} · {total(pieces):+.1f} bits for one"))
    for side in (one, other):
        click.echo(line(f"  {described(side)}"))
    for piece in pieces:
        click.echo(line(f"  {piece.bits or 0.0:+6.1f}  {piece.what}  {piece.detail}".rstrip()))
    try:
        answer = click.prompt(
            "same, different, skip or quit (s, d, k, q)",
            type=click.Choice([*_ANSWERS, *_ANSWERS.values()], case_sensitive=False),
            show_choices=False,
        )
    except click.Abort:
        click.echo()
        return "quit"
    return _ANSWERS.get(answer, answer)
