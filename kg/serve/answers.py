"""Outcomes of workers as HTTP answers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from starlette.responses import RedirectResponse, Response

from kg.serve.messages import End

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from kg.serve.messages import Job, Outcome

_STATUS: Final = {
    End.DONE: 200,
    End.MALFORMED: 400,
    End.REFUSED: 403,
    End.MISSING: 404,
    End.UNACCEPTABLE: 406,
    End.TOO_LONG: 504,
    End.TOO_LARGE: 500,
    End.BUSY: 503,
    End.FAILED: 500,
}
_RETRY: Final = 5  # seconds after which a client that was sent away may ask again
_MOVED: Final = 301


async def ask(request: Request, pool: str, job: Job) -> Outcome:
    """What comes of a job in the pool of this name; it ends where the client hangs up."""
    outcome: Outcome = await request.app.state.pools[pool].run(job, request.is_disconnected)
    return outcome


def respond(request: Request, outcome: Outcome, headers: Mapping[str, str] | None = None) -> Response:
    """An outcome as an answer: the body, or a sentence that says why there is none."""
    if outcome.end is End.MOVED:
        return RedirectResponse(outcome.text, _MOVED, {"Cache-Control": "no-cache"})  # a merge can be undone
    if outcome.end is not End.DONE:
        return refusal(request, _STATUS[outcome.end], outcome.text)
    extra = {"Vary": "Accept", "Cache-Control": "no-cache", **(headers or {})}
    if outcome.truncated:
        extra |= {"KG-Truncated": "true", "Link": f'<{request.url_for("limits")}>; rel="help"'}
    return Response(outcome.body, 200, extra, _typed(outcome.media))


def refusal(request: Request, status: int, text: str, headers: Mapping[str, str] | None = None) -> Response:
    """Why there is no answer, as a sentence; as JSON where the address is one of the JSON interfaces."""
    extra = {"Cache-Control": "no-store", **(headers or {})}
    if status == _STATUS[End.BUSY]:
        extra["Retry-After"] = str(_RETRY)
    if request.url.path.startswith(("/api/", "/reconcile")):
        return Response(json.dumps({"error": text}, ensure_ascii=False), status, extra, "application/json")
    return Response(f"{text}\n", status, extra, "text/plain; charset=utf-8")


def _typed(media: str) -> str:
    return f"{media}; charset=utf-8" if media.startswith("text/") else media
