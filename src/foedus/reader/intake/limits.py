"""How much a document may ask for."""

import msgspec

MIB = 1024 * 1024


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What a worker may use on one document. A document that asks for more is reported, and the others go on."""

    seconds: float = 60.0
    memory: int = 2048 * MIB
    """Bytes of the worker, its libraries among them."""
    size: int = 200 * MIB
    """Bytes of the file."""
    unpacked: int = 400 * MIB
    """Bytes that a DOCX may unpack to."""
    pages: int = 2000
    """Of a PDF."""
