"""Pages that are the same for every graph, the search, and files: of the explorer where it was built, and a style."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from starlette.responses import FileResponse, HTMLResponse, Response

from kg.serve.answers import ask, respond
from kg.serve.messages import Job
from kg.serve.parameters import RequestError, in_address
from kg.serve.rendering import EXPLORER, has_explorer, render

if TYPE_CHECKING:
    from starlette.requests import Request

_FOLDER: Final = Path(__file__).parent
_TYPES: Final = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".json": "application/json",
}
_LONGEST: Final = 200  # characters of a search


def page(template: str, **values: object) -> Response:
    """A page out of a template."""
    return HTMLResponse(render(template, **values), headers={"Vary": "Accept"})


async def start(request: Request) -> Response:
    """The explorer where it was built, else a plain page with a search box."""
    del request
    if not has_explorer():
        return page("start.html")
    return FileResponse(EXPLORER / "index.html", media_type="text/html", headers=_FRESH)


_FRESH: Final = {"Cache-Control": "no-cache"}


async def search(request: Request) -> Response:
    """What a search found, as a page that needs no script."""
    text = in_address(request).one("q")[:_LONGEST]
    return respond(request, await ask(request, "pages", Job("search-page", {"q": text})))


async def limits(request: Request) -> Response:
    """What a question may cost here."""
    return page("limits.html", limits=request.app.state.settings.limits)


async def icon(request: Request) -> Response:
    """No picture for the tab; browsers ask for one."""
    del request
    return Response(status_code=204)


async def static(request: Request) -> Response:
    """A file that the pages use."""
    return _file(_FOLDER / "static", request.path_params["name"])


async def asset(request: Request) -> Response:
    """A file of the explorer."""
    return _file(EXPLORER / "assets", request.path_params["name"])


def _file(folder: Path, name: str) -> Response:
    """A file that lies in a folder under this very name, and is of a kind that pages use."""
    files = {file.name: file for file in folder.iterdir()} if folder.is_dir() else {}
    if name not in files or files[name].suffix not in _TYPES:
        raise RequestError(404, "there is nothing at this address")
    return FileResponse(files[name], media_type=_TYPES[files[name].suffix], headers=_FRESH)
