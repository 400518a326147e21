#!/usr/bin/env python3
"""A researcher's archive, from end to end: speed, memory, and that nothing depends on luck.

usage: run.py GONGKAI [SMALL LARGE]        (2000 and 20000 unless given)

Makes two archives with make.py and runs `parse` and `facts` over them: as a folder, a tar.gz and a
zip, on one thread and two, and once killed in the middle and resumed. Prints the table of
docs/performance.md, and ends with status 1 if
- the output depends on the number of threads or on having been killed,
- some input has no record,
- or peak memory at LARGE is more than 10 % (and 2 MiB) above that at SMALL.
"""
import hashlib
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
failed = []


def check(good, what):
    print(("ok    " if good else "FAILED ") + what, flush=True)
    if not good:
        failed.append(what)


def run(tool, arguments, cwd):
    """Seconds of the clock and of the processor, and peak memory in MiB."""
    started = time.perf_counter()
    before = os.times()
    child = subprocess.Popen([tool, *arguments], cwd=cwd, stderr=subprocess.DEVNULL)
    peak = 0
    # Not getrusage: its peak counts this interpreter, which the child was forked from.
    while child.poll() is None:
        try:
            status = pathlib.Path(f"/proc/{child.pid}/status").read_text()
        except OSError:
            break
        for line in status.splitlines():
            if line.startswith("VmHWM:"):
                peak = max(peak, int(line.split()[1]) / 1024)
        time.sleep(0.002)
    code = child.wait()
    assert code in (0, 3), (arguments, code)
    seconds, after = time.perf_counter() - started, os.times()
    processor = after.children_user - before.children_user
    processor += after.children_system - before.children_system
    return seconds, processor, peak


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def lines(path):
    with open(path, "rb") as file:
        return sum(1 for _ in file)


def main():
    tool = os.path.abspath(sys.argv[1])
    small, large = map(int, sys.argv[2:4] or (2000, 20000))
    with tempfile.TemporaryDirectory() as top:
        peaks = {}
        for count in (small, large):
            folder = pathlib.Path(top, str(count))
            subprocess.run([sys.executable, HERE / "make.py", str(count), folder], check=True)
            files = [p for p in folder.joinpath("reports").rglob("*") if p.is_file()]
            size = sum(p.stat().st_size for p in files) / 1e6
            print(f"\n{len(files)} documents, {size:.0f} MB")
            print("| command | input | threads | seconds | processor | documents/s | MB/s | peak MiB |")
            print("| --- | --- | --- | --- | --- | --- | --- | --- |")
            digests = {}
            for command in ("parse", "facts"):
                for source in ("reports", "reports.tar.gz", "reports.zip"):
                    for jobs in ("1", "2"):
                        out = folder / f"{command}-{source}-{jobs}"
                        arguments = [command, source, "--jobs", jobs, "-o", out]
                        seconds, processor, peak = run(tool, arguments, folder)
                        print(
                            f"| {command} | {source} | {jobs} | {seconds:.2f} | {processor:.2f} | "
                            f"{count / seconds:.0f} | {size / seconds:.0f} | {peak:.0f} |",
                            flush=True,
                        )
                        peaks[command, source, jobs, count] = peak
                        digests[command, source, jobs] = digest(out)
                        if command == "parse" and source == "reports" and jobs == "1":
                            check(lines(out) == count, f"{count} records for {count} inputs")
                        if jobs == "2":
                            same = digests[command, source, "1"] == digests[command, source, "2"]
                            check(same, f"{command} {source}: the same bytes on 1 and 2 threads")
                            if (command, source) != ("parse", "reports"):
                                out.unlink()
                        if jobs == "1":
                            out.unlink()
            whole = folder / "parse-reports-2"
            part = folder / "out.part"
            resume = [tool, "parse", "reports", "--resume", "-o", "out"]
            child = subprocess.Popen(resume, cwd=folder, stderr=subprocess.DEVNULL)
            while child.poll() is None:
                if part.exists() and part.stat().st_size > whole.stat().st_size / 2:
                    child.send_signal(signal.SIGKILL)
                    break
                time.sleep(0.001)
            check(child.wait() == -signal.SIGKILL, "killed in the middle")
            seconds, *_ = run(tool, resume[1:], folder)
            same = digest(folder / "out") == digest(whole)
            check(same, f"killed and resumed ({seconds:.2f} s): the same bytes")
        print()
        for (command, source, jobs, count), peak in peaks.items():
            if count == large:
                before = peaks[command, source, jobs, small]
                check(
                    peak <= max(before * 1.1, before + 2),
                    f"peak memory of {command} {source} on {jobs}: {before:.0f} MiB at {small}, "
                    f"{peak:.0f} MiB at {large}",
                )
    sys.exit(bool(failed))


main()
