"""What was woven last time, for whoever weaves again and again: of each article, its text and what was found in it.

Everything here is taken for a result of now only when the arguments are equal, so it is right wherever it comes from.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from nutgraf.model.diagnostics import Diagnostic
from nutgraf.model.entries import Note
from nutgraf.model.origins import Origins
from nutgraf.model.prose import Block
from nutgraf.weave.anchors import anchor_notes
from nutgraf.weave.forms import Forms
from nutgraf.weave.mentions import find_mentions, marked
from nutgraf.weave.woven import WovenArticle

Blocks = tuple[Block, ...]
Notes = Mapping[str, Note]


@dataclass(slots=True)
class Loom:
    """Weaves articles; those that nothing has changed for are given as they were."""

    forms: Forms = field(default_factory=lambda: Forms({}))
    marks: Mapping[str, str] = field(default_factory=dict)
    woven: dict[str, tuple[Blocks, Notes, WovenArticle]] = field(default_factory=dict)

    def set_up(self, forms: Forms, marks: Mapping[str, str]) -> None:
        """Say what is looked for, and how often it is marked."""
        if (forms, marks) != (self.forms, self.marks):
            self.forms, self.marks, self.woven = forms, marks, {}

    def weave(
        self, article: str, blocks: Blocks, notes: Notes, origins: Origins
    ) -> tuple[WovenArticle, tuple[Diagnostic, ...]]:
        """Return what an article's text and notes mean together, and what is wrong with the notes."""
        known = self.woven.get(article)
        is_same_text = known is not None and known[0] == blocks
        if known is not None and is_same_text and known[1] == notes:
            return known[2], ()
        anchors, found = anchor_notes(notes, blocks, origins)
        if known is not None and is_same_text:
            woven = WovenArticle(known[2].mentions, known[2].marked, anchors)
        else:
            mentions = find_mentions(blocks, self.forms)
            woven = WovenArticle(mentions, marked(mentions, blocks, self.marks), anchors)
        if not found:
            self.woven[article] = (blocks, notes, woven)
        return woven, found

    def forget_others(self, articles: Mapping[str, object]) -> None:
        """Keep only what is known of these articles."""
        self.woven = {key: each for key, each in self.woven.items() if key in articles}
