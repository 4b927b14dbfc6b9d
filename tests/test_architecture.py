"""The house style that a machine can check: who imports whom, how long things are, one way in."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).parent.parent
OURS = ("coproduce", "participants", "projects", "care", "feedback", "principles")
SOURCES = [
    path.relative_to(ROOT)
    for app in OURS
    for path in sorted((ROOT / app).rglob("*.py"))
    if "migrations" not in path.parts
]
# Mail has no style sheet but its own.
TEMPLATES = [
    path.relative_to(ROOT) for path in sorted((ROOT / "templates").rglob("*.html")) if "messages" not in path.parts
]


def tree(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text())


def functions(path: Path) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef)]


def lines(node: ast.FunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_file_is_longer_than_300_lines_and_no_function_longer_than_30() -> None:
    files = [str(path) for path in SOURCES if len((ROOT / path).read_text().splitlines()) > 300]
    long = [f"{path}: {node.name}" for path in SOURCES for node in functions(path) if lines(node) > 30]

    assert files + long == []


def test_no_view_is_longer_than_25_lines_and_none_is_a_class() -> None:
    views = [path for path in SOURCES if "views" in path.parts or path.name == "views.py"]
    long = [f"{path}: {node.name}" for path in views for node in functions(path) if lines(node) > 25]
    classes = [
        f"{path}: {node.name}"
        for path in views
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and node.name.endswith("View")
    ]

    assert long + classes == []


def test_nothing_is_imported_inside_a_function_but_weasyprint() -> None:
    inside = [
        f"{path}: {ast.unparse(statement)}"
        for path in SOURCES
        for function in functions(path)
        for statement in ast.walk(function)
        if isinstance(statement, ast.Import | ast.ImportFrom) and "weasyprint" not in ast.unparse(statement)
    ]

    assert inside == []


def test_no_module_is_named_after_nothing() -> None:
    vague = {"utils", "helpers", "common", "core", "base", "mixins", "signals", "services", "misc"}

    assert [str(path) for path in SOURCES if path.stem in vague or vague & set(path.parts)] == []


def test_no_template_is_longer_than_80_lines_or_holds_style_or_script() -> None:
    bent = []
    for path in TEMPLATES:
        words = (ROOT / path).read_text()
        if len(words.splitlines()) > 80 or " style=" in words or "<style" in words or " onclick=" in words:
            bent.append(str(path))

    assert bent == []


def test_imports_keep_to_the_line() -> None:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"]

    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert found.returncode == 0, found.stdout
