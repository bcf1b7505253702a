"""What the app wears, the theme that was chosen or else the program's own; and whether anything on it moves."""

import os
from typing import TYPE_CHECKING

from textual import constants
from textual.app import App
from textual.theme import BUILTIN_THEMES, Theme

from medledare.text import _
from medledare.tui.stylesheet import Stylesheet
from medledare.tui.themes import OWN, fitting

if TYPE_CHECKING:
    _App = App[None]
else:
    _App = object


class Dressing(_App):
    """A mixin for the app."""

    if TYPE_CHECKING:

        async def keep_setting(self, name: str, value: str) -> None: ...

    def __init__(self, chosen: str, *, motion: bool) -> None:
        """``chosen``: the name of the theme to start in; if there is none such, the own one that fits."""
        # Before Textual reads its variables; changed afterwards, every style would be found twice.
        self.set_reactive(App.theme, _there(chosen))
        super().__init__()
        self.stylesheet = Stylesheet(variables=self.get_css_variables())
        # Textual sets it only when the theme is changed.
        self.set_class(True, f"-theme-{self.theme}", update=False)
        self.move(motion)

    def move(self, allowed: bool) -> None:
        """Let things glide and blink, as far as TEXTUAL_ANIMATIONS lets them, or keep all still from here on."""
        self.animation_level = constants.TEXTUAL_ANIMATIONS if allowed else "none"
        self.motion = self.animation_level != "none"

    @property
    def available_themes(self) -> dict[str, Theme]:
        return {**OWN, **super().available_themes}

    def get_theme(self, theme_name: str) -> Theme | None:
        # Asked for with every line that is drawn, so all of them are not put together for it.
        return OWN.get(theme_name) or super().get_theme(theme_name)

    def action_theme(self) -> None:
        """Choose among the themes."""
        from medledare.tui.palette import Palette, Themes

        self.push_screen(Palette([Themes], placeholder=_("Which theme?")))

    def wear(self, name: str) -> None:
        """Put on a theme; the program's own if there is none of that name."""
        self.theme = _there(name)

    async def choose_theme(self, name: str) -> None:
        """Use a theme from now on."""
        self.theme = name
        await self.keep_setting("theme", name)


def _there(name: str) -> str:
    return name if name in OWN or name in BUILTIN_THEMES else fitting(os.environ)
