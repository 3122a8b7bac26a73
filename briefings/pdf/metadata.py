"""Completes the XMP metadata of a PDF: the standards, the language and the identifier."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from ..errors import RenderError
from ..model.identity import UNKNOWN, XMP_ID
from .patches import METADATA, patched

# PDF/A has no property for the identifier of PDF/UA, so that a file that has it must describe it.
# Both have to stand inside the one rdf:RDF: validators do not see what follows it.
_PDFUA = """\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Indicates which part of ISO 14289 the file conforms to\
</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property>\
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
_LANGUAGE = """\
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">\
<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language></rdf:Description>"""
_END = b"</rdf:RDF>"


@contextmanager
def described(document: Any) -> Iterator[None]:
    """Within, a rendered document is written with complete metadata.

    Raises RenderError for a page without language, title or date, or if the version of WeasyPrint
    does not fit.
    """
    metadata = document.metadata
    needed = {
        "a lang attribute on html": metadata.lang,
        "a title": metadata.title,
        "a meta element dcterms.created": metadata.created,
    }
    missing = [name for name, value in needed.items() if not value]
    if missing:
        raise RenderError(f"the page lacks {', '.join(missing)}")
    metadata.modified = metadata.modified or metadata.created
    added = _PDFUA + _LANGUAGE.format(lang=metadata.lang) + XMP_ID.format(id=UNKNOWN)

    def complete(theirs: Callable[..., Any]) -> Callable[..., Any]:
        def generate_rdf_metadata(*arguments: Any) -> bytes:
            packet = theirs(*arguments)
            if packet.count(_END) != 1 or not packet.endswith(_END):
                raise RenderError("this version of WeasyPrint writes metadata in an unknown way")
            return bytes(packet.removesuffix(_END) + added.encode() + _END)

        return generate_rdf_metadata

    with patched(METADATA, complete):
        yield
