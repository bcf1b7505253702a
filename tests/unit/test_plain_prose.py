"""Most texts are plain paragraphs and lists, and are read as such without Markdown's help, with the same result."""

from hypothesis import given, settings
from hypothesis import strategies as st

from medledare.text.marked import tokens
from medledare.text.shown import shown
from medledare.transfer.exporters import prose

_LINES = st.lists(
    st.sampled_from(
        ["ett två", "#tagg x", "1. x", "- x", "- x", "- två, tre", "- - x", "-", "- ",
         "text, mer.", "", "  ", "x  ", 'å: (b) "c"', "http://x.se", "a@b.se",
         "&amp;", "!x", "$x^2$", "a|b", "*a*", "> c", "===", "```"]
    )
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    max_size=6,
).map("\n".join)  # fmt: skip


@settings(max_examples=1000, deadline=None)
@given(_LINES)
def test_a_plain_text_has_the_pieces_that_markdown_would_give_it(text: str) -> None:
    text = shown(text)
    if (plain := prose._plain(text)) is not None:
        assert plain == prose._pieces(tokens(text))
