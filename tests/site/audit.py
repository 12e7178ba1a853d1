"""Audit the site with the tools that need Node.js and Java: ``python -m tests.site.audit [ADDRESS …]``.

The Nu checker reads every page of a strict build; Lighthouse visits the content
page, or those named, as a phone and as a desktop. Both are brought into .cache by
npm, at the versions named here. It ends with 1 if there is an HTML error or a
score below 100.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from lab import diagrams
from lab.pages import ROOT
from tests.site.conftest import Server

FOLDER = ROOT / ".cache/audit"
TOOLS = ("lighthouse@13.5.0", "vnu-jar@26.9.27")
CONTENT = ("learn/thread-pools/", "en/learn/thread-pools/")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def bring() -> None:
    """Bring the tools, once."""
    for program, package in (("npm", "npm"), ("java", "default-jre-headless")):
        if shutil.which(program) is None:
            sys.exit(f"{program} is missing; bring it with `apt install {package}`")
    if not all((FOLDER / "node_modules" / tool.partition("@")[0]).exists() for tool in TOOLS):
        command = ["npm", "install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run([*command, "--prefix", FOLDER, *TOOLS], check=True, capture_output=True)


def html_errors(site: Path) -> list[str]:
    """Give what the Nu checker calls an error, on every page."""
    jar = FOLDER / "node_modules/vnu-jar/build/dist/vnu.jar"
    command = ["java", "-Xss4m", "-jar", jar, "--errors-only", "--skip-non-html", site]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return [line.replace(f"file:{site}/", "") for line in done.stderr.splitlines() if line.strip()]


def scores(address: str, chrome: str, *, desktop: bool) -> dict[str, int]:
    """Give the scores that Lighthouse gives a page."""
    flags = ["--headless=new", *diagrams.CHROMIUM]
    command = [FOLDER / "node_modules/.bin/lighthouse", address, "--quiet", "--output=json"]
    command += [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={' '.join(flags)}"]
    command += ["--preset=desktop"] if desktop else []
    done = subprocess.run(
        command,
        env=os.environ | {"CHROME_PATH": chrome},
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout)["categories"]
    return {name: round(found[name]["score"] * 100) for name in CATEGORIES}


def main(addresses: list[str]) -> int:
    """Audit, and print what was found."""
    bring()
    chrome = diagrams.chromium() or sys.exit(
        "Chromium is missing; bring it with `apt install chromium`"
    )
    with tempfile.TemporaryDirectory(prefix="audit_") as folder:
        site = Path(folder).resolve()
        subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", site],
            cwd=ROOT,
            env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
            check=True,
            capture_output=True,
        )
        errors = html_errors(site)
        pages = len(list(site.rglob("*.html")))
        print(f"{len(errors)} HTML errors on {pages} pages", *errors, sep="\n", flush=True)
        good = not errors
        with Server(site) as server:
            for address in addresses or CONTENT:
                for desktop in (False, True):
                    found = scores(server.address + address, chrome, desktop=desktop)
                    good &= set(found.values()) == {100}
                    told = ", ".join(f"{name} {score}" for name, score in found.items())
                    print(f"{address} {'desktop' if desktop else 'phone'}: {told}", flush=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
