"""Write a corpus as the project of a tool."""

from pathlib import Path

from bench.corpus import Corpus
from bench.peers.tool import Files, Tool


def write_site(tool: Tool, root: Path, corpus: Corpus) -> None:
    """Write everything; an article at a time, so that memory does not grow with their number."""
    write_files(root, tool.shared(corpus))
    for article in corpus.articles():
        write_files(root, tool.article(corpus, article))
    if tool.linked_home:
        (root / tool.linked_home).symlink_to(tool.folder / tool.linked_home)


def write_files(root: Path, files: Files) -> None:
    """Write the files whose text is not the one that is there."""
    for name, text in files.items():
        path = root / name
        if not path.exists() or path.read_text("utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
