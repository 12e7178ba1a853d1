"""Build the site and serve both languages while it is edited: ``make serve``."""

from __future__ import annotations

import errno
import os
import socket
import sys
from urllib.parse import urlsplit

from snippets.__main__ import SITE

TRIES = 20
"""How many of the next ports are looked at for one that is free."""


def why_not(host: str, port: str) -> str:
    """Word why the site cannot be served at an address.

    Args:
        host: A name or an address of this machine.
        port: What was given as its port.

    Returns:
        One line that says what to do; empty if it can be served.
    """
    if not port.isdecimal() or not 0 < int(port) < 65536:
        return f"{port!r} is no port: give a number, such as make serve PORT=8001"
    try:
        bind(host, int(port))
    except socket.gaierror:
        return (
            f"{host} is no address of this machine: leave HOST out, or try make serve HOST=0.0.0.0"
        )
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return f"port {port} is busy: try make serve PORT={next_free(host, int(port))}"
        return f"cannot serve at {host}:{port}: {error.strerror}"
    return ""


def bind(host: str, port: int) -> int:
    """Take an address as MkDocs would, and give it back at once.

    Args:
        host: A name or an address of this machine.
        port: Its port; 0 leaves the choice to the system.

    Returns:
        The port that was taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        return int(listener.getsockname()[1])


def next_free(host: str, port: int) -> int:
    """Find a free port, one of the next if possible."""
    for other in range(port + 1, min(port + TRIES, 65536)):
        try:
            return bind(host, other)
        except OSError:
            continue
    return bind(host, 0)


def main(arguments: list[str]) -> None:
    """Say why not, or become MkDocs' own server."""
    if arguments[0] == "--why-not":
        print(why_not(*arguments[1:]))
        return
    host, port = arguments
    site = f"http://{host}:{port}{urlsplit(SITE).path}"
    print(f"中文 {site} · English {site}en/ · Ctrl-C ends", flush=True)
    command = [sys.executable, "-m", "mkdocs", "serve", "--dirty", "--dev-addr", f"{host}:{port}"]
    os.execv(sys.executable, command)


if __name__ == "__main__":
    main(sys.argv[1:])
