"""A function that is imported only where it runs: in the reader process, not in ours."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any


class ByName:
    """``module.function`` with its first arguments, which another process loads by name.

    Pickled it becomes the function itself on the other side. So the process that only watches
    over readers neither waits for their libraries to load nor holds them in memory.
    """

    def __init__(self, module: str, function: str, *first: object) -> None:
        self._where = (module, function, first)

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[str, str, tuple[object, ...]]]:
        """Say how the other side rebuilds it."""
        return _loaded, self._where

    def __call__(self, *rest: Any) -> Any:
        """Load the function and call it here."""
        return _loaded(*self._where)(*rest)


def _loaded(module: str, function: str, first: tuple[object, ...]) -> Callable[..., Any]:
    return partial(getattr(import_module(module), function), *first)
