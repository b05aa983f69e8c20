"""XLSX and DOCX by hand: plain XML in a zip, so that the bytes never vary.

Entries are stored, not compressed, because compressed bytes depend on the zlib
version, and every entry carries the same date.
"""

import io
import zipfile
from xml.sax.saxutils import escape

EPOCH = (2026, 7, 21, 0, 0, 0)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
KIND = "application/vnd.openxmlformats-officedocument"
DATE_STYLE = 1


def xlsx(sheet_name, rows, widths):
    """A workbook of one sheet. Cells are str, int, float, None or ``Date``."""
    body = "".join(
        f'<row r="{number}">'
        + "".join(_cell(f"{_letter(i)}{number}", value) for i, value in enumerate(row))
        + "</row>"
        for number, row in enumerate(rows, start=1)
    )
    columns = "".join(
        f'<col min="{i}" max="{i}" width="{width}" customWidth="1"/>'
        for i, width in enumerate(widths, start=1)
    )
    return _package([
        ("[Content_Types].xml", f'<Types xmlns="{TYPES}">'
         '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
         '<Default Extension="xml" ContentType="application/xml"/>'
         f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.spreadsheetml.sheet.main+xml"/>'
         f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.spreadsheetml.worksheet+xml"/>'
         f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.spreadsheetml.styles+xml"/>'
         "</Types>"),
        ("_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])),
        ("xl/workbook.xml", f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets>'
         f'<sheet name="{escape(sheet_name)}" sheetId="1" r:id="rId1"/></sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels",
         _relations([("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")])),
        ("xl/styles.xml", f'<styleSheet xmlns="{SHEET}">'
         '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
         '<fills count="2"><fill><patternFill patternType="none"/></fill>'
         '<fill><patternFill patternType="gray125"/></fill></fills>'
         "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
         '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
         '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
         '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
         '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
         "</styleSheet>"),
        ("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{SHEET}"><cols>{columns}</cols>'
         f"<sheetData>{body}</sheetData></worksheet>"),
    ])


class Date(int):
    """Unix seconds, to be written as a spreadsheet date without a time."""


def docx(paragraphs):
    """A document of paragraphs; each is a list of ``(text, bold)`` runs."""
    body = "".join(
        "<w:p>" + "".join(_run(text, bold) for text, bold in runs) + "</w:p>"
        for runs in paragraphs
    )
    return _package([
        ("[Content_Types].xml", f'<Types xmlns="{TYPES}">'
         '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
         '<Default Extension="xml" ContentType="application/xml"/>'
         f'<Override PartName="/word/document.xml" ContentType="{KIND}.wordprocessingml.document.main+xml"/>'
         "</Types>"),
        ("_rels/.rels", _relations([("officeDocument", "word/document.xml")])),
        ("word/document.xml", f'<w:document xmlns:w="{WORDS}"><w:body>{body}'
         '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>'),
    ])


def _cell(place, value):
    if value is None or value == "":
        return ""
    if isinstance(value, Date):
        days = value // 86_400 + 25_569  # spreadsheets count from 30 December 1899
        return f'<c r="{place}" s="{DATE_STYLE}"><v>{days}</v></c>'
    if isinstance(value, (int, float)):
        return f'<c r="{place}"><v>{value}</v></c>'
    return (f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">'
            f"{escape(value)}</t></is></c>")


def _letter(index):
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[index]


def _run(text, bold):
    style = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{style}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _relations(targets):
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{RELATIONS}">{entries}</Relationships>'


def _package(parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, xml in parts:
            entry = zipfile.ZipInfo(name, date_time=EPOCH)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, (HEAD + xml).encode("utf-8"))
    return buffer.getvalue()
