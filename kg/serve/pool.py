"""A pool of warm workers for jobs that may cost much.

A job that takes longer than `patience` counts as long: it moves to one of a few places for long jobs, at a low
priority, and a fresh worker takes its place; where these places are taken it ends, since others wait. So whoever asks
costly questions fills the long places, and no others.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, Final

from kg.serve.messages import End, Job, Outcome
from kg.serve.settings import MEGABYTE
from kg.serve.workers import Worker, WorkerError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    from kg.serve.settings import Settings

_LOG: Final = logging.getLogger("kg.serve")
_TICK: Final = 0.1  # seconds between two looks at what a running job costs
_PAGE: Final = 10.0  # seconds that a page may take
_UPKEEP: Final = 5.0  # seconds between two looks at whether the index is as new as the graph
_INDEXING: Final = 1024  # megabytes that making the index may take at least
_AGAIN: Final = 1.0  # seconds until a worker that did not start is tried again
_LOST: Final = "this needs more memory, or is nested more deeply, than a question may be; ask for less at a time"
_SLOW: Final = "this takes longer than the {:g} seconds that a question may take; ask for less at a time"
_CROWDED: Final = "this takes long, and as many long questions as may be are being answered; ask again later"
_FULL: Final = "too many questions are waiting to be answered; ask again in a moment"
_FAULT: Final = "the question could not be answered, by a fault of ours; please report it"
_STOPPING: Final = "the server is being stopped"
_GONE: Final = "nobody waits for the answer any more"


class Pool:
    """Some warm workers, and a bounded number of jobs that wait for them."""

    def __init__(self, settings: Settings, *, workers: int, seconds: float, patience: float, long: int) -> None:
        self._settings, self._limits, self._workers = settings, settings.limits, workers
        self._seconds, self._patience = seconds, patience
        self._idle: asyncio.Queue[Worker] = asyncio.Queue()
        self._all: set[Worker] = set()
        self._tasks: set[asyncio.Task[None]] = set()  # of workers that come and go
        self._is_open = True
        self._long_places = long
        self._waiting = 0
        self.ends_at = inf

    def end_soon(self, seconds: float) -> None:
        """Let jobs that run have so long from now, and no longer."""
        self.ends_at = monotonic() + seconds

    async def open(self) -> None:
        """Start the workers; WorkerError where they cannot."""
        await asyncio.gather(*(self._start() for _ in range(self._workers)))

    async def close(self) -> None:
        """End all workers, and wait until they have."""
        self._is_open = False
        for worker in self._all:
            worker.kill()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(worker.gone() for worker in self._all))

    async def run(self, job: Job, is_gone: Callable[[], Awaitable[bool]]) -> Outcome:
        """What comes of a job, within its limits; `is_gone` says whether nobody waits for it any more."""
        worker = await self._next()
        if worker is None:
            return Outcome(End.BUSY, text=_FULL)
        running = _Running(self, worker, self._seconds, self._patience, self._limits.memory * MEGABYTE)
        try:
            return await running.outcome(job, is_gone)
        finally:
            if not running.is_finished:
                worker.kill()
            self._give_back(worker, is_spare=running.is_long)

    async def _next(self) -> Worker | None:
        """A worker that has nothing to do; None where there are too many who wait, or for too long."""
        if self._waiting >= self._limits.waiting:
            return None
        self._waiting += 1
        try:
            async with asyncio.timeout(self._limits.wait):
                while (worker := await self._idle.get()).has_died:
                    self._in_time(self._bury(worker))
                    self.replace()
                return worker
        except TimeoutError:
            return None
        finally:
            self._waiting -= 1

    def _give_back(self, worker: Worker, *, is_spare: bool) -> None:
        """Let a worker be asked again, or a new one come in its place, unless its place is taken already."""
        self._long_places += is_spare
        if is_spare or worker.is_ended:
            self._in_time(self._bury(worker))
            if not is_spare:
                self.replace()
        else:
            self._idle.put_nowait(worker)

    def take_long_place(self) -> bool:
        """Let a running job be a long one; False where there are as many as may be."""
        if not self._long_places:
            return False
        self._long_places -= 1
        self.replace()
        return True

    def replace(self) -> None:
        """Let a new worker come, in its own time."""
        self._in_time(self._keep_starting())

    def _in_time(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _keep_starting(self) -> None:
        while self._is_open:
            try:
                await self._start()
            except WorkerError as error:
                if self._is_open:
                    _LOG.warning("%s", error)
                    await asyncio.sleep(_AGAIN)
            else:
                return

    async def _start(self) -> None:
        worker = await Worker.spawn(self._settings)
        self._all.add(worker)
        try:
            if not self._is_open:
                raise WorkerError("the server is being stopped")
            await worker.ready()
        except WorkerError:
            await self._bury(worker)
            raise
        self._idle.put_nowait(worker)

    async def _bury(self, worker: Worker) -> None:
        worker.kill()
        await worker.gone()
        self._all.discard(worker)


def pools_of(settings: Settings) -> dict[str, Pool]:
    """Pools for queries that anybody writes, for pages, which no query holds up, and for one who minds the index."""
    limits = settings.limits
    roomy = replace(settings, limits=replace(limits, memory=max(limits.memory, _INDEXING)))
    return {
        "queries": Pool(
            settings, workers=limits.workers, seconds=limits.seconds, patience=limits.patience, long=limits.long
        ),
        "pages": Pool(settings, workers=limits.workers, seconds=_PAGE, patience=_PAGE, long=0),
        "upkeep": Pool(roomy, workers=1, seconds=inf, patience=inf, long=0),
    }


async def mind_the_index(pool: Pool) -> None:
    """Bring the index of names and texts to where the graph is, now and whenever that has changed. Never ends."""
    pool.replace()  # its one worker
    while True:
        outcome = await pool.run(Job("refresh"), _never)
        if outcome.end not in (End.DONE, End.BUSY):
            _LOG.warning("the index for searches could not be made: %s", outcome.text)
        await asyncio.sleep(_UPKEEP)


async def _never() -> bool:
    return False


class _Running:
    """A job while it runs."""

    def __init__(self, pool: Pool, worker: Worker, seconds: float, patience: float, memory: int) -> None:
        self._pool, self._worker = pool, worker
        self._seconds, self._patience, self._memory = seconds, patience, memory
        self.is_long = self.is_finished = False

    async def outcome(self, job: Job, is_gone: Callable[[], Awaitable[bool]]) -> Outcome:
        """The answer, or why the worker was ended before it came."""
        began, most = monotonic(), self._worker.memory() + self._memory
        answer = self._worker.ask(job)
        try:
            while not (await asyncio.wait({answer}, timeout=_TICK))[0]:
                if why := self._over(monotonic() - began, most):
                    return why
                if await is_gone():
                    return Outcome(End.TOO_LONG, text=_GONE)
            self.is_finished = True
            return answer.result()
        except (asyncio.IncompleteReadError, ConnectionError):
            self.is_finished = False
            return (
                Outcome(End.TOO_LARGE, text=_LOST)
                if await self._worker.gone() < 0
                else Outcome(End.FAILED, text=_FAULT)
            )
        finally:
            answer.cancel()

    def _over(self, spent: float, most: int) -> Outcome | None:
        """Which limit a job has crossed."""
        if monotonic() > self._pool.ends_at:
            return Outcome(End.BUSY, text=_STOPPING)
        if spent > self._seconds:
            return Outcome(End.TOO_LONG, text=_SLOW.format(self._seconds))
        if self._worker.memory() > most:
            return Outcome(End.TOO_LARGE, text=_LOST)
        if not self.is_long and spent > self._patience:
            self.is_long = self._pool.take_long_place()
            if not self.is_long:
                return Outcome(End.BUSY, text=_CROWDED)
            self._worker.step_back()
        return None
