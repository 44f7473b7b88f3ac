"""Text as words: jieba's search-mode tokens, in Simplified characters, whatever the width and the case.

rjieba cuts, the Rust port of jieba with the same dictionary: on our texts it gives the tokens of
`jieba.cut_for_search(text, HMM=False)`, 19 times as fast, and is ready in 0.15 s instead of 1.2 s. Without the hidden
Markov model, so that a name is cut in a question as it is in a sentence.
"""

from __future__ import annotations

from functools import lru_cache
from unicodedata import is_normalized, normalize

from kg.questions.matching import simplified
from kg.text import narrow


@lru_cache(maxsize=2048)  # the names of an article are looked for in each of its sentences
def plain(text: str) -> str:
    """The text as words are compared: Simplified, half-width, lower case."""
    slim = narrow(text)
    whole = slim if is_normalized("NFKC", slim) else narrow(normalize("NFKC", slim))
    return (whole if _is_simplified(whole) else simplified(whole)).lower()


def _is_simplified(text: str) -> bool:
    """Whether every character is in GB 2312, the Simplified ones in common use: a tenth of the time of converting."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=512)  # the sentences of an article are cut once, whoever asks
def words(text: str) -> tuple[str, ...]:
    """The words of a text as `plain` gives it, in order, shorter words within longer ones before these."""
    import rjieba

    cut = rjieba.cut_for_search(text, False)
    return tuple(word for word in cut if word[0].isalnum() or any(map(str.isalnum, word)))
