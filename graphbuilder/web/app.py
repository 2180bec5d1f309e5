"""The explorer as a web application: page, scripts and the API."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from functools import cache
from importlib.resources import files
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from graphbuilder.errors import DecisionError, GraphbuilderError, InputError, StoreBusyError
from graphbuilder.viz.snapshot import asset, page_script, renderer
from graphbuilder.web.live import Live
from graphbuilder.web.openapi import describe
from graphbuilder.web.operations import OPERATIONS, Operation, checked
from graphbuilder.web.security import Guard

SCRIPTS = (
    "api.js",
    "placing.js",
    "workspace.js",
    "dialog.js",
    "saving.js",
    "start.js",
    "expand.js",
    "path.js",
    "several.js",
    "document.js",
    "console.js",
    "timeline.js",
    "deciding.js",
    "explorer.js",
)
STATUS: dict[type[GraphbuilderError], int] = {DecisionError: 409, StoreBusyError: 503}
Endpoint = Callable[[Request], Awaitable[Response]]


def make_app(live: Live, *, token: str, port: int) -> Starlette:
    """Return the application that shows a store at a port of this computer."""
    routes = [Route(operation.path, _endpoint(operation, live), methods=[operation.method]) for operation in OPERATIONS]
    routes += [
        Route("/", _page(live, token), methods=["GET"]),
        Route("/openapi.json", _json(describe()), methods=["GET"]),
        Route("/static/{name}", _static, methods=["GET"]),
    ]
    return Starlette(routes=routes, middleware=[Middleware(Guard, token=token, port=port)], exception_handlers={404: _nothing})


def _endpoint(operation: Operation, live: Live) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        try:
            values = checked(operation, await _given(operation, request))
            answer = await run_in_threadpool(operation.answer, live, **values)
        except GraphbuilderError as error:
            return Json({"error": str(error)}, status_code=STATUS.get(type(error), 400))
        if isinstance(answer, str):
            return Page(answer, headers={"Content-Disposition": 'attachment; filename="graph.html"'})
        return Json(answer)

    return endpoint


async def _given(operation: Operation, request: Request) -> dict[str, Any]:
    if operation.method == "GET":
        several = {field.name for field in operation.fields if field.kind == "texts"}
        query = request.query_params
        return {name: query.getlist(name) if name in several else query[name] for name in query}
    try:
        body = json.loads(await request.body())
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise InputError("the body is no JSON object")
    return body


class Json(JSONResponse):
    """JSON in which a lone surrogate of a text becomes a question mark: UTF-8 has none."""

    def render(self, content: Any) -> bytes:
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


class Page(HTMLResponse):
    """HTML, likewise."""

    def render(self, content: Any) -> bytes:
        return str(content).encode("utf-8", "replace")


def _json(content: Any) -> Endpoint:
    async def endpoint(_: Request) -> Response:
        return Json(content)

    return endpoint


def _page(live: Live, token: str) -> Endpoint:
    from jinja2 import ChoiceLoader, Environment, PackageLoader

    loader = ChoiceLoader([PackageLoader("graphbuilder.web", "assets"), PackageLoader("graphbuilder.viz", "assets")])
    template = Environment(loader=loader, autoescape=True).get_template("explorer.html")
    html = template.render(heading="graphbuilder", token=token, store=live.url, read_only=live.read_only)

    async def endpoint(_: Request) -> Response:
        return Page(html)

    return endpoint


@cache
def _files() -> dict[str, tuple[str, str]]:
    own = files("graphbuilder.web").joinpath("assets")
    script = '"use strict";\n' + "\n".join(own.joinpath(name).read_text(encoding="utf-8") for name in SCRIPTS)
    return {
        "page.css": (asset("style.css"), "text/css"),
        "explorer.css": (own.joinpath("explorer.css").read_text(encoding="utf-8"), "text/css"),
        "vis.js": (renderer(), "text/javascript"),
        "page.js": (page_script(), "text/javascript"),
        "explorer.js": (script, "text/javascript"),
    }


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _files():
        return await _nothing(request)
    text, kind = _files()[name]
    return Response(text, media_type=kind)


async def _nothing(request: Request, _: Exception | None = None) -> Response:
    return Json({"error": f"there is nothing at {request.url.path}; /openapi.json describes what there is"}, status_code=404)
