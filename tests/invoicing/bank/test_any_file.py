"""Whatever file somebody drops, reading it ends with a sentence and never with an error."""

import io
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invoicing.bank import opening
from invoicing.bank.told import Doubt, Entry, Part
from tests.house import ROOT
from tests.invoicing.bank.cast import MT940, camt, entry, statement

SOUND = [camt(statement(entry() + entry("7.50", "DBIT"), closing="132.50")), MT940]
PIECES = [b"<Ntry>", b"</Stmt>", b":61:", b":86:/NAME/", b">20", b"\n", b"-", b"\xff\xfe", b"\0", b"&#0;", b"EUR"]
PIECES += [b"9" * 40, b":60F:C", b":25:", b"260230", b"<![CDATA[", b"-1,", b"\xe9", "€".encode()]


def read(content: bytes) -> list[Part]:
    return [part for file in opening.opened("bestand", io.BytesIO(content)) for part in file.parts]


@pytest.mark.parametrize("content", SOUND)
@given(data=st.data())
@settings(max_examples=150)
def test_a_file_with_pieces_cut_out_and_put_in_is_read(content: bytes, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 4))):
        place, length = data.draw(st.integers(0, len(content))), data.draw(st.integers(0, 30))
        piece = data.draw(st.one_of(st.sampled_from(PIECES), st.binary(max_size=8)))
        content = content[:place] + piece + content[place + length :]
    read(content)


@given(st.binary(max_size=400))
def test_any_bytes_are_read(content: bytes) -> None:
    assert all(isinstance(part, Doubt) for part in read(content))


@pytest.mark.parametrize("content", SOUND)
@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_a_file_in_another_encoding_gives_its_entries(content: bytes, encoding: str) -> None:
    text = content.decode().replace('encoding="UTF-8"', f'encoding="{encoding}"').replace("-sig", "")
    assert len([part for part in read(text.encode(encoding)) if isinstance(part, Entry)]) == 2


@pytest.mark.parametrize("content", SOUND)
def test_a_file_cut_off_anywhere_gives_what_stood_before(content: bytes) -> None:
    counts = [sum(isinstance(part, Entry) for part in read(content[:end])) for end in range(0, len(content), 7)]
    assert counts == sorted(counts)


def test_an_entity_bomb_is_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    bomb += b"<BkToCstmrStmt>&b;</BkToCstmrStmt>"
    for content in (bomb, bomb.decode().encode("utf-16")):
        [doubt] = read(content)
        assert isinstance(doubt, Doubt)
        assert "DOCTYPE" in doubt.sentence


def test_a_doctype_far_into_the_file_is_refused() -> None:
    late = b"<?xml version='1.0'?><!-- BkToCstmrStmt " + b"x" * 70_000 + b" --><!DOCTYPE d [<!ENTITY a 'aa'>]>"
    body = SOUND[0].partition(b"?>")[2].replace(b"Factuur", b"&a;")
    assert not any(isinstance(part, Entry) for part in read(late + body))


def test_a_zip_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "LARGEST", 100_000)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(5):
            archive.writestr(f"{number}.940", b"0" * 90_000)
    told = [part.sentence for part in read(packed.getvalue()) if isinstance(part, Doubt)]
    assert told[1:] == ["Het bestand is te groot."]


def test_a_broken_zip_is_told() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.940", MT940 * 9)
    sound, dice = packed.getvalue(), random.Random(1)  # noqa: S311 - not a secret
    for _ in range(300):
        place = dice.randrange(4, len(sound))
        read(sound[:place] + bytes([dice.randrange(256)]) + sound[place + 1 :])
        read(sound[:place])


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["camt", "mt940"])
def test_fifty_thousand_entries_take_hardly_more_memory_than_fifty(kind: str, tmp_path: Path) -> None:
    few, many = (_peak(_written(tmp_path / f"{number}", kind, number), number) for number in (50, 50_000))
    assert many - few < 60_000, f"{few} kB became {many} kB"


def _written(file: Path, kind: str, number: int) -> Path:
    if kind == "camt":
        before, _, after = camt(statement("HERE")).partition(b"HERE")
        one = entry().encode()
    else:
        head, tag, rest = MT940.partition(b":61:")
        before, after = head, b":62F:" + rest.partition(b":62F:")[2]
        one = tag + rest.partition(b":61:")[0]
    with file.open("wb") as out:
        out.write(before)
        for _ in range(number):
            out.write(one)
        out.write(after)
    return file


def _peak(file: Path, number: int) -> int:
    program = """
import resource, sys
from invoicing.bank import opening
from invoicing.bank.told import Entry
with open(sys.argv[1], "rb") as stream:
    print(sum(isinstance(part, Entry) for one in opening.opened("f", stream) for part in one.parts))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
    ran = subprocess.run(
        [sys.executable, "-c", program, str(file)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    counted, peak = map(int, ran.stdout.split())
    assert counted == number
    return peak
