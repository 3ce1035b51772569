"""The documents say nothing that is not so, as far as a machine can tell."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SOURCE = ROOT / "src" / "stepwell"
DOCS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
READERS = {"text", "flag", "number", "words", "folder", "one_of"}

_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_ANCHOR = re.compile(r'<a id="([^"]+)"></a>')
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_CITED = re.compile(r"#([a-z][a-z0-9-]*)")
_VARIABLE = re.compile(r"(?:STEPWELL|DATABASE)_[A-Z_]+")


def names(files: list[Path]) -> list[str]:
    return [str(file.relative_to(ROOT)) for file in files]


def anchors(file: Path) -> set[str]:
    """Return what a link can point to inside a document: named anchors, and headings as anchors."""
    text = _CODE.sub(
        lambda found: found[0].strip("`") if "\n" not in found[0] else "", file.read_text(encoding="utf-8")
    )
    slugs = {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in _HEADING.findall(text)}
    return slugs | set(_ANCHOR.findall(text))


def broken_links(file: Path) -> Iterator[str]:
    for target in _LINK.findall(_CODE.sub("", file.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        found = (file.parent / path).resolve() if path else file
        if not found.exists() or (anchor and anchor not in anchors(found)):
            yield target


@pytest.mark.parametrize("file", DOCS, ids=names(DOCS))
def test_every_link_inside_the_repository_leads_somewhere(file: Path) -> None:
    assert list(broken_links(file)) == []


def test_every_source_that_code_cites_is_named() -> None:
    files = [file for folder in ("src", "tests", "tools") for file in (ROOT / folder).rglob("*") if _is_ours(file)]
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines() if "sources.md#" in line]
    cited = {anchor for line in lines for anchor in _CITED.findall(line[line.index("sources.md#") :])}

    assert len(cited) > 5
    assert sorted(cited - set(_ANCHOR.findall((ROOT / "docs" / "sources.md").read_text(encoding="utf-8")))) == []


def _is_ours(file: Path) -> bool:
    return file.suffix in {".py", ".sql", ".html", ".sh"} and "vendor" not in file.parts and file != Path(__file__)


def test_every_document_that_code_cites_is_there() -> None:
    text = "\n".join(file.read_text(encoding="utf-8") for file in SOURCE.rglob("*") if _is_ours(file))
    cited = set(re.findall(r"\bdocs/[\w/-]+\.md", text))

    assert [name for name in sorted(cited) if not (ROOT / name).exists()] == []


def variables_read() -> set[str]:
    """Return every environment variable that the code names, however it reads it."""
    found: set[str] = set()
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _VARIABLE.fullmatch(node.value):
                found.add(node.value)
            elif isinstance(node, ast.Call) and _reads_environment(node.func) and node.args:
                found |= _literal(node.args[0])
    return found


def _reads_environment(function: ast.expr) -> bool:
    if not isinstance(function, ast.Attribute):
        return False
    owner = function.value
    if isinstance(owner, ast.Name) and owner.id == "environment":
        return function.attr in READERS
    return isinstance(owner, ast.Attribute) and owner.attr == "environ" and function.attr in {"get", "pop"}


def _literal(argument: ast.expr) -> set[str]:
    return {argument.value} if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else set()


def test_the_runbook_explains_every_variable_and_no_other() -> None:
    runbook = (ROOT / "docs" / "runbooks" / "install.md").read_text(encoding="utf-8")
    explained = re.findall(r"^\| `([A-Z_]+)` \|", runbook, re.MULTILINE)

    assert sorted(explained) == sorted(variables_read())


def test_the_example_of_settings_holds_known_variables_only() -> None:
    example = (ROOT / "deploy" / "stepwell.env").read_text(encoding="utf-8")

    assert set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE)) <= variables_read()


def glossary() -> list[list[tuple[str, str]]]:
    """Return term and code name of each row, one list for each table."""
    tables = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").split("\n## ")[1:]
    return [re.findall(r"^\| ((?!Term \|)[^|\-][^|]*) \| ([^|]*)\|", table, re.MULTILINE) for table in tables]


def test_the_glossary_is_sorted_and_names_nothing_twice() -> None:
    for table in glossary():
        terms = [term.casefold() for term, _ in table]
        assert terms
        assert terms == sorted(set(terms))


def test_the_glossary_uses_names_that_the_code_has() -> None:
    files = [file for file in SOURCE.rglob("*") if file.is_file() and file.suffix in {".py", ".sql"}]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    paths = {part for file in SOURCE.rglob("*") for part in (file.name, f"{file.name}/")}
    in_use = [name for _, code in glossary()[0] for name in re.findall(r"`([^`]+)`", code)]

    unknown = [name for name in in_use if name not in paths and not _is_in(name, text)]
    assert unknown == []


def _is_in(name: str, text: str) -> bool:
    return all(re.search(rf"\b{re.escape(part)}\b", text) for part in name.split("."))


def test_decisions_are_numbered_without_a_gap_and_have_the_same_parts() -> None:
    decisions = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
    parts = ["Context", "Decision", "Consequences", "How we check it"]

    assert [int(file.name[:4]) for file in decisions] == list(range(1, len(decisions) + 1))
    for file in decisions:
        text = file.read_text(encoding="utf-8")
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == parts, file.name
        assert re.search(r"^Status: (accepted|superseded by \[)", text, re.MULTILINE), file.name
        assert f"({file.name})" in (ROOT / "docs" / "adr" / "README.md").read_text(encoding="utf-8")


def test_the_tour_shows_every_picture_that_its_test_takes() -> None:
    told = set(re.findall(r"images/tour/([\w-]+)\.png", (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")))
    way = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "tests" / "browser" / "tour").glob("*.py"))
    taken = set(re.findall(r'(?:guide\.picture\(\w+, |picture=)"([\w-]+)"', way))

    assert told == taken
    assert {file.stem for file in (ROOT / "docs" / "images" / "tour").glob("*.png")} == taken
