"""Lines to choose among: two columns where there is room, else each after the other."""

from rich.cells import cell_len

from medledare.tui.widgets.columns import ROOM, columns


def test_what_is_said_stands_in_one_column_where_all_have_room():
    rows = [("Talk", "a day"), ("Interview", "two days"), ("[/b] 面接", "or more")]
    lines = [one.plain for one in columns(rows)]
    assert [cell_len(one[: one.index(said)]) for one, (_name, said) in zip(lines, rows, strict=True)] == [11, 11, 11]


def test_a_long_line_keeps_all_of_them_together():
    rows = [("Talk", "a day"), ("Interview", "x" * (ROOM - 10))]
    assert [one.plain.rstrip() for one in columns(rows)] == ["Talk  a day", "Interview  " + "x" * (ROOM - 10)]


def test_names_alone_need_no_column():
    assert [one.plain.rstrip() for one in columns([("All", "of it"), ("A very long name indeed", "")])] == [
        "All  of it",
        "A very long name indeed",
    ]
