"""What the numbers were measured on."""

import os
import platform
import subprocess
from pathlib import Path


def described() -> str:
    """Return processor, cores, Python and Tesseract in one line; no name of the machine."""
    cores = len(os.sched_getaffinity(0))
    return (
        f"{_processor()}, {cores} cores, Python {platform.python_version()}, {_tesseract()}, "
        f"{os.getloadavg()[0]:.1f} other processes running at the start"
    )


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _tesseract() -> str:
    said = subprocess.run(
        ["tesseract", "--version"], capture_output=True, text=True, timeout=30, check=True
    )
    return (said.stdout or said.stderr).partition("\n")[0]
