"""Text made ready for the screen: safe, whole, and wrapped so that nothing is cut off."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from medledare.tui.widgets.blocks import Block, laid_out, plain, shown, shown_line, wrapped
from medledare.tui.widgets.markdown import markdown

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=400)


def read_back(blocks: list[Block], width: int = 40) -> str:
    return "\n".join(line.block.text[line.start : line.end] for line in laid_out(blocks, width))


def test_escape_sequences_become_pictures_and_never_reach_the_terminal() -> None:
    assert shown("a\x1b[2Jb\x07\x9b1m") == "a␛[2Jb␇\ufffd1m"


def test_marks_that_would_turn_the_whole_line_round_are_not_drawn() -> None:
    assert shown("\u202eabc\u2066d") == "abcd"


def test_text_that_runs_right_to_left_and_emoji_are_left_alone() -> None:
    assert shown("مرحبا 👩‍👩‍👧 [/b]") == "مرحبا 👩‍👩‍👧 [/b]"


def test_line_ends_of_other_systems_are_line_ends() -> None:
    assert shown("a\r\nb\u2028c") == "a\nb\nc"


def test_a_headline_stands_on_one_line() -> None:
    assert shown_line("  en\ttitel\nrad två ") == "en titel rad två"


@given(TEXTS, st.integers(8, 60))
def test_wrapping_loses_no_character_but_the_spaces_it_cuts_at(text: str, width: int) -> None:
    line = shown(text).replace("\n", " ")
    pieces = [line[start:end] for start, end in wrapped(line, width)]
    at = 0
    for piece in pieces:
        at = line.index(piece, at) + len(piece)
    assert "".join(pieces).replace(" ", "") == line.replace(" ", "")


@given(TEXTS, st.integers(8, 60))
def test_no_wrapped_line_is_wider_than_the_page(text: str, width: int) -> None:
    line = shown(text).replace("\n", " ")
    assert all(cell_len(line[start:end]) <= width for start, end in wrapped(line, width))


def test_words_are_kept_whole_where_they_fit() -> None:
    text = "ett två tre fyra fem"
    assert [text[start:end] for start, end in wrapped(text, 8)] == ["ett två", "tre fyra", "fem"]


def test_wide_characters_are_counted_as_wide() -> None:
    text = "日本 語日本 語語"
    assert [text[start:end] for start, end in wrapped(text, 8)] == ["日本", "語日本", "語語"]


def test_hits_are_marked_in_the_line_they_stand_in_even_across_a_line_end() -> None:
    blocks = plain("ab\ncd\nef", [(1, 4), (6, 8)])
    assert [[span[:2] for span in block.spans] for block in blocks] == [[(1, 2)], [(0, 1)], [(0, 2)]]


def test_markdown_is_shown_with_its_marks_taken_away() -> None:
    text = "# Rubrik\n\nen **fet** rad\noch `en` till\n\n- ett\n- [x] två\n\n> citat\n"
    assert read_back(markdown(text)).split("\n") == [
        "Rubrik", "", "en fet rad", "och en till", "", "ett", "☑ två", "", "citat",
    ]  # fmt: skip


def test_list_items_hang_under_their_bullet() -> None:
    lines = laid_out(markdown("1. " + "ord " * 8 + "\n2. två"), 16)
    assert [line.before for line in lines] == ["1. ", "   ", "   ", "2. "]


def test_an_address_is_shown_and_can_be_read() -> None:
    assert read_back(markdown("[här](http://a.se)")) == "här (http://a.se)"


@given(TEXTS)
def test_markdown_never_hides_a_letter(text: str) -> None:
    letters = [letter for letter in shown(text) if letter.isalpha()]
    seen = read_back(markdown(shown(text)))
    assert sum(map(str.isalpha, seen)) + seen.count("☑") >= len(letters)


def test_html_definitions_and_deep_quotes_are_read_as_typed() -> None:
    for text in ("<b onclick=x>hej</b>", "[1]: http://def", ">" * 60 + "djupt", "<!-- dold -->", "&amp;"):
        seen = "".join(line.before + line.block.text for line in laid_out(markdown(text), 200))
        assert "".join(filter(str.isalpha, text)) in "".join(filter(str.isalpha, seen))
