"""Read paths into raw records: plain text, folders, JSON Lines, gzip. Streams; one bad record never stops the next.

A record is what the outside gave, before language and date are settled: only the pipeline makes `Document` values.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast
from urllib.parse import urlsplit

from kg.errors import BadRecord, KgError, SkipDocument, UnreadableFile
from kg.files import UNREADABLE, cause, is_folder

#: A document longer than this (characters) is no article; it is refused rather than read for minutes.
LONGEST = 2_000_000
#: A line of JSON Lines longer than this (bytes) is refused without being parsed.
LONGEST_LINE = 16_000_000
#: A line of which no end is found in so many bytes ends the reading of its file: a device, a bomb of zeros.
ENDLESS = 1_000_000_000
_TEXT = {".txt", ".text", ".md", ""}
_HALF = re.compile("[\ud800-\udfff]")
#: What a folder holds that is a graph of ours (`kg.graph.directory`).
_STORE = ("store.json", "quads")
_LINES = {".jsonl", ".ndjson", ".json"}
_AS_TEXT = "give its text (.txt) or JSON Lines with a field 'text'"
_NO_TEXT = {
    **dict.fromkeys((".html", ".htm", ".xhtml", ".xml"), f"markup, not plain text; {_AS_TEXT}"),
    **dict.fromkeys((".pdf", ".docx", ".doc", ".odt", ".rtf", ".epub"), f"a word processor's file; {_AS_TEXT}"),
    **dict.fromkeys((".csv", ".tsv"), f"a table; say with --format how it is read, or {_AS_TEXT}"),
}
"""Endings of files that would be read, letter by letter, as something they are not."""
_FIELDS = ("id", "lang", "date", "title", "outlet", "url", "text")
_BOMS = ((b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"), (b"\xef\xbb\xbf", "utf-8-sig"),
         (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Record:
    """One raw document and where it came from."""

    origin: str
    """File, and line where a file holds several, as shown in messages."""
    text: str
    id: str | None = None
    lang: str | None = None
    date: str | None = None
    title: str | None = None
    outlet: str | None = None
    url: str | None = None

    @property
    def identifier(self) -> str:
        """The id given, else the address (a page with a new text is the same document), else one from the content."""
        content = hashlib.sha256(self.text.encode("utf-8", "surrogatepass"))
        return self.id or self.url or f"sha256-{content.hexdigest()[:24]}"


def read(paths: list[Path]) -> Iterator[Record | KgError]:
    """Yield records of files and folders in a stable order; what cannot be read is yielded as its error."""
    for path in paths:
        if is_folder(path):
            yield from _folder(path)
        else:
            yield from _file(path)


def _folder(path: Path) -> Iterator[Record | KgError]:
    found = list(files_in(path, lambda file: _kind(file) is not None))
    if not found:
        yield UnreadableFile(f"{path}: the folder holds no .txt or .jsonl file")
    for file in found:
        if isinstance(file, KgError):
            yield file
        else:
            yield from _file(file)


def files_in(folder: Path, wanted: Callable[[Path], bool]) -> Iterator[Path | KgError]:
    """The wanted files of a folder, however deep, in a stable order; a folder that cannot be read comes as its error.

    Graphs of ours are left out (`kg add .` would read the store it writes), and folders that a link leads to again.
    """
    refused: list[OSError] = []
    seen: set[str] = set()
    found: list[Path] = []
    for path, folders, names in os.walk(folder, onerror=refused.append, followlinks=True):
        here = Path(path)
        real = os.path.realpath(path)
        if real in seen or (here != folder and all((here / part).exists() for part in _STORE)):
            folders.clear()
            continue
        seen.add(real)
        found += [here / name for name in names if wanted(here / name)]
    yield from (UnreadableFile(f"{error.filename}: cannot be read: {cause(error)}") for error in refused)
    yield from sorted(file for file in found if _may_be_read(file))


def _may_be_read(path: Path) -> bool:
    """Whether it is a plain file, for all that can be known: where the system refuses to tell, reading it says why."""
    try:
        return path.is_file()
    except OSError:
        return True


def _kind(path: Path) -> str | None:
    suffix = _suffix(path)
    return "lines" if suffix in _LINES else "text" if suffix in _TEXT else None


def _suffix(path: Path) -> str:
    """The ending that tells what a file holds, packed or not."""
    return (Path(path.stem).suffix if path.suffix == ".gz" else path.suffix).lower()


def _file(path: Path) -> Iterator[Record | KgError]:
    try:
        if refusal := _NO_TEXT.get(_suffix(path)):
            yield UnreadableFile(f"{path}: {refusal}")
        elif _kind(path) == "lines":
            yield from _lines(path)
        else:
            yield _text(path)
    except SkipDocument as error:
        yield error
    except UNREADABLE as error:
        yield UnreadableFile(f"{path}: {cause(error)}")


def _open(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb"))


def _text(path: Path) -> Record:
    with _open(path) as file:
        raw = file.read(4 * LONGEST + 1)
    text = decode(raw, str(path))
    if not text.strip():
        raise UnreadableFile(f"{path}: the file is empty")
    if len(text) > LONGEST:
        raise UnreadableFile(f"{path}: longer than {LONGEST:,} characters, not an article")
    return Record(str(path), text, id=None)


def decode(raw: bytes, origin: str) -> str:
    """Bytes to text: byte order mark, UTF-8, else a Cyrillic or Western code page; binary raises `UnreadableFile`."""
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return _strict(raw, encoding, origin)
    sample = raw[:4096]
    if b"\x00" in sample:
        guess = _utf16(sample)
        if guess is None:
            raise UnreadableFile(f"{origin}: binary, not text")
        return _strict(raw, guess, origin)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(raw) - 3 and len(raw) > 4:
            raise UnreadableFile(f"{origin}: truncated in the middle of a character") from error
    controls = sum(byte < 9 or 13 < byte < 32 for byte in sample)
    if controls * 50 > len(sample):
        raise UnreadableFile(f"{origin}: binary, not text")
    return _code_page(raw, origin)


def _strict(raw: bytes, encoding: str, origin: str) -> str:
    try:
        return raw.decode(encoding).lstrip("\ufeff")
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"{origin}: damaged {encoding} text at byte {error.start}") from error


def _utf16(sample: bytes) -> str | None:
    """UTF-16 without a byte order mark shows as zeros or Cyrillic's high byte at nearly every other place."""
    half = max(1, len(sample) // 2)
    even, odd = (sum(byte in (0x00, 0x04, 0x20) for byte in sample[first::2]) for first in (0, 1))
    if odd > half * 0.9 and even < half * 0.4:
        return "utf-16-le"
    if even > half * 0.9 and odd < half * 0.4:
        return "utf-16-be"
    return None


def _cyrillic(byte: int) -> bool:
    """Whether a byte is a Russian or Ukrainian letter in Windows-1251."""
    return byte >= 0xC0 or byte in (0xA5, 0xAA, 0xAF, 0xB2, 0xB3, 0xB4, 0xBA, 0xBF)


def _code_page(raw: bytes, origin: str) -> str:
    """Windows-1251 where most high bytes are Cyrillic letters there, else Windows-1252."""
    high = [byte for byte in raw[:8192] if byte >= 0x80]
    words = [part for part in raw[:8192].split() if any(byte >= 0xC0 for byte in part)]
    runs = sum(all(_cyrillic(byte) for byte in part.strip(b".,;:!?()\"'")) for part in words)
    encoding = "cp1251" if len(high) > 8 and runs * 2 > len(words) else "cp1252"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"{origin}: unknown encoding (not UTF-8, UTF-16 or Windows-125x)") from error


def _lines(path: Path) -> Iterator[Record | KgError]:
    for origin, row in objects(path):
        yield row if isinstance(row, KgError) else _from_row(row, origin)


def objects(path: Path) -> Iterator[tuple[str, dict[str, Any] | KgError]]:
    """The objects of a file of JSON Lines, each with its origin; a line that holds none comes as its error.

    Raises as `raw_lines` does.
    """
    for origin, raw in raw_lines(path):
        yield origin, raw if isinstance(raw, KgError) else _object(raw, origin)


def raw_lines(path: Path) -> Iterator[tuple[str, bytes | KgError]]:
    """The lines of a file that are not blank, each with its origin; one that is too long comes as an error.

    Raises `UnreadableFile` when the file is empty, and what opening and unpacking it raises.
    """
    found = False
    with _open(path) as file:
        number = 0
        while raw := file.readline(LONGEST_LINE + 1):
            number += 1
            found = True
            origin = f"{path}:{number}"
            if len(raw) > LONGEST_LINE:
                _skip_line(file, origin)
                yield origin, BadRecord(f"{origin}: line longer than {LONGEST_LINE:,} bytes")
            elif raw.strip():
                yield origin, raw
    if not found:
        raise UnreadableFile(f"{path}: the file is empty")


def _skip_line(file: IO[bytes], origin: str) -> None:
    for _ in range(ENDLESS // LONGEST_LINE):
        chunk = file.readline(LONGEST_LINE)
        if not chunk or chunk.endswith(b"\n"):
            return
    raise UnreadableFile(f"{origin}: no end of the line after {ENDLESS:,} bytes; what follows is not read")


def _object(raw: bytes, origin: str) -> dict[str, Any] | KgError:
    try:
        row = json.loads(decode(raw, origin))
    except SkipDocument as error:
        return BadRecord(str(error))
    except (ValueError, RecursionError) as error:
        return BadRecord(f"{origin}: not JSON ({getattr(error, 'msg', 'malformed')})")
    if not isinstance(row, dict):
        return BadRecord(f"{origin}: a JSON object is expected in every line")
    return row


def _from_row(row: dict[str, Any], origin: str) -> Record | KgError:
    fields: dict[str, str | None] = {}
    for name in _FIELDS:
        value = row.get(name)
        if (value is not None and not isinstance(value, (str, int))) or isinstance(value, bool):
            return BadRecord(f"{origin}: field '{name}' must be text")
        # Half a letter of UTF-16, which JSON can hold, is no letter.
        fields[name] = None if value is None else _HALF.sub("\ufffd", str(value))
    text = fields.pop("text") or ""
    if not text.strip():
        return BadRecord(f"{origin}: field 'text' is missing or empty")
    if len(text) > LONGEST:
        return BadRecord(f"{origin}: text longer than {LONGEST:,} characters, not an article")
    try:
        urlsplit(fields["url"] or "")
    except ValueError as error:
        return BadRecord(f"{origin}: field 'url' is not an address ({error})")
    return Record(origin, text, **{k: v or None for k, v in fields.items()})
