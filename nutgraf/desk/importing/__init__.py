"""What others keep elsewhere, brought into the content format: articles, timelines, places, sources, tables.

1. a reader of `FORMATS` turns the text of a file into records with our field names (`values`);
2. `fit` asks the content reader whether each field can stand, and keeps what cannot as `x-imported`;
3. `layout` writes entries as authors do, `files` puts them into a content file and proves that nothing else changed.

Nothing is lost silently: whatever could not be carried over is a remark that names the row and the field.
"""
