"""How an entity looks in a drawing: `Sign`, one character in Chinese, one or two letters in English, and a colour.

The sign stands in white on the colour, and the colour stands on the canvas of the drawing, which is light or dark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from schema.errors import DeclarationError

#: The colours a drawing is drawn on; the workbench takes them from here.
CANVASES = {"light": "#ffffff", "dark": "#16191d"}
#: The colour of what is written on a sign.
INK = "#ffffff"
#: How much a sign must differ from each canvas (WCAG 1.4.11), and its letters from the sign (WCAG 1.4.3).
FROM_CANVAS, FROM_INK = 3.0, 4.5

_COLOUR = re.compile(r"#[0-9a-f]{6}")
_ZH, _EN = re.compile(r"[一-鿿]"), re.compile(r"[A-Z][A-Za-z]?")


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands for an entity in a drawing: a Chinese character, one or two Latin letters, and `#rrggbb`."""

    zh: str
    en: str
    colour: str

    def __post_init__(self) -> None:
        if not _ZH.fullmatch(self.zh) or not _EN.fullmatch(self.en):
            raise DeclarationError(
                f"The sign '{self.zh}', '{self.en}' is malformed.",
                hint="Write one Chinese character, and one or two Latin letters: Sign('车', 'V', '#0b7a75').",
            )
        if not _COLOUR.fullmatch(self.colour):
            raise DeclarationError(f"'{self.colour}' is not a colour.", hint="Write six hexadecimal digits: '#0b7a75'.")
        if contrast(self.colour, INK) < FROM_INK:
            raise DeclarationError(f"White is not readable on {self.colour}.", hint="Choose a darker colour.")
        for name, canvas in CANVASES.items():
            if contrast(self.colour, canvas) < FROM_CANVAS:
                raise DeclarationError(
                    f"{self.colour} does not stand out from the {name} canvas {canvas}.",
                    hint=f"Choose a colour whose contrast with it is {FROM_CANVAS:g} or more.",
                )


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours as WCAG 2 defines it, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
