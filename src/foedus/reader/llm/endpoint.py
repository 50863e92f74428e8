"""Where a model is asked: an address, whether it is this machine, and the key, which is read and never written."""

import ipaddress
import os
from collections.abc import Mapping
from urllib.parse import urlsplit, urlunsplit

import msgspec

from foedus.case.proposals import ProposalsError

KEY = "FOEDUS_LLM_KEY"
"""The variable of the environment in which the key stands, where no other is named."""
PASSED_ON = ("-cloud", ":cloud")
"""Ends of names of models that Ollama has elsewhere, behind an address of this machine."""


class EndpointError(ProposalsError):
    """A model that cannot be asked: what is wrong, and the next step."""


class Endpoint(msgspec.Struct, frozen=True, kw_only=True):
    """An endpoint that speaks OpenAI's protocol."""

    url: str
    """Up to and with the version: `http://localhost:11434/v1`."""
    model: str = ""
    """Its name there; empty: the only one that is served."""
    remote: bool = False
    """Whether what is sent leaves this machine."""
    key_name: str = KEY
    timeout: float = 120.0
    """Seconds for one answer, all of it."""

    @property
    def host(self) -> str:
        """The name of the machine, for people."""
        return urlsplit(self.url).hostname or self.url

    @property
    def readable_on_the_way(self) -> bool:
        """Whether what is sent goes over a network unencrypted."""
        return self.remote and self.url.startswith("http:")

    def key(self, environ: Mapping[str, str] | None = None) -> str:
        """The key, or nothing where there is none."""
        return (os.environ if environ is None else environ).get(self.key_name, "").strip()


def endpoint(
    url: str, *, model: str = "", key_name: str = "", remote: bool = False, timeout: float = 120.0,
    environ: Mapping[str, str] | None = None,
) -> Endpoint:  # fmt: skip
    """An endpoint as it was typed. `remote`: that a local address passes on to others.

    Raises `EndpointError` where it is no address, where a secret stands in it, and where the key that is named is not
    set.
    """
    hint = "It looks like http://localhost:11434/v1 or https://api.example.org/v1."
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise EndpointError(f"What --llm gives is no address: {error}.", hint) from error
    if parts.scheme not in ("http", "https") or not host:
        raise EndpointError("What --llm gives is no address that begins with http:// or https://.", hint)
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise EndpointError(
            "An address for --llm has no user, no password and nothing after a question mark.",
            f"A key is put into the environment, as {KEY} or under a name given with --llm-key-env.",
        )
    if not model.isprintable():
        raise EndpointError("The name of a model holds a character that cannot be printed.", "Type it anew.")
    path = parts.path.rstrip("/").removesuffix("/chat/completions") or "/v1"
    made = Endpoint(
        url=urlunsplit((parts.scheme, parts.netloc, path, "", "")),
        model=model.strip(),
        remote=remote or not is_loopback(host) or model.strip().endswith(PASSED_ON),
        key_name=key_name or KEY,
        timeout=timeout,
    )
    if key_name and not made.key(environ):
        raise EndpointError(
            f"There is no key in the environment under the name {key_name}.",
            f"Set it in this shell: export {key_name}=..., and leave it out where the server wants none.",
        )
    if not made.key(environ).isprintable() or not made.key(environ).isascii():
        raise EndpointError(f"What {made.key_name} holds is no key: it has characters that no key has.", "Set it anew.")
    return made


def is_loopback(host: str) -> bool:
    """Whether a host is this machine: localhost, 127.0.0.0/8 or ::1, and nothing that only looks like it.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("localhost.example.org"), is_loopback("10.0.0.2")
    (True, True, False, False)
    """
    if host.casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
