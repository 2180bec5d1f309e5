"""What a user waits for before anything is read, and what a first graph takes: `python benchmarks/start.py`.

Prints how long `graphbuilder --help` takes (the quickest of ten), and time and peak memory of `graphbuilder build seeds`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SEEDS = Path(__file__).parent.parent / "seeds"


def run(*arguments: str) -> tuple[float, float]:
    """Run a command; returns seconds of the clock and its peak memory in MB."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "graphbuilder", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"graphbuilder {' '.join(arguments)} ended with status {process.returncode}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def main() -> None:
    print(f"graphbuilder --help       {min(run('--help')[0] for _ in range(10)):.2f} s")
    with tempfile.TemporaryDirectory() as folder:
        seconds, peak = run("build", str(SEEDS), "--store", str(Path(folder) / "seeds.kgl"))
    print(f"graphbuilder build seeds  {seconds:.1f} s, peak memory {peak:,.0f} MB")


if __name__ == "__main__":
    main()
