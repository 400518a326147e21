"""Runs the blocks of docs/analysis.md; see docs/analysis/run."""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]


def blocks(page):
    return re.findall(r"^```(\w+)\n(.*?)^```$", page, re.M | re.S)


def words(text):
    """The rows of an output as lists of words; tables keep their cells only."""
    return [line.split() for line in text.splitlines() if line.strip()]


def main():
    gongkai = sys.argv[1]
    page = (ROOT / "docs/analysis.md").read_text(encoding="utf-8")
    found = blocks(page)
    answer = words(next(text for kind, text in found if kind == "text"))
    wrong = run = 0
    with tempfile.TemporaryDirectory() as top:
        folder = pathlib.Path(top)
        # Each report once: of the corpus' texts, not also the pages made of them, nor what was
        # copied out of those, nor what is odd.
        for source in sorted((ROOT / "corpus").rglob("*.txt")):
            if source.parent.name in ("pasted", "odd"):
                continue
            (folder / "reports" / source.parent.name).mkdir(parents=True, exist_ok=True)
            shutil.copy(source, folder / "reports" / source.parent.name)
        for kind, text in found:
            if kind == "text":
                continue
            if kind == "sh":
                for line in text.splitlines():
                    command = [gongkai, *line.split()[1:], "--quiet"]
                    status = subprocess.run(command, cwd=folder).returncode
                    assert status in (0, 1), (line, status)
                continue
            name = kind
            if kind == "sql":
                code = "import duckdb\nfor row in duckdb.sql(%r).fetchall():\n    print(*row)\n"
                command = [sys.executable, "-c", code % text]
            elif kind == "python":
                name = text.splitlines()[0].removeprefix("# ")
                command = [sys.executable, "-c", text]
            elif kind == "r":
                has = shutil.which("Rscript") and not subprocess.run(
                    ["Rscript", "-e", "library(jsonlite)"], capture_output=True
                ).returncode
                if not has:
                    print("skipped: R with jsonlite is not installed")
                    continue
                command = ["Rscript", "-e", text]
            else:
                raise SystemExit(f"docs/analysis.md: nothing runs a block of {kind}")
            output = subprocess.run(command, cwd=folder, capture_output=True, text=True)
            run += 1
            if output.returncode or words(output.stdout) != answer:
                wrong += 1
                print(f"FAILED {name}\n{output.stdout}{output.stderr}")
            else:
                print(f"ok     {name}")
    print(f"{run - wrong} passed, {wrong} failed")
    sys.exit(bool(wrong))


main()
