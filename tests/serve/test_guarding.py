"""Who may ask, what browsers are told, how the server starts and stops."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import psutil
import pytest

from kg.serve.settings import Settings
from kg.store import Store
from tests.samples import sample
from tests.serve.running import ROOT, served, until

if TYPE_CHECKING:
    from tests.serve.running import Server

PAGES = [
    "/",
    "/sparql",
    "/limits",
    "/search?q=a",
    "/id/article/changchun-wire",
    "/reconcile/preview?id=x",
    "/none",
    "/id/none",
]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_walled_in(server: Server, path: str) -> None:
    answer = server.get(path, "text/html")
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";"))
    assert (policy["default-src"], policy["script-src"], policy["frame-ancestors"]) == ("'none'", "'self'", "'none'")
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "server" not in answer.headers
    assert not re.search(r"<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=", answer.text)


@pytest.mark.parametrize(
    ("host", "is_ours"),
    [
        ("127.0.0.1", True),
        ("localhost:8000", True),
        ("LOCALHOST", True),
        ("[::1]:8000", True),
        ("evil.example", False),
        ("localhost.evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("192.0.2.7", False),
        ("", False),
    ],
)
def test_strange_names_are_sent_away(server: Server, host: str, is_ours: bool) -> None:
    answer = server.client.get("/limits", headers={"Host": host})
    assert answer.status_code == (200 if is_ours else 421)


def test_no_other_site_may_read_answers_unless_it_is_named(server: Server, store: Path) -> None:
    origin = {"Origin": "http://127.0.0.1:3333"}
    assert "access-control-allow-origin" not in server.client.get("/reconcile", headers=origin).headers
    with served(store, "--cors", origin["Origin"], "--allow-host", "graph.example", "--workers", "1") as open_one:
        shared = open_one.client.get("/reconcile", headers=origin)
        assert shared.headers["access-control-allow-origin"] == origin["Origin"]
        other = open_one.client.get("/reconcile", headers={"Origin": "http://evil.example"})
        assert "access-control-allow-origin" not in other.headers
        framed = open_one.get("/reconcile/preview", id="x").headers["content-security-policy"]
        assert framed.endswith(f"frame-ancestors {origin['Origin']}")
        assert open_one.client.get("/limits", headers={"Host": "graph.example"}).status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/static/style.css", 200),
        ("/static/..%2Fsettings.py", 404),
        ("/static/none", 404),
        ("/assets/none.js", 404),
        ("/assets/..%2F..%2Fcli.py", 404),
    ],
)
def test_only_files_of_pages_are_served(server: Server, path: str, status: int) -> None:
    assert server.get(path).status_code == status


def start(*options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "kg.cli", "serve", *options]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_what_hinders_the_start_is_told_in_one_line(store: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        faults = {
            f"port {port} of 127.0.0.1 cannot be had": ("--store", str(store), "--port", port),
            "there is no graph in": ("--store", str(tmp_path / "none"), "--port", "0"),
            "there is no address 'no host'": ("--store", str(store), "--port", "0", "--host", "no host"),
        }
        for told, options in faults.items():
            program = start(*options)
            out, complaint = program.communicate(timeout=60)
            assert (out, program.returncode, complaint.count("\n")) == ("", 1, 1), complaint
            assert told in complaint


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_when_told_even_while_a_query_runs(store: Path, how: signal.Signals) -> None:
    program = start("--store", str(store), "--port", "0", "--workers", "1")
    assert program.stdout is not None
    line = program.stdout.readline()
    assert line.endswith("(Ctrl-C stops it)\n")
    url = line.split(" at ")[1].split("/ ")[0]
    workers = psutil.Process(program.pid).children(recursive=True)
    cross = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(httpx.get, f"{url}/sparql", params={"query": cross}, timeout=60)
        while not any(worker.cpu_times().user > 0.8 for worker in workers):
            pass
        program.send_signal(how)
        _, complaints = program.communicate(timeout=60)
        assert asked.exception() is not None or asked.result().status_code >= 500
    assert (program.returncode, "Traceback" in complaints) == (0, False), complaints
    assert not any(worker.is_running() and worker.status() != psutil.STATUS_ZOMBIE for worker in workers)


def test_it_sees_what_is_written_while_it_runs(tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    people = f"SELECT DISTINCT ?name {{ ?p a <http://xmlns.com/foaf/0.1/Person> ; {label} ?name }}"
    with Store(folder) as store:
        store.add(sample("甲", people={"王宁": ()}))
    with served(folder, "--workers", "1") as server:
        assert server.values(people) == ["王宁"]
        with Store(folder) as store:
            store.add(sample("乙", people={"赵敏": ()}))
            until(lambda: set(server.values(people)) == {"王宁", "赵敏"})
            until(lambda: server.get("/api/search", q="赵敏").json().get("hits"))
            store.remove("甲")
            until(lambda: server.values(people) == ["赵敏"])
            until(lambda: not server.get("/api/search", q="王宁").json()["hits"])


def test_settings_are_for_this_machine_alone_unless_told() -> None:
    settings = Settings(Path("graph"))
    assert (settings.host, settings.hosts, settings.origins) == ("127.0.0.1", (), ())
