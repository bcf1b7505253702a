"""A record that is not what this version expects is passed over and named; everything else works as ever."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from exported import export

from medledare.domain.problems import Damaged
from medledare.domain.records import KINDS, Entry, class_of
from medledare.services import capture, records, vaultcare
from medledare.services.index import Index
from medledare.services.search import Query, find
from medledare.text.formats import FORMATS
from medledare.vault import damage
from medledare.vault.table import Document
from medledare.vault.vault import Vault, memory_vault

MOMENTS = {"at": "2026-04-03T12:00:00+02:00", "created": "2026-04-03T12:00:00+02:00"}
UNFIT: list[tuple[str, dict[str, Any]]] = [
    ("entry", {}),
    ("entry", MOMENTS),
    ("entry", {"at": "some day", "created": "once", "text": "x"}),
    ("entry", {"at": 5, "created": 6, "text": "x"}),
    ("entry", MOMENTS | {"text": 7}),
    ("entry", MOMENTS | {"text": "x", "tags": 5}),
    ("failure", MOMENTS | {"text": "x", "told": [1]}),
    ("failure", MOMENTS | {"text": "x", "told": [{"whom": "y"}]}),
    ("checkin", MOMENTS | {"answers": "no"}),
    ("goal", MOMENTS | {"title": "x", "by": "soon"}),
]


@pytest.fixture
def vault(clock) -> Iterator[Vault]:
    with memory_vault(clock) as opened:
        yield opened


@pytest.mark.parametrize(("kind", "document"), UNFIT, ids=range(len(UNFIT)))
def test_an_unfit_record_is_named_and_hides_no_other(
    vault: Vault, clock, kind: str, document: dict[str, Any], tmp_path: Path
) -> None:
    good = records.add(vault, capture.entry(clock, "a word"))
    vault.table(kind).insert(Document(document, doc_id="0190"))
    assert [one.id for one in records.all_of(vault, Entry)] == [good.id]
    for one in map(class_of, KINDS):
        records.all_of(vault, one)
    for query in (Query(), Query(words=("word",)), Query(tags=("#x",)), Query(limit=5), Query(principle="p")):
        found = find(vault, query)
        assert all(record.id == good.id for record in found)
        assert found or query.tags or query.principle
    index = Index(vault)
    assert [record.id for record in index.find("")] == [record.id for record in index.find("word")] == [good.id]
    with pytest.raises(Damaged):
        records.get(vault, "0190")
    written = Query(kinds=tuple(one for one in KINDS if one != "departure"))
    for format in FORMATS:
        # Nothing of an entry lies ahead, for a calendar.
        assert export(vault, clock, format, written, tmp_path / format).count == (format != "ics")
    assert records.history(vault, good)
    assert [(one.what, one.where) for one in vaultcare.status(vault).damage] == [(damage.NOT_A_RECORD, f"{kind} 0190")]
