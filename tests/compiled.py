"""Pages compiled once for all processes of a run: there are two hundred, and they take seconds."""

from jinja2 import FileSystemBytecodeCache

PAGES = FileSystemBytecodeCache()
"""In a folder that nobody else on this machine can write in; a page that changed is another."""
