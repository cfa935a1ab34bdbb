"""The author's desk: commands that help to write. They read content as a build does and change files only when told."""
