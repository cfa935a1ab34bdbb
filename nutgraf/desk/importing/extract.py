"""Finding the text of a page with trafilatura, the optional extra `import`."""

from nutgraf.desk.importing.article import Extract


def extractor() -> Extract | None:
    """Return a function that finds the text of a page, or None where trafilatura or a part of it is not installed."""
    try:
        from trafilatura import extract
    except ImportError:
        return None

    def found(page: str) -> str:
        try:
            text = extract(
                page, output_format="html", include_links=True, include_formatting=True, include_comments=False
            )
        except Exception:  # noqa: BLE001 - whatever it makes of a hostile page, the page's own marks are tried next
            return ""
        return str(text or "")

    return found
