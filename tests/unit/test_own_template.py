"""A template of one's own gets what is exported, and neither files, the program, nor time without end."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from medledare.domain.codec import encode
from medledare.domain.problems import Problem
from medledare.domain.records import Entry, Failure, Record
from medledare.services import records
from medledare.services.exporting import CannotReadTemplate, Wish, prepare
from medledare.services.search import Query
from medledare.text import say
from medledare.transfer import Stored
from medledare.transfer.about import About
from medledare.transfer.exporters import own_template
from medledare.transfer.exporters.own_template import BadTemplate, TooMuch
from medledare.vault.vault import memory_vault

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
COMMON: dict[str, Any] = {"at": NOW, "created": NOW}
ALL = (
    Entry(id="a", **COMMON, text="<b>Ett</b> & {{ två }}\nrad", tags=("#x",), starred=True),
    Failure(id="b", **COMMON, text="Sprack", why="bråttom"),
)


def made(template: str, *given: Record) -> str:
    rows = [Stored(one.kind, one.id, encode(one)) for one in given or ALL]
    return own_template.write(rows, About("Reflections", "en", NOW, template=template)).decode()


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{ title }} {{ language }}", "Reflections en"),
        ("{% for r in records %}{{ r.time }} {{ r.title }}|{% endfor %}", "09:30 <b>Ett</b> & {{ två }}|09:30 Sprack|"),
        ("{% for d in days %}{{ d.day | long_day }}: {{ d.records | length }}{% endfor %}",
         "Monday 23 November 2026: 2"),
        ("{{ records[0].tags | join(' ') }}{{ records[0].starred }}", "#xTrue"),
        ("{% for s in records[1].said %}{{ s.label }}={{ s.text }}{% endfor %}", "Why it went another way=bråttom"),
        ("{{ records[1].at | short_day }} {{ loop is defined }}", "23 Nov 2026 False"),
        ("{% macro m(x) %}[{{ x }}]{% endmacro %}{{ m(1) }}{{ m('å') }}\n", "[1][å]\n"),
        ("{% for r in records if r.kind == 'entry' %}{{ loop.index }}{{ loop.last }}{% endfor %}", "1True"),
    ],
)  # fmt: skip
def test_it_is_given_what_is_exported(template: str, text: str) -> None:
    assert made(template) == text


def test_without_one_there_is_one_to_begin_from() -> None:
    assert made("") == made(own_template.EXAMPLE)
    assert "Why it went another way: bråttom" in made("")


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("a\n{% for %}", 2),
        ("a\nb\n{{ nothing.here }}", 3),
        ("\n{{ 1 / 0 }}", 2),
        ("{{ title | unheard_of }}", 1),
        ("{% include '/etc/passwd' %}", 1),
        ("\n{% import 'x' as y %}", 2),
        ("{% extends 'x' %}", 1),
        ("{{ records[99].text }}", 1),
        ("{{ 'a' + 1 }}", 1),
    ],
)
def test_what_is_wrong_is_told_with_its_line(template: str, line: int) -> None:
    with pytest.raises(BadTemplate) as told:
        made(template)
    assert f"Line {line}:" in say(told.value)


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ records.__class__ }}",
        "{{ records[0].at.__init__.__globals__ }}",
        "{{ title.__class__.__base__.__subclasses__() }}",
        "{{ self.__init__.__globals__ }}",
        "{{ '{0.__class__}'.format(title) }}",
        "{{ cycler.__init__.__globals__.os }}",
        "{{ open('/etc/passwd') }}",
        "{{ lipsum.__globals__ }}",
        "{{ records.append(1) }}",
        "{{ (title | attr('__class__')) }}",
    ],
)
def test_it_gets_out_of_its_sandbox_by_no_known_way(template: str) -> None:
    with pytest.raises(Problem):
        made(template)


@pytest.mark.parametrize(
    "template",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{% for a in range(5000) %}{% for b in records %}{% for c in range(999) %}{% endfor %}{% endfor %}{% endfor %}",
        "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
        "{% for a in range(99999) %}{{ 'x' * 9999 }}{% endfor %}",
        "{{ 'x' * 9999999999 }}",
        "{{ 9 ** 999999999 }}",
        "{{ [1] * 9999999999 }}",
        "{{ '%999999999d' % 1 }}",
        "{{ '%*d' % (999999999, 1) }}",
        "{{ '%999999999d' | format(1) }}",
        "{{ '{:999999999}'.format(1) }}",
        "{{ '{:{}}'.format(1, 999999999) }}",
        "{{ 'x'.ljust(9999999999) }}",
        "{{ 'x' | center(9999999999) }}",
        "{{ ('x' * 99999).replace('x', 'y' * 99999) }}",
        "{{ ('x' * 99999) | replace('x', 'y' * 99999) }}",
        "{{ 'a' | indent(9999999999) }}",
        "{% for x in [1] recursive %}{{ loop([1, 2]) }}{% endfor %}",
    ],
)
def test_it_is_stopped_before_it_hangs_the_program_or_fills_the_memory(
    monkeypatch: pytest.MonkeyPatch, template: str
) -> None:
    monkeypatch.setattr(own_template, "STEPS", 100_000)
    with pytest.raises((TooMuch, BadTemplate)):
        made(template)


def test_widths_and_stars_within_reason_are_written() -> None:
    template = "{{ '%5.1f%%|' % 2 }}{{ '%-4s|' | format('a') }}{{ '{:*^5}|{{}}'.format('b') }}{{ '3*%s' % 9999 }}"
    assert made(template) == "  2.0%|a   |**b**|{}3*9999"


def test_it_is_read_from_a_file_and_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    good, binary, large = tmp_path / "good.txt", tmp_path / "binary", tmp_path / "large"
    good.write_text("{{ records | length }} å", "utf-8")
    binary.write_bytes(b"\xff\xfe")
    large.write_bytes(b" " * (1024 * 1024 + 1))
    with memory_vault(lambda: NOW) as vault:
        records.add(vault, ALL[0])

        def prepared(path: Path) -> object:
            return prepare(vault, lambda: NOW, Wish("template", Query(), template=path)).content

        assert prepared(good) == "1 å".encode()
        for path in (binary, large, tmp_path / "missing", tmp_path):
            with pytest.raises(CannotReadTemplate):
                prepared(path)
