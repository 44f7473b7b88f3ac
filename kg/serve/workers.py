"""A worker: a program of its own that reads the store, and can be stopped at any moment.

pyoxigraph cannot break a query off, so a query is only as safe as the program that runs it.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import psutil

from kg.serve.messages import End, Outcome, framed, receive

if TYPE_CHECKING:
    from kg.serve.messages import Job
    from kg.serve.settings import Settings

_START: Final = 60.0  # seconds that a worker may take to start
_LOW: Final = 10  # the priority of long jobs, as nice(1) counts
_UNSTARTED: Final = "a worker did not start; try `kg serve` again, and with more --memory"
_PACKAGE: Final = Path(__file__).resolve().parents[2]


class WorkerError(Exception):
    """A worker could not start; the message says why."""


class Worker:
    """One program, and the pipe to it."""

    def __init__(self, program: asyncio.subprocess.Process) -> None:
        self._program = program
        self._watched = psutil.Process(program.pid)
        self.is_ended = False

    @classmethod
    async def spawn(cls, settings: Settings) -> Worker:
        """A worker that is about to open the store; WorkerError where there is none."""
        paths = [str(_PACKAGE), *filter(None, [os.environ.get("PYTHONPATH")])]
        arguments = (str(settings.store), str(settings.limits.memory), settings.base)
        program = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "kg.serve.worker", *arguments),  # no file of the working directory counts
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={**os.environ, "RUST_BACKTRACE": "0", "PYTHONPATH": os.pathsep.join(paths)},
            start_new_session=True,  # Ctrl-C is for the server, which then stops its workers
        )
        try:
            return cls(program)
        except psutil.Error as error:
            raise WorkerError(_UNSTARTED) from error

    async def ready(self) -> None:
        """Wait until it can be asked; WorkerError where it cannot open the store."""
        try:
            told = await asyncio.wait_for(self._answer(), _START)
        except (TimeoutError, asyncio.IncompleteReadError) as error:
            raise WorkerError(_UNSTARTED) from error
        if told.end is not End.DONE:
            raise WorkerError(told.text)

    async def _answer(self) -> Outcome:
        stream = self._program.stdout
        if stream is None:
            raise asyncio.IncompleteReadError(b"", None)
        return await receive(stream, Outcome)

    def ask(self, job: Job) -> asyncio.Task[Outcome]:
        """What will come of a job; an IncompleteReadError where the worker dies of it."""
        if self._program.stdin is not None:
            self._program.stdin.write(framed(job))
        return asyncio.create_task(self._answer())

    def memory(self) -> int:
        """The bytes of memory that it holds now; 0 where it is gone."""
        with contextlib.suppress(psutil.Error):
            return int(self._watched.memory_info().rss)
        return 0

    def step_back(self) -> None:
        """Let others have the processor first."""
        with contextlib.suppress(psutil.Error, OSError, ValueError):
            self._watched.nice(_LOW)

    @property
    def has_died(self) -> bool:
        """Whether it ended by itself."""
        return self._program.returncode is not None

    def kill(self) -> None:
        """End it at once."""
        self.is_ended = True
        with contextlib.suppress(ProcessLookupError):
            self._program.kill()

    async def gone(self) -> int:
        """Wait until it has ended; the status it ended with, below zero where the system ended it."""
        return await self._program.wait()
