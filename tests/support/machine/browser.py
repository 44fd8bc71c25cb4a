"""A real Chromium without a window, spoken to through its own pipe: opens a page, runs a script in it, keeps what it saves."""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

WIDTHS = (375, 768, 1280, 1920)
PAPER = 1047
"""A4 on its side without margins, in pixels."""
HIDDEN = """[...document.body.querySelectorAll('*')].filter(each => {
  const box = each.getBoundingClientRect(), edge = document.documentElement.clientWidth + 1;
  if (!box.width || getComputedStyle(each).display === 'inline') return false;
  if (each.matches('.rows') && each.offsetHeight > each.clientHeight) return false;
  return each.clientWidth && each.scrollWidth > each.clientWidth + 1
    || !each.closest('.rows') && (box.left < -1 || box.right > edge);
}).map(each => `${each.tagName} ${each.className} ${each.textContent.slice(0, 30)}`)"""
"""What does not fit where it stands, but for tables with a bar to scroll them."""
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_PATIENCE = 30


@cache
def prints_chinese() -> bool:
    """Return whether the system has a font with Chinese characters, as the browser looks for one."""
    if shutil.which("fc-list") is None:
        return False
    listed = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip())


def found() -> str | None:
    """The browser of this machine, if it has one."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Page:
    """One page in the browser."""

    def __init__(
        self, ask: Any, session: str, downloads: Path, events: list[dict[str, Any]]
    ) -> None:
        self.ask = ask
        self.events = events
        self.session = session
        self.downloads = downloads

    def run(self, script: str) -> Any:
        """What a script in the page says. Raises AssertionError when it fails."""
        answer = self.ask(
            "Runtime.evaluate",
            {"expression": script, "returnByValue": True, "awaitPromise": True},
            self.session,
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def seen(
        self, width: int, dark: bool = False, medium: str = "screen", *, scrollbars: bool = False
    ) -> None:
        """Look at the page as wide as so many pixels, in the light or in the dark, on a screen or in print."""
        self.ask("Emulation.setScrollbarsHidden", {"hidden": not scrollbars}, self.session)
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
        self.ask("Emulation.setDeviceMetricsOverride", size, self.session)
        scheme = {
            "media": medium,
            "features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}],
        }
        self.ask("Emulation.setEmulatedMedia", scheme, self.session)

    def hidden_parts(self, *, dark: bool = False) -> dict[str, list[str]]:
        """What cannot be seen at some width or in print: nothing, if all is well."""
        found = {}
        for width in WIDTHS:
            self.seen(width, dark, scrollbars=True)
            found[f"{width}"] = self.run(HIDDEN)
        self.seen(PAPER, dark, "print")
        found["print"] = self.run(HIDDEN)
        return {width: parts for width, parts in found.items() if parts}

    def picture(
        self, width: int, dark: bool = False, medium: str = "screen", most: int = 100_000
    ) -> bytes:
        """The page as PNG, of at most so many lines."""
        import base64

        self.seen(width, dark, medium)
        whole = self.ask("Page.getLayoutMetrics", {}, self.session)["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": width, "height": min(most, whole["height"]), "scale": 1}
        answer = self.ask(
            "Page.captureScreenshot",
            {"format": "png", "captureBeyondViewport": True, "clip": clip},
            self.session,
        )
        return base64.b64decode(answer["data"])

    def paper(self) -> bytes:
        """The page as PDF, on the paper that it asks for."""
        import base64

        self.ask("Emulation.setEmulatedMedia", {"media": "print"}, self.session)
        answer = self.ask(
            "Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True}, self.session
        )
        return base64.b64decode(answer["data"])

    def loaded_anew(self, scripts: bool = True) -> list[dict[str, Any]]:
        """Load the page again, with scripts or without, and tell what the browser asked the network for and complained of."""
        for area in ("Network", "Log", "Runtime", "Page"):
            self.ask(f"{area}.enable", {}, self.session)
        self.ask("Emulation.setScriptExecutionDisabled", {"value": not scripts}, self.session)
        self.events.clear()
        self.ask("Page.reload", {}, self.session)
        deadline = time.monotonic() + _PATIENCE
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            assert time.monotonic() < deadline, "the page does not load"
            self.ask("Browser.getVersion", {})
            time.sleep(0.05)
        telling = (
            "Network.requestWillBeSent",
            "Log.entryAdded",
            "Runtime.exceptionThrown",
            "Runtime.consoleAPICalled",
        )
        return [event for event in self.events if event["method"] in telling]

    def saved(self) -> Path:
        """The file that the page saves, when all of it is there."""
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            files = [
                path
                for path in self.downloads.iterdir()
                if path.suffix not in (".crdownload", ".tmp") and path.stat().st_size
            ]
            if files:
                return files[0]
            time.sleep(0.05)
        raise AssertionError("the page saved nothing")


@contextmanager
def opened(address: str, folder: Path) -> Iterator[Page]:
    """A page in a browser of its own, which keeps its things in the folder."""
    browser = found()
    assert browser
    downloads = folder / "downloads"
    downloads.mkdir(parents=True)
    to_browser, from_browser = os.pipe(), os.pipe()
    os.set_inheritable(to_browser[0], True)
    os.set_inheritable(from_browser[1], True)
    # The pipe is on the descriptors 3 and 4, whatever they were before.
    script = f'exec "{browser}" "$@" 3<&{to_browser[0]} 4>&{from_browser[1]}'
    options = [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--remote-debugging-pipe",
        "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        f"--user-data-dir={folder / 'profile'}", "about:blank",
    ]  # fmt: skip
    process = subprocess.Popen(
        ["bash", "-c", script, "browser", *options],
        pass_fds=(to_browser[0], from_browser[1]), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(to_browser[0])
    os.close(from_browser[1])
    answers = os.fdopen(from_browser[0], "rb", buffering=0)
    number = 0
    waiting = b""
    events: list[dict[str, Any]] = []

    def ask(method: str, parameters: dict[str, Any], session: str | None = None) -> dict[str, Any]:
        nonlocal number, waiting
        number += 1
        message = {
            "id": number,
            "method": method,
            "params": parameters,
            **({"sessionId": session} if session else {}),
        }
        os.write(to_browser[1], json.dumps(message).encode() + b"\0")
        while True:
            while b"\0" not in waiting:
                chunk = answers.read(65_536)
                assert chunk, "the browser has left"
                waiting += chunk
            text, _end, waiting = waiting.partition(b"\0")
            answer = json.loads(text)
            if answer.get("id") == number:
                assert "error" not in answer, answer
                return dict(answer["result"])
            events.append(answer)

    try:
        ask("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(downloads)})
        target = ask("Target.createTarget", {"url": address})["targetId"]
        session = ask("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        page = Page(ask, session, downloads, events)
        deadline = time.monotonic() + _PATIENCE
        while not page.run("document.readyState === 'complete' && location.href !== 'about:blank'"):
            assert time.monotonic() < deadline, "the page does not open"
            time.sleep(0.05)
        yield page
    finally:
        os.close(to_browser[1])
        process.kill()
        process.wait()
        answers.close()
