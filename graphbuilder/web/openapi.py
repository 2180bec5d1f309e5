"""The OpenAPI 3.1 description of the API (https://spec.openapis.org/oas/v3.1.0), made from the table of operations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphbuilder import __version__
from graphbuilder.web.operations import OPERATIONS, Field, Operation
from graphbuilder.web.security import TOKEN_HEADER

Schema = dict[str, Any]


def describe() -> Schema:
    """Return the description."""
    paths: dict[str, Schema] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "graphbuilder explorer",
            "version": __version__,
            "description": "Reads the graph of one store. Each JSON answer has `total`: how much there is, of which it may hold a part.",
        },
        "paths": paths,
        "components": {
            "schemas": {"Error": _object({"error": {"type": "string", "description": "what is wrong and what to do"}})},
            "securitySchemes": {"token": {"type": "apiKey", "in": "header", "name": TOKEN_HEADER}},
        },
    }


def _operation(operation: Operation) -> Schema:
    described: Schema = {
        "operationId": operation.path.strip("/").replace("/", "_").replace(".", "_"),
        "summary": operation.about.split(". ")[0].split("; ")[0].rstrip("."),
        "description": operation.about,
        "responses": {
            "200": _answer(operation.gives),
            "default": _content("the request was refused", {"$ref": "#/components/schemas/Error"}),
        },
    }
    if operation.method == "GET":
        described["parameters"] = [
            {"name": field.name, "in": "query", "required": field.required, "description": field.about, "schema": _schema(field)}
            for field in operation.fields
        ]
    else:
        body = _object({field.name: _schema(field) | {"description": field.about} for field in operation.fields})
        body["required"] = [field.name for field in operation.fields if field.required]
        described["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
        described["security"] = [{"token": []}]
    return described


def _answer(gives: Mapping[str, str]) -> Schema:
    if not gives:
        return {"description": "an HTML page", "content": {"text/html": {"schema": {"type": "string"}}}}
    fields: Schema = {"total": {"type": "integer", "minimum": 0}}
    return _content("the answer", _object(fields | {name: {"description": about} for name, about in gives.items()}))


def _content(description: str, schema: Schema) -> Schema:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _object(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _schema(field: Field) -> Schema:
    match field.kind:
        case "number":
            return {"type": "integer", "minimum": field.least, "maximum": field.most, "default": field.default}
        case "switch":
            return {"type": "boolean", "default": field.default}
        case "texts":
            return {"type": "array", "items": {"type": "string"}, "maxItems": field.most}
    return {"type": "string", "maxLength": field.most} | ({"enum": list(field.choices)} if field.choices else {})
