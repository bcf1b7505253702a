"""The word for those the work is for is chosen in the palette, used at once and kept as a setting."""

from collections.abc import Callable

from area_app import clock, page, press, show
from pilots import settle

from medledare.config.paths import Places
from medledare.config.settings import load
from medledare.domain.principles import BENEFICIARIES
from medledare.services import goals
from medledare.text.beneficiary import beneficiary
from medledare.tui.app import MedledareApp
from medledare.tui.modals.choose import Choose
from medledare.vault.vault import Vault

MakeApp = Callable[..., MedledareApp]


async def choose(pilot: object, app: MedledareApp, whom: str) -> None:
    await app.run_action("screen.beneficiary")
    await settle(pilot)  # type: ignore[arg-type]
    assert isinstance(app.screen, Choose)
    steps = BENEFICIARIES.index(whom) - BENEFICIARIES.index(beneficiary())
    await press(pilot, *["down"] * steps, "enter")  # type: ignore[arg-type]


async def test_what_is_shown_is_said_anew_and_the_choice_is_kept(make_app: MakeApp, plain_vault: Places) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        goals.create(app.vault, clock, "Svara i tid", principles=("MED",))  # type: ignore[arg-type]
        app.freshen()
        await show(pilot, "goals")
        assert "Citizen focus" in page(app)
        await choose(pilot, app, "pupil")
        assert "Pupil focus" in page(app)
        assert load(plain_vault.config)["beneficiary"] == "pupil"


async def test_looking_around_leaves_no_setting_behind(make_app: MakeApp, lived_in: Vault, places: Places) -> None:
    app = make_app(lived_in)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await choose(pilot, app, "patient")
        assert beneficiary() == "patient"
        assert not places.config.exists()


async def test_leaving_chooses_nothing(make_app: MakeApp, lived_in: Vault) -> None:
    app = make_app(lived_in)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await app.run_action("screen.beneficiary")
        await settle(pilot)
        await press(pilot, "down", "escape")
        assert beneficiary() == "citizen"
