"""Two ways in which courseware says no: the author's fault, and text that cannot be read."""

from gradus.lib.refusal import Refused


class ContentFault(Exception):
    """The author's file is wrong. Reported at import; a learner is never charged for it."""

    def __init__(self, message: str, *, path: str = "", line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line


class InvalidInput(Refused):
    """What the learner typed cannot be read: nothing is stored and no attempt is used."""

    input_id: str = ""

    def at(self, input_id: str) -> "InvalidInput":
        """The same refusal, knowing which field it is about."""
        self.input_id = input_id
        return self
