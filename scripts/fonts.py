"""The fonts that the tests bring along: python scripts/fonts.py --install

requirements-fonts.txt pins the packages that hold them. They are installed into the environment,
away from its packages. ``configuration`` writes a fontconfig file that names one set and nothing
of the machine's; a Chromium started with it as FONTCONFIG_FILE knows no other font. (Chromium on
macOS and Windows doesn't ask fontconfig.)
"""

import os
import struct
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PINS = ROOT / "requirements-fonts.txt"
LOCK = ROOT / "locks" / PINS.name
FOLDER = Path(sys.prefix) / "share" / "dateline" / "fonts"
NOT_INSTALLED = "The tests' fonts are not installed: python scripts/fonts.py --install"
_INSTALLED = "installed.txt"
# For scripts that a set itself doesn't cover.
_OTHER_SCRIPTS = ("fontpkg_noto_sans_arabic", "fontpkg_heebo", "paperang_p2_fonts_cjk")


@dataclass(frozen=True, slots=True)
class FontSet:
    """A sans and a serif family, each with the folder of its package; ``scale_percent`` of size."""

    sans: str
    serif: str
    folders: tuple[str, str]
    scale_percent: int = 100


SETS = {
    "dejavu": FontSet(
        "DejaVu Sans", "DejaVu Serif", ("rinoh_typeface_dejavusans", "rinoh_typeface_dejavuserif")
    ),
    # Arimo is what Liberation Sans is made from; Termes has the widths of Liberation Serif.
    "liberation": FontSet(
        "Arimo", "TeX Gyre Termes", ("fontpkg_arimo", "rinoh_typeface_texgyretermes")
    ),
    "noto": FontSet("Noto Sans", "Noto Serif", ("fontpkg_noto_sans", "fontpkg_noto_serif")),
    "roboto": FontSet("Roboto", "Noto Serif", ("fontpkg_roboto", "fontpkg_noto_serif")),
    "wide": FontSet("Open Sans", "Noto Serif", ("fontpkg_open_sans", "fontpkg_noto_serif"), 110),
}
DEFAULT = "dejavu"

_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
{folders}
  <cachedir>{cache}</cachedir>
{aliases}
  <match target="pattern">
    <edit name="family" mode="append_last" binding="weak"><string>{sans}</string></edit>
  </match>
  <match target="font">
    <edit name="antialias" mode="assign"><bool>true</bool></edit>
    <edit name="hinting" mode="assign"><bool>true</bool></edit>
    <edit name="hintstyle" mode="assign"><const>hintslight</const></edit>
    <edit name="rgba" mode="assign"><const>none</const></edit>
  </match>
</fontconfig>
"""
_ALIAS = (
    '  <alias binding="same"><family>{asked}</family>'
    "<prefer><family>{given}</family></prefer></alias>"
)


def is_installed(folder: Path = FOLDER) -> bool:
    """Whether the fonts that are pinned now are in the environment."""
    stamp = folder / _INSTALLED
    return stamp.is_file() and stamp.read_bytes() == PINS.read_bytes()


def install(folder: Path = FOLDER) -> None:
    """Install the pinned fonts where they aren't there; SystemExit says what failed."""
    if is_installed(folder):
        return
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--require-hashes", "--only-binary", ":all:"]
    command += ["--upgrade", "--target", str(folder), "-r", str(LOCK)]
    if subprocess.run(command, check=False).returncode:
        sys.exit(f"The tests' fonts were not installed. This failed: {' '.join(command)}")
    (folder / _INSTALLED).write_bytes(PINS.read_bytes())


def configuration(name: str, target: Path = FOLDER / "sets") -> Path:
    """Write the fontconfig file of a set into ``target`` and return it.

    It is the same each time, so that several processes may write it at once.
    """
    fonts = SETS[name]
    target.mkdir(parents=True, exist_ok=True)
    folders = [FOLDER / folder for folder in fonts.folders]
    if fonts.scale_percent != 100:
        folders = [_scaled(folder, target, fonts.scale_percent) for folder in folders]
    folders += [FOLDER / folder for folder in _OTHER_SCRIPTS]
    families = {
        **dict.fromkeys(("sans", "sans-serif", "system-ui", "monospace"), fonts.sans),
        "serif": fonts.serif,
    }
    return _write(
        target / f"{name}.conf",
        _CONFIGURATION.format(
            folders="\n".join(f"  <dir>{folder}</dir>" for folder in folders),
            cache=target / "cache",
            sans=fonts.sans,
            aliases="\n".join(
                _ALIAS.format(asked=asked, given=given) for asked, given in families.items()
            ),
        ).encode(),
    )


def _write(file: Path, content: bytes) -> Path:
    """Write a file whole or not at all, for whoever reads it meanwhile."""
    if not file.is_file() or file.read_bytes() != content:
        part = file.with_name(f"{file.name}.{os.getpid()}")
        part.write_bytes(content)
        part.replace(file)
    return file


def _scaled(folder: Path, target: Path, percent: int) -> Path:
    """Copy a package's fonts with fewer units to the em, so that letters grow to ``percent``."""
    copies = target / f"{folder.name}-{percent}"
    copies.mkdir(exist_ok=True)
    for file in folder.rglob("*.ttf"):
        font = bytearray(file.read_bytes())
        head = _table(font, b"head")
        # Version, revision, checksum, magic number and flags stand before the units of the em.
        (units,) = struct.unpack_from(">H", font, head + 18)
        struct.pack_into(">H", font, head + 18, round(units * 100 / percent))
        _write(copies / file.name, bytes(font))
    return copies


def _table(font: bytes | bytearray, tag: bytes) -> int:
    """Where a table of a TrueType font begins."""
    (count,) = struct.unpack_from(">H", font, 4)
    for place in range(count):
        name, _, offset, _ = struct.unpack_from(">4s3I", font, 12 + 16 * place)
        if name == tag:
            return int(offset)
    raise ValueError(f"the font has no table {tag.decode()}")


if __name__ == "__main__":
    if "--install" in sys.argv:
        install()
    print(FOLDER)
