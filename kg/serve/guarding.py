"""What every request passes and every answer carries: the name that the server was called by, and headers for browsers.

A page of a stranger whose name was made to point at this machine (DNS rebinding) calls the server by that name, and
is sent away. No page may run a script that does not come from here, be shown inside a page of others, or tell others
where its reader came from.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from kg.serve.settings import Settings

_LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {}"
)
_FRAMED: Final = "/reconcile/preview"  # what OpenRefine shows inside its own page


class Guard:
    """The application within its walls."""

    def __init__(self, application: ASGIApp, settings: Settings) -> None:
        self._application = application
        self._names = {name.strip("[]").lower() for name in (*_LOOPBACK, settings.host, *settings.hosts)} - {""}
        self._takes_addresses = _is_address(settings.host) and ipaddress.ip_address(settings.host).is_unspecified
        if self._takes_addresses:
            self._names.add(socket.gethostname().lower())
        self._framing = " ".join(settings.origins) or "'none'"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or send it away."""
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(scope=message), scope["path"])
            await send(message)

        name = _name(Headers(scope=scope).get("host", ""))
        if self._is_ours(name):
            await self._application(scope, receive, send_guarded)
        else:
            text = "this server does not answer to the name that it was called by; start it with --allow-host NAME\n"
            await PlainTextResponse(text, 421)(scope, receive, send_guarded)

    def _is_ours(self, name: str) -> bool:
        return name in self._names or (self._takes_addresses and _is_address(name))

    def _add(self, headers: MutableHeaders, path: str) -> None:
        framing = self._framing if path.startswith(_FRAMED) else "'none'"
        headers["Content-Security-Policy"] = POLICY.format(framing)
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "no-referrer"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"


def _name(host: str) -> str:
    """The name in a Host header, without the port."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower().rstrip(".")


def _is_address(name: str) -> bool:
    """Whether it is an IP address, which no name server can make point elsewhere."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
