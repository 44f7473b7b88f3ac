"""The verb by which people judge facts: sample."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kg.commands.group import STORE, line
from kg.model import FACT_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.judgements import Judgement
    from kg.sampling import Drawn

_FILE: Final = click.Path(path_type=Path)
_QUIT: Final = ("quit", "q")


@click.command()
@click.argument("number", type=click.IntRange(1), required=False, metavar="[N]")
@click.option("--kind", type=click.Choice(list(FACT_KINDS)), help="Only facts of this kind.")
@click.option("--seed", type=int, help="Draw the same facts again.")
@click.option("-o", "--csv", "output", type=_FILE, help="Write the facts to a file to fill in, instead of asking.")
@click.option("--judged", type=_FILE, help="Read such a file back, filled in.")
@STORE
def sample(
    number: int | None, kind: str | None, seed: int | None, output: Path | None, judged: Path | None, store: Path
) -> None:
    """Draw N facts of the graph for you to judge, and say how many are right, with the interval of that share."""
    from kg.judgements import log_beside, read_judgements
    from kg.sampling import draw, write_sheet
    from kg.store import Store

    if (number is None) == (judged is None):
        raise click.UsageError("give the number of facts to draw, or --judged FILE to read what you filled in")
    with Store(store, read_only=True) as graph:
        if judged is not None:
            _conclude(read_judgements(judged), log_beside(store))
            return
        seed = _seed() if seed is None else seed
        facts = draw(graph, number or 0, kind, seed)
    if output is not None:
        write_sheet(facts, output)
        click.echo(line(f"{len(facts)} facts written to {output} (seed {seed}); fill in the column judgement"))
        click.echo(line(f"with right, wrong or unsure, then run `kg sample --judged {output}`"))
        return
    _conclude(list(_asked(facts)), log_beside(store))
    click.echo(f"seed {seed}")


def _seed() -> int:
    """Another one each time."""
    from secrets import randbelow

    return randbelow(1_000_000)


def _conclude(judgements: Sequence[Judgement], log: Path) -> None:
    """Keep what was said, and say what it comes to."""
    from kg.judgements import append_judgements, precision

    append_judgements(log, judgements, date.today().isoformat())
    click.echo(str(precision(judgements)))
    if judgements:
        click.echo(line(f"kept in {log}"))


def _asked(facts: Sequence[Drawn]) -> Iterator[Judgement]:
    """What the person at the terminal says of each fact; ends where they quit or the input ends."""
    from kg.judgements import ANSWERS

    for place, drawn in enumerate(facts, start=1):
        _show(drawn, f"{place} of {len(facts)}")
        try:
            answer = click.prompt(
                "right, wrong, unsure (r, w, u), or quit",
                type=click.Choice([*ANSWERS, *_QUIT], case_sensitive=False),
                show_choices=False,
            )
        except click.Abort:
            click.echo()
            return
        if answer in _QUIT:
            return
        yield drawn.judgement._replace(judgement=ANSWERS[answer])


def _show(drawn: Drawn, place: str) -> None:
    """A fact with its sentence, in which its characters stand out."""
    from rich.console import Console
    from rich.text import Text

    told = drawn.judgement
    console = Console(highlight=False)
    console.print()
    about = " · ".join(filter(None, (place, drawn.headline, told.article)))
    console.print(Text(about, "dim"))
    console.print(Text.assemble(drawn.before, ("【", "dim"), (drawn.words, "reverse"), ("】", "dim"), drawn.after))
    about = f" {told.fact} · {told.rule} · confidence {told.confidence} · {drawn.id}"
    console.print(Text(told.says, "bold"), Text(about, "dim"))
