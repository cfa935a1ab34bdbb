"""What the readers of foreign formats hand on: records with our field names, and remarks on what did not fit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

KEPT = "x-imported"
"""The key under which an entry keeps what it has no field for."""
LEFT = "x-not-imported"
"""The key of a file under which it keeps records that could not become entries."""
TO_DO = "To be written."
"""Stands where the format wants words that the imported file does not have."""


class ImportFault(Exception):  # noqa: N818 - it is a fault of the file, in words for whoever imports it
    """The file, or what it holds, cannot be imported."""


class WrongChoiceError(ImportFault):
    """What was asked for cannot be done, in words for whoever typed the command."""


@dataclass(frozen=True, slots=True, order=True)
class Remark:
    """Something that an author should look at: where in the imported file, which field, and what about it."""

    place: str
    field: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One thing to import, not yet checked. Values are texts, lists and maps of texts."""

    kind: str
    place: str
    """Where it stands in the imported file: ``row 3``."""
    id: str
    """An id, or words from which one is proposed."""
    fields: Mapping[str, Any]
    rest: Mapping[str, Any] = field(default_factory=dict)
    """What has no field here."""
    remarks: tuple[Remark, ...] = ()
    unfit: str = ""
    """Why it cannot be an entry at all; empty when it may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What a file holds."""

    records: tuple[Record, ...] = ()
    remarks: tuple[Remark, ...] = ()
    title: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the author said about the import."""

    kind: str = ""
    """Kind of the entries of a table; found from its columns when empty."""
    zone: str = ""
    """The clock of times without an offset."""
    order: str = ""
    """``day`` or ``month``: which comes first in 01/02/2024."""
    precision_km: str = ""
    """For places that do not say how far off they may be."""
