"""The errors of the house.

    KgError
     ├─ ArticleError   an input that cannot be read: file, place, what was expected
     ├─ LexiconError   a word file that cannot be used: file, entry, line
     ├─ StoreError     a graph that is missing, locked, full or not ours
     ├─ QueryError     a question that cannot be answered: what was not understood, what to try
     └─ RulingError    a ruling or correction that cannot hold: what speaks against it, what to do

The text of each is one clear sentence that says what a person must mend, and where.
"""

from __future__ import annotations


class KgError(Exception):
    """Something a person must mend; its text is one clear sentence that says what and where."""


class ArticleError(KgError):
    """An input cannot be read as an article."""


class LexiconError(KgError):
    """A word file breaks the rules of word files."""


class StoreError(KgError):
    """The graph's folder is missing, in use, not writable, or not ours."""


class QueryError(KgError):
    """A question names something that does not exist."""


class RulingError(KgError):
    """What somebody rules or corrects cannot hold."""
