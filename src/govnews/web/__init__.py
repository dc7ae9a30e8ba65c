"""What every framework shares: blocks of HTML, addresses below a portal, counted requests."""

from ._blocks import (
    SafeHtml as SafeHtml,
    autodiscovery_tags as autodiscovery_tags,
    schedule_table as schedule_table,
    statistics_block as statistics_block,
)
