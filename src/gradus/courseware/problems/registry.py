"""Every response tag of OLX: the class that marks it, or None where none does (yet)."""

from typing import Final, Protocol

from gradus.courseware.problems.base import Frame, Response
from gradus.courseware.problems.checkbox import Checkboxes
from gradus.courseware.problems.choice import MultipleChoice, TrueFalse
from gradus.courseware.problems.dropdown import Dropdowns
from gradus.courseware.problems.numeric import Numerical
from gradus.courseware.problems.text import Text


class Kind(Protocol):
    """A class that reads a response."""

    def parse(self, frame: Frame) -> Response: ...


RESPONSES: Final[dict[str, Kind | None]] = {
    "multiplechoiceresponse": MultipleChoice,
    "truefalseresponse": TrueFalse,
    "choiceresponse": Checkboxes,
    "optionresponse": Dropdowns,
    "numericalresponse": Numerical,
    "stringresponse": Text,
    "formularesponse": None,
    "imageresponse": None,
    "choicetextresponse": None,
    "customresponse": None,
    "schematicresponse": None,
    "symbolicresponse": None,
    "annotationresponse": None,
    "externalresponse": None,
    "javascriptresponse": None,
    "coderesponse": None,
    "matlabresponse": None,
    "jsmeresponse": None,
}

INPUTS: Final = frozenset(
    {
        "choicegroup",
        "checkboxgroup",
        "radiogroup",
        "optioninput",
        "textline",
        "formulaequationinput",
        "textbox",
    }
)
