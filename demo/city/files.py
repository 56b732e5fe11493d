"""Writers of CSV, JSON lines and XLSX: row by row in bounded memory, and the same bytes each time."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import IO, Protocol
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from demo.city.feeds import Cell, CityFeed

# Before 1980 a ZIP archive knows no time; a fixed one keeps two runs equal byte for byte.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_EXCEL_DAY_0 = date(1899, 12, 30).toordinal()

_PACKAGE = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/styles.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="xl/workbook.xml" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="{sheet}" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="worksheets/sheet1.xml" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>'
    '<Relationship Id="rId2" Target="styles.xml" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"/></Relationships>',
    "xl/styles.xml": '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Writer(Protocol):
    """What every format offers: the number the next line or row will have, writing one, and an end."""

    line: int

    def write(self, row: list[Cell] | str) -> None:
        """Write one row of cells, or one line of JSON."""
        ...

    def close(self) -> None:
        """Finish the file."""
        ...


class CsvWriter:
    """CSV in the feed's encoding, with a header line."""

    def __init__(self, path: Path, feed: CityFeed) -> None:
        self._file: IO[str] = path.open("w", encoding=feed.encoding, newline="")
        self._csv = csv.writer(self._file, lineterminator=feed.newline)
        self._csv.writerow([column.header for column in feed.columns])
        self.line = 2

    def write(self, row: list[Cell] | str) -> None:
        """Write one row."""
        self._csv.writerow(row)
        self.line += 1

    def close(self) -> None:
        """Finish the file."""
        self._file.close()


class JsonLinesWriter:
    """One JSON record to a line, without a header."""

    def __init__(self, path: Path) -> None:
        self._file: IO[str] = path.open("w", encoding="utf-8", newline="")
        self.line = 1

    def write(self, row: list[Cell] | str) -> None:
        """Write one line."""
        self._file.write(f"{row}\n")
        self.line += 1

    def close(self) -> None:
        """Finish the file."""
        self._file.close()


class XlsxWriter:
    """A workbook of one sheet, written by hand: openpyxl stamps the time of day into it and is slow."""

    def __init__(self, path: Path, feed: CityFeed) -> None:
        self._zip = ZipFile(path, "w", ZIP_DEFLATED, compresslevel=5)
        for name, text in _PACKAGE.items():
            self._zip.writestr(_entry(name), _DECLARATION + text.format(sheet=escape(feed.sheet)))
        self._sheet = self._zip.open(_entry("xl/worksheets/sheet1.xml"), "w")
        opening = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        self._sheet.write((_DECLARATION + opening).encode())
        self.line = 1
        self.write([column.header for column in feed.columns])

    def write(self, row: list[Cell] | str) -> None:
        """Write one row; text stays text, numbers and dates become real cells."""
        cells = "".join(_cell(f"{chr(65 + place)}{self.line}", value) for place, value in enumerate(row))
        self._sheet.write(f'<row r="{self.line}">{cells}</row>'.encode())
        self.line += 1

    def close(self) -> None:
        """Finish the file."""
        self._sheet.write(b"</sheetData></worksheet>")
        self._sheet.close()
        self._zip.close()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _ZIP_TIME)
    entry.compress_type = ZIP_DEFLATED
    return entry


def _cell(place: str, value: Cell) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        return f'<c r="{place}" s="1"><v>{value.toordinal() - _EXCEL_DAY_0}</v></c>'
    if isinstance(value, (int, float)):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def open_feed(folder: Path, feed: CityFeed) -> Writer:
    """Open the writer for a feed's format."""
    path = folder / feed.file
    if feed.extension == "csv":
        return CsvWriter(path, feed)
    return XlsxWriter(path, feed) if feed.extension == "xlsx" else JsonLinesWriter(path)
