"""The examples in the docstrings of this room are true."""

import doctest
import importlib
import pkgutil

import pytest

import foedus.terms


@pytest.mark.parametrize("name", [found.name for found in pkgutil.iter_modules(foedus.terms.__path__)])
def test_examples(name: str) -> None:
    """Each example in a module's docstrings gives what it says."""
    assert doctest.testmod(importlib.import_module(f"foedus.terms.{name}")).failed == 0
