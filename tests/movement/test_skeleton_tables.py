"""The program that makes the table of walking: reading, periods, smoothing, writing."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest

from sciatica.movement import tables, tabulate
from sciatica.movement.bones import Q_NAMES


def test_a_table_is_read_by_the_last_telling_part_of_its_names(tmp_path: Path) -> None:
    text = "some\nheader\nendheader\ntime\t/a/b/knee/value\tforce\n0.0\t1\t2\n0.5\t3\t4\n"
    path = tmp_path / "x.sto.gz"
    path.write_bytes(gzip.compress(text.encode()))
    found = tabulate.read(path)
    assert set(found) == {"time", "knee", "force"}
    assert found["knee"].tolist() == [1.0, 3.0]


def test_a_period_is_cut_out_whole_wherever_the_record_begins() -> None:
    time_s = np.linspace(0.45, 1.8, 1351)
    values = np.sin(2 * np.pi * (time_s - 0.2) / 1.1)
    found = tabulate._cycle(time_s, values, 0.2, 1.1)
    assert found == pytest.approx(np.sin(2 * np.pi * np.arange(50) / 50), abs=1e-4)


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    columns = {"percent": np.arange(50) * 2.0, "a": rng.normal(size=50)}
    tabulate.write(columns, tmp_path / "t.csv")
    lines = (tmp_path / "t.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 52
    assert lines[-1].split(",")[0] == "100"
    assert lines[-1].split(",")[1] == lines[1].split(",")[1]
    assert [float(line.split(",")[1]) for line in lines[1:-1]] == pytest.approx(columns["a"].tolist(), rel=1e-5)


def test_the_table_is_normal_walking() -> None:
    table = tables.walking()
    assert table.q.shape == (50, len(Q_NAMES))
    assert 1.0 < table.period_s < 1.3
    assert 1.1 < table.speed_m_s < 1.5
    up = table.force[:, 1]
    assert (up + np.roll(up, 25)).mean() == pytest.approx(1.0, abs=0.005)
    assert (np.abs(up[35:48]) < 0.01).all()
    ankle = table.moment_nm_kg["ankle_angle"]
    assert 40 <= 2 * int(np.argmin(ankle)) <= 54
    assert -1.9 < ankle.min() < -1.2
    assert (table.spread_nm_kg["ankle_angle"] >= 0).all()


def test_both_legs_of_the_table_do_the_same_half_a_cycle_apart() -> None:
    q = tables.walking().q
    assert np.roll(q[:, 6:11], 25, axis=0) == pytest.approx(q[:, 11:16], abs=1e-4)
    assert np.roll(q[:, 2], 25) == pytest.approx(-q[:, 2], abs=1e-4)
