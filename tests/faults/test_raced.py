"""Several processes writing at once lose nothing and see each other."""

import pytest
from fault_tools import open_again, start_writer

from medledare.config.paths import Places
from medledare.domain.problems import VaultBusy


@pytest.mark.parametrize(("modes", "count"), [(["vault"] * 2, 600), (["vault", "vault", "inbox", "inbox"], 250)])
def test_nothing_is_lost_between_processes(places: Places, modes: list[str], count: int) -> None:
    with open_again(places) as watching:
        writers = [start_writer(places, mode, f"{mode}{n}", count) for n, mode in enumerate(modes)]
        seen = 0
        while any(writer.poll() is None for writer in writers) and seen < len(modes) * count:
            watching.refresh()
            now_there = len(watching.table("t"))
            assert now_there >= seen
            seen = now_there
        said = [writer.communicate() for writer in writers]
        assert [writer.returncode for writer in writers] == [0] * len(modes), said
        watching.refresh()
        acknowledged = {line for out, _ in said for line in out.split()}
        assert len(acknowledged) == len(modes) * count
        assert {row.doc_id for row in watching.table("t")} == acknowledged
        assert watching.damage == []
    with open_again(places) as vault:
        assert {row.doc_id for row in vault.table("t")} == acknowledged
        assert vault.damage == []


def test_a_writer_that_never_finishes_is_reported_and_reading_goes_on(places: Places) -> None:
    with open_again(places) as busy, open_again(places) as other:
        record = busy.table("t").insert({"n": 1})
        with busy.store.writing():
            with pytest.raises(VaultBusy), other.store.writing(patience=0.05):
                pass
            assert other.table("t").get(doc_id=record) == {"n": 1}
