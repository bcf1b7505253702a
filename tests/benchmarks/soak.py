"""Ten thousand random keys, clicks and pastes over all screens: ``python tests/benchmarks/soak.py [EVENTS] [SEED]``.

Says as it goes how much memory is in use; fails where something broke or was lost.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "tui"))

from pilots import NOW
from soak import Soaked, confine, lost, prepare, soak

from medledare.config.paths import Places
from medledare.services import session
from medledare.tui.app import MedledareApp


def told(now: Soaked) -> None:
    print(f"{now.events:>6} events, {now.memory[-1] / 2**20:.0f} MB", flush=True)


def main() -> None:
    count, seed = (int(one) for one in [*sys.argv[1:], *["10000", "1"][len(sys.argv) - 1 :]])
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "out").mkdir()
        confine(root / "out")
        places = Places(root / "vault", root / "state", root / "config", None)
        prepare(places, root / "team")
        app = MedledareApp(places, lambda: NOW)
        app.animation_level = "none"
        soaked = asyncio.run(soak(app, count, seed, told))
        vault = session.open_at_hand(places, lambda: NOW)
        gone, damage = lost(soaked, vault), vault.damage
        vault.close()
        print(f"{soaked.events} events, {len(soaked.screens)} screens, {len(gone)} lost, {len(damage)} damaged")
        if gone or damage:
            sys.exit(1)


if __name__ == "__main__":
    main()
