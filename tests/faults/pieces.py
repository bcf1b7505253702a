"""The logs of several devices as pieces of bytes, ways to rearrange them, and what must still be readable then.

What must be readable is told without the reader: a record's frame, byte for byte, in a file that begins with the header
of the segment it was written to.
"""

import json
import random
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from fault_tools import now, open_again

from medledare.config.paths import Places
from medledare.vault import writer
from medledare.vault.access import key_at_hand
from medledare.vault.create import create
from medledare.vault.reader import SegmentReader
from medledare.vault.segment import COPY_BYTES, HEADER_BYTES

Files = dict[str, bytes]
"""Path below ``log`` to content."""
Version = tuple[str, str, str]
"""Table, id and version of an operation."""

_FRAME = struct.Struct("<4sI56x")


class Logs(NamedTuple):
    """All segments, the frame of each operation, and what each operation says."""

    files: Files
    frames: dict[Version, tuple[bytes, bytes]]
    documents: dict[Version, Any]

    def readable(self, files: Files) -> set[Version]:
        """The operations whose frames lie whole in ``files``, in their own segment."""
        return {
            version
            for version, (header, frame) in self.frames.items()
            if any(header in data[:HEADER_BYTES] and frame in data for data in files.values())
        }


def split(data: bytes) -> list[bytes]:
    """A sound segment's header, and its frames."""
    found, position = [data[:HEADER_BYTES]], HEADER_BYTES
    while position < len(data):
        _, length = _FRAME.unpack_from(data, position)
        found.append(data[position : position + _FRAME.size + length])
        position += len(found[-1])
    return found


def write_logs(machines: list[Places], records: int, chance: random.Random) -> None:
    """A vault that all machines share, each with a log of several short segments; versions depend on each other."""
    create(machines[0], None, now=now())
    key = machines[0].state / next(machines[0].state.iterdir()).name / "key"
    for machine in machines[1:]:
        state = machine.state / key.parent.name
        state.mkdir(parents=True)
        (state / "key").write_bytes(key.read_bytes())
        (state / "key").chmod(0o600)
    with patch.object(writer, "SEALED_AT", 4000):
        for number in range(records):
            with open_again(machines[number % len(machines)]) as vault:
                table = vault.table("t")
                text = {"n": number, "text": "z" * chance.choice([0, 10, 400, 900])}
                living = [row.doc_id for row in table]
                if number % 4 == 3:
                    table.update(text, doc_ids=[chance.choice(living)])
                elif number % 16 == 14:
                    table.remove(doc_ids=[chance.choice(living)])
                else:
                    table.insert(text)


def read_logs(places: Places) -> Logs:
    """The logs of a sound vault."""
    key = key_at_hand(places, now())
    assert key is not None
    logs = Logs(files_below(places.vault / "log"), {}, {})
    for name, data in logs.files.items():
        header, *frames = split(data)
        texts = SegmentReader(places.vault / "log" / name, key, name.split("/")[0]).poll()
        for frame, text in zip(frames, texts, strict=True):
            fields = json.loads(text)
            version = fields["table"], fields["id"], fields["version"]
            logs.frames[version] = header[:COPY_BYTES], frame
            logs.documents[version] = fields["document"]
    return logs


def files_below(folder: Path) -> Files:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.glob("*/*.seg"))}


class Desk:
    """Where the pieces of a log are rearranged: files, those of another vault, and chance."""

    def __init__(self, files: Files, foreign: Files, chance: random.Random) -> None:
        self.files = dict(files)
        self.foreign = foreign
        self.chance = chance

    def name(self) -> str:
        return self.chance.choice(sorted(self.files))

    def device(self) -> str:
        return self.name().split("/")[0]

    def of(self, device: str) -> list[str]:
        """The segments of a device, first to last."""
        return sorted(name for name in self.files if name.startswith(device))

    def on_frames(self, how: Callable[[list[bytes]], None]) -> None:
        """Do something to the frames of one segment."""
        name = self.name()
        header, *frames = split(self.files[name])
        how(frames)
        self.files[name] = header + b"".join(frames)

    def on_bytes(self, how: Callable[[bytes, int, int], bytes]) -> None:
        """Do something to a stretch of bytes behind the header of one segment."""
        name = self.name()
        data = self.files[name]
        begin, end = sorted(self.chance.sample(range(HEADER_BYTES, len(data)), 2))
        self.files[name] = data[:begin] + how(data, begin, end) + data[end:]

    def some_frame(self, files: Files) -> bytes:
        return self.chance.choice(split(files[self.chance.choice(sorted(files))])[1:])

    def delete_frames(self) -> None:
        def delete(frames: list[bytes]) -> None:
            begin = self.chance.randrange(len(frames))
            del frames[begin : begin + self.chance.randint(1, 3)]

        self.on_frames(delete)

    def double_a_frame(self) -> None:
        self.on_frames(lambda frames: frames.insert(self.chance.randrange(len(frames)), self.chance.choice(frames)))

    def swap_frames(self) -> None:
        self.on_frames(self.chance.shuffle)

    def splice_a_frame_of_another_segment(self) -> None:
        frame = self.some_frame(self.files)
        self.on_frames(lambda frames: frames.insert(self.chance.randrange(len(frames) + 1), frame))

    def put_a_frame_of_another_vault_in_place_of_one(self) -> None:
        def replace(frames: list[bytes]) -> None:
            frames[self.chance.randrange(len(frames))] = self.some_frame(self.foreign)

        self.on_frames(replace)

    def cut_a_piece_out(self) -> None:
        self.on_bytes(lambda data, begin, end: b"")

    def put_noise_in(self) -> None:
        self.on_bytes(lambda data, begin, end: data[begin:end] + self.chance.randbytes(self.chance.randint(1, 500)))

    def overwrite_with_zeros(self) -> None:
        self.on_bytes(lambda data, begin, end: bytes(end - begin))

    def double_bytes(self) -> None:
        self.on_bytes(lambda data, begin, end: 2 * data[begin:end])

    def cut_the_end_off(self) -> None:
        name = self.name()
        self.files[name] = self.files[name][: self.chance.randrange(HEADER_BYTES, len(self.files[name]))]

    def delete_a_segment(self) -> None:
        del self.files[self.name()]

    def double_a_segment(self) -> None:
        name = self.name()
        after = int(self.of(name.split("/")[0])[-1].split("/")[1].removesuffix(".seg")) + self.chance.randint(1, 2)
        copies = [f"{after:010}.seg", f"{Path(name).stem}.sync-conflict-20260101-000000-ABCDEFG.seg"]
        self.files[f"{name.split('/')[0]}/{self.chance.choice(copies)}"] = self.files[name]

    def swap_segments(self) -> None:
        one, two = self.chance.sample(sorted(self.files), 2)
        self.files[one], self.files[two] = self.files[two], self.files[one]

    def move_a_segment_to_another_device(self) -> None:
        name = self.name()
        self.files[f"{self.device()}/{self.chance.randint(1, 20):010}.seg"] = self.files.pop(name)

    def put_a_segment_of_another_vault_there(self) -> None:
        self.files[self.name()] = self.foreign[self.chance.choice(sorted(self.foreign))]

    def put_frames_of_another_vault_behind_our_header(self) -> None:
        name = self.name()
        frames = self.foreign[self.chance.choice(sorted(self.foreign))][HEADER_BYTES:]
        self.files[name] = self.files[name][:HEADER_BYTES] + frames

    def swap_devices(self) -> None:
        one, two = self.chance.sample(sorted({name.split("/")[0] for name in self.files}), 2)
        other = {one: two, two: one}
        self.files = {
            "/".join([other.get(device, device), number]): data
            for (device, number), data in ((name.split("/"), data) for name, data in self.files.items())
        }

    def delete_a_device(self) -> None:
        for name in self.of(self.device()):
            del self.files[name]

    def put_a_device_back(self) -> str:
        """A device's log as it was some frames before; the device."""
        device = self.device()
        frames = self.chance.randint(1, 12)
        for name in reversed(self.of(device)):
            header, *rest = split(self.files.pop(name))
            if len(rest) > frames:
                self.files[name] = header + b"".join(rest[:-frames])
                break
            frames -= len(rest)
            if not frames:
                break
        return device
