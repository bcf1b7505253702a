"""The page about the evidence is found by name and can be read to its end, however small the terminal."""

from collections.abc import Callable

from pilots import settle

from medledare.text import _
from medledare.text.evidence import page, refusals
from medledare.tui.app import MedledareApp
from medledare.tui.commands import offers
from medledare.tui.modals.evidence import Evidence
from medledare.tui.widgets.page import Page
from medledare.vault.vault import Vault


async def test_the_palette_leads_to_the_page_and_it_scrolls_to_the_last_refusal(
    make_app: Callable[..., MedledareApp], lived_in: Vault, spoken: str, size: tuple[int, int]
) -> None:
    app = make_app(lived_in)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        command, node = next(
            (offer.command, offer.node) for offer in offers(app.screen) if offer.command.id == "evidence"
        )
        assert _(command.label) == page()[0].text
        await app.run_action(command.id, node)
        await settle(pilot)
        assert isinstance(app.screen, Evidence)
        shown = app.screen.query_one(Page)
        await pilot.press("end")
        await settle(pilot)
        assert shown.scroll_offset.y == shown.max_scroll_y > 0
        assert " ".join(shown.text.split()).endswith(refusals()[-1])
        await pilot.press("escape")
        await settle(pilot)
        assert not isinstance(app.screen, Evidence)
