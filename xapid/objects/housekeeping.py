"""What has to be tidied up now and then: unused sessions and old tasks."""

from __future__ import annotations

import asyncio
import logging

from xapid.model.errors import XenError
from xapid.objects.context import Context
from xapid.objects.session import life as sessions
from xapid.objects.task import life as tasks

log = logging.getLogger(__name__)

#: Seconds between two rounds.
ROUND = 60.0


def tidy(ctx: Context) -> None:
    """One round."""
    sessions.expire(ctx.store, ctx.services.config.session_idle)
    tasks.clean_up(ctx.store)


async def keep_tidy(ctx: Context) -> None:
    """Tidy up for as long as the daemon runs."""
    while True:
        await asyncio.sleep(ROUND)
        try:
            tidy(ctx)
        except XenError as error:  # the journal takes nothing just now
            log.warning("sessions and tasks were not tidied up: %s", error)
