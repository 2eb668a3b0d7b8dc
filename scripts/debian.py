"""Install Debian's packages, where this is Debian and we are root."""

import os
import shutil
import subprocess
import sys


def can_install() -> bool:
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return is_root and shutil.which("apt-get") is not None


def install_packages(*names: str, otherwise: str = "") -> None:
    """Install them; SystemExit says what failed, after ``otherwise``, what to do about it."""
    take = ["apt-get", "-qq", "install", "-y", "--no-install-recommends", *names]
    for step in (["apt-get", "-qq", "update"], take):
        if subprocess.run(step, stdout=subprocess.DEVNULL, check=False).returncode:
            sys.exit(f"{otherwise}\nThis failed: {' '.join(step)}".strip())
