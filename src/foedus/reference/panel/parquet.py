"""Parquet files of the same columns made one, without a row being read: their groups of rows follow each other.

A Parquet file is its groups of rows, then a description that says where each begins, written in Thrift's compact
protocol (parquet.apache.org/docs/file-format/metadata; Thrift, compact protocol). What moves is the beginning of a
group and of what belongs to it; whatever else a description says is kept as it is.
"""

import os
import struct
from pathlib import Path
from typing import Any

MAGIC = b"PAR1"
TAIL = 8
"""The end of a file: four bytes that say how long its description is, and four that say what it is."""
BLOCK = 1 << 20
"""Bytes that are copied at a time."""

Field = tuple[int, int, Any]
"""A field of a structure: its number, its type, its value; a structure is a list of these."""
_TRUE, _FALSE, _BYTE, _I16, _I32, _I64, _DOUBLE, _BINARY, _LIST, _SET, _MAP, _STRUCT = range(1, 13)

_ROWS, _GROUPS = 3, 4
"""Fields of a file's description."""
_COLUMNS, _GROUP_BEGINS, _ORDINAL = 1, 5, 7
"""Fields of a group of rows."""
_CHUNK_BEGINS, _META, _INDICES = 2, 3, (4, 6)
"""Fields of a column in a group; offsets of its indices."""
_PLACES = (9, 10, 11, 14)
"""Fields of what is told of a column: where its data, index, dictionary and Bloom filter begin."""


def append(path: Path, others: list[Path]) -> None:
    """Put the rows of other files after those of a file, whose description stays. Raises `OSError`, `ValueError`."""
    whole, end = description(path)
    for other in others:
        told, stop = description(other)
        moved = end - len(MAGIC)
        with path.open("r+b") as file, other.open("rb") as more:
            file.truncate(end)
            file.seek(end)
            more.seek(len(MAGIC))
            while (left := stop - more.tell()) > 0:
                file.write(more.read(min(left, BLOCK)))
            end = file.tell()
        groups = _of(whole, _GROUPS)
        for group in _of(told, _GROUPS)[1]:
            groups[1].append(_moved(group, moved, len(groups[1])))
        _set(whole, _ROWS, _of(whole, _ROWS) + _of(told, _ROWS))
    text = bytearray()
    _write_struct(text, whole)
    with path.open("r+b") as file:
        file.truncate(end)
        file.seek(0, os.SEEK_END)
        file.write(bytes(text) + struct.pack("<I", len(text)) + MAGIC)


def description(path: Path) -> tuple[list[Field], int]:
    """A file's description, and where it begins. Raises `ValueError` where the file is no Parquet file."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(size - TAIL, 0))
        tail = file.read()
        if size < TAIL + len(MAGIC) or tail[4:] != MAGIC:
            raise ValueError(f"{path} is no Parquet file")
        begins = size - TAIL - struct.unpack("<I", tail[:4])[0]
        file.seek(begins)
        return _read_struct(file.read(size - TAIL - begins), 0)[0], begins


def _moved(group: list[Field], by: int, nth: int) -> list[Field]:
    """A group of rows that begins so much later, as the nth of its file."""
    _shift(group, (_GROUP_BEGINS,), by)
    if _of(group, _ORDINAL) is not None:
        _set(group, _ORDINAL, nth)
    for column in _of(group, _COLUMNS)[1]:
        _shift(column, (_CHUNK_BEGINS, *_INDICES), by)
        _shift(_of(column, _META), _PLACES, by)
    return group


def _shift(fields: list[Field], numbers: tuple[int, ...], by: int) -> None:
    for at, (number, kind, value) in enumerate(fields):
        if number in numbers and value:  # 0 stands for a place that is not told
            fields[at] = number, kind, value + by


def _of(fields: list[Field], number: int) -> Any:
    return next((value for one, _, value in fields if one == number), None)


def _set(fields: list[Field], number: int, value: object) -> None:
    at = next(at for at, field in enumerate(fields) if field[0] == number)
    fields[at] = number, fields[at][1], value


def _varint(data: bytes, at: int) -> tuple[int, int]:
    byte = data[at]
    at += 1
    if byte < 0x80:
        return byte, at
    found, by = byte & 0x7F, 7
    while True:
        byte = data[at]
        at += 1
        found |= (byte & 0x7F) << by
        if byte < 0x80:
            return found, at
        by += 7


def _read_struct(data: bytes, at: int) -> tuple[list[Field], int]:
    found: list[Field] = []
    number = 0
    while head := data[at]:
        at += 1
        kind = head & 0x0F
        if head >> 4:
            number += head >> 4
        else:
            zigzag, at = _varint(data, at)
            number = (zigzag >> 1) ^ -(zigzag & 1)
        value, at = (None, at) if kind <= _FALSE else _read(data, at, kind)
        found.append((number, kind, value))
    return found, at + 1


def _read(data: bytes, at: int, kind: int) -> tuple[Any, int]:
    """A value of a type; of a list, its elements' type and the elements."""
    if kind in (_I16, _I32, _I64):
        zigzag, at = _varint(data, at)
        return (zigzag >> 1) ^ -(zigzag & 1), at
    if kind == _BINARY:
        size, at = _varint(data, at)
        return data[at : at + size], at + size
    if kind == _STRUCT:
        return _read_struct(data, at)
    if kind in (_LIST, _SET):
        head = data[at]
        size, at = (head >> 4, at + 1) if head >> 4 < 0x0F else _varint(data, at + 1)
        elements = []
        for _ in range(size):
            element, at = _read(data, at, head & 0x0F)
            elements.append(element)
        return (head & 0x0F, elements), at
    sizes = {_TRUE: 1, _FALSE: 1, _BYTE: 1, _DOUBLE: 8}
    if kind not in sizes:
        raise ValueError(f"a Parquet file's description has no values of type {kind}")
    return data[at : at + sizes[kind]], at + sizes[kind]


def _write_varint(out: bytearray, value: int) -> None:
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)


def _write_struct(out: bytearray, fields: list[Field]) -> None:
    before = 0
    for number, kind, value in fields:
        if 0 < number - before <= 0x0F:
            out.append((number - before) << 4 | kind)
        else:
            out.append(kind)
            _write_varint(out, (number << 1) ^ (number >> 63))
        before = number
        if kind > _FALSE:
            _write(out, kind, value)
    out.append(0)


def _write(out: bytearray, kind: int, value: Any) -> None:
    if kind in (_I16, _I32, _I64):
        _write_varint(out, (value << 1) ^ (value >> 63))
    elif kind == _BINARY:
        _write_varint(out, len(value))
        out += value
    elif kind == _STRUCT:
        _write_struct(out, value)
    elif kind in (_LIST, _SET):
        of, elements = value
        if len(elements) < 0x0F:
            out.append(len(elements) << 4 | of)
        else:
            out.append(0xF0 | of)
            _write_varint(out, len(elements))
        for element in elements:
            _write(out, of, element)
    else:
        out += value
