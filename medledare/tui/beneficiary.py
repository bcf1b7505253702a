"""Choosing the word for those the work is for."""

from typing import TYPE_CHECKING

from medledare.domain.principles import BENEFICIARIES
from medledare.text import _
from medledare.text.beneficiary import beneficiary, forms, work_for
from medledare.tui.areas.base import Area
from medledare.tui.modals.choose import Choose

if TYPE_CHECKING:
    from medledare.tui.screens.main import Main

SETTING = "beneficiary"


def ask(main: "Main") -> None:
    """Ask for the word, use it from now on and keep it as a setting."""

    def chosen(whom: str | None) -> None:
        if whom is not None:
            work_for(whom)
            for area in main.query(Area):
                area.say_anew()
            main.run_worker(main.medledare.keep_setting(SETTING, whom))

    main.app.push_screen(
        Choose(_("Whom is your work for?"), [_row(one) for one in BENEFICIARIES], beneficiary()), chosen
    )


def _row(whom: str) -> tuple[str, str, str]:
    said = forms(whom)
    return whom, said["bare"].capitalize(), said["focus"].capitalize()
