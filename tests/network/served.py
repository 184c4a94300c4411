"""The driver as a process of its own: calls come in as JSON lines, answers and events go out."""

import asyncio
import os
import sys
from pathlib import Path
from typing import Any, get_type_hints

from pydantic import TypeAdapter

from xapid.network.driver import LinuxNetworkDriver
from xapid.network.protocol import NetworkDriver

ANY: TypeAdapter[Any] = TypeAdapter(Any)


def say(message: Any) -> None:
    sys.stdout.buffer.write(ANY.dump_json(message) + b"\n")
    sys.stdout.buffer.flush()


async def answer(driver: LinuxNetworkDriver, method: str, args: list[Any], options: dict[str, Any]) -> None:
    hints = list(get_type_hints(getattr(NetworkDriver, method)).values())
    typed = [TypeAdapter(hint).validate_python(arg) for hint, arg in zip(hints, args, strict=False)]
    try:
        say({"result": await getattr(driver, method)(*typed, **options)})
    except Exception as error:
        say({"error": type(error).__name__, "text": str(error)})


async def tell(driver: LinuxNetworkDriver) -> None:
    async for event in driver.watch():
        say({"event": event})


async def main(state: Path, owner: str) -> None:
    loop = asyncio.get_running_loop()
    resolver = Path(os.environ["RESOLV_CONF"]) if "RESOLV_CONF" in os.environ else None
    async with LinuxNetworkDriver(state, owner, resolv_conf=resolver) as driver:
        watcher: asyncio.Task[None] | None = None
        while line := await loop.run_in_executor(None, sys.stdin.buffer.readline):
            method, args, options = ANY.validate_json(line)
            if method == "watch":
                watcher = asyncio.create_task(tell(driver))
            else:
                await answer(driver, method, args, options)
        if watcher:
            watcher.cancel()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
