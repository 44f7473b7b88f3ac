"""The program of a worker: `python -m kg.serve.worker STORE MEGABYTES BASE`, jobs on the standard input.

It has no network, opens no file but those of the store and the package, and ends when the server is gone.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model import KgError, QueryError, StoreError
from kg.serve.confinement import end_with_the_server, leave_the_network, limit_memory
from kg.serve.messages import End, Job, Outcome, read, write
from kg.serve.site import Site
from kg.serve.tasks import task

if TYPE_CHECKING:
    from collections.abc import Sequence


def perform(site: Site, job: Job) -> Outcome:
    """What comes of a job; faults of the store and of what was asked are outcomes, too."""
    try:
        return _once(site, job)
    except (OSError, RuntimeError, StoreError):  # files went away under us: somebody wrote, so look again, once
        site.reopen()
        return _once(site, job)


def _once(site: Site, job: Job) -> Outcome:
    try:
        return task(job.task)(site, **job.arguments)
    except QueryError as error:
        return Outcome(End.MALFORMED, text=str(error))
    except MemoryError:
        return Outcome(End.TOO_LARGE, text="this needs more memory than a question may take; ask for less at a time")


def answered(site: Site, job: Job) -> Outcome:
    """What comes of a job, where even the second look may fail."""
    try:
        return perform(site, job)
    except (OSError, RuntimeError, KgError) as error:
        return Outcome(End.FAILED, text=f"the question could not be answered: {error}")


def main(arguments: Sequence[str]) -> None:
    """Open the store, say so, and do one job after the other."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints does not print among the answers
    folder, megabytes, base = arguments
    end_with_the_server()
    leave_the_network()
    site = Site(Path(folder), base)
    try:
        site.store()
    except KgError as error:
        write(out, Outcome(End.FAILED, text=str(error)))
        return
    limit_memory(int(megabytes))
    write(out, Outcome())
    while (job := read(sys.stdin.buffer, Job)) is not None:
        write(out, answered(site, job))


if __name__ == "__main__":
    main(sys.argv[1:])
