#!/usr/bin/env python3
"""Writes the console's API reference from the OpenAPI document of a running server.

The server is API_BASE_URL, BACKEND_URL or API_URL of the environment or of .env.dev, else
http://localhost:<API_PORT>. The result is frontend/src/modules/core/constants/apiReferenceMarkdown.ts.
"""

import json
import os
import pathlib
import sys
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
TARGET = ROOT / "frontend/src/modules/core/constants/apiReferenceMarkdown.ts"
METHODS = ("get", "post", "put", "patch", "delete")
BASE = "http://localhost:8000"


def settings():
    """Values of .env.dev, under those of the environment."""
    values = {}
    file = ROOT / ".env.dev"
    if file.exists():
        for line in file.read_text().splitlines():
            key, separator, value = line.strip().partition("=")
            if separator and not key.startswith("#"):
                values[key.strip()] = value.strip().strip("\"'")
    return {**values, **os.environ}


def base_url():
    values = settings()
    for key in ("API_BASE_URL", "BACKEND_URL", "API_URL"):
        if values.get(key):
            return values[key].rstrip("/").removesuffix("/api/v1")
    return f"http://localhost:{values.get('API_PORT') or 8000}"


def resolve(document, schema, seen=()):
    """The schema behind a $ref; an empty one for a circle."""
    reference = schema.get("$ref")
    if reference is None:
        return schema
    if reference in seen:
        return {}
    found = document
    for part in reference.removeprefix("#/").split("/"):
        found = found.get(part.replace("~1", "/").replace("~0", "~"), {})
    return resolve(document, found, (*seen, reference))


def sample(document, schema, depth=0):
    """A value that shows a schema's form."""
    schema = resolve(document, schema)
    for key in ("example", "default", "const"):
        if key in schema:
            return schema[key]
    for key in ("examples", "enum"):
        if schema.get(key):
            return schema[key][0]
    for key in ("oneOf", "anyOf"):
        for option in schema.get(key, []):
            if resolve(document, option).get("type") != "null":
                return sample(document, option, depth)
    if schema.get("allOf"):
        parts = [sample(document, part, depth) for part in schema["allOf"]]
        return {k: v for part in parts if isinstance(part, dict) for k, v in part.items()}
    kind = schema.get("type", "object" if "properties" in schema else None)
    if isinstance(kind, list):
        kind = next((name for name in kind if name != "null"), None)
    if kind == "object":
        if depth > 4:
            return {}
        return {name: sample(document, inner, depth + 1) for name, inner in schema.get("properties", {}).items()}
    if kind == "array":
        return [] if depth > 4 else [sample(document, schema.get("items", {}), depth + 1)]
    by_format = {"uuid": "01990000-0000-7000-8000-000000000000", "date-time": "2026-01-01T00:00:00Z"}
    plain = {"string": by_format.get(schema.get("format"), "text"), "integer": 1, "number": 1.5, "boolean": True}
    return plain.get(kind)


def type_of(document, schema):
    schema = resolve(document, schema)
    kind = schema.get("type", "any")
    return " or ".join(kind) if isinstance(kind, list) else kind


def cell(text):
    return " ".join(str(text).split()).replace("|", "\\|")


def schemes_of(document, operation):
    """Names of the security schemes, alternatives joined with "or"; empty when the call is open."""
    security = operation.get("security", document.get("security", []))
    return [sorted(alternative) for alternative in security]


def auth_text(document, operation):
    alternatives = schemes_of(document, operation)
    if not any(alternatives):
        return "none"
    texts = [" and ".join(names) if names else "none" for names in alternatives]
    return " or ".join(f"`{text}`" if text != "none" else text for text in texts)


def credential_headers(document, operation):
    """curl's header options for the first alternative that carries credentials."""
    schemes = document.get("components", {}).get("securitySchemes", {})
    lines = []
    for name in next((names for names in schemes_of(document, operation) if names), []):
        scheme = schemes.get(name, {})
        if scheme.get("type") == "apiKey" and scheme.get("in") == "header":
            lines.append(f'-H "{scheme["name"]}: $API_KEY"')
        elif scheme.get("type") == "http":
            lines.append('-H "Authorization: Bearer $TOKEN"')
    return lines


def curl(document, method, path, operation):
    query = [p["name"] for p in operation["parameters"] if p.get("in") == "query" and p.get("required")]
    url = path + ("?" + "&".join(f"{name}=…" for name in query) if query else "")
    lines = [f'curl -X {method.upper()} "$BASE{url}"', *credential_headers(document, operation)]
    content = resolve(document, operation.get("requestBody", {})).get("content", {})
    if "application/json" in content:
        body = content["application/json"]
        value = body.get("example", sample(document, body.get("schema", {})))
        text = json.dumps(value, indent=2, ensure_ascii=False).replace("'", "'\\''")
        lines += ['-H "Content-Type: application/json"', f"-d '{text}'"]
    elif "multipart/form-data" in content:
        fields = resolve(document, content["multipart/form-data"].get("schema", {})).get("properties", {})
        lines += [f"-F '{name}=…'" for name in fields]
    return " \\\n  ".join(lines)


def operation_text(document, method, path, operation):
    lines = [f"### {method.upper()} {path}", ""]
    title = operation.get("summary") or ""
    description = operation.get("description") or ""
    lines += [text for text in (title, "" if description == title else description) if text for text in (text, "")]
    lines += [f"Authentication: {auth_text(document, operation)}", ""]
    if operation["parameters"]:
        lines += ["| Parameter | In | Type | Required | Meaning |", "|---|---|---|---|---|"]
        for parameter in operation["parameters"]:
            lines.append(
                f"| `{parameter['name']}` | {parameter['in']} | {cell(type_of(document, parameter.get('schema', {})))} "
                f"| {'yes' if parameter.get('required') else 'no'} | {cell(parameter.get('description', ''))} |"
            )
        lines.append("")
    lines += ["```bash", curl(document, method, path, operation), "```", ""]
    responses = operation.get("responses", {})
    if responses:
        lines += ["| Status | Meaning |", "|---|---|"]
        for status, response in sorted(responses.items()):
            lines.append(f"| {status} | {cell(resolve(document, response).get('description', ''))} |")
        lines.append("")
    return "\n".join(lines)


def markdown(document):
    info = document.get("info", {})
    groups = {tag["name"]: [] for tag in document.get("tags", [])}
    for path, item in document.get("paths", {}).items():
        for method in METHODS:
            if method not in item:
                continue
            operation = dict(item[method])
            parameters = [*item.get("parameters", []), *operation.get("parameters", [])]
            operation["parameters"] = [resolve(document, parameter) for parameter in parameters]
            tag = (operation.get("tags") or ["other"])[0]
            groups.setdefault(tag, []).append(operation_text(document, method, path, operation))
    lines = [f"# {info.get('title', 'API')} {info.get('version', '')}".rstrip(), ""]
    if info.get("description"):
        lines += [info["description"], ""]
    lines += ["The examples use these variables:", "", "```bash", f"BASE={BASE}", "API_KEY=…", "TOKEN=…", "```", ""]
    for tag, texts in groups.items():
        if texts:
            lines += [f"## {tag}", "", *texts]
    return "\n".join(lines).rstrip() + "\n"


def main():
    url = base_url() + "/openapi.json"
    try:
        with urllib.request.urlopen(url, timeout=30) as response:
            document = json.load(response)
    except (OSError, ValueError) as error:
        sys.exit(f"cannot read {url}: {error}; start the server with ./selfdb.sh quick")
    text = markdown(document)
    quoted = text.replace("\\", "\\\\").replace("`", "\\`").replace("${", "\\${")
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(
        "// Generated by scripts/generate_api_reference.py from /openapi.json; changes here are lost.\n"
        f"export const apiReferenceMarkdown = `{quoted}`;\n"
    )
    print(f"{TARGET.relative_to(ROOT)}: {text.count(chr(10) + '### ')} operations")


if __name__ == "__main__":
    main()
