"""What has to be done now and then: sessions that nobody uses, tasks that nobody asks for any more."""

from __future__ import annotations

import asyncio
import logging

from xapid.model.errors import XenError
from xapid.objects.context import Context
from xapid.objects.session.life import expire
from xapid.objects.task.life import clean_up

log = logging.getLogger(__name__)

SECONDS = 60.0


async def look_after(ctx: Context) -> None:
    """Tidy for as long as the daemon runs; what the database refuses is tried again."""
    while True:
        await asyncio.sleep(SECONDS)
        try:
            expire(ctx.store, ctx.services.config.session_idle)
            clean_up(ctx.store)
        except XenError as error:
            log.warning("tidying has to wait: %s", error)
