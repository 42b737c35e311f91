"""Workbooks made by hand, sound and malicious."""

import zipfile
from io import BytesIO

import xlsxwriter

_CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def zipped(parts, compression=zipfile.ZIP_DEFLATED):
    """A zip file of these names and contents."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in parts.items() if isinstance(parts, dict) else parts:
            archive.writestr(name, content)
    return file.getvalue()


def workbook(sheets):
    """An Excel workbook of sheets, each a list of rows."""
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if hasattr(cell, "year") or hasattr(cell, "hour"):
                        sheet.write_datetime(at, column, cell, day)
                    elif cell is not None:
                        sheet.write(at, column, cell)
    return file.getvalue()


def raw_xlsx(
    sheet_data, shared="", prologue="", *, names=("One",), part="xl/worksheets/sheet1.xml", texts="xl/sharedStrings.xml"
):
    """An Excel workbook of a sheet whose XML is given, which is in this part and shown under these names."""
    sheets = "".join(f'<sheet name="{name}" sheetId="{at}" r:id="r1"/>' for at, name in enumerate(names, start=1))
    return zipped(
        {
            "[Content_Types].xml": _CONTENT_TYPES,
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" '
            f'Type="{_OFFICE}/worksheet" Target="/{part}"/><Relationship Id="r2" '
            f'Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
            part: f'{prologue}<worksheet xmlns="{_MAIN}"><sheetData>{sheet_data}</sheetData></worksheet>',
            texts: f'{prologue}<sst xmlns="{_MAIN}">{shared}</sst>',
        }
    )


def raw_ods(table, prologue=""):
    """An OpenDocument workbook of one sheet whose rows' XML is given."""
    namespaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": "<manifest/>",
            "content.xml": f"{prologue}<office:document-content {namespaces}><office:body><office:spreadsheet>"
            f'<table:table table:name="One">{table}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>",
        }
    )


def ods_row(*cells, repeated=1):
    """A row of an OpenDocument sheet; a cell is a text, a number or None."""
    inside = "".join(_ods_cell(cell) for cell in cells)
    return f'<table:table-row table:number-rows-repeated="{repeated}">{inside}</table:table-row>'


def _ods_cell(cell):
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, str):
        return f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
    return (
        f'<table:table-cell office:value-type="float" office:value="{cell}"><text:p>shown</text:p></table:table-cell>'
    )
