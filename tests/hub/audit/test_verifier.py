"""The standalone verifier: takes what is whole, and names what was removed, changed, moved, inserted or shown twice."""

from __future__ import annotations

import ast
import base64
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.audit_ledger import HOUSING, POLICE, START, Ledger, run, signer, verified
from support.examples import examples

from hub.audit import verify_standalone
from hub.audit.durable_log import LogLimits
from hub.audit.records import Receipt
from hub.audit.search import Viewer
from hub.audit.segments import homes, last_head
from hub.audit.signing import SM2, Signer, fingerprint
from hub.audit.verify_standalone import ALGORITHMS, Frontier, signed_text

Lines = list[str]


@dataclass
class Shown:
    """An export of two logs that was handed over, with a head and a receipt kept from half-way."""

    path: Path
    signer: Signer
    name: str
    head: Path
    receipt: Path
    kept: Receipt

    @property
    def file(self) -> Path:
        """The log that is tampered with."""
        return self.path / "logs" / f"{self.name}.log"

    def tampered(self, directory: Path, change: Callable[[Lines], Lines]) -> Path:
        """A copy of the export with that log changed."""
        copy = directory / "copy"
        shutil.copytree(self.path, copy)
        file = copy / "logs" / f"{self.name}.log"
        lines = file.read_text("utf-8").splitlines(keepends=True)
        file.write_text("".join(change(lines)), "utf-8")
        return copy


def make(directory: Path, algorithm: str = "ed25519", viewer: Viewer | None = None, questions: int = 8) -> Shown:
    """A log of two processes' questions by two agencies."""
    ledger = Ledger(directory / "audit", signer=signer(algorithm), limits=LogLimits(segment_bytes=5000))

    async def work() -> tuple[str, dict[str, object], Receipt]:
        with ledger.log() as log, ledger.log() as sibling:
            for number in range(questions):
                kept = await ledger.ask(log, POLICE if number % 2 else HOUSING, sources=["traffic.vehicles"])
                if number == questions // 2:
                    receipt = kept
                    half = last_head(ledger.directory / "logs" / log.name)
            ledger.at = START.replace(hour=10)
            await ledger.ask(sibling, POLICE)
            assert half is not None
            return log.name, half, receipt

    name, half, receipt = run(work)
    out = ledger.export(viewer=viewer)
    (directory / "head.json").write_text(json.dumps(half))
    (directory / "receipt.json").write_text(json.dumps(receipt.as_json()))
    return Shown(out, ledger.signer, name, directory / "head.json", directory / "receipt.json", receipt)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """An export of everything."""
    return make(tmp_path_factory.mktemp("shown"))


def records_of(lines: Lines) -> list[int]:
    """Where records stand."""
    return [i for i, line in enumerate(lines) if line.startswith("R ")]


def forged(lines: Lines, who: Signer, name: str) -> Lines:
    """The same records with leaf hashes and heads made to fit, signed with any key."""
    digest = ALGORITHMS[who.algorithm][0]
    tree, made = Frontier(digest), [lines[0]]
    for line in lines[1:]:
        if line.startswith("H "):
            head = json.loads(line[2:])
            head.update(size=tree.size, rootHash=base64.b64encode(tree.root()).decode(), key=fingerprint(who))
            head["signature"] = base64.b64encode(who.sign(signed_text(head))).decode()
            made.append(f"H {json.dumps(head)}\n")
            continue
        kind, leaf, *text = line.rstrip("\n").split(" ", 2)
        if kind == "R":
            leaf = base64.b64encode(digest(b"\x00" + text[0].encode())).decode()
        tree.add(base64.b64decode(leaf))
        made.append(" ".join((kind, leaf, *text)) + "\n")
    return made


def renumbered(lines: Lines) -> Lines:
    """Records that bear the numbers of their places."""
    made, position = [], 0
    for line in lines:
        if line.startswith("R "):
            kind, leaf, text = line.split(" ", 2)
            line = f"{kind} {leaf} {json.dumps({**json.loads(text), 'index': position}, separators=(',', ':'))}\n"
        position += line[0] in "RLX"
        made.append(line)
    return made


@pytest.mark.parametrize("algorithm", ["ed25519", SM2])
def test_what_is_whole_passes(tmp_path: Path, algorithm: str) -> None:
    shown = make(tmp_path, algorithm, questions=3)

    options = ["--head", str(shown.head), "--receipt", str(shown.receipt), "--key", fingerprint(shown.signer)]
    assert verified([str(shown.path), *options]) == (0, [])
    assert verified([str(shown.path), "--all-signatures"]) == (0, [])


def short(receipt: Receipt) -> dict[str, object]:
    """The receipt as an answer carries it unless a full one was asked for."""
    return {name: value for name, value in receipt.as_json().items() if name not in ("leafHash", "path", "intent")}


def test_a_short_receipt_finds_its_record_and_says_what_it_holds(shown: Shown, tmp_path: Path) -> None:
    kept = tmp_path / "short.json"
    kept.write_text(json.dumps(short(shown.kept)))

    assert verified([str(shown.path), "--receipt", str(kept)]) == (0, [])
    done = subprocess.run(
        [sys.executable, str(shown.path / "verify.py"), str(shown.path), "--receipt", str(kept)],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert f"the receipt short.json: record {shown.kept.index} of {shown.name}, asked 2026" in done.stdout


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"index": 10**6}, "its head does not cover its record"),
        ({"index": -1}, "its head does not cover its record"),
        ({"index": 1}, "which is not the outcome of a question"),
        ({"size": 10**6}, "does not bear a signature of this hub"),
    ],
)
def test_a_short_receipt_that_proves_nothing_is_named(
    shown: Shown, tmp_path: Path, change: dict[str, int], told: str
) -> None:
    kept = tmp_path / "short.json"
    kept.write_text(json.dumps({**short(shown.kept), **change}))

    code, wrong = verified([str(shown.path), "--receipt", str(kept)])
    assert code == 1
    assert any(told in each for each in wrong)


@given(data=st.data())
@settings(max_examples=examples(12), deadline=None)
def test_a_short_receipt_shows_a_history_that_was_signed_twice(
    shown: Shown, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """The hub makes another record in its place and signs everything again: the receipt's head was signed too."""

    def change(lines: Lines) -> Lines:
        places = [at for at in records_of(lines) if json.loads(lines[at].split(" ", 2)[2])["index"] <= shown.kept.index]
        at = data.draw(st.sampled_from(places))
        kind, leaf, text = lines[at].rstrip("\n").split(" ", 2)
        lines[at] = f"{kind} {leaf} {json.dumps({**json.loads(text), 'note': 1})}\n"
        return forged(lines, shown.signer, shown.name)

    folder = tmp_path_factory.mktemp("t")
    copy = shown.tampered(folder, change)
    kept = folder / "short.json"
    kept.write_text(json.dumps(short(shown.kept)))

    code, wrong = verified([str(copy), "--receipt", str(kept)])
    assert code == 1
    assert any("split view: the receipt short.json" in each for each in wrong)


def test_the_file_that_is_handed_over_runs_alone(shown: Shown, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(shown.path / "verify.py"), str(shown.path), "--head", str(shown.head)],
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("OK: nothing was removed, changed, moved or inserted.\n")


def test_the_file_needs_only_an_old_python_and_its_own_library() -> None:
    text = Path(verify_standalone.__file__).read_text("utf-8")
    tree = ast.parse(text, feature_version=(3, 9))
    imported = {each.module or "" for each in ast.walk(tree) if isinstance(each, ast.ImportFrom)}
    imported |= {name.name for each in ast.walk(tree) if isinstance(each, ast.Import) for name in each.names}

    assert {name.split(".")[0] for name in imported} <= set(sys.stdlib_module_names)
    assert not {"strict", "bit_count", "slots", "kw_only", "UTC"} & {
        each.arg if isinstance(each, ast.keyword) else each.attr
        for each in ast.walk(tree)
        if isinstance(each, ast.keyword | ast.Attribute)
    }


@given(data=st.data())
@settings(max_examples=examples(12), deadline=None)
@pytest.mark.parametrize("fitted", [False, True], ids=["plainly", "with its hash"])
def test_a_changed_record_is_named(
    shown: Shown, tmp_path_factory: pytest.TempPathFactory, fitted: bool, data: st.DataObject
) -> None:
    chosen: list[int] = []

    def change(lines: Lines) -> Lines:
        at = data.draw(st.sampled_from(records_of(lines)))
        kind, leaf, text = lines[at].rstrip("\n").split(" ", 2)
        record = json.loads(text)
        chosen.append(record["index"])
        text = json.dumps({**record, "note": 1})
        if fitted:
            leaf = base64.b64encode(verify_standalone.sha256(b"\x00" + text.encode())).decode()
        lines[at] = f"{kind} {leaf} {text}\n"
        return lines

    copy = shown.tampered(tmp_path_factory.mktemp("t"), change)
    code, wrong = verified([str(copy)])

    assert code == 1
    if not fitted:
        assert wrong == [f"{shown.name}: record {chosen[0]} was changed"]
    else:
        told = next(each for each in wrong if "are not those that were signed" in each)
        first, last = (int(each) for each in told.split("records ")[1].split(" are")[0].split(" to "))
        assert first <= chosen[0] <= last <= first + 2


@given(data=st.data())
@settings(max_examples=examples(12), deadline=None)
@pytest.mark.parametrize("act", ["remove", "insert", "move"])
@pytest.mark.parametrize("numbers", ["kept", "made to fit"])
def test_a_removed_inserted_or_moved_record_is_named(
    shown: Shown, tmp_path_factory: pytest.TempPathFactory, act: str, numbers: str, data: st.DataObject
) -> None:
    chosen: list[int] = []

    def change(lines: Lines) -> Lines:
        places = records_of(lines)
        at = data.draw(st.sampled_from(places[:-1]))
        chosen.append(json.loads(lines[at].split(" ", 2)[2])["index"])
        if act == "insert":
            to = data.draw(st.sampled_from([i for i in places if i > at]))
            lines.insert(to + 1, lines[at])
        else:
            line = lines.pop(at)
            if act == "move":
                lines.insert(data.draw(st.sampled_from(places[places.index(at) + 1 :])), line)
        return renumbered(lines) if numbers == "made to fit" else lines

    copy = shown.tampered(tmp_path_factory.mktemp("t"), change)
    code, wrong = verified([str(copy)])

    assert code == 1
    assert all(each.startswith(shown.name) for each in wrong)
    if numbers == "kept":
        word = {"remove": "removed", "insert": "inserted a second time", "move": "moved"}[act]
        assert any(each.startswith(f"{shown.name}: record {chosen[0]} was {word}") for each in wrong)
    else:
        assert any("are not those that were signed" in each or "before the head" in each for each in wrong)


@given(cut=st.integers(1, 12))
@settings(max_examples=examples(8), deadline=None)
def test_records_cut_off_at_the_end(shown: Shown, tmp_path_factory: pytest.TempPathFactory, cut: int) -> None:
    """The rest is whole and signed: only who kept a later head knows better, or a sibling log that saw one."""

    def change(lines: Lines) -> Lines:
        heads = [i for i, line in enumerate(lines) if line.startswith("H ")]
        return lines[: heads[-1 - cut] + 1]

    copy = shown.tampered(tmp_path_factory.mktemp("t"), change)
    size = json.loads(copy.joinpath("logs", f"{shown.name}.log").read_text().splitlines()[-1][2:])["size"]

    code, wrong = verified([str(copy)])
    assert code == 1
    assert any("were removed: the witness in" in each for each in wrong)

    without = [path for path in (copy / "logs").glob("*.log") if path.stem != shown.name]
    for path in without:
        path.unlink()
    code, wrong = verified([str(copy), "--head", str(shown.head), "--receipt", str(shown.receipt)])
    kept = json.loads(shown.head.read_text())["size"]
    assert any(f"records {size} to {kept - 1} were removed: the kept head" in each for each in wrong) == (size < kept)
    assert any("were removed: the receipt" in each for each in wrong) == (size < shown.kept.head.size)


def test_a_log_without_its_last_head_proves_nothing(shown: Shown, tmp_path: Path) -> None:
    code, wrong = verified([str(shown.tampered(tmp_path, lambda lines: lines[:-1]))])

    assert code == 1
    assert any("does not end with a signed head" in each for each in wrong)


def test_a_missing_log(shown: Shown, tmp_path: Path) -> None:
    copy = shown.tampered(tmp_path, lambda lines: lines)
    (copy / "logs" / f"{shown.name}.log").unlink()

    code, wrong = verified([str(copy)])

    assert code == 1
    assert wrong == [f"{shown.name}: the whole log is missing, but somebody holds a signed head of it"]


def test_heads_that_somebody_else_signed(shown: Shown, tmp_path: Path) -> None:
    copy = shown.tampered(tmp_path, lambda lines: forged(lines, signer(seed=9), shown.name))

    code, wrong = verified([str(copy)])

    assert code == 1
    assert any("does not bear a signature of this hub" in each for each in wrong)


def test_a_foreign_key_in_the_export_is_told_by_the_fingerprint(shown: Shown, tmp_path: Path) -> None:
    other = signer(seed=9)
    copy = shown.tampered(tmp_path, lambda lines: forged(lines, other, shown.name))
    entry = {"algorithm": other.algorithm, "publicKey": base64.b64encode(other.public).decode()}
    keys = {**json.loads((copy / "keys.json").read_text()), fingerprint(other): entry}
    (copy / "keys.json").write_text(json.dumps(keys))

    code, wrong = verified([str(copy), "--key", fingerprint(shown.signer)])

    assert code == 1
    assert any(shown.name in each and "does not bear a signature" in each for each in wrong)


def test_a_split_view(shown: Shown, tmp_path: Path) -> None:
    """The hub itself shows one history to one agency and another one to another: both are well signed."""

    def rewrite(lines: Lines) -> Lines:
        at = records_of(lines)[2]
        kind, leaf, text = lines[at].rstrip("\n").split(" ", 2)
        lines[at] = f"{kind} {leaf} {json.dumps({**json.loads(text), 'note': 1})}\n"
        return forged(lines, shown.signer, shown.name)

    copy = shown.tampered(tmp_path, rewrite)
    # The sibling log bears witness; a hub that means harm leaves it out, or rewrites it too.
    assert any("split view: the witness in" in each for each in verified([str(copy)])[1])
    for path in (copy / "logs").glob("*.log"):
        if path.stem != shown.name:
            path.unlink()
    code, wrong = verified([str(copy), "--head", str(shown.head), "--receipt", str(shown.receipt)])

    assert code == 1
    assert sum("split view: the kept head" in each for each in wrong) == 1
    assert sum("split view: the receipt" in each for each in wrong) == 1


def test_a_receipt_that_was_made_up(shown: Shown, tmp_path: Path) -> None:
    data = json.loads(shown.receipt.read_text())
    for change, told in (
        ({"leafHash": base64.b64encode(b"x" * 32).decode()}, "its path does not lead to its root"),
        ({"signature": base64.b64encode(b"x" * 64).decode()}, "does not bear a signature"),
        ({"size": data["size"] + 1}, "does not bear a signature"),
        ({"path": data["path"][:-1]}, "its path does not lead"),
    ):
        path = tmp_path / "receipt.json"
        path.write_text(json.dumps({**data, **change}))
        code, wrong = verified([str(shown.path), "--receipt", str(path)])

        assert code == 1
        assert any(told in each for each in wrong)


def test_an_agency_reads_its_own_and_proves_the_rest(tmp_path: Path) -> None:
    shown = make(tmp_path, viewer=Viewer(POLICE))
    lines = shown.file.read_text("utf-8").splitlines()
    clear = [json.loads(line.split(" ", 2)[2]) for line in lines if line.startswith("R ")]

    assert {each["question"]["agency"] for each in clear if "question" in each} == {POLICE}
    assert sum(line.startswith("L ") for line in lines) == 8
    assert HOUSING not in "".join(lines)
    assert verified([str(shown.path), "--head", str(shown.head)]) == (0, [])

    def remove(given: Lines) -> Lines:
        del given[next(i for i, line in enumerate(given) if line.startswith("L "))]
        return given

    def swap(given: Lines) -> Lines:
        first, second = [i for i, line in enumerate(given) if line.startswith("L ")][:2]
        given[first], given[second] = given[second], given[first]
        return given

    assert verified([str(shown.tampered(tmp_path / "a", remove))])[0] == 1
    assert verified([str(shown.tampered(tmp_path / "b", swap))])[0] == 1


@pytest.mark.parametrize("line", ["", "Q x", "R !!! {}", "R", "H {}", "H []", "R QUJD {", "L ☃"])
def test_a_line_that_is_none_is_told(shown: Shown, tmp_path: Path, line: str) -> None:
    def change(lines: Lines) -> Lines:
        lines.insert(5, line + "\n")
        return lines

    code, wrong = verified([str(shown.tampered(tmp_path, change))])

    assert code == 1
    assert any("line 6," in each and "cannot be read" in each for each in wrong)


def test_what_is_no_export_is_said_so(tmp_path: Path) -> None:
    assert verified([str(tmp_path)]) == (2, [])


def test_all_logs_of_the_directory_are_handed_over(shown: Shown) -> None:
    assert len(list((shown.path / "logs").glob("*.log"))) == 2
    assert len(homes(shown.path.parent / "audit")) == 2
