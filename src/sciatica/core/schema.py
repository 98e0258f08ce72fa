"""Data into a checked model, and what pydantic has against it into one line that a person can act on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

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
    path, kind, message = problem["loc"], problem["type"], str(problem["msg"])
    where = _place(path, data, prefix)
    owner = _owner(model, path[:-1]) if path else None
    name = str(path[-1]) if path else ""
    info = owner.model_fields.get(name) if owner else None
    about = (info.description or "") if info else ""
    if kind == "extra_forbidden":
        best = nearest(name, owner.model_fields) if owner else ""
        cure = f"did you mean {best}?" if best else ""
        return InputError(
            "unknown key",
            file=file,
            field=where,
            wanted=f"one of {_fields(owner)}" if owner else "",
            cure=cure,
        )
    if kind in {"missing", "union_tag_not_found"}:
        return InputError("missing", file=file, field=where, wanted=about or _tags(problem))
    if kind == "union_tag_invalid":
        context = problem["ctx"]
        field = f"{where}.{str(context['discriminator']).strip(chr(39))}"
        best = nearest(str(context["tag"]), [tag.strip("' ") for tag in context["expected_tags"].split(",")])
        cure = f"did you mean {best}?" if best else ""
        return InputError(
            "unknown",
            file=file,
            field=field,
            given=context["tag"],
            wanted=context["expected_tags"],
            cure=cure,
        )
    given = problem["input"]
    if kind == "value_error":
        what = message.removeprefix("Value error, ")
        return InputError(
            what, file=file, field=where, **({} if isinstance(given, dict) else {"given": given})
        )
    if isinstance(given, Mapping | list):
        given = "a list" if isinstance(given, list) else "keys and values"
    elif given is None:
        given = "nothing"
    elif isinstance(given, str) and kind.endswith(("_type", "_parsing")):
        given = f"the text {given!r}"
    wanted = message.removeprefix("Input should be ") + (f" ({about})" if about else "")
    return InputError("cannot be used", file=file, field=where, given=given, wanted=wanted)


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
        fields = [m.model_fields[part] for m in candidates if part in m.model_fields]
        candidates = [m for info in fields for m in _models(info.annotation)]
    return candidates[0] if len(candidates) == 1 else None


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    """The models that an annotation such as ``tuple[A | B, ...]`` speaks of."""
    if isinstance(annotation, type) and not get_args(annotation) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def _has_tag(model: type[BaseModel], tag: str) -> bool:
    return any(tag in get_args(info.annotation) for info in model.model_fields.values())


def _fields(model: type[BaseModel]) -> str:
    return ", ".join(model.model_fields)


def _tags(problem: Any) -> str:
    return f"a value for {problem['ctx']['discriminator']}" if "ctx" in problem else ""
