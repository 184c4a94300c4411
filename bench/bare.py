"""The baseline of calls: aiohttp with a handler that reads the body and answers the same bytes. A process."""

from __future__ import annotations

import asyncio
import json
import sys

from aiohttp import web

ANSWER = (
    b"<?xml version='1.0'?><methodResponse><params><param><value><struct><member><name>Status</name><value>"
    b"Success</value></member><member><name>Value</name><value>Running</value></member></struct></value>"
    b"</param></params></methodResponse>"
)


async def answer(request: web.Request) -> web.Response:
    """What the least handler does."""
    await request.read()
    return web.Response(body=ANSWER, content_type="text/xml")


async def run() -> None:
    """Serve until the standard input ends."""
    application = web.Application()
    application.router.add_post("/RPC2", answer)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(json.dumps({"port": runner.addresses[0][1]}), flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(run())
