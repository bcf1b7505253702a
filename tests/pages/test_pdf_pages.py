"""The PDF as other programs see it: tagged, titled, in its language, with the charts told and every text as text."""

import importlib.util
import os
import re
import subprocess
from pathlib import Path

import pytest
from showing import HOSTILE, about, entries, half_year

from medledare.text import say
from medledare.transfer.exporters import pdf
from medledare.transfer.exporters.pdf import NoTypst


def told_by(program: str, data: bytes, *options: str) -> str:
    """What a program of poppler says of a PDF."""
    after = ["-"] if program == "pdftotext" else []
    done = subprocess.run([program, *options, "-", *after], input=data, capture_output=True, timeout=60, check=True)
    return done.stdout.decode(errors="replace")


def test_it_is_tagged_titled_and_in_its_language(language: str) -> None:
    rows, told = half_year(language)
    data = pdf.write(rows, told)
    said = told_by("pdfinfo", data)
    assert re.search(r"Tagged: +yes", said)
    assert re.search(rf"Title: +{told.title}", said)
    assert re.search(r"JavaScript: +no", said)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in data
    assert f"<rdf:li>{language}</rdf:li>".encode() in data


def test_every_chart_is_a_figure_and_every_day_a_heading(language: str) -> None:
    rows, told = half_year(language)
    kinds = re.findall(r"^ *(\w+)", told_by("pdfinfo", pdf.write(rows, told), "-struct"), re.MULTILINE)
    assert kinds.count("Figure") == 21
    assert kinds.count("H3") == len({row.document["at"][:10] for row in rows})


def test_all_that_was_written_is_in_it(language: str) -> None:
    rows, told = half_year(language)
    text = told_by("pdftotext", pdf.write(rows, told))
    written = [words for row in rows for words in row.document.values() if isinstance(words, str) and " " in words]
    assert len(written) > 50
    assert not {word for words in written for word in re.findall(r"\w+", words)} - set(re.findall(r"\w+", text))
    assert all(picture.says in text for picture in told.pictures)


def test_text_that_would_be_more_stays_text() -> None:
    data = pdf.write(entries(HOSTILE), about())
    text = re.sub(r"\s+", " ", told_by("pdftotext", data))
    assert "<script>document.title = 'taken'</script>" in text
    assert '#eval("1 + 1") #include "/etc/passwd" #sys.inputs $x^2$ @reference <label> // /*' in text
    assert "å ä ö é" in text
    assert "שלום" in text
    assert "😀🐎" in text
    assert b"/URI" not in data


def test_a_letter_no_font_has_does_not_stop_it() -> None:
    data = pdf.write(entries(["before \U0010fffd after"]), about())
    assert re.search(r"Tagged: +yes", told_by("pdfinfo", data))
    assert "before" in told_by("pdftotext", data)


def test_words_longer_than_a_line_stay_on_the_page() -> None:
    data = pdf.write(entries(["x" * 3_000 + "é" * 3_000, "e\u0301" * 500]), about())
    boxes = re.findall(r'xMax="([\d.]+)"', told_by("pdftotext", data, "-bbox"))
    assert max(map(float, boxes)) < 595
    text = told_by("pdftotext", data)
    assert (text.count("x"), text.count("é") + text.count("e\u0301")) == (3_000, 3_500)


def test_the_same_records_give_the_same_bytes() -> None:
    assert pdf.write(*half_year("en")) == pdf.write(*half_year("en"))


def test_no_word_lies_beside_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("TMPDIR", "HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    pdf.write(entries(["a"]), about())
    assert os.listdir(tmp_path) == []


def test_without_the_extra_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda name: None if name == "typst" else importlib.util.find_spec(name))
    with pytest.raises(NoTypst) as told:
        pdf.write(entries(["a"]), about())
    assert "pip install 'medledare[pdf]'" in say(told.value)


def test_nothing_to_show_is_a_page_too() -> None:
    assert "Reflections" in told_by("pdftotext", pdf.write([], about()))
