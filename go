#!/usr/bin/env bash
''':'
# The first lines are bash: find a Python that is new enough, then let it run the rest of this same file.
for name in python3 python3.14 python3.13 python3.12 python3.11 python; do
  found=$(command -v "$name" 2>/dev/null) || continue
  if "$found" -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null; then
    exec "$found" -I -- "${BASH_SOURCE[0]}" "$@"
  fi
done
echo "go: needs Python 3.11 or later on the PATH and found none; install it (Debian, Ubuntu: apt install python3) and run again" >&2
exit 1
'''
"""Set this repository up once and run it; only the standard library is used.

The first call brings uv as a wheel whose hash is pinned here, has it install what uv.lock names into .go/venv, and
leaves a stamp. Later calls find the stamp and go straight on: no network, no output of their own. Everything stands
in .go; deleting that folder is the way to start afresh.
"""

import contextlib
import hashlib
import io
import json
import os
import platform
import shutil
import signal
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

HELP = """\
usage: ./go COMMAND [ARGUMENTS]

  demo            simulate examples/l5s1_disc.yaml and write out/l5s1_disc/report.html
  test [ARGS]     run the tests, fast ones first; ARGS go to pytest
  run ARGS        run `sciatica ARGS`, as in `./go run simulate my_case.yaml`
  check           ruff, mypy and the order of the rooms
  peers           also install NEURON and PyFibers, for `run bench` and tests/peers (needs a C and C++ compiler)

The first call sets everything up in .go (needs the network once, and about 1 GB of disk); delete .go to start afresh.
"""

ROOT = Path(__file__).resolve().parent
HOME = ROOT / ".go"
VENV = HOME / "venv"
STAMP = HOME / "stamp.json"

UV_VERSION = "0.13.9"
FILES = "https://files.pythonhosted.org/packages"
# By system and machine: where the wheel lies, and the SHA-256 it must have.
UV_WHEELS = {
    ("linux", "x86_64"): (
        f"{FILES}/3d/aa/26d64642d808de4a652579ef950d7cd2d37f080a8babf9c67c6b75fc4c3f/uv-{UV_VERSION}-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
        "d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19",
    ),
    ("linux", "aarch64"): (
        f"{FILES}/57/15/94b6cd62ac3ff6550288328e8035288875197cbc183f51554b266a69877b/uv-{UV_VERSION}-py3-none-manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64.whl",
        "5435c5ce14a56431208ca0996416d310f1598e8c2c8ba707688985a16bb82dbe",
    ),
    ("darwin", "x86_64"): (
        f"{FILES}/1e/db/08e9ef4879bd667e6d7b4705e594e5bd3e4585f10fc63cb16b9fa2fac63e/uv-{UV_VERSION}-py3-none-macosx_10_12_x86_64.whl",
        "c16ed11e013557536b3e60065f1b912f6407bd6518e041b961e23ef9e6b4fbf5",
    ),
    ("darwin", "arm64"): (
        f"{FILES}/f3/a7/a8d7b074798c7fb3b26b37584b8fe2e29df2ccdc24ce7902caab2a53edbf/uv-{UV_VERSION}-py3-none-macosx_11_0_arm64.whl",
        "66c512266d633bef48384a1f53003f41f2a8e7b36fe6e7fbfd3e0fd52d96fa63",
    ),
}


class Failure(Exception):
    """Something the reader can act on; the message says what."""


def say(text):
    print(f"go: {text}", file=sys.stderr, flush=True)


# --- the stamp: is there anything to set up? ---


def wanted_stamp():
    """What a finished set-up of this tree, here and with this Python, would have written."""
    try:
        lock = (ROOT / "uv.lock").read_bytes()
    except OSError as error:
        raise Failure(f"cannot read uv.lock ({error.strerror}); is this a whole clone?") from None
    return {
        "lock": hashlib.sha256(lock).hexdigest(),
        "uv": UV_VERSION,
        "root": str(ROOT),
        "python": platform.python_version(),
    }


def read_stamp():
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def venv_python():
    return VENV / "bin" / "python"


def venv_version():
    """The version of the installed environment's Python, or "" when it no longer runs."""
    try:
        answer = subprocess.run(
            [venv_python(), "-I", "-c", "import platform; print(platform.python_version())"],
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )
    except OSError:
        return ""
    return answer.stdout.strip()


def same_place(stamp, wanted):
    """Whether the environment was made here, with a Python that is still there: it can be used or brought up to date."""
    if stamp.get("root") != wanted["root"] or not venv_python().exists():
        return False
    # another Python first on the PATH is no reason to start afresh, as long as the environment's own still runs
    return stamp.get("python") == wanted["python"] or stamp.get("python") == venv_version()


def is_ready(stamp, wanted):
    return all(stamp.get(key) == wanted[key] for key in ("lock", "uv")) and same_place(stamp, wanted)


# --- setting up ---


@contextlib.contextmanager
def alone():
    """Only one set-up at a time. Yields the lock's descriptor, which children inherit, so that a uv which outlives
    us still holds it; the system lets go of it when the last of them ends, however it ends."""
    import fcntl

    HOME.mkdir(exist_ok=True)
    with open(HOME / "lock", "a+b") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("waiting for another set-up to finish")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock.fileno()


def set_up():
    """Make .go/venv hold what uv.lock names, unless it does already."""
    if is_ready(read_stamp(), wanted_stamp()):
        return
    with alone() as lock:
        wanted, stamp = wanted_stamp(), read_stamp()
        if is_ready(stamp, wanted):
            return
        say("setting up; this happens once, until uv.lock changes")
        STAMP.unlink(missing_ok=True)
        if not same_place(stamp, wanted) and VENV.exists():
            shutil.rmtree(VENV)
        uv = bring_uv()
        sync(uv, lock)
        replace(STAMP, json.dumps({**wanted, "python": venv_version()}).encode())
        say("set up")


def bring_uv():
    """The uv binary in .go, fetched and checked if it is not there."""
    uv = HOME / f"uv-{UV_VERSION}"
    if uv.exists():
        return uv
    here = (platform.system().lower(), {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower()))
    if here[0] == "linux" and here[1] == "arm64":
        here = ("linux", "aarch64")
    if here not in UV_WHEELS:
        known = ", ".join(" ".join(pair) for pair in UV_WHEELS)
        raise Failure(f"no installer for {' '.join(here)}; known are {known}")
    url, sha256 = UV_WHEELS[here]
    say(f"fetching uv {UV_VERSION}")
    binary = from_wheel(fetched(url), sha256)
    replace(uv, binary, mode=0o755)
    return uv


def fetched(url):
    try:
        with urllib.request.urlopen(url, timeout=120) as answer:
            return answer.read()
    except OSError as error:
        reason = getattr(error, "reason", error)
        raise Failure(f"cannot fetch {url}: {reason}; the first call needs the network") from None


def from_wheel(wheel, sha256):
    """The uv binary inside the bytes of a wheel, refused unless they have the hash that is pinned."""
    found = hashlib.sha256(wheel).hexdigest()
    if found != sha256:
        raise Failure(f"the uv that came has SHA-256 {found}, not {sha256}; nothing of it was kept")
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        return archive.read(f"uv-{UV_VERSION}.data/scripts/uv")


def replace(path, data, mode=0o644):
    """Write a file so that it is there whole or not at all."""
    part = path.with_name(path.name + ".part")
    with open(part, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.chmod(mode)
    os.replace(part, path)


def environment():
    """The caller's environment without what would lead Python or uv elsewhere."""
    kept = ("UV_HTTP_TIMEOUT", "UV_NATIVE_TLS", "UV_SYSTEM_CERTS", "UV_OFFLINE", "UV_NO_PROGRESS")
    dropped = {"PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "VIRTUAL_ENV", "CONDA_PREFIX"}
    clean = {
        name: value
        for name, value in os.environ.items()
        if name not in dropped and (not name.startswith("UV_") or name in kept)
    }
    clean.setdefault("MPLCONFIGDIR", str(HOME / "matplotlib"))
    return clean


def sync(uv, lock, peers=False):
    """Let uv install the lock; the simulators that we compare ourselves with only where they are asked for."""
    settings = {
        "UV_CACHE_DIR": str(HOME / "cache"),
        "UV_COMPILE_BYTECODE": "1",
        "UV_NO_CONFIG": "1",
        "UV_PROJECT_ENVIRONMENT": str(VENV),
        "UV_PYTHON": str(venv_python() if venv_python().exists() else Path(sys.executable)),
        "UV_PYTHON_DOWNLOADS": "never",
    }
    command = [str(uv), "sync", "--frozen", "--all-groups", "--project", str(ROOT)]
    if not peers:
        command[4:4] = ["--no-group", "peers"]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment() | settings,
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
        pass_fds=(lock,),
    ) as process:
        try:
            code = process.wait()
        except BaseException:
            process.terminate()
            raise
    if code != 0:
        raise Failure("the set-up did not finish; what uv said stands above; run the same command again to go on")


# --- the commands ---


def become(*arguments):
    """Turn this process into the environment's Python."""
    python = str(venv_python())
    os.execve(python, [python, "-P", *map(str, arguments)], environment())


def demo(arguments):
    if arguments:
        raise Failure("demo takes no arguments; `./go run simulate CASE` does")
    set_up()
    case = ROOT / "examples" / "l5s1_disc.yaml"
    become("-m", "sciatica.cli", "simulate", case, "-o", ROOT / "out" / case.stem)


def test(arguments):
    set_up()
    os.chdir(ROOT)
    own = any(a.startswith(("-n", "--numprocesses", "--pdb", "--dist", "--trace")) or a == "no:xdist" for a in arguments)
    # whole files to each of two workers, in order: a file's costly fixtures are then made once
    two = [] if own or (os.cpu_count() or 1) < 2 else ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
    become("-m", "pytest", *two, *arguments)


def run(arguments):
    set_up()
    become("-m", "sciatica.cli", *arguments)


def check(arguments):
    if arguments:
        raise Failure("check takes no arguments")
    set_up()
    os.chdir(ROOT)
    worst = 0
    for command in (["ruff", "check"], ["ruff", "format", "--check"], ["mypy"], ["lint-imports"]):
        say(" ".join(command))
        done = subprocess.run([str(VENV / "bin" / command[0]), *command[1:]], env=environment())
        worst = max(worst, int(done.returncode != 0))
    return worst


def peers(arguments):
    if arguments:
        raise Failure("peers takes no arguments")
    set_up()
    with alone() as lock:
        sync(bring_uv(), lock, peers=True)
    scripts = venv_python().parent
    settings = environment() | {"PATH": f"{scripts}{os.pathsep}{os.environ.get('PATH', '')}"}
    if subprocess.run([str(scripts / "pyfibers_compile")], env=settings, stdout=sys.stderr).returncode != 0:
        raise Failure("NEURON's mechanisms were not compiled; what the compiler said stands above")
    return 0


COMMANDS = {"demo": demo, "test": test, "run": run, "check": check, "peers": peers}


def stop(number, frame):
    raise SystemExit(128 + number)


def main(arguments):
    # an empty value means "none" to us and "a file without a name" to OpenSSL
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        if not os.environ.get(name, "-"):
            del os.environ[name]
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(HELP, end="")
        return 0
    if arguments[0] not in COMMANDS:
        say(f"no command {arguments[0]!r}; known are {', '.join(COMMANDS)}; see ./go --help")
        return 2
    signal.signal(signal.SIGTERM, stop)
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except Failure as failure:
        say(failure)
        return 1
    except OSError as error:
        say(f"{error.filename or ROOT}: {error.strerror or error}")
        return 1
    except KeyboardInterrupt:
        say("stopped; run the same command again to go on")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
