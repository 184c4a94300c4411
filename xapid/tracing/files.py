"""Spans in files of this host: one JSON array in a line for each batch, as Zipkin reads them."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from opentelemetry.exporter.zipkin.json.v2 import JsonV2Encoder
from opentelemetry.exporter.zipkin.node_endpoint import NodeEndpoint
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult
from opentelemetry.trace import Span

log = logging.getLogger(__name__)

#: Bytes of one file, after which the next begins, and files kept of one observer; the oldest go.
FILE_BYTES, FILES_KEPT = 1 << 20, 32


class FileExporter(SpanExporter):
    """Writes ``OBSERVER-NUMBER.ndjson`` in a directory. One thread at a time calls it."""

    def __init__(self, directory: Path, observer: str) -> None:
        self._directory = directory
        self._observer = observer
        self._encoder = JsonV2Encoder()
        self._node = NodeEndpoint()

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        self._node.service_name = str(spans[0].resource.attributes.get("service.name", ""))
        line = self._encoder.serialize(cast(Sequence[Span], spans), self._node)
        try:
            self._directory.mkdir(mode=0o700, exist_ok=True)
            with self._file().open("a") as file:
                file.write(line.replace("\n", " ") + "\n")
        except OSError as error:
            log.warning("spans could not be written: %s", error)
            return SpanExportResult.FAILURE
        return SpanExportResult.SUCCESS

    def _file(self) -> Path:
        """The newest file with room left, or the next; the oldest make room."""
        files = sorted(self._directory.glob(f"{self._observer}-*.ndjson"))
        newest = files[-1] if files else None
        if newest is not None and newest.stat().st_size < FILE_BYTES:
            return newest
        for old in files[: len(files) - FILES_KEPT + 1]:
            old.unlink()
        number = int(newest.stem.rpartition("-")[2]) + 1 if newest is not None else 1
        return self._directory / f"{self._observer}-{number:08d}.ndjson"

    def shutdown(self) -> None:
        """Nothing stays open between two batches."""

    def force_flush(self, timeout_millis: int = 30000) -> bool:
        return True
