"""Find nginx, which tests put before two servers, or install it: python scripts/nginx.py --install

Installed where that is easy: as root on Debian. Elsewhere the tests that need it say so.
"""

import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # Run as a file, from anywhere.

from scripts.debian import can_install, install_packages

NOT_FOUND = "there is no nginx here; make test installs it as root on Debian"


def find_nginx() -> str | None:
    """Debian keeps it out of most people's PATH."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


if __name__ == "__main__":
    if "--install" in sys.argv and not find_nginx() and can_install():
        install_packages("nginx-light")
    print(find_nginx() or NOT_FOUND)
