"""The preview: one thread watches and builds (`follow`), another serves and speaks to the open pages (`server`).

- `watch`: a batch of saved files is one change, and none is lost while a build runs;
- `follow`: build, show the pages that are open first, turn whatever goes wrong into faults with a place;
- `state`: what the open pages are told, as plain values;
- `server`: livereload's protocol and server, on this computer only;
- `client/`: the script that shows what changed, and overlay, panel and badge. None of it is ever part of the site.
"""
