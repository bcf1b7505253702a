"""Two real Syncthings on this machine, that know each other and nobody else, with a folder each."""

import json
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

KEY = "only-for-this-test"
FOLDER = "vault"
CONFIG = """<configuration version="35">
  <folder id="vault" path="{folder}" type="sendreceive" rescanIntervalS="3600" fsWatcherEnabled="true" \
fsWatcherDelayS="1"><device id="{one}"/><device id="{other}"/></folder>
  <device id="{one}" compression="never"><address>tcp://127.0.0.1:{one_port}</address></device>
  <device id="{other}" compression="never"><address>tcp://127.0.0.1:{other_port}</address></device>
  <gui enabled="true" tls="false"><address>127.0.0.1:{gui}</address><apikey>{key}</apikey></gui>
  <options>
    <listenAddress>tcp://127.0.0.1:{own_port}</listenAddress>
    <globalAnnounceEnabled>false</globalAnnounceEnabled>
    <localAnnounceEnabled>false</localAnnounceEnabled>
    <relaysEnabled>false</relaysEnabled>
    <natEnabled>false</natEnabled>
    <stunKeepaliveStartS>0</stunKeepaliveStartS>
    <crashReportingEnabled>false</crashReportingEnabled>
    <urAccepted>-1</urAccepted>
    <autoUpgradeIntervalH>0</autoUpgradeIntervalH>
    <startBrowser>false</startBrowser>
    <reconnectionIntervalS>1</reconnectionIntervalS>
  </options>
</configuration>
"""


class Syncthing:
    """One running instance with a home of its own."""

    def __init__(self, home: Path, folder: Path) -> None:
        self.home, self.folder = home, folder
        folder.mkdir(exist_ok=True)
        subprocess.run(
            ["syncthing", "generate", "--home", home, "--no-default-folder", "--skip-port-probing"],
            check=True,
            capture_output=True,
        )
        asked = ["syncthing", "serve", "--home", home, "--device-id"]
        self.id = subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()
        self.port, self.gui = free_port(), free_port()
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, other: "Syncthing") -> None:
        config = CONFIG.format(
            folder=self.folder, one=self.id, other=other.id, one_port=self.port, other_port=other.port, gui=self.gui,
            key=KEY, own_port=self.port,
        )  # fmt: skip
        (self.home / "config.xml").write_text(config)
        # What tells Syncthing that the folder is there, and not a disk that is gone.
        (self.folder / ".stfolder").mkdir(exist_ok=True)
        command = ["syncthing", "serve", "--home", self.home, "--no-browser", "--no-restart", "--no-upgrade"]
        with open(self.home / "log", "wb") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)

    def ask(self, path: str, method: str = "GET") -> Any:
        request = Request(f"http://127.0.0.1:{self.gui}/rest/{path}", headers={"X-API-Key": KEY}, method=method)
        with urlopen(request, timeout=20) as answer:
            return json.loads(answer.read() or b"null")

    def connected(self) -> bool:
        try:
            return any(one["connected"] for one in self.ask("system/connections")["connections"].values())
        except OSError:
            return False

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(20)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def until(holds: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.2)


@contextmanager
def paired(folders: tuple[Path, Path], home: Path) -> Iterator[tuple[Syncthing, Syncthing]]:
    """Two that run and have met, which carry what lies in the folders."""
    one, other = (Syncthing(home / name, folder) for name, folder in zip(("one", "other"), folders, strict=True))
    try:
        one.start(other)
        other.start(one)
        until(lambda: one.connected() and other.connected())
        yield one, other
    finally:
        one.stop()
        other.stop()


def look_now(pair: tuple[Syncthing, Syncthing]) -> None:
    """Let both look through their folders at once."""
    for syncthing in pair:
        syncthing.ask(f"db/scan?folder={FOLDER}", "POST")
