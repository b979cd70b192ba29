"""Whatever lies on the disk: a record, or one line that says what is wrong with it; the rest goes on."""

import gzip
import json

import pytest

from kg.errors import BadRecord, KgError, UnreadableFile
from kg.sources.records import LONGEST, LONGEST_LINE, Record, decode, read

EN = "The two presidents met in Geneva."
UK = "Президент України зустрівся у Варшаві з прем’єр-міністром Польщі, повідомляє Офіс президента."
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06"


def one(path):
    found = list(read([path]))
    assert len(found) == 1
    return found[0]


def put(folder, name, data):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", UK), ("utf-8-sig", UK), ("utf-16", UK), ("utf-16-le", UK), ("utf-16-be", UK), ("utf-32", UK),
        ("cp1251", UK), ("utf-16-le", EN), ("utf-16-be", EN),
        ("cp1252", "Le président a déjà rencontré l’envoyé à Genève."),
        ("cp1252", "Der Präsident empfängt am Donnerstag in München die Außenministerin."),
        ("cp1252", "Il presidente è arrivato a Roma. L’incontro è fissato per lunedì."),
    ],
)  # fmt: skip
def test_a_text_is_read_in_the_encodings_people_have(tmp_path, encoding, text):
    assert one(put(tmp_path, "a.txt", text.encode(encoding))).text == text


def test_text_is_kept_as_it_is(tmp_path):
    text = "Title\r\n\r\nZele\u0301nskyy\u00a0met\u200b them.\r\n"
    assert one(put(tmp_path, "a.txt", text)).text == text


@pytest.mark.parametrize(
    ("name", "data", "cause"),
    [
        ("empty.txt", b"", "the file is empty"),
        ("blank.txt", b" \n\n\t", "the file is empty"),
        ("picture.txt", PNG, "binary, not text"),
        ("zeros.txt", b"\x00" * 500, "binary, not text"),
        ("cut.txt", "Зустріч у Києві".encode()[:-1], "truncated in the middle of a character"),
        ("odd.txt", UK.encode("utf-16")[:-1], "damaged utf-16 text"),
        ("cut.txt.gz", gzip.compress(UK.encode() * 50)[:-12], "truncated gzip file"),
        ("none.txt.gz", UK.encode(), "not a gzip file"),
        ("huge.txt", b"a" * (LONGEST + 1), "not an article"),
        ("empty.jsonl", b"", "the file is empty"),
        ("page.HTML", b"<p>Macron met Putin.</p>", "markup, not plain text"),
        ("table.tsv.gz", gzip.compress(b"a\tb"), "a table; say with --format"),
        ("letter.rtf", b"{\\rtf1 Macron}", "a word processor's file"),
    ],
)
def test_a_file_that_cannot_be_read_gives_one_line_with_its_name(tmp_path, name, data, cause):
    found = one(put(tmp_path, name, data))
    assert isinstance(found, UnreadableFile)
    assert str(found).startswith(f"{tmp_path / name}: ")
    assert cause in str(found)
    assert "\n" not in str(found)


def test_a_missing_file_and_an_empty_folder(tmp_path):
    missing, empty = read([tmp_path / "no.txt", tmp_path])
    assert str(missing) == f"{tmp_path / 'no.txt'}: no such file or folder"
    assert "holds no .txt or .jsonl file" in str(empty)


def test_a_broken_gzip_of_many_lines_gives_its_first_lines_and_then_the_error(tmp_path):
    rows = b"".join(json.dumps({"id": str(n), "text": f"{EN} {n * 7919}"}).encode() + b"\n" for n in range(4000))
    found = list(read([put(tmp_path, "many.jsonl.gz", gzip.compress(rows)[:-2000])]))
    assert isinstance(found[0], Record)
    assert isinstance(found[-1], UnreadableFile)
    assert sum(isinstance(item, KgError) for item in found) == 1


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ('{"text": "cut', "not JSON"),
        ("[1, 2]", "a JSON object is expected"),
        ("null", "a JSON object is expected"),
        ('{"id": "x"}', "'text' is missing or empty"),
        ('{"text": "  "}', "'text' is missing or empty"),
        ('{"text": 7.5}', "'text' must be text"),
        ('{"text": ["a"]}', "'text' must be text"),
        ('{"text": "a", "id": {"b": 1}}', "'id' must be text"),
        ('{"text": "a", "title": true}', "'title' must be text"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_a_broken_line_names_its_number_and_its_neighbours_are_read(tmp_path, line, cause):
    good = json.dumps({"id": "good", "text": EN})
    before, broken, after = read([put(tmp_path, "a.jsonl", f"{good}\n{line}\n{good}\n")])
    assert before.id == after.id == "good"
    assert isinstance(broken, BadRecord)
    assert str(broken).startswith(f"{tmp_path / 'a.jsonl'}:2: ")
    assert cause in str(broken)
    assert len(str(broken)) < 300


def test_a_hostile_line_is_skipped_without_being_held(tmp_path):
    good = json.dumps({"text": EN}).encode()
    path = put(tmp_path, "a.jsonl", good + b"\n" + b"x" * (2 * LONGEST_LINE + 5) + b"\n" + good + b"\n")
    before, long, after = read([path])
    assert isinstance(before, Record)
    assert isinstance(after, Record)
    assert "line longer than" in str(long)


def test_json_lines_take_what_is_given_and_ask_for_nothing_else(tmp_path):
    row = {"id": 7, "lang": "en", "date": "2025-08-07", "title": "T", "outlet": "O", "url": "https://o.example/1"}
    path = put(tmp_path, "a.ndjson", json.dumps({**row, "text": EN, "extra": [1]}) + "\n\n" + json.dumps({"text": EN}))
    full, bare = read([path])
    assert (full.id, full.lang, full.date, full.outlet) == ("7", "en", "2025-08-07", "O")
    assert full.origin == f"{path}:1"
    assert bare.identifier.startswith("sha256-")
    assert bare.origin == f"{path}:3"


def test_the_same_text_has_the_same_id_wherever_it_lies(tmp_path):
    a, b = put(tmp_path, "a.txt", EN), put(tmp_path, "b.txt", EN)
    assert one(a).identifier == one(b).identifier


def test_a_graph_of_ours_in_a_folder_is_no_text(tmp_path):
    put(tmp_path, "a.txt", b"They met in Rome.")
    (tmp_path / "kg-store" / "quads").mkdir(parents=True)
    put(tmp_path / "kg-store", "store.json", b'{"version": 3}')
    put(tmp_path / "kg-store" / "quads", "CURRENT", b"MANIFEST-000005")
    assert [record.text for record in read([tmp_path])] == ["They met in Rome."]


def test_a_folder_is_read_in_a_stable_order_and_other_files_are_left_alone(tmp_path):
    for name in ("b.txt", "a.txt", "c.pdf", "d.py"):
        put(tmp_path, name, EN)
    (tmp_path / "deeper").mkdir()
    put(tmp_path / "deeper", "e.txt.gz", gzip.compress(EN.encode()))
    assert [record.origin.removeprefix(f"{tmp_path}/") for record in read([tmp_path])] == [
        "a.txt", "b.txt", "deeper/e.txt.gz",
    ]  # fmt: skip


def test_decode_never_guesses_for_bytes_in_no_encoding():
    with pytest.raises(UnreadableFile):
        decode(bytes(range(256)) * 4, "x")


def test_half_letters_of_utf_16_are_none_in_any_field(tmp_path):
    row = {
        "id": "a\ud800",
        "title": "b\udfff",
        "outlet": "\udc80",
        "url": "https://e.org/\ud83d",
        "text": f"{EN}\udcff",
    }
    found = one(put(tmp_path, "a.jsonl", json.dumps(row)))
    assert "\ufffd" in found.id + found.title
    for value in (found.id, found.title, found.outlet, found.url, found.text):
        value.encode()


def test_an_address_that_nobody_could_read_is_named(tmp_path):
    found = one(put(tmp_path, "a.jsonl", json.dumps({"text": EN, "url": "http://["})))
    assert "a.jsonl:1: field 'url' is not an address" in str(found)


def test_a_line_without_end_ends_its_file(tmp_path, monkeypatch):
    monkeypatch.setattr("kg.sources.records.ENDLESS", 3 * LONGEST_LINE)
    (tmp_path / "zero.jsonl").symlink_to("/dev/zero")
    assert "no end of the line" in str(one(tmp_path / "zero.jsonl"))


def test_a_folder_that_links_to_itself_is_read_once(tmp_path):
    put(tmp_path, "a.txt", EN)
    (tmp_path / "round").symlink_to(tmp_path)
    assert one(tmp_path).origin == str(tmp_path / "a.txt")
