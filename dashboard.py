"""The page for plain `streamlit run dashboard.py`; `make run` serves the same, and quicker.

What it shows, from top to bottom, stands in dateline/hosts/dashboard.py. The folder of the story,
or of the stories, is this one, or that which DATELINE_STORY names.
"""

import os
from pathlib import Path

from dateline.hosts.dashboard import STORY_VARIABLE, main

HERE = Path(__file__).parent

main(Path(os.environ.get(STORY_VARIABLE) or HERE), static=HERE / "static")
