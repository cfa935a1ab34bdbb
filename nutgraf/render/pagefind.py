"""Pagefind, the only module that knows it: records in, the files of an index out.

Its program is spoken to directly, one request and one answer after the other, as its Python interface does: base64 of
JSON, each ended by a comma. The interface itself waits a tenth of a second before each answer, which for some hundred
records is most of a minute.

Pagefind writes the values of its own filters in the order of a hash map, so no two runs would give the same bytes. What
readers filter by is therefore told in a file of ours: for each kind but the most frequent one, the ids of its records.
"""

import gzip
import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from io import BufferedReader
from subprocess import PIPE, Popen
from typing import IO, Any, cast

PACKAGE = "pagefind_bin"

KINDS_FILE = "kinds.json"

_SERVED = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "pagefind.", "wasm.", "index/", "fragment/")
"""Beginnings of what readers' browsers ask for; the rest is interfaces that this site does not use."""

_FRAGMENT = "fragment/"
_SIGNATURE = b"pagefind_dcd"

Answer = Mapping[str, Any]


class PagefindError(Exception):
    """Pagefind refused a request or ended early."""


def is_installed() -> bool:
    """Whether this computer has Pagefind."""
    return find_spec(PACKAGE) is not None


def index(pages: Sequence[Mapping[str, Any]], language: str, usual: str) -> dict[str, bytes]:
    """Return the files of an index by name. A page has `url`, `content` and `meta`, whose `kind` can be filtered by;
    what is in none of the lists is of the `usual` kind.

    Raises PagefindError; also where a page was passed over, as Pagefind does with one whose content is empty.
    """
    requests = (
        {"type": "NewIndex", "config": {}},
        *({"type": "AddRecord", "index_id": 0, "language": language, **page} for page in pages),
        {"type": "GetFiles", "index_id": 0},
    )
    *_, last = _answers(requests)
    files = {each["path"]: b64decode(each["content"]) for each in last["files"]}
    served = {name: content for name, content in files.items() if name.startswith(_SERVED)}
    kinds = _ids_by_kind(served)
    if sum(map(len, kinds.values())) != len(pages):
        raise PagefindError("pagefind did not index every record")
    told = {kind: " ".join(ids) for kind, ids in kinds.items() if kind != usual}
    return {KINDS_FILE: json.dumps(told, separators=(",", ":"), sort_keys=True).encode(), **served}


def _answers(requests: Iterable[Mapping[str, Any]]) -> Iterator[Answer]:
    from pagefind_bin import get_executable

    command = [str(get_executable()), "--service"]
    with Popen(command, stdin=PIPE, stdout=PIPE) as program:  # noqa: S603 - the program that the package names
        to_it, from_it = cast("IO[bytes]", program.stdin), cast("BufferedReader", program.stdout)
        for number, request in enumerate(requests, 1):
            message = json.dumps({"message_id": number, "payload": request})
            to_it.write(b64encode(message.encode()) + b",")
            to_it.flush()
            yield _answer(from_it)


def _answer(stream: BufferedReader) -> Answer:
    parts = [b""]
    while not parts[-1].endswith(b","):
        parts.append(stream.read1())
        if not parts[-1]:
            raise PagefindError("pagefind ended before it was done")
    payload: Answer = json.loads(b64decode(b"".join(parts)[:-1]))["payload"]
    if payload["type"] == "Error":
        raise PagefindError(payload["message"])
    return payload


def _ids_by_kind(files: Mapping[str, bytes]) -> Mapping[str, list[str]]:
    """Return the ids of the records of each kind. An id is the name of the file that holds the record; all begin with
    the index's language, which is left out.
    """
    ids: dict[str, list[str]] = {}
    for name in sorted(files):
        if name.startswith(_FRAGMENT):
            record = json.loads(gzip.decompress(files[name]).removeprefix(_SIGNATURE))
            ids.setdefault(record["meta"]["kind"], []).append(name.partition(".")[0].rpartition("_")[2])
    return ids
