"""Signs no paper can show: refused where a text is typed that will be printed and kept."""

from __future__ import annotations

from otklik.system.errors import UserError


def sign_mistake(field: str, label: str, text: str) -> UserError | None:
    """Return what is wrong with a text that is to be printed, signs our typefaces lack; `None` where nothing is.

    The sentence names the field and each sign.

    Args:
        field: what the field is called in the code; handed on as the value `field` of the error.
        label: what people call it, in the language in use.
        text: what is typed there.
    """
    from otklik.letters import fonts  # noqa: PLC0415 - brings reportlab, and start-up counts

    signs = ", ".join(fonts.unprintable(text))
    if not signs:
        return None
    return UserError(
        "{label}: there are characters that cannot be printed: {signs}. Replace or remove them.",
        field=field,
        label=label[:1].upper() + label[1:],
        signs=signs,
    )


def refuse_unprintable(field: str, label: str, text: str) -> None:
    """Refuse a text with signs that cannot be printed.

    Args:
        field: what the field is called in the code.
        label: what people call it.
        text: what is typed there.

    Raises:
        UserError: the text has such signs.
    """
    if mistake := sign_mistake(field, label, text):
        raise mistake
