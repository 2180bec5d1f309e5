"""Serve a store on this computer until the user ends it."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable
from contextlib import closing

from graphbuilder.errors import InputError, MissingExtraError
from graphbuilder.web.live import Live

HOST = "127.0.0.1"


def serve(live: Live, *, port: int = 0, ready: Callable[[str], None], server: Callable[[object], None] | None = None) -> None:
    """Serve until SIGINT or SIGTERM.

    Args:
        live: the store.
        port: 0 takes a free one.
        ready: called with the address when the server listens.
        server: called with the uvicorn server, so that a caller can end it.

    Raises:
        MissingExtraError: Starlette or uvicorn is not installed.
        InputError: the port is taken.
    """
    try:
        import uvicorn

        from graphbuilder.web.app import make_app
    except ModuleNotFoundError as error:
        raise MissingExtraError(f"the explorer needs {error.name}: run `pip install '.[explore]'` in a checkout of graphbuilder") from error
    with closing(_listen(port)) as listening:
        address = listening.getsockname()[1]
        app = make_app(live, token=secrets.token_urlsafe(24), port=address)
        config = uvicorn.Config(
            app, log_level="error", access_log=False, server_header=False, lifespan="off", ws="none", timeout_graceful_shutdown=3
        )
        running = uvicorn.Server(config)
        if server is not None:
            server(running)
        ready(f"http://{HOST}:{address}/")
        try:
            running.run(sockets=[listening])
        except KeyboardInterrupt:
            return


def _listen(port: int) -> socket.socket:
    """Take the port before the server starts, so that the address is known and a taken one is one line."""
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise InputError(f"port {port} of {HOST} cannot be taken: {error.strerror}; give another, or 0 for a free one") from error
    return listening
