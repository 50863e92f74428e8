"""What goes wrong in a forecast, in words."""


class ForecastError(Exception):
    """A forecast that cannot be made as asked: what is wrong, and what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint
