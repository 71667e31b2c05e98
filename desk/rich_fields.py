"""Fields that are more than a text or a choice: pictures, signatures, and lines of other fields."""

from collections.abc import Sequence
from typing import Any

from desk import lines, picture, signature
from desk.forms import DeskField
from desk.validators import Length, Pattern, Validator


class PictureField(DeskField):
    """A picture that the tablet takes and hands in apart; always personal (desk.picture)."""

    kind = "picture"
    always_personal = True

    def own_validators(self, given: Sequence[Validator]) -> list[Validator]:
        made = any(isinstance(one, Pattern) for one in given)
        return [] if made else [Pattern(picture.PATTERN)]


class SignatureField(DeskField):
    """What somebody drew on the glass; always personal (desk.signature)."""

    kind = "signature"
    always_personal = True

    def own_validators(self, given: Sequence[Validator]) -> list[Validator]:
        made = any(isinstance(one, Pattern) for one in given)
        return [] if made else [Pattern(signature.PATTERN), Length(most=signature.MOST)]


class LinesField(DeskField):
    """Lines of fields that the same form declares with `each`; its own checks judge their number.

    At most `most` of them; desk.lines says how a line's field is named where it has a value.
    """

    kind = "lines"

    def __init__(
        self,
        label: str = "",
        validators: Sequence[Validator] = (),
        *,
        most: int = 40,
        **options: Any,
    ) -> None:
        self.most = min(most, lines.MOST)
        super().__init__(label, validators, **options)

    def own_validators(self, given: Sequence[Validator]) -> list[Validator]:
        return []

    def export(self) -> dict[str, Any]:
        return {**super().export(), "most": self.most}
