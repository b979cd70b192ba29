"""Read paths into raw records: plain text, folders, JSON Lines, gzip. Streams; one bad record never stops the next.

A record is what the outside gave, before language and date are settled: only the pipeline makes `Document` values.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from kg.errors import BadRecord, KgError, SkipDocument, UnreadableFile

#: A document longer than this (characters) is no article; it is refused rather than read for minutes.
LONGEST = 2_000_000
#: A line of JSON Lines longer than this (bytes) is refused without being parsed.
LONGEST_LINE = 16_000_000
_TEXT = {".txt", ".text", ".md", ""}
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


#: What opening and unpacking a file raises.
UNREADABLE = (OSError, EOFError, zlib.error)


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
        if not path.exists():
            yield UnreadableFile(f"{path}: no such file or folder")
        elif path.is_dir():
            files = sorted(p for p in _under(path) if p.is_file() and _kind(p) is not None)
            if not files:
                yield UnreadableFile(f"{path}: the folder holds no .txt or .jsonl file")
            for file in files:
                yield from _file(file)
        else:
            yield from _file(path)


def _under(folder: Path) -> Iterator[Path]:
    """What lies in a folder, however deep, graphs of ours left out: `kg add .` would read the store it writes."""
    for path in folder.iterdir():
        if not path.is_dir():
            yield path
        elif not all((path / part).exists() for part in _STORE):
            yield from _under(path)


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
        yield UnreadableFile(f"{path}: {why(error)}")


def why(error: Exception) -> str:
    """Why a file cannot be read, in a few words."""
    if isinstance(error, EOFError):
        return "truncated gzip file"
    if isinstance(error, gzip.BadGzipFile):
        return "not a gzip file"
    if isinstance(error, zlib.error):
        return "damaged gzip file"
    return str(getattr(error, "strerror", None) or error).lower()


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
    for origin, raw in raw_lines(path):
        yield raw if isinstance(raw, KgError) else _record(raw, origin)


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
                _skip_line(file)
                yield origin, BadRecord(f"{origin}: line longer than {LONGEST_LINE:,} bytes")
            elif raw.strip():
                yield origin, raw
    if not found:
        raise UnreadableFile(f"{path}: the file is empty")


def _skip_line(file: IO[bytes]) -> None:
    while (chunk := file.readline(LONGEST_LINE)) and not chunk.endswith(b"\n"):
        pass


def _record(raw: bytes, origin: str) -> Record | KgError:
    try:
        row = json.loads(decode(raw, origin))
    except SkipDocument as error:
        return BadRecord(str(error))
    except (ValueError, RecursionError) as error:
        return BadRecord(f"{origin}: not JSON ({getattr(error, 'msg', 'malformed')})")
    if not isinstance(row, dict):
        return BadRecord(f"{origin}: a JSON object is expected")
    return _from_row(row, origin)


def _from_row(row: dict[str, Any], origin: str) -> Record | KgError:
    fields: dict[str, str | None] = {}
    for name in _FIELDS:
        value = row.get(name)
        if (value is not None and not isinstance(value, (str, int))) or isinstance(value, bool):
            return BadRecord(f"{origin}: field '{name}' must be text")
        fields[name] = None if value is None else str(value)
    text = fields.pop("text") or ""
    if not text.strip():
        return BadRecord(f"{origin}: field 'text' is missing or empty")
    if len(text) > LONGEST:
        return BadRecord(f"{origin}: text longer than {LONGEST:,} characters, not an article")
    return Record(origin, text.replace("\ud800", "\ufffd"), **{k: v or None for k, v in fields.items()})
