"""Sixteen numbers that compile to one (or two, or four) vector registers: the type that a block's kernel is written in.

A membrane is written for one number. Compiled for this type, the same lines serve sixteen fibres at once,
with nothing left to a compiler's guess about which loops it may turn into vectors: arithmetic between two of these, or
with a plain number, is one instruction, and what passes from one part of a step to the next stays in a register. The
width does not depend on the processor; where its registers are narrower, LLVM splits the operations.
"""

import functools
import math
import operator
from importlib import import_module
from types import SimpleNamespace
from typing import Any

WIDTHS = (16, 32)
REGISTER = 16  # lanes of single precision in a register of 512 bits
MAGIC = 12582912.0  # 1.5 * 2^23: added to a small number, it leaves it rounded in the low bits

# no "reassoc": the exponential's rounding trick needs its additions in order; no "nnan": a NaN must stay one.
# "ninf" only where a quotient may be formed from the processor's reciprocal and a Newton step
EXACT = ("contract", "nsz")
QUOTIENT = ("contract", "nsz", "arcp", "ninf")


@functools.cache
def install() -> dict[int, Any]:
    """Teach numba the types; return the functions of each width as a namespace."""
    ir, types, templates, extending = (
        import_module(name)
        for name in ("llvmlite.ir", "numba.core.types", "numba.core.typing.templates", "numba.extending")
    )  # fmt: skip
    base: Any = types.Type
    model: Any = extending.models.PrimitiveModel
    template: Any = templates.AbstractTemplate
    infer_global, signature, lower_builtin = templates.infer_global, templates.signature, extending.lower_builtin

    def intrinsic(function: Any) -> Any:
        return extending.intrinsic(function)

    class Lanes(base):  # type: ignore[misc]
        def __init__(self, dtype: Any, count: int) -> None:
            self.dtype, self.count = dtype, count
            super().__init__(name=f"lanes({dtype} x {count})")

    @extending.register_model(Lanes)
    class LanesModel(model):  # type: ignore[misc]
        def __init__(self, manager: Any, fe_type: Any) -> None:
            part = manager.lookup(fe_type.dtype).get_value_type()
            super().__init__(manager, fe_type, ir.VectorType(part, fe_type.count))

    def spread(builder: Any, value: Any, count: int) -> Any:
        wide = ir.VectorType(value.type, count)
        first = builder.insert_element(ir.Constant(wide, ir.Undefined), value, ir.Constant(ir.IntType(32), 0))
        same = ir.Constant(ir.VectorType(ir.IntType(32), count), [0] * count)
        return builder.shuffle_vector(first, ir.Constant(wide, ir.Undefined), same)

    def binary(op: Any, name: str, flags: tuple[str, ...]) -> None:
        class Template(template):  # type: ignore[misc]
            def generic(self, args: Any, kws: Any) -> Any:
                wide = [a for a in args if isinstance(a, Lanes)]
                if len(args) == 2 and wide and all(a == wide[0] or a == wide[0].dtype for a in args):
                    return signature(wide[0], *args)
                return None

        infer_global(op)(Template)

        def lower(context: Any, builder: Any, sig: Any, args: Any) -> Any:
            count = sig.return_type.count
            a, b = (
                value if isinstance(given, Lanes) else spread(builder, value, count)
                for value, given in zip(args, sig.args, strict=True)
            )
            return getattr(builder, name)(a, b, flags=flags)

        for left, right in ((Lanes, Lanes), (Lanes, types.Float), (types.Float, Lanes)):
            lower_builtin(op, left, right)(lower)

    for op, name, flags in (
        (operator.add, "fadd", EXACT),
        (operator.sub, "fsub", EXACT),
        (operator.mul, "fmul", EXACT),
        (operator.truediv, "fdiv", QUOTIENT),
    ):
        binary(op, name, flags)

    class Negative(template):  # type: ignore[misc]
        key = operator.neg

        def generic(self, args: Any, kws: Any) -> Any:
            return signature(args[0], args[0]) if len(args) == 1 and isinstance(args[0], Lanes) else None

    infer_global(operator.neg)(Negative)

    def negative(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        return builder.fneg(args[0], flags=EXACT)

    lower_builtin(operator.neg, Lanes)(negative)

    def address(context: Any, builder: Any, pointer_type: Any, pointer: Any, index: Any, count: int) -> Any:
        start = builder.gep(pointer, [index], inbounds=True)
        part = context.get_data_type(pointer_type.dtype)
        return builder.bitcast(start, ir.VectorType(part, count).as_pointer()), context.get_abi_sizeof(part)

    @intrinsic
    def raw(typingctx: Any, array: Any) -> Any:
        """Return where an array begins: unlike an array, it can be handed on without being counted."""

        def generate(context: Any, builder: Any, sig: Any, args: Any) -> Any:
            return context.make_array(sig.args[0])(context, builder, args[0]).data

        return types.CPointer(array.dtype)(array), generate

    def of_width(count: int) -> tuple[Any, Any]:
        @intrinsic
        def load(typingctx: Any, pointer: Any, index: Any) -> Any:
            def generate(context: Any, builder: Any, sig: Any, args: Any) -> Any:
                where, align = address(context, builder, sig.args[0], args[0], args[1], count)
                return builder.load(where, align=align)

            return Lanes(pointer.dtype, count)(pointer, index), generate

        @intrinsic
        def splat(typingctx: Any, value: Any) -> Any:
            def generate(context: Any, builder: Any, sig: Any, args: Any) -> Any:
                return spread(builder, args[0], count)

            return Lanes(value, count)(value), generate

        return load, splat

    @intrinsic
    def store(typingctx: Any, pointer: Any, index: Any, value: Any) -> Any:
        def generate(context: Any, builder: Any, sig: Any, args: Any) -> Any:
            where, align = address(context, builder, sig.args[0], args[0], args[1], value.count)
            builder.store(args[2], where, align=align)
            return context.get_dummy_value()

        return types.void(pointer, index, value), generate

    @intrinsic
    def rises(typingctx: Any, before: Any, now: Any, threshold: Any) -> Any:
        """Say whether any lane is below the threshold before and not below it now."""

        def generate(context: Any, builder: Any, sig: Any, args: Any) -> Any:
            level = spread(builder, args[2], before.count)
            crossed = builder.and_(
                builder.fcmp_ordered("<", args[0], level), builder.fcmp_ordered(">=", args[1], level)
            )
            bits = builder.bitcast(crossed, ir.IntType(before.count))
            return builder.icmp_unsigned("!=", bits, ir.Constant(bits.type, 0))

        return types.boolean(before, now, threshold), generate

    @intrinsic
    def between(typingctx: Any, x: Any, low: Any, high: Any) -> Any:
        """Hold each lane between two numbers."""

        def generate(context: Any, builder: Any, sig: Any, args: Any) -> Any:
            value, low_end, high_end = args[0], spread(builder, args[1], x.count), spread(builder, args[2], x.count)
            value = builder.select(builder.fcmp_ordered("<", value, high_end), value, high_end)
            return builder.select(builder.fcmp_ordered(">", value, low_end), value, low_end)

        return x(x, low, high), generate

    @intrinsic
    def beyond(typingctx: Any, x: Any, low: Any, high: Any) -> Any:
        """Say whether any lane is not between two numbers."""

        def generate(context: Any, builder: Any, sig: Any, args: Any) -> Any:
            below = builder.fcmp_unordered("<", args[0], spread(builder, args[1], x.count))
            above = builder.fcmp_unordered(">", args[0], spread(builder, args[2], x.count))
            bits = builder.bitcast(builder.or_(below, above), ir.IntType(x.count))
            return builder.icmp_unsigned("!=", bits, ir.Constant(bits.type, 0))

        return types.boolean(x, low, high), generate

    @intrinsic
    def pick(typingctx: Any, table: Any, at: Any, rounded: Any) -> Any:
        """Return one of thirty-two numbers of a table for each lane, by the low bits of a number rounded by `MAGIC`."""

        def generate(context: Any, builder: Any, sig: Any, args: Any) -> Any:
            wide, whole = ir.VectorType(ir.FloatType(), REGISTER), ir.VectorType(ir.IntType(32), REGISTER)
            parts = []
            for half in (0, REGISTER):
                index = builder.add(args[1], ir.Constant(args[1].type, half))
                where, align = address(context, builder, sig.args[0], args[0], index, REGISTER)
                parts.append(builder.load(where, align=align))
                # nothing writes to the table while a kernel runs: two registers of lanes may share one fetch
                parts[-1].set_metadata("invariant.load", builder.module.add_metadata([]))
            kind = ir.FunctionType(wide, [wide, whole, wide])
            choose = builder.module.declare_intrinsic("llvm.x86.avx512.vpermi2var.ps.512", (), kind)
            found = []
            for first in range(0, rounded.count, REGISTER):
                some = ir.Constant(whole, list(range(first, first + REGISTER)))
                index = builder.shuffle_vector(args[2], ir.Constant(args[2].type, ir.Undefined), some)
                found.append(builder.call(choose, [parts[0], builder.bitcast(index, whole), parts[1]]))
            if len(found) == 1:
                return found[0]
            every = ir.Constant(ir.VectorType(ir.IntType(32), rounded.count), list(range(rounded.count)))
            return builder.shuffle_vector(found[0], found[1], every)

        return rounded(table, at, rounded), generate

    @intrinsic
    def halves(typingctx: Any, x: Any) -> Any:
        """Return a power of two and a small fraction with exp(x) = power * (1 + fraction)."""

        def generate(context: Any, builder: Any, sig: Any, args: Any) -> Any:
            (value,) = args
            wide = value.type
            single = x.dtype == types.float32
            bits, mantissa, bias, order = (32, 23, 127, 5) if single else (64, 52, 1023, 12)
            whole = ir.VectorType(ir.IntType(bits), x.count)

            def number(c: float) -> Any:
                return ir.Constant(wide, [float(c)] * x.count)

            def integer(c: int) -> Any:
                return ir.Constant(whole, [c] * x.count)

            def both(name: str, a: Any, b: Any) -> Any:
                return getattr(builder, name)(a, b, flags=EXACT)

            limit = number(_single(40.0) if single else 40.0)
            value = builder.select(builder.fcmp_ordered("<", value, limit), value, limit)
            low = number(-40.0)
            value = builder.select(builder.fcmp_ordered(">", value, low), value, low)
            # adding 1.5 * 2^mantissa rounds to the nearest integer and leaves it in the low bits
            magic = number(1.5 * 2.0**mantissa)
            to_powers, ln2 = 1.0 / math.log(2.0), math.log(2.0)
            if single:
                to_powers, ln2 = _single(to_powers), _single(ln2)
            rounded = both("fadd", both("fmul", value, number(to_powers)), magic)
            r = both("fsub", value, both("fmul", both("fsub", rounded, magic), number(ln2)))
            terms = [_single(c) if single else float(c) for c in expm1_over_r(order - 1)]
            fraction = number(terms[-1])
            for c in reversed(terms[:-1]):
                fraction = both("fadd", number(c), both("fmul", r, fraction))
            fraction = both("fmul", r, fraction)
            exponent = builder.shl(builder.bitcast(rounded, whole), integer(mantissa))
            power = builder.bitcast(builder.add(exponent, integer(bias << mantissa)), wide)
            pair = context.make_tuple(builder, sig.return_type, (power, fraction))
            return pair

        return types.UniTuple(x, 2)(x), generate

    functions = {
        "raw": raw,
        "store": store,
        "rises": rises,
        "halves": halves,
        "between": between,
        "beyond": beyond,
        "pick": pick,
    }
    found = {}
    for count in WIDTHS:
        load, splat = of_width(count)
        found[count] = SimpleNamespace(type=Lanes, count=count, load=load, splat=splat, **functions)
    return found


@functools.cache
def picks() -> bool:
    """Return whether code is made for a processor that fetches from a table of thirty-two numbers by one
    instruction."""
    config: Any = import_module("numba.core.config")
    if config.CPU_NAME or config.CPU_FEATURES:
        return "+avx512f" in (config.CPU_FEATURES or "")
    llvm: Any = import_module("llvmlite.binding")
    try:
        return bool(llvm.get_host_cpu_features().get("avx512f", False))
    except RuntimeError:
        return False


def _single(x: float) -> float:
    import numpy as np

    return float(np.float32(x))


def expm1_over_r(degree: int) -> Any:
    """Return coefficients of the near-best polynomial for (exp(r) - 1) / r where exp's argument is reduced to."""
    import numpy as np
    from numpy.polynomial import Chebyshev, Polynomial

    def quotient(r: Any) -> Any:
        safe = np.where(np.abs(r) < 1e-12, 1e-12, r)
        return np.expm1(safe) / safe

    edge = 0.5 * math.log(2.0)
    return Chebyshev.interpolate(quotient, degree, domain=[-edge, edge]).convert(kind=Polynomial).coef
