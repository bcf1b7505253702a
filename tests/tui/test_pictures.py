"""Pictures of each screen of the frame, in both languages and at two sizes."""

import pytest
from pilots import NOW, settle, still, until

from medledare.services import capture, demo, records
from medledare.tui.modals.form import Form
from medledare.tui.opening import Made
from medledare.tui.screens.lock import Lock
from medledare.tui.screens.welcome_steps import KeyStep
from medledare.vault.vault import memory_vault


@pytest.fixture
def at_home(spoken, clock):
    """An invented half year in the language spoken, with this day in earlier years."""
    vault = demo.demo_vault(clock, spoken)
    for year in (2019, 2023):
        records.add(vault, capture.entry(lambda year=year: NOW.replace(year=year), "[/b] Snö i natt.\nTyst på vägen."))
    return vault


def test_today(snap_compare, make_app, at_home, size):
    assert snap_compare(make_app(at_home), terminal_size=size, run_before=still)


def test_today_in_the_middle_of_a_check_in(snap_compare, make_app, at_home, size):
    async def answer(pilot):
        await settle(pilot)
        await pilot.press("c", "3", "n")
        await still(pilot)

    assert snap_compare(make_app(at_home), terminal_size=size, run_before=answer)


def test_the_first_day_with_nothing_yet(snap_compare, make_app, spoken, clock, size):
    assert snap_compare(make_app(memory_vault(clock)), terminal_size=size, run_before=still)


def test_writing(snap_compare, make_app, at_home, size):
    async def write(pilot):
        await settle(pilot)
        await pilot.press("w", *"hello", "enter", "enter", *"world")
        await still(pilot)

    assert snap_compare(make_app(at_home), terminal_size=size, run_before=write)


def test_help(snap_compare, make_app, at_home, size):
    async def ask(pilot):
        await settle(pilot)
        await pilot.press("question_mark")
        await still(pilot)

    assert snap_compare(make_app(at_home), terminal_size=size, run_before=ask)


def test_the_palette(snap_compare, make_app, at_home, size):
    async def ask(pilot):
        await settle(pilot)
        await pilot.press("ctrl+p")
        await pilot.pause(0.5)
        await still(pilot)

    assert snap_compare(make_app(at_home), terminal_size=size, run_before=ask)


@pytest.mark.parametrize("kind", ["entry", "goal", "failure", "learning", "mission"])
def test_a_form(snap_compare, make_app, at_home, size, kind):
    async def open_form(pilot):
        await settle(pilot)
        pilot.app.push_screen(Form(kind, kind.upper(), lambda values: None))
        await settle(pilot)
        await pilot.press("ctrl+s")
        await still(pilot)

    assert snap_compare(make_app(at_home), terminal_size=size, run_before=open_form)


@pytest.mark.parametrize("step", [0, 1, 2])
def test_a_step_of_the_welcome(snap_compare, make_app, spoken, size, step):
    async def go(pilot):
        await settle(pilot)
        await pilot.press(*["ctrl+n"] * step)
        await still(pilot)

    assert snap_compare(make_app(), terminal_size=size, run_before=go)


def test_the_recovery_key(snap_compare, make_app, spoken, size):
    async def go(pilot):
        await settle(pilot)
        welcome = pilot.app.screen
        welcome._made = Made(None, "")
        welcome._go(len(welcome._steps) - 1)
        welcome.query_one(KeyStep).show_key("AGE-SECRET-KEY-1" + "Q" * 58)
        await still(pilot)

    assert snap_compare(make_app(), terminal_size=size, run_before=go)


def test_the_lock(snap_compare, make_app, sealed_vault, spoken, size):
    async def go(pilot):
        await until(pilot, lambda: isinstance(pilot.app.screen, Lock))
        await still(pilot)

    assert snap_compare(make_app(), terminal_size=size, run_before=go)


@pytest.mark.parametrize("theme", ["textual-light", "ansi-dark", "ansi-light", "gruvbox", "catppuccin-latte"])
def test_today_in_another_theme(snap_compare, make_app, lived_in, theme):
    async def wear(pilot):
        await settle(pilot)
        pilot.app.theme = theme
        await pilot.press("c", "3")
        await still(pilot)

    assert snap_compare(make_app(lived_in), terminal_size=(80, 24), run_before=wear)
