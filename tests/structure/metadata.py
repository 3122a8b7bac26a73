"""The XMP packet: standards named and described, and the same words as in the Info dictionary."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

from .reading import text_of

NAMES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}


def metadata_problems(pdf: Any) -> Iterator[str]:
    """What is wrong with the packet, and where it disagrees with Info."""
    stream = pdf.Root.get("/Metadata")
    if stream is None:
        yield "there is no metadata"
        return
    if "/Filter" in stream:
        yield "the metadata cannot be read without unpacking"
    top = ET.fromstring(stream.read_bytes().decode())  # noqa: S314  # our own file
    packets = top.findall("rdf:RDF", NAMES)
    if len(packets) != 1:
        yield f"the metadata has {len(packets)} descriptions (rdf:RDF)"
        return
    packet = packets[0]
    standards = {"pdfaid:part": "3", "pdfaid:conformance": "A", "pdfuaid:part": "1"}
    for name, value in standards.items():
        if _value(packet, name) != value:
            yield f"the metadata does not say {name} {value}"
    if not _describes_pdfua(packet):
        yield "the metadata does not describe the schema of pdfuaid"
    yield from _differences(packet, pdf.docinfo)
    if _items(packet, "dc:language") != [text_of(pdf.Root, "/Lang")]:
        yield "the metadata names another language than the document"


def _differences(packet: ET.Element, info: Any) -> Iterator[str]:
    pairs = {
        "/Title": " ".join(_items(packet, "dc:title")),
        "/Author": ", ".join(_items(packet, "dc:creator")),
        "/Subject": " ".join(_items(packet, "dc:description")),
        "/Keywords": _value(packet, "pdf:Keywords"),
        "/Producer": _value(packet, "pdf:Producer"),
        "/CreationDate": _pdf_date(_value(packet, "xmp:CreateDate")),
        "/ModDate": _pdf_date(_value(packet, "xmp:ModifyDate")),
    }
    for key, said in pairs.items():
        if text_of(info, key) != said:
            yield f"{key} is “{text_of(info, key)}” in Info and “{said}” in the metadata"
    for key in ("/Title", "/CreationDate", "/ModDate"):
        if not text_of(info, key):
            yield f"{key} is not given"


def _value(packet: ET.Element, name: str) -> str:
    """A simple property, written as attribute or as element."""
    prefix, local = name.split(":")
    full = f"{{{NAMES[prefix]}}}{local}"
    for description in packet:
        if full in description.attrib:
            return description.attrib[full]
        if (found := description.find(full)) is not None:
            return found.text or ""
    return ""


def _items(packet: ET.Element, name: str) -> list[str]:
    return [item.text or "" for item in packet.findall(f"rdf:Description/{name}/*/rdf:li", NAMES)]


def _pdf_date(text: str) -> str:
    return f"D:{text.replace('-', '')}" if text else ""


def _describes_pdfua(packet: ET.Element) -> bool:
    schemas = packet.findall("rdf:Description/pdfaExtension:schemas/rdf:Bag/rdf:li", NAMES)
    return any(
        _text(schema, "pdfaSchema:namespaceURI") == NAMES["pdfuaid"]
        and _text(schema, "pdfaSchema:prefix") == "pdfuaid"
        and bool(_text(schema, "pdfaSchema:schema"))
        and any(map(_describes_part, schema.findall("pdfaSchema:property/rdf:Seq/rdf:li", NAMES)))
        for schema in schemas
    )


def _describes_part(property_: ET.Element) -> bool:
    said = [_text(property_, f"pdfaProperty:{name}") for name in ("category", "description")]
    kind = _text(property_, "pdfaProperty:valueType")
    return _text(property_, "pdfaProperty:name") == "part" and kind == "Integer" and all(said)


def _text(element: ET.Element, path: str) -> str:
    found = element.find(path, NAMES)
    return (found.text or "") if found is not None else ""
