"""The site, built once and strictly, served on this machine, and a browser that sees nothing else."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request

from lab import diagrams
from lab.pages import LANGUAGES, ROOT

PREFIX = {"zh": "", "en": "en/"}
"""Where each language lives, below the root."""
WIDE = {"width": 1350, "height": 900}
PHONE = {"width": 412, "height": 823}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Build both languages strictly; give the folder and what the build said."""
    where = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", where],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        check=False,
    )
    said = done.stdout + done.stderr
    if done.returncode:
        pytest.fail(f"the strict build fails:\n{said}", pytrace=False)
    return where, said


@pytest.fixture(scope="session")
def site(built: tuple[Path, str]) -> Path:
    """Give the root of the built site: Chinese, with English in ``en/``."""
    return built[0]


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, str]:
    """Give the HTML of every page by its address below the root, such as ``en/learn/locks/``."""
    return {
        path.relative_to(site).as_posix().removesuffix("index.html"): path.read_text(
            encoding="utf-8"
        )
        for path in sorted(site.rglob("*.html"))
    }


@dataclass
class Server:
    """A small web server; it notes what it sends."""

    root: Path
    sent: list[tuple[str, int]] = field(default_factory=list)
    """Path and bytes of each answer."""

    def __enter__(self) -> Server:
        """Start it on a free port."""
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:  # as the standard library names it
                path = unquote(urlsplit(self.path).path)
                file = outer.root / path.lstrip("/")
                file = file / "index.html" if file.is_dir() else file
                status = 200 if file.is_file() else 404
                file = file if status == 200 else outer.root / "404.html"
                body = gzip.compress(file.read_bytes(), 6)
                self.send_response(status)
                self.send_header(
                    "Content-Type", guess_type(file.name)[0] or "application/octet-stream"
                )
                self.send_header("Content-Encoding", "gzip")
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Cache-Control", "max-age=600")
                self.end_headers()
                with suppress(ConnectionError):  # a tab that is closed, a prefetch given up
                    self.wfile.write(body)
                outer.sent.append((path, len(body)))

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.thread = threading.Thread(target=self.http.serve_forever)
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it."""
        self.http.shutdown()
        self.thread.join()
        self.http.server_close()

    @property
    def address(self) -> str:
        """Its address, with a slash at the end."""
        return f"http://127.0.0.1:{self.http.server_port}/"


@pytest.fixture(scope="session")
def server(site: Path):
    """Serve the site."""
    with Server(site) as started:
        yield started


@pytest.fixture(scope="session")
def browser():
    """Start Chromium; where there is none, say what brings it, and fail if this is CI."""
    started = diagrams.browser()
    try:
        yield started.__enter__()
    except diagrams.DiagramError as error:
        if os.environ.get("CI"):
            pytest.fail(str(error), pytrace=False)
        pytest.skip(str(error))
    started.__exit__(None, None, None)


@pytest.fixture
def tab(browser: Browser, server: Server):
    """Open tabs, each with a cold cache; at the end fail the test for what went wrong in them unseen."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def opened(**options: Any) -> Page:
        context = browser.new_context(**{"viewport": WIDE, "reduced_motion": "reduce"} | options)
        contexts.append(context)
        page = context.new_page()
        watch(page, server.address, wrong)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


def watch(page: Page, address: str, wrong: list[str]) -> None:
    """Note every request to elsewhere, every failed one, and every error on the console."""

    def request(sent: Request) -> None:
        if not sent.url.startswith((address, "data:", "blob:")):
            wrong.append(f"{page.url} asks for {sent.url}")

    def failed(sent: Request) -> None:
        if sent.failure != "net::ERR_ABORTED":  # a prefetch that was given up
            wrong.append(f"{page.url}: {sent.url} failed: {sent.failure}")

    page.on("request", request)
    page.on("requestfailed", failed)
    page.on(
        "response",
        lambda got: got.status < 400 or wrong.append(f"{page.url}: {got.status} {got.url}"),
    )
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    page.on(
        "console",
        lambda said: said.type in ("error", "warning") and wrong.append(f"{page.url}: {said.text}"),
    )


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """Give each language in turn."""
    return str(request.param)


@pytest.fixture
def home(server: Server, language: str) -> str:
    """Give the address of the language's home page."""
    return server.address + PREFIX[language]
