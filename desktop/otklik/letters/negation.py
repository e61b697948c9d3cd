"""A list of the profile whose only phrase says that there is nobody: «никто», «нет», «не передаются».

Such a phrase is no item of a list («доступ имеют: – никто»), it makes a sentence.
"""

from __future__ import annotations

import re

from otklik.letters.wording import sentence

_NOBODY = re.compile(
    r"(?:никто|никому|никого|нет|отсутству[юе]т|[-–—]+|не\s+(?:переда|предостав|раскрыва|поруч|привлека|име)\w*)"
    r"(?P<more>\W.*)?",
    re.IGNORECASE | re.DOTALL,
)
_BUT = re.compile(r"\b(?:кроме|исключением|исключая|помимо|только|лишь|но|а также|если)\b", re.IGNORECASE)
_OWN_STAFF = re.compile(
    r",?\s*кроме\s+(?:(?:наших|своих|собственных|самих)\s+)?(?:работников|сотрудников)(?:\s+оператора)?$", re.IGNORECASE
)
_PLURAL = re.compile(r"не\s+\w+тся\b", re.IGNORECASE)


def says_nobody(phrases: tuple[str, ...], plainly: str) -> str:
    """Return the sentence for a list that says there is nobody; empty where it names somebody.

    Nothing the profile says is lost: what follows the word after a comma becomes a second sentence, and a phrase that
    says more than the bare word stands as it is. Where an exception is named («никто, кроме банка») it is a list.

    Args:
        phrases: the list.
        plainly: what to say where the phrase is the bare word.
    """
    found = _NOBODY.fullmatch(phrases[0].strip(" .;")) if len(phrases) == 1 else None
    if found is None:
        return ""
    more = _OWN_STAFF.sub("", found["more"] or "", count=1)
    if _BUT.search(more):
        return ""
    if not more:
        return plainly
    if re.match(r"\s*[,;:.(–—-]", more):
        return f"{plainly} {sentence(more.strip(' ,;:.()–—-'))}"
    whole = found[0]
    return sentence(f"данные {whole}" if _PLURAL.match(whole) else whole)
