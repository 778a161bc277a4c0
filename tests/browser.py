"""A real browser without a network, for tests of the explorer."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

BROWSER, DRIVER = (
    next((found for name in names if (found := shutil.which(name))), None)
    for names in (("chromium", "chromium-browser", "google-chrome"), ("chromedriver",))
)
# set where tests must not be skipped
MUST = "CONFLICTDATA_BROWSER"


class Browser:
    """A browser that shows pages from files; what it saves comes into a folder."""

    def __init__(self, downloads: Path):
        if BROWSER is None or DRIVER is None:
            reason = "no chromium with chromedriver here: apt-get install chromium chromium-driver"
            (pytest.fail if os.environ.get(MUST) else pytest.skip)(reason)
        webdriver = pytest.importorskip("selenium.webdriver")
        options = webdriver.ChromeOptions()
        options.binary_location = BROWSER
        for argument in (
            "--headless=new",
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--window-size=1280,1000",
            "--host-resolver-rules=MAP * ~NOTFOUND",
        ):
            options.add_argument(argument)
        options.add_experimental_option(
            "prefs",
            {"download.default_directory": str(downloads), "download.prompt_for_download": False},
        )
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.downloads = downloads
        self.driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
        self.driver.set_script_timeout(60)
        self.cdp("Network.enable", {})
        self.cdp(
            "Network.emulateNetworkConditions",
            {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0},
        )

    def cdp(self, command: str, arguments: dict[str, Any]) -> Any:
        return self.driver.execute_cdp_cmd(command, arguments)

    def show(self, page: Path, address: str = "") -> None:
        """Open a page anew and wait until all of it is drawn."""
        self.driver.get("about:blank")
        self.driver.get(page.as_uri() + (f"#{address}" if address else ""))
        self.settle()

    def settle(self) -> None:
        self.run(
            "for (let i = 0; i < 500; i += 1) {"
            " if (document.documentElement.dataset.ready && document.documentElement.dataset.settled"
            " === document.documentElement.dataset.turn) return;"
            " await new Promise((done) => setTimeout(done, 20)); }"
            " throw new Error('nothing is drawn: ' + document.body.innerText.slice(0, 400));"
        )

    def run(self, code: str, *arguments: object) -> Any:
        """What a function in the page returns; it may await modules of the explorer."""
        answer = self.driver.execute_async_script(
            "const done = arguments[arguments.length - 1], given = JSON.parse(arguments[0]);"
            f"(async (...given) => {{{code}}})(...given)"
            ".then((value) => done({value}), (error) => done({error: String(error && error.stack || error)}));",
            json.dumps(arguments),
        )
        if "error" in answer:
            raise AssertionError(answer["error"])
        return answer.get("value")

    def text(self, selector: str) -> str:
        return self.run(
            "return document.querySelector(given[0]).textContent;".replace(
                "given[0]", json.dumps(selector)
            )
        )

    def find(self, selector: str) -> Any:
        return self.driver.find_element("css selector", selector)

    def complaints(self) -> list[str]:
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def close(self) -> None:
        self.driver.quit()
