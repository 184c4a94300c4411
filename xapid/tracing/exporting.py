"""The spans of one observer, and their way to its endpoints: in batches, by threads of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.exporter.zipkin.json import ZipkinExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.trace import SpanKind, Status, StatusCode, set_span_in_context
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from xapid.model.errors import XenError
from xapid.tracing.files import FileExporter
from xapid.tracing.tracing import FILES

#: Spans that wait to be sent; milliseconds between two batches; seconds that a collector may take.
QUEUE, BATCH_MILLISECONDS, COLLECTOR_SECONDS = 4096, 1000, 10

_SERVICE = "xapid"

#: The span around, by the uuid of the observer: each has its own.
_around: ContextVar[dict[str, Context] | None] = ContextVar("spans around", default=None)


class Exporting:
    """What one observer traces."""

    def __init__(self, uuid: str, endpoints: tuple[str, ...], attributes: dict[str, str],
                 directory: Path) -> None:  # fmt: skip
        self.uuid = uuid
        self._attributes = attributes
        resource = Resource.create({"service.name": _SERVICE, "xapid.observer": uuid})
        self._provider = TracerProvider(resource=resource, shutdown_on_exit=False)
        for endpoint in endpoints:
            exporter = exporter_for(endpoint, directory, uuid)
            self._provider.add_span_processor(
                BatchSpanProcessor(exporter, max_queue_size=QUEUE, schedule_delay_millis=BATCH_MILLISECONDS)
            )
        self._tracer = self._provider.get_tracer(_SERVICE)

    @contextmanager
    def span(self, name: str, attributes: dict[str, str], parent: str) -> Iterator[None]:
        """Trace the block. An error code of the API becomes the status of the span."""
        around = _around.get() or {}
        context = around.get(self.uuid) or _sent(parent)
        span = self._tracer.start_span(
            name, context, SpanKind.SERVER, {**attributes, **self._attributes}, record_exception=False
        )
        token = _around.set({**around, self.uuid: set_span_in_context(span)})
        try:
            yield
        except BaseException as error:
            said = error.code if isinstance(error, XenError) else type(error).__name__
            span.set_status(Status(StatusCode.ERROR, said))
            raise
        finally:
            _around.reset(token)
            span.end()

    def close(self) -> None:
        """Send what waits, and end. Blocks as long as the endpoints take."""
        self._provider.shutdown()


def _sent(parent: str) -> Context:
    return TraceContextTextMapPropagator().extract({"traceparent": parent} if parent else {})


def exporter_for(endpoint: str, directory: Path, uuid: str) -> SpanExporter:
    """The way to an endpoint: files, an OpenTelemetry collector (``.../v1/traces``), else one of Zipkin."""
    if endpoint == FILES:
        return FileExporter(directory, uuid)
    if endpoint.rstrip("/").endswith("/v1/traces"):
        return OTLPSpanExporter(endpoint=endpoint, timeout=COLLECTOR_SECONDS)
    return ZipkinExporter(endpoint=endpoint, timeout=COLLECTOR_SECONDS)
