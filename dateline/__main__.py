"""python -m dateline COMMAND"""

import sys

from dateline.commands import run

if __name__ == "__main__":
    sys.exit(run())
