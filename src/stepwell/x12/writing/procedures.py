"""What was done, as claims and requests name it."""

from dataclasses import dataclass

from stepwell.x12.writing.sheet import Sheet, composite

_HCPCS = "HC"
_MOST_MODIFIERS = 4


@dataclass(frozen=True)
class Procedure:
    """A HCPCS or CPT code with at most four modifiers, in the payer's order."""

    code: str
    modifiers: tuple[str, ...] = ()


def procedure(sheet: Sheet, done: Procedure, description: str = "") -> str:
    """Return the composite of a procedure."""
    with sheet.within("procedure"):
        code = sheet.procedure("code", done.code)
        if len(done.modifiers) > _MOST_MODIFIERS:
            sheet.note("X12-624", "modifiers", f"are {len(done.modifiers)}: {_MOST_MODIFIERS} can go out.")
        modifiers = [
            sheet.modifier(f"modifiers[{index}]", each) for index, each in enumerate(done.modifiers[:_MOST_MODIFIERS])
        ]
    words = sheet.words("description", description, 80)
    if not words:
        return composite(_HCPCS, code, *modifiers)
    return composite(_HCPCS, code, *modifiers, *[""] * (_MOST_MODIFIERS - len(modifiers)), words)
