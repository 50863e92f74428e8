"""What goes wrong with event data as a whole; what is wrong with single files and rows is counted instead."""


class SignalsError(Exception):
    """The work cannot be done: what is wrong, and the next step."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()


class NeedsPackageError(SignalsError):
    """Something that could be done if a package, or Java, were installed."""


def needs(package: str, extra: str) -> NeedsPackageError:
    """The error for a package that is not there."""
    return NeedsPackageError(
        f"The package {package} is not installed.", f'Install it with: pip install "foedus[{extra}]"'
    )
