"""An address becomes bytes, only where the network is allowed."""

import urllib.error
import urllib.parse
import urllib.request

from foedus.reader.intake.errors import NetworkError, TooLargeError
from foedus.reader.intake.limits import Limits

SECONDS = 30.0


def is_url(text: str) -> bool:
    """Whether a text is an address of the web rather than a path."""
    return text.lower().startswith(("http://", "https://"))


def fetch(url: str, allow: bool = False, *, limits: Limits | None = None) -> bytes:
    """What is at an address of the web.

    Raises NetworkError unless the network is allowed, and where it fails or the address is not of the web;
    TooLargeError for more than `limits.size` bytes.
    """
    limits = limits or Limits()
    if not is_url(url):
        raise NetworkError(f"{url} is no address of the web.", "Write one that begins with https:// or http://.")
    if not allow:
        raise NetworkError(
            f"{url} was not fetched: nothing is read from the network unless it is allowed.",
            "Add --allow-network, or save the page and read the file.",
        )
    request = urllib.request.Request(url, headers={"User-Agent": "foedus"})
    try:
        with urllib.request.urlopen(request, timeout=min(SECONDS, limits.seconds)) as answer:
            if not is_url(answer.geturl()):
                raise NetworkError(f"{url} leads to {answer.geturl()}.", "Only addresses of the web are read.")
            data: bytes = answer.read(limits.size + 1)
    except urllib.error.HTTPError as error:
        raise NetworkError(
            f"{url} answers {error.code} ({error.reason}).", "Save the page and read the file."
        ) from error
    except (urllib.error.URLError, OSError, ValueError) as error:
        what = getattr(error, "reason", error)
        raise NetworkError(f"{url} was not reached: {what}.", "See whether the address is right.") from error
    if len(data) > limits.size:
        raise TooLargeError(f"{url} is larger than {limits.size} bytes.", "Save a part of it, and read the file.")
    return data
