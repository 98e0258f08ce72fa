"""Data into a checked model, and what pydantic has against it into one line that a person can act on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import UnionType
from typing import Any, Final, Literal, TypeGuard, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from sciatica.core.errors import InputError, nearest

Model = TypeVar("Model", bound=BaseModel)


def checked(model: type[Model], data: object, *, file: str = "", field: str = "") -> Model:
    """``data`` as a ``model``.

    Args:
        model: the pydantic model.
        data: what the file held.
        file: the file's name, for the error.
        field: where in the file ``data`` stands, as ``causes[0]``.

    Raises:
        InputError: the first thing wrong, with the nearest right key for an unknown one.
    """
    if not isinstance(data, Mapping):
        given = "a list" if isinstance(data, list) else "nothing" if data is None else data
        wanted = f"keys and values: {_fields(model)}"
        raise InputError("not a mapping", file=file, field=field, given=given, wanted=wanted)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        problems = error.errors(include_url=False)
        # an unknown key comes first: it is mostly a missing one, misspelt
        first = next((p for p in problems if p["type"] == "extra_forbidden"), problems[0])
        raise _input_error(first, model, data, file, field) from None


def _input_error(problem: Any, model: type[BaseModel], data: object, file: str, prefix: str) -> InputError:
    path, kind = problem["loc"], problem["type"]
    where = _place(path, data, prefix)
    owner = _owner(model, path[:-1]) if path else None
    name = str(path[-1]) if path else ""
    info = _keys(owner).get(name) if owner else None
    if kind == "extra_forbidden":
        cure = _did_you_mean(name, _keys(owner)) if owner else ""
        wanted = f"one of {_fields(owner)}" if owner else ""
        return InputError("unknown key", file=file, field=where, wanted=wanted, cure=cure)
    if kind.startswith("union_tag"):
        context = problem["ctx"]
        where += "." + str(context["discriminator"]).strip("'")
        if kind == "union_tag_not_found":
            return InputError("missing", file=file, field=where)
        tags = [tag.strip("' ") for tag in context["expected_tags"].split(",")]
        cure = _did_you_mean(str(context["tag"]), tags)
        return InputError("unknown", file=file, field=where, given=context["tag"], wanted=" | ".join(tags), cure=cure)
    if kind == "missing":
        return InputError("missing", file=file, field=where, wanted=_wanted(info) if info else "")
    given = problem["input"]
    if kind == "value_error":
        what = str(problem["msg"]).removeprefix("Value error, ")
        return InputError(what, file=file, field=where, **({} if isinstance(given, Mapping) else {"given": given}))
    if isinstance(given, Mapping | list | tuple):
        given = "keys and values" if isinstance(given, Mapping) else "a list"
    elif given is None:
        given = "nothing"
    elif isinstance(given, str) and kind.endswith(("_type", "_parsing")):
        given = f"the text {given!r}"
    wanted = _wanted(info) if info else _MESSAGES.get(kind, str(problem["msg"]).removeprefix("Input should be "))
    return InputError("cannot be used", file=file, field=where, given=given, wanted=wanted)


_MESSAGES: Final = {"model_attributes_type": "keys and values", "model_type": "keys and values"}
_KINDS: Final[dict[object, str]] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "text",
}


def _wanted(info: FieldInfo) -> str:
    """What a field takes, in words: its kind, its bounds and its description."""
    options = [kind for kind in _options(info.annotation) if kind is not type(None)]
    values = [str(value) for kind in options if get_origin(kind) is Literal for value in get_args(kind)]
    words = [" | ".join(values)] if values else []
    words += [_KINDS[kind] for kind in options if kind in _KINDS]
    words += [f"keys and values: {_fields(kind)}" for kind in options if _is_model(kind)]
    parts = [part for part in (" or ".join(words), _bounds(info)) if part]
    return ", ".join(parts) + (f" ({info.description})" if info.description else "")


def _options(annotation: object) -> tuple[object, ...]:
    return get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)


def _bounds(info: FieldInfo) -> str:
    limits = {name: getattr(m, name) for m in info.metadata for name in ("ge", "gt", "le", "lt") if hasattr(m, name)}
    low, high = limits.get("ge", limits.get("gt")), limits.get("le", limits.get("lt"))
    if low is None and high is None:
        return ""
    if low is None:
        return f"at most {high:g}" if "le" in limits else f"below {high:g}"
    if high is None:
        return f"{low:g} or more" if "ge" in limits else f"above {low:g}"
    without = [f"{v:g}" for name, v in (("gt", low), ("lt", high)) if name in limits]
    return f"{low:g} to {high:g}" + (f" without {' and '.join(without)}" if without else "")


def _did_you_mean(given: str, names: Iterable[str]) -> str:
    best = nearest(given, names)
    return f"did you mean {best}?" if best else ""


def _place(path: Sequence[int | str], data: object, prefix: str) -> str:
    """Where ``path`` leads in the file itself: without the union tags that pydantic puts between."""
    where, here = prefix, data
    for i, part in enumerate(path):
        if isinstance(part, str) and i < len(path) - 1 and not (isinstance(here, Mapping) and part in here):
            continue
        where += f"[{part}]" if isinstance(part, int) else f".{part}" if where else str(part)
        inside = (isinstance(here, Mapping) and part in here) or (
            isinstance(here, list) and isinstance(part, int) and part < len(here)
        )
        here = here[part] if inside else None  # type: ignore[index]
    return where


def _owner(model: type[BaseModel], path: Sequence[int | str]) -> type[BaseModel] | None:
    """The model that stands at ``path`` inside ``model``."""
    candidates = [model]
    for part in path:
        if isinstance(part, int):
            continue
        tagged = [m for m in candidates if _has_tag(m, part)]
        if tagged:
            candidates = tagged
            continue
        fields = [_keys(m)[part] for m in candidates if part in _keys(m)]
        candidates = [m for info in fields for m in _models(info.annotation)]
    return candidates[0] if len(candidates) == 1 else None


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    """The models that an annotation such as ``tuple[A | B, ...]`` speaks of."""
    if _is_model(annotation):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def _is_model(annotation: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(annotation, type) and not get_args(annotation) and issubclass(annotation, BaseModel)


def _has_tag(model: type[BaseModel], tag: str) -> bool:
    return any(
        get_origin(info.annotation) is Literal and tag in get_args(info.annotation)
        for info in model.model_fields.values()
    )


def _keys(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields by the key that a file has for them."""
    return {info.alias or name: info for name, info in model.model_fields.items()}


def _fields(model: type[BaseModel]) -> str:
    return ", ".join(_keys(model))
