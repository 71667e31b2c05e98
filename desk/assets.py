"""Turn the sources under static/ into hashed files that may be cached for ever."""

import hashlib
import json
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "static"
ESBUILD = ROOT / "node_modules" / ".bin" / "esbuild"
PUBLIC = "/assets/"
COMMON = STATIC / "js" / "helpers" / "common.js"
SCRIPTS_ALONE = ("root.js", "start.js")  # they have nothing of what all others have
FIRST_STYLES = ("tokens.css", "base.css")
PASS_STYLES = ("paper.css", "pass.css")  # what every paper has, on the press too
PAPER_STYLES = (*PASS_STYLES, "print.css")
OFFICE_STYLES = ("office.css", "import.css", "asking.css")
# What some pages load beside what all have.
ALONE = (
    *("board", "detail", "enrol", "form", "meeting", "report", "roll", "scan", "setup", "tablet"),
    *("lines", "picture"),  # their fields ask for them, where there is one
)
APART = {"office.css": OFFICE_STYLES} | {f"{name}.css": (f"{name}.css",) for name in ALONE}


class BuildError(RuntimeError):
    """Say that a tool of the build refused its input; the text is the tool's own."""


@dataclass
class Assets:
    """Where each source went: `urls` by source, `imports` by entry, `files` for offline."""

    urls: dict[str, str] = field(default_factory=dict)
    imports: dict[str, tuple[str, ...]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def add(self, source: str, name: str, data: bytes) -> str:
        """Keep bytes under a name that carries their digest."""
        stem, dot, kind = name.rpartition(".")
        url = f"{PUBLIC}{stem}-{digest(data)}{dot}{kind}"
        self.files[url] = data
        self.urls[source] = url
        return url


def digest(data: bytes) -> str:
    """Shorten a SHA-256 to what a file name needs."""
    return hashlib.sha256(data).hexdigest()[:10]


def gather(scratch: Path) -> Assets:
    """Build every asset; `scratch` is an empty folder that the bundler may fill."""
    assets = Assets()
    bundle_scripts(assets, scratch)
    assets.add("house.css", "house.css", bundle_styles())
    assets.add("paper.css", "paper.css", minify(paper_styles()))
    for name, styles in APART.items():
        assets.add(name, name, minify([STATIC / "css" / style for style in styles]))
    assets.add("icons.svg", "icons.svg", sprite(STATIC / "icons").encode())
    for own in sorted((ROOT / "blueprints" / "registers").glob("*/*.css")):
        assets.add(own.name, own.name, minify([own]))
    for image in sorted((STATIC / "images").glob("*")):
        assets.add(f"images/{image.name}", image.name, image.read_bytes())
    return assets


def esbuild(*arguments: str, text: str | None = None) -> str:
    """Run the bundler. Raises BuildError with its message."""
    done = subprocess.run(
        [str(ESBUILD), "--log-level=warning", *arguments],
        input=text,
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    if done.returncode:
        raise BuildError(done.stderr)
    return done.stdout


def entries() -> list[Path]:
    """Find one script per page kind, and each register's own."""
    own = (ROOT / "blueprints" / "registers").glob("*/*.js")
    return sorted((STATIC / "js" / "pages").glob("*.js")) + sorted(own)


def bundle_scripts(assets: Assets, scratch: Path) -> None:
    """Bundle all page scripts in one run so that they share chunks, and apart what stands alone."""
    alone = [path for path in entries() if path.name in SCRIPTS_ALONE]
    pages = [path for path in entries() if path.name not in SCRIPTS_ALONE]
    bundle(assets, scratch / "alone", alone)
    bundle(assets, scratch / "pages", pages, "--splitting", f"--inject:{COMMON}")


def bundle(assets: Assets, scratch: Path, scripts: list[Path], *options: str) -> None:
    """Bundle scripts; note where each went and what it imports."""
    meta = scratch / "meta.json"
    esbuild(
        *[str(path) for path in scripts], *options,
        "--bundle", "--format=esm", "--minify", "--target=es2022",
        "--legal-comments=none", "--loader:.wasm=file", f"--public-path={PUBLIC.rstrip('/')}",
        "--entry-names=[name]-[hash]", "--chunk-names=part-[hash]", "--asset-names=[name]-[hash]",
        f"--outdir={scratch / 'out'}", f"--metafile={meta}",
    )  # fmt: skip
    outputs: Mapping[str, Mapping[str, object]] = json.loads(meta.read_text())["outputs"]
    for path, output in sorted(outputs.items()):
        url = PUBLIC + Path(path).name
        assets.files[url] = (ROOT / path).resolve().read_bytes()
        source = output.get("entryPoint")
        if isinstance(source, str) and source.endswith(".js"):
            assets.urls[Path(source).name] = url
            assets.imports[Path(source).name] = tuple(static_imports(outputs, path))


def static_imports(outputs: Mapping[str, Mapping[str, object]], path: str) -> Iterator[str]:
    """Name the chunks that an entry needs before its first line runs."""
    seen: set[str] = set()
    queue = [path]
    while queue:
        found = outputs[queue.pop(0)].get("imports", [])
        for item in found if isinstance(found, list) else []:
            if item["kind"] == "import-statement" and item["path"] not in seen:
                seen.add(item["path"])
                queue.append(item["path"])
                yield PUBLIC + Path(item["path"]).name


def bundle_styles() -> bytes:
    """Join one file per component, tokens first; minify."""
    apart = {*PAPER_STYLES, *chain.from_iterable(APART.values())}
    shared = sorted(path for path in (STATIC / "css").glob("*.css") if path.name not in apart)
    first = [STATIC / "css" / name for name in FIRST_STYLES]
    return minify(first + [path for path in shared if path not in first])


def paper_styles() -> list[Path]:
    """Name what only pages that print need: the paper itself, and what each document adds."""
    own = sorted((ROOT / "blueprints" / "registers").glob("*/documents/*/*.css"))
    return [STATIC / "css" / name for name in PAPER_STYLES] + own


def minify(styles: list[Path]) -> bytes:
    """Join style sheets and take out what no browser reads."""
    joined = "\n".join(path.read_text(encoding="utf-8") for path in styles)
    options = ("--loader=css", "--bundle", "--loader:.svg=dataurl", "--minify")
    return esbuild(*options, "--target=chrome110", text=joined).encode()


def sprite(folder: Path) -> str:
    """Join the icons into one SVG of symbols, named after their files."""
    symbols = []
    for path in sorted(folder.glob("*.svg")):
        inner = re.sub(r"^\s*<svg[^>]*>|</svg>\s*$", "", path.read_text(encoding="utf-8").strip())
        symbols.append(f'<symbol id="{path.stem}" viewBox="0 0 24 24">{inner.strip()}</symbol>')
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>'


def worker(version: str, files: list[str]) -> bytes:
    """Bundle the service worker with the list of what it keeps."""
    script = esbuild(
        str(STATIC / "sw.js"), "--bundle", "--format=iife", "--minify", "--target=es2022"
    )
    kept = json.dumps({"version": version, "files": files}, separators=(",", ":"))
    return f"self.PRECACHE={kept};\n{script}".encode()
