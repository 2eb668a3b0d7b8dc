"""The JSON schema of exported annotations: the part of the W3C's model that is written."""

from typing import Any

from dateline.formats.annotations import CONTEXT
from dateline.formats.schemas import strict_object


def annotations_schema() -> dict[str, Any]:
    iri = {"type": "string", "pattern": "^[a-z][a-z0-9+.-]*:"}
    text: dict[str, Any] = {"type": "string"}
    words = {"type": "string", "minLength": 1}
    place = {"type": "integer", "minimum": 0}
    quote = {"type": {"const": "TextQuoteSelector"}, "exact": words, "prefix": text, "suffix": text}
    position = {"type": {"const": "TextPositionSelector"}, "start": place, "end": place}
    textual = {
        "type": {"const": "TextualBody"},
        "value": words,
        "format": {"const": "text/plain"},
        "purpose": {"enum": ["describing", "tagging"]},
    }
    linked = {
        "type": {"const": "SpecificResource"},
        "source": iri,
        "purpose": {"const": "linking"},
    }
    selector = {
        "type": "array",
        "prefixItems": [strict_object(quote), strict_object(position)],
        "items": False,
        "minItems": 2,
    }
    annotation = {
        "id": iri,
        "type": {"const": "Annotation"},
        "motivation": {"const": "describing"},
        "body": {"type": "array", "minItems": 1, "items": {"anyOf": [strict_object(textual),
                                                                     strict_object(linked)]}},
        "target": strict_object({"source": iri, "selector": selector}),
    }  # fmt: skip
    first = {
        "id": iri,
        "type": {"const": "AnnotationPage"},
        "partOf": iri,
        "startIndex": {"const": 0},
        "items": {"type": "array", "items": strict_object(annotation)},
    }
    collection = {
        "@context": {"const": CONTEXT},
        "id": iri,
        "type": {"const": "AnnotationCollection"},
        "label": text,
        "total": place,
        "first": strict_object(first),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The passages of a story of Dateline, as W3C Web Annotations",
        **strict_object(collection),
    }
