"""What stops a document from being read."""


class IntakeError(Exception):
    """A document that cannot be read: what is wrong with it, and what to do. Nothing else is affected by it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()

    def __reduce__(self) -> tuple[type["IntakeError"], tuple[str, str]]:
        return type(self), (self.message, self.hint)


class MissingError(IntakeError):
    """There is no such file, it is a folder, or it may not be read."""


class EmptyError(IntakeError):
    """The document holds no text."""


class UnknownFormatError(IntakeError):
    """The file is of no kind that is read: an image, a spreadsheet, a program."""


class EncryptedError(IntakeError):
    """The document needs a password."""


class ScannedError(IntakeError):
    """The pages are pictures: their words must be recognised first."""


class DamagedError(IntakeError):
    """The file is cut off or not what its format asks for."""


class TooLargeError(IntakeError):
    """The document is larger, unpacked or not, than the limits allow."""


class ParserDiedError(IntakeError):
    """The parser ran out of time or memory, or crashed, on this document."""


class NeedsPackageError(IntakeError):
    """A format whose parser is not installed."""


class NetworkError(IntakeError):
    """An address that was not fetched: the network is not allowed, or it failed."""


KINDS: dict[str, type[IntakeError]] = {kind.__name__: kind for kind in IntakeError.__subclasses__()}
"""By name: how a worker says which it was."""
