"""Why Spark cannot be used."""


class ClusterError(Exception):
    """What is wrong, and the next step."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint
