"""Heads and plain bodies of our own HTTP answers."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from http import HTTPStatus

_NOT_STORED = "cache-control: no-cache, no-store\r\n"


def rpc_head(content_type: str, length: int, keep_alive: bool) -> bytes:
    """The head of an RPC answer."""
    return (
        f"HTTP/1.1 200 OK\r\ncontent-length: {length}\r\nconnection: {_connection(keep_alive)}\r\n"
        f"{_NOT_STORED}content-type: {content_type}\r\nAccess-Control-Allow-Origin: *\r\n"
        "Access-Control-Allow-Headers: X-Requested-With\r\n\r\n"
    ).encode()


def preflight(requested: str, keep_alive: bool) -> bytes:
    """The answer to OPTIONS: browsers may call from any page. ``requested``: headers they want to send."""
    allowed = f"{requested}, X-Requested-With" if requested else "X-Requested-With"
    return (
        f"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: {_connection(keep_alive)}\r\n{_NOT_STORED}"
        f"Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Headers: {allowed}\r\n"
        "Access-Control-Allow-Methods: PUT\r\n\r\n"
    ).encode("latin-1")


def head(status: int, headers: Mapping[str, str]) -> bytes:
    """The head of any other answer, after which the connection closes. ValueError for a broken header."""
    lines = [f"HTTP/1.1 {status} {reason(status)}", "Connection: close", "Cache-Control: no-cache, no-store"]
    for name, value in headers.items():
        if "\r" in value or "\n" in value:
            raise ValueError(f"a line break in {name}")
        lines.append(f"{name}: {value}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8")


def reason(status: int) -> str:
    """The words of a status."""
    return HTTPStatus(status).phrase


def error_page(status: int, text: str) -> bytes:
    """The HTML body that tells people of an error."""
    title = f"{status} {reason(status)}"
    return (
        f"<html><head><title>{title}</title></head>"
        f"<body><h1>{title}</h1><p>{escape(text)}</p></body></html>\n"
    ).encode()


def error(status: int, text: str, headers: Mapping[str, str] | None = None) -> bytes:
    """A whole answer that tells of an error and closes the connection."""
    page = error_page(status, text)
    length = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(page))}
    return head(status, {**length, **(headers or {})}) + page


def _connection(keep_alive: bool) -> str:
    return "keep-alive" if keep_alive else "close"
