"""Journals of Day One: the zip it exports as JSON, the folder unpacked from it, or one ``<Journal>.json`` of it.

What medledare has no field for stands in lines of its own at the end of an entry. Readings of instruments (air
pressure, steps, the camera's settings) and the media themselves are left where they are.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, timezone, tzinfo
from pathlib import PurePosixPath
from typing import Any

from medledare.domain.problems import N_, Problem, UnknownZone
from medledare.domain.records import Entry
from medledare.text import _
from medledare.text.zones import fixed
from medledare.text.zones import zone as named_zone
from medledare.transfer import NotJson, Parsed, json_of
from medledare.transfer.importers.day_one_text import text_of_entry
from medledare.transfer.notes import tags_of
from medledare.transfer.origins import Origins
from medledare.transfer.places import in_reach, without_nul
from medledare.transfer.source import Source

NAME = "dayone"

_PLACE = ("userLabel", "placeName", "localityName", "administrativeArea", "country")
_OFFSET = re.compile(r"(?:GMT|UTC)([+-])(\d{1,2}):?(\d\d)?")


class AtEntry(Problem):
    """The beginning of a remark on an entry of a journal, counted from 1."""

    sentence = N_("{file}, entry {number}")


class JournalLeft(Problem):
    sentence = N_("{file} cannot be read: it is not JSON from line {line}, column {column} on. It was left out.")


class NotAJournal(Problem):
    sentence = N_("{file} is not a journal of Day One. It was left out.")


class EntryLeft(Problem):
    sentence = N_("{where}: this is no entry. It was left out.")


class NoCreation(Problem):
    sentence = N_("{where}: it does not say when it was written. It got the time of the journal's file, {date}.")


class NoZone(Problem):
    sentence = N_("{where}: there is no time zone called {name}; yours was taken.")


class MediaLeft(Problem):
    sentence = N_("Photos and other media stay where they are: {count}. The entries name their files.")


class NoJournal(Problem):
    sentence = N_("{path} holds no journal of Day One that could be read. Nothing was imported.")


def recognises(source: Source) -> bool:
    """Whether there is a journal of Day One."""
    return any('"creationDate"' in (head := source.head_of(name)) and '"entries"' in head for name in _journals(source))


def read(source: Source, zone: tzinfo, *, strict: bool = False) -> Parsed:
    """Entries of all journals, in the order of the files. Raises NoJournal."""
    reading = _Reading(source, zone)
    names = _journals(source)
    for name, data in source.files(names.__contains__):
        reading.journal(name, data, several=len(names) > 1)
    if not reading.entries and len(source.problems) + len(reading.problems) >= len(names):
        raise (source.problems + reading.problems)[0] if len(names) == 1 else NoJournal(path=source.path)
    if media := sum(not name.endswith(".json") for name in source.names if len(source.names) > 1):
        reading.problems.append(MediaLeft(count=media))
    return Parsed(tuple(reading.entries), tuple(reading.problems), reading.zoneless)


def _journals(source: Source) -> frozenset[str]:
    """JSON files that lie highest: in an archive at its root, or in the one folder it holds."""
    names = [name for name in source.names if name.lower().endswith(".json")]
    highest = min((name.count("/") for name in names), default=0)
    return frozenset(name for name in names if name.count("/") == highest)


class _Reading:
    """What has been read so far of a source."""

    def __init__(self, source: Source, zone: tzinfo) -> None:
        self.entries: list[Entry] = []
        self.problems: list[Problem] = []
        self.zoneless = False
        self._source = source
        self._zone = zone
        self._origins = Origins(NAME)

    def journal(self, name: str, data: bytes, *, several: bool) -> None:
        """Take the entries of a journal. Where there are several, each entry says which it stood in."""
        try:
            document = json_of(data)
        except NotJson as error:
            self.problems.append(JournalLeft(file=name, **error.details))
            return
        if not isinstance(document, dict) or not isinstance(entries := document.get("entries"), list):
            self.problems.append(NotAJournal(file=name))
            return
        journal = PurePosixPath(name).stem if several else ""
        for number, one in enumerate(entries, start=1):
            where = AtEntry(file=name, number=number)
            if not isinstance(one, dict):
                self.problems.append(EntryLeft(where=where))
            elif (entry := self._entry(name, one, journal, where)) is not None:
                self.entries.append(entry)

    def _entry(self, name: str, one: Mapping[str, Any], journal: str, where: Problem) -> Entry | None:
        text = text_of_entry(one)
        lines = "\n".join(_lines(one, journal))
        kept = without_nul("\n\n".join(part for part in (text, lines) if part), where, self.problems)
        if not text and not one.get("tags"):
            return None
        at = self._at(name, one, where)
        if at is None:
            return None
        said = one.get("tags")
        tags = tags_of(str(tag).replace("\x00", "") for tag in said) if isinstance(said, list) else ()
        return Entry(
            id="",
            at=at,
            created=at,
            origin=self._origins.of(*(str(one.get(part)) for part in ("uuid", "creationDate", "text", "richText"))),
            text=kept or " ".join(tags),
            tags=tags,
            starred=one.get("starred") is True,
        )

    def _at(self, name: str, one: Mapping[str, Any], where: Problem) -> datetime | None:
        zone = self._zone_of(one, where)
        for key in ("creationDate", "modifiedDate"):
            try:
                moment = datetime.fromisoformat(str(one.get(key)))
            except ValueError:
                continue
            if in_reach(moment):
                return fixed((moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(zone))
        changed = self._source.changed(name, zone)
        self.problems.append(
            NoCreation(where=where, date=f"{changed:%Y-%m-%d %H:%M}") if changed else EntryLeft(where=where)
        )
        return fixed(changed) if changed else None

    def _zone_of(self, one: Mapping[str, Any], where: Problem) -> tzinfo:
        name = one.get("timeZone")
        if not isinstance(name, str) or not name:
            self.zoneless = True
            return self._zone
        if found := _OFFSET.fullmatch(name):
            minutes = int(found[2]) * 60 + int(found[3] or 0)
            if minutes < 24 * 60:
                return timezone(timedelta(minutes=minutes if found[1] == "+" else -minutes))
        try:
            return named_zone(name)
        except UnknownZone as error:
            self.zoneless = True
            self.problems.append(NoZone(where=where, **error.details))
            return self._zone


def _lines(one: Mapping[str, Any], journal: str) -> Iterator[str]:
    """What an entry says beside its text, one thing a line."""
    if journal:
        yield _("Journal: {name}").format(name=journal)
    if place := _place(one.get("location")):
        yield _("Place: {name}").format(name=place)
    if weather := _weather(one.get("weather")):
        yield _("Weather: {name}").format(name=weather)
    if one.get("isPinned") is True:
        yield _("Pinned in Day One")


def _place(location: object) -> str:
    if not isinstance(location, dict):
        return ""
    names = [str(location[part]) for part in _PLACE if location.get(part)]
    latitude, longitude = location.get("latitude"), location.get("longitude")
    if isinstance(latitude, int | float) and isinstance(longitude, int | float):
        names.append(f"({round(latitude, 5)}, {round(longitude, 5)})")
    return ", ".join(dict.fromkeys(names)).replace(", (", " (")


def _weather(weather: object) -> str:
    if not isinstance(weather, dict):
        return ""
    degrees = weather.get("temperatureCelsius")
    words = str(weather.get("conditionsDescription") or "")
    return ", ".join(filter(None, (words, f"{degrees:.0f} °C" if isinstance(degrees, int | float) else "")))
