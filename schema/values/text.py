"""Free text."""

from __future__ import annotations

from dataclasses import dataclass

from schema.values import cleaning
from schema.values.base import Realm, TextKind


@dataclass(frozen=True, eq=False)
class Text(TextKind):
    """文本: free text of up to 4000 characters; line breaks and tabs are its only control characters."""

    def parse(self, value: object, realm: Realm = Realm.FICTIONAL) -> str:
        """Read free text; its wording and width stay, only padding, foreign line ends and invisible marks go."""
        self._plain(value)  # refuses other types, the empty and the too long
        text = cleaning.visible(cleaning.as_text(value)).replace("\r\n", "\n").replace("\r", "\n").strip()
        bad = cleaning.forbidden(text, allow="\n\t")
        if bad:
            hint = "Remove it; line breaks and tabs are the only control characters allowed."
            raise self.wrong(f"it holds a control character ({bad})", hint, code="CHARACTER")
        return text

    def mask(self, value: object) -> str:
        """Show nothing: nobody can tell which words of a free text name a person (R-PD-11)."""
        return cleaning.HIDDEN


TEXT = Text(name="String", zh="文本", en="Text", description="Free text of at most 4000 characters.", stored=str)
