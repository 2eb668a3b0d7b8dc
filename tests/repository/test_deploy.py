"""deploy/ fits the program. nginx.conf is run in tests/hosts/test_nginx.py."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline.commands import make_parser
from dateline.hosts.health import HEALTH_PATH
from scripts.server import ROOT, Server
from tests.story_files import write_story

DEPLOY = ROOT / "deploy"
UNIT = DEPLOY / "dateline@.service"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")


def kubernetes(kind: str) -> dict[str, Any]:
    objects = yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text(encoding="utf-8"))
    [found] = [one for one in objects if one["kind"] == kind]
    spec: dict[str, Any] = found["spec"]
    return spec


def test_what_the_image_holds_serves_a_story(tmp_path: Path) -> None:
    story, image = tmp_path / "story", tmp_path / "app"
    story.mkdir()
    write_story(story)
    copied = re.findall(r"^COPY (?:--from=build /app/)?([\w. ]+?) /?[\w./]+$", DOCKERFILE, re.M)
    names = {name for line in copied for name in line.split()}
    assert names == {"dateline", ".streamlit", "LICENSE", "NOTICE.md"}
    image.mkdir()
    for name in names:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, image / name)
        else:
            shutil.copy(ROOT / name, image)
    server = Server(story, tmp_path / "log.txt")
    server.cwd = image
    server.start().stop()


def test_the_image_runs_as_a_user_of_its_own_and_asks_for_its_health() -> None:
    last = DOCKERFILE.rpartition("\nFROM ")[2]
    [uid] = re.findall(r"^USER (\d+)$", last, re.MULTILINE)
    assert f"--uid {uid} " in last
    assert f"http://127.0.0.1:8501{HEALTH_PATH}" in last
    sent = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8")
    assert re.findall(r"^!(.*)$", sent, re.MULTILINE) == [
        "dateline", "locks/requirements.txt", ".streamlit", "LICENSE", "NOTICE.md",
    ]  # fmt: skip


def test_the_cluster_asks_for_health_and_lets_the_container_do_little() -> None:
    pod = kubernetes("Deployment")["template"]["spec"]
    [container] = pod["containers"]
    assert container["readinessProbe"]["httpGet"] == {"path": HEALTH_PATH, "port": "http"}
    [port] = container["ports"]
    assert f"EXPOSE {port['containerPort']}\n" in DOCKERFILE
    assert f"USER {pod['securityContext']['runAsUser']}\n" in DOCKERFILE
    assert container["securityContext"]["readOnlyRootFilesystem"] is True
    [stories] = [one for one in container["volumeMounts"] if one["name"] == "stories"]
    assert stories["readOnly"] is True
    assert f'CMD ["{stories["mountPath"]}"]' in DOCKERFILE


def test_the_unit_starts_what_serve_takes() -> None:
    text = UNIT.read_text(encoding="utf-8").replace("%i", "8501")
    (line,) = re.findall(r"^ExecStart=\S+/dateline (.+)$", text, re.MULTILINE)
    words = [str(ROOT) if word.startswith("/srv/") else word for word in shlex.split(line)]
    assert make_parser().parse_args(words).port == 8501


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze here")
def test_systemd_knows_every_setting_of_the_unit(tmp_path: Path) -> None:
    text = UNIT.read_text(encoding="utf-8")
    unit = tmp_path / "dateline@8501.service"
    # It says so where the program is missing.
    unit.write_text(text.replace("/opt/dateline/bin/dateline", sys.executable), encoding="utf-8")
    told = subprocess.run(
        ["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False
    )
    assert (told.returncode, told.stderr) == (0, "")
