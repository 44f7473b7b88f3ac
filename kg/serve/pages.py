"""Pages rendered on the server: the start, the form for queries, the limits; and the files that they use."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from starlette.responses import FileResponse, HTMLResponse, Response

from kg.serve.parameters import RequestError

if TYPE_CHECKING:
    from jinja2 import Environment
    from starlette.requests import Request

_FOLDER: Final = Path(__file__).parent
_FILES: Final = {"style.css": "text/css"}


@cache
def environment() -> Environment:
    """The templates; whatever comes from articles is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_FOLDER / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )


def page(request: Request, template: str, **values: Any) -> Response:
    """A page out of a template."""
    del request
    return HTMLResponse(environment().get_template(template).render(values), headers={"Vary": "Accept"})


async def start(request: Request) -> Response:
    """The explorer where it was built, else a plain page with a search box."""
    return page(request, "start.html")


async def limits(request: Request) -> Response:
    """What a question may cost here."""
    return page(request, "limits.html", limits=request.app.state.settings.limits)


async def static(request: Request) -> Response:
    """A file that the pages use."""
    name = request.path_params["name"]
    if name not in _FILES:
        raise RequestError(404, "there is nothing at this address")
    return FileResponse(_FOLDER / "static" / name, media_type=_FILES[name])
