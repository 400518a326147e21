#!/usr/bin/env python3
"""Makes an archive of N reports from corpus/, the same for the same N.

The first DIFFERENT documents are unlike each other and come again and again after them: so the
largest document of a small archive is that of a large one, and what peak memory tells is the number.

usage: make.py N DIR

Writes DIR/reports (a folder of folders), DIR/reports.tar.gz and DIR/reports.zip with the same
members. Each report is one of the corpus with other digits in its numbers, in UTF-8, UTF-8 with a
byte order mark, GB18030 or UTF-16; one in a hundred inputs is hostile: empty, an image, cut off in
the middle of a character, a page of a thousand nested tables, one line of white space.
"""
import io
import pathlib
import random
import re
import sys
import tarfile
import zipfile

CORPUS = pathlib.Path(__file__).resolve().parents[2] / "corpus"
DIFFERENT = 250
ENCODINGS = ["utf-8", "utf-8", "utf-8-sig", "gb18030", "gb18030", "utf-16"]


def hostile(dice, text):
    return dice.choice(
        [
            b"",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + dice.randbytes(2000),
            text.encode()[: len(text) + 1],
            b"<html><body>" + b"<table><tr><td>" * 1000 + text.encode(),
            b" " * 100_000,
            dice.randbytes(5000),
        ]
    )


def document(dice, sources):
    name, text = dice.choice(sources)
    # Digits of table cells and prose; years stay, so that reports spread over the editions.
    text = re.sub(r"(?<![\d.〔])\d{2,3}(?!\d)", lambda m: str(dice.randrange(10 ** len(m[0]))), text)
    if dice.randrange(100) == 0:
        return name, hostile(dice, text)
    encoding = dice.choice(ENCODINGS)
    if name.suffix == ".html":
        # A page's declaration is true or is not there; real ones lie, which is tested elsewhere.
        text = re.sub(r"<meta[^>]*charset[^>]*>", "", text, flags=re.I)
        encoding = dice.choice(["utf-8", "gb18030"])
    return name, text.encode(encoding, "replace")


def main():
    count, folder = int(sys.argv[1]), pathlib.Path(sys.argv[2])
    sources = [
        (path.relative_to(CORPUS), path.read_bytes().decode("utf-8-sig", "replace"))
        for path in sorted(CORPUS.rglob("*"))
        if path.suffix in {".txt", ".html", ".md"}
        and path.name != "README.md"
        and path.parent.name != "odd"
    ]
    root = folder / "reports"
    root.mkdir(parents=True, exist_ok=True)
    with (
        tarfile.open(folder / "reports.tar.gz", "w:gz", compresslevel=6) as tar,
        zipfile.ZipFile(folder / "reports.zip", "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for number in range(count):
            source, content = document(random.Random(number % DIFFERENT), sources)
            name = f"{number // 1000:03}/{number:06}-{source.stem}{source.suffix}"
            path = root / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
            packed.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)


main()
