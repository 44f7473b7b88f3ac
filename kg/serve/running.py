"""Starting and stopping the server."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from typing import TYPE_CHECKING, Final

from kg.model import KgError
from kg.serve.pool import mind_the_index, pools_of
from kg.serve.workers import WorkerError
from kg.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import uvicorn

    from kg.serve.pool import Pool
    from kg.serve.settings import Settings

_MOMENT: Final = 1.0  # seconds that jobs have when the server stops, and
_FAREWELL: Final = 5  # their answers to be sent
_CONNECTIONS: Final = 512  # at a time; further ones are told to come again
_LOOK: Final = 0.1  # seconds between two looks at whether it is to stop
_BACKLOG: Final = 128


class ServeError(KgError):
    """The server cannot start; the message says why and what to do."""


def run(settings: Settings, say: Callable[[str], None]) -> None:
    """Serve until somebody stops it (Ctrl-C or SIGTERM). `say` gets the line that tells where.

    StoreError where there is no graph, ServeError where the address is taken or a worker cannot start.
    """
    with Store(settings.store, read_only=True) as store:
        _ = store.dataset
    listener = _listen(settings.host, settings.port)
    with listener:
        host, port = listener.getsockname()[:2]
        asyncio.run(_serve(settings, listener, lambda: say(_told(settings, host, port))))


def _told(settings: Settings, host: str, port: int) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"{settings.store} is served at http://{shown}:{port}/ (Ctrl-C stops it)"


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens; ServeError where that cannot be."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise ServeError(f"there is no address {host!r} to listen at ({error}); give another --host") from error
    if os.name == "posix":  # elsewhere it would let two servers share a port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        why = error.strerror or error
        raise ServeError(
            f"port {port} of {host} cannot be had ({why}); stop what uses it, or give another --port"
        ) from error
    return listener


async def _serve(settings: Settings, listener: socket.socket, say: Callable[[], None]) -> None:
    import uvicorn

    from kg.serve.application import application

    pools = pools_of(settings)
    try:
        await asyncio.gather(pools["queries"].open(), pools["pages"].open())
        config = uvicorn.Config(
            application(settings, pools),
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
            proxy_headers=False,
            limit_concurrency=_CONNECTIONS,
            timeout_graceful_shutdown=_FAREWELL,
            h11_max_incomplete_event_size=settings.limits.text,
        )
        minding = asyncio.create_task(mind_the_index(pools["upkeep"]))
        _stay_calm()
        say()
        server = uvicorn.Server(config)
        ending = asyncio.create_task(_end_jobs(server, pools))
        await server.serve(sockets=[listener])
        ending.cancel()
        minding.cancel()
        await asyncio.wait({minding})
    except WorkerError as error:
        raise ServeError(str(error)) from error
    finally:
        for pool in pools.values():
            await pool.close()


async def _end_jobs(server: uvicorn.Server, pools: Mapping[str, Pool]) -> None:
    """Once the server is told to stop, let what runs have a moment, and no more."""
    while not server.should_exit:
        await asyncio.sleep(_LOOK)
    for pool in pools.values():
        pool.end_soon(_MOMENT)


def _stay_calm() -> None:
    """Let the signals that end the server do nothing but that: uvicorn sends them again when it has finished."""
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: None)
