"""Pictures of the examples' reports, as a browser shows them on a desktop and on a telephone.

    python docs/pictures/make.py [example ...]

Without names every example is simulated. A desktop's page is one long picture at half its size; a telephone's is cut
into strips that stand side by side. Chromium and Playwright are needed, as for the browser's tests. A page that is
there already (``--pages FOLDER`` with ``<example>.html`` in it) is taken instead of a new simulation.
"""

from __future__ import annotations

import argparse
import io
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
SIZES = {"desktop": (1280, 800), "telephone": (390, 844)}
SHRUNK = {"desktop": 0.5, "telephone": 0.45}
STRIP = 3 * 844
"""Height of one strip of a telephone's page, CSS pixels."""
GAP = 24
QUALITY = 38
MOST_BYTES = 2_000_000


def simulated(name: str, folder: Path) -> Path:
    """The page of one example, simulated anew."""
    from sciatica.report.page import page
    from sciatica.simulate import load_case, run

    target = folder / f"{name}.html"
    target.write_text(page(run(load_case(EXAMPLES / f"{name}.yaml"))), encoding="utf-8")
    return target


def photographed(browser: Any, page: Path, size: str) -> Image.Image:
    """The whole page at a size, on a light screen."""
    width, height = SIZES[size]
    opened = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
    opened.goto(page.resolve().as_uri())
    picture = Image.open(io.BytesIO(opened.screenshot(full_page=True))).convert("RGB")
    opened.close()
    return picture


def strips(picture: Image.Image, height: int) -> Image.Image:
    """A tall picture cut into strips, side by side on grey."""
    count = -(-picture.height // height)
    sheet = Image.new("RGB", (count * picture.width + (count - 1) * GAP, min(height, picture.height)), "#b9b5ac")
    for number in range(count):
        top = number * height
        part = picture.crop((0, top, picture.width, min(top + height, picture.height)))
        sheet.paste(part, (number * (picture.width + GAP), 0))
    return sheet


def keep(picture: Image.Image, name: str, size: str) -> Path:
    """The picture, shrunk, as a small file in this folder."""
    share = SHRUNK[size]
    small = picture.resize((round(picture.width * share), round(picture.height * share)), Image.Resampling.LANCZOS)
    target = HERE / f"{name}_{size}.webp"
    small.save(target, "WEBP", quality=QUALITY, method=6)
    return target


def main() -> int:
    """Simulate, photograph, keep; 1 where the pictures together grow too large to keep."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("example", nargs="*", help="names in examples/, without .yaml; all where none is given")
    asked.add_argument("--pages", type=Path, help="folder of pages that are there already")
    given = asked.parse_args()
    names = given.example or sorted(path.stem for path in EXAMPLES.glob("*.yaml"))
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("no chromium on this machine: install Debian's chromium")
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name in names:
            ready = given.pages / f"{name}.html" if given.pages else None
            page = ready if ready is not None and ready.is_file() else simulated(name, Path(scratch))
            for size in SIZES:
                picture = photographed(browser, page, size)
                made = keep(strips(picture, STRIP) if size == "telephone" else picture, name, size)
                print(f"{made.name}: {made.stat().st_size / 1000:.0f} kB", file=sys.stderr)
        browser.close()
    total = sum(path.stat().st_size for path in HERE.glob("*.webp"))
    print(f"together {total / 1e6:.2f} MB of {MOST_BYTES / 1e6:.0f}", file=sys.stderr)
    return int(total > MOST_BYTES)


if __name__ == "__main__":
    sys.exit(main())
