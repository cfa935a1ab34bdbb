"""Zensical, which reads the configuration of MkDocs Material, with the same glossary."""

import dataclasses
import json

from bench.corpus import Corpus
from bench.peers import mkdocs
from bench.peers.abbreviations import LACKS


def _shared(corpus: Corpus) -> dict[str, str]:
    files = mkdocs.shared_files(corpus)
    config = json.loads(files["mkdocs.yml"])
    del config["validation"], config["not_in_nav"]
    return files | {"mkdocs.yml": json.dumps(config)}


TOOL = dataclasses.replace(
    mkdocs.TOOL,
    name="zensical",
    title="Zensical, its glossary",
    lacks=LACKS,
    shared=_shared,
    command=lambda home: [str(home / "bin/zensical"), "build"],
    pins=("zensical==0.0.50",),
    caches=(".cache",),
    largest=1000,
)
