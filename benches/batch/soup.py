"""What is written in an afternoon instead: the pages of a folder with BeautifulSoup and pandas.

usage: soup.py DIR

Decodes as BeautifulSoup does (declared charset, else a guess), takes title, headings and paragraphs,
and every table through pandas.read_html; a row's first cells that are no numbers are its label. It
knows no edition, checks nothing and says no places: a floor for the convenience, not for the result.
"""
import io
import json
import multiprocessing
import os
import pathlib
import re
import sys
import time

import pandas
from bs4 import BeautifulSoup

HEADING = re.compile(r"^[一二三四五六七八九十]+、")


def read(path):
    soup = BeautifulSoup(path.read_bytes(), "lxml")
    paragraphs = [p.get_text(strip=True) for p in soup.find_all(["p", "h1", "h2", "h3"])]
    rows = []
    if soup.find("table"):
        for table in pandas.read_html(io.StringIO(str(soup)), flavor="lxml"):
            for _, row in table.iterrows():
                cells = [str(cell) for cell in row]
                label = [cell for cell in cells if not re.fullmatch(r"-?[\d,.]+", cell)]
                values = [cell for cell in cells if re.fullmatch(r"-?[\d,.]+", cell)]
                rows.append({"label": label, "values": values})
    title = soup.title.get_text(strip=True) if soup.title else ""
    headings = [p for p in paragraphs if HEADING.match(p)]
    return len(
        json.dumps(
            {"title": title, "headings": headings, "text": paragraphs, "rows": rows},
            ensure_ascii=False,
        )
    )


def main():
    pages = sorted(p for p in pathlib.Path(sys.argv[1]).iterdir() if "htm" in p.suffix)
    size = sum(p.stat().st_size for p in pages) / 1e6
    print("| what | documents | processes | seconds | processor | documents/s | MB/s |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for processes in (1, 2):
        started, before = time.perf_counter(), sum(os.times()[:4])
        if processes == 1:
            done = [read(page) for page in pages]
        else:
            with multiprocessing.Pool(processes) as pool:
                done = pool.map(read, pages, chunksize=16)
                pool.close()
                pool.join()
        seconds, processor = time.perf_counter() - started, sum(os.times()[:4]) - before
        assert all(done)
        print(
            f"| pages: BeautifulSoup and pandas | {len(pages)} | {processes} | {seconds:.2f} | {processor:.2f} | "
            f"{len(pages) / seconds:.0f} | {size / seconds:.1f} |"
        )


main()
