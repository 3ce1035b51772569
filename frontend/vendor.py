"""Copy what the pages need out of npm packages into static/vendor. For maintainers, by `make vendor`; needs Node."""

import hashlib
import json
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "src" / "stepwell" / "platform" / "ui" / "static" / "vendor"
MANIFEST = TARGET / "vendor.json"
# The static files storage rewrites source map references and fails if the map is not there.
SOURCE_MAP = re.compile(rb"\s*(?://[#@] ?sourceMappingURL=\S+|/\*[#@] ?sourceMappingURL=[^*]*\*/)\s*$")
LATIN = ("inter-latin-opsz-normal.woff2", "inter-latin-ext-opsz-normal.woff2", "inter-vietnamese-opsz-normal.woff2")
FONT_FACE = re.compile(r"/\*[^*]*\*/\s*@font-face \{[^}]*\}\s*")


@dataclass(frozen=True)
class Package:
    """One npm package: where its files are, and which of them we take (path in the package -> path in our folder)."""

    npm: str
    folder: str
    files: dict[str, str] = field(default_factory=dict)


def icon_names() -> list[str]:
    """Return the names of the icons in use, sorted as listed in icons.txt."""
    return (HERE / "icons.txt").read_text(encoding="utf-8").split()


def packages() -> tuple[Package, ...]:
    """Return what is taken from each package."""
    return (
        Package("bootstrap", "bootstrap", {"dist/css/bootstrap.min.css": "bootstrap.min.css"}),
        Package("bootstrap-icons", "bootstrap-icons", {f"icons/{name}.svg": f"{name}.svg" for name in icon_names()}),
        Package(
            "@fontsource-variable/inter",
            "inter",
            {"opsz.css": "inter.css"} | {f"files/{name}": f"files/{name}" for name in LATIN},
        ),
        Package("htmx.org", "htmx", {"dist/htmx.min.js": "htmx.min.js"}),
        Package("signature_pad", "signature-pad", {"dist/signature_pad.umd.min.js": "signature_pad.umd.min.js"}),
    )


def main() -> None:
    """Install the locked packages in a temporary folder and write static/vendor anew."""
    lock = json.loads((HERE / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    with tempfile.TemporaryDirectory() as scratch:
        modules = _install(Path(scratch))
        shutil.rmtree(TARGET, ignore_errors=True)
        TARGET.mkdir(parents=True)
        entries = [_copy(package, modules / package.npm, lock[f"node_modules/{package.npm}"]) for package in packages()]
    MANIFEST.write_text(json.dumps(entries, indent=2) + "\n", encoding="utf-8")


def _install(scratch: Path) -> Path:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, scratch / name)
    npm = shutil.which("npm")
    if npm is None:
        message = "npm was not found. Install Node.js to update the vendored files; running Stepwell does not need it."
        raise SystemExit(message)
    subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=scratch, check=True)
    return scratch / "node_modules"


def _copy(package: Package, source: Path, locked: dict[str, str]) -> dict[str, object]:
    folder = TARGET / f"{package.folder}-{locked['version']}"
    for inside, ours in {**package.files, "LICENSE": "LICENSE"}.items():
        target = folder / ours
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_clean(ours, (source / inside).read_bytes()))
    return {
        "name": package.npm,
        "version": locked["version"],
        "licence": locked["license"],
        "integrity": locked["integrity"],
        "files": {str(path.relative_to(TARGET)): sha256(path) for path in sorted(folder.rglob("*")) if path.is_file()},
    }


def _clean(name: str, content: bytes) -> bytes:
    if name == "inter.css":
        return _only_our_alphabets(content.decode()).encode()
    if name.endswith((".js", ".css")):
        return SOURCE_MAP.sub(b"\n", content)
    return content


def _only_our_alphabets(css: str) -> str:
    """Drop the font faces whose files are not taken: a reference to a missing file fails the static files storage."""
    return "".join(face for face in FONT_FACE.findall(css) if any(name in face for name in LATIN))


def sha256(path: Path) -> str:
    """Return a file's checksum in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
