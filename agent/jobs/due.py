"""When is a job due? The times of a cron expression; APScheduler computes them, cron's own rules are kept here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from apscheduler.triggers.cron import CronTrigger

_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_PART = re.compile(r"(?:(\*)|([0-7]|[a-z]{3})(?:-([0-7]|[a-z]{3}))?)(?:/([1-9]\d?))?", re.IGNORECASE)
_EXAMPLE = "write five fields, such as '0 8 * * mon' for Mondays at 8"
_LOOK_BACK = (
    timedelta(minutes=2),
    timedelta(hours=2),
    timedelta(days=2),
    timedelta(days=35),
    timedelta(days=1500),  # from one 29 February to the next
)
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, kw_only=True)
class Cron:
    """A cron expression in a time zone; all times that go in and come out are aware and in UTC.

    Sunday is 0 or 7, as in crontab(5). Where the clock is set back, a job of fixed hours is due once, not twice.
    """

    expression: str
    zone: str

    @classmethod
    def parse(cls, expression: str, zone: str = "UTC") -> Self:
        """A checked expression; raises ValueError that says how to write one."""
        cron = cls(expression=expression, zone=zone)
        if cron.after(datetime(2000, 1, 1, tzinfo=UTC)) is None:
            raise ValueError(f"the schedule {expression!r} never comes; {_EXAMPLE}")
        return cron

    def after(self, moment: datetime) -> datetime | None:
        """The first due time later than `moment`; None when there is none any more."""
        trigger, repeats = _trigger(self.expression, self.zone), "*" in self.expression.split()[1]
        while True:
            due = trigger.get_next_fire_time(None, moment + _TICK)
            if due is None:
                return None
            moment = due.astimezone(UTC)
            if repeats or not moment.astimezone(ZoneInfo(self.zone)).fold:
                return moment

    def latest(self, since: datetime, now: datetime) -> datetime | None:
        """The last due time in `since < due <= now`; None when there is none."""
        for window in _LOOK_BACK:
            start = max(since, now - window)
            due = None
            for due in self._between(start, now):  # noqa: B007  # the last one is wanted
                pass
            if due is not None or start == since:
                return due
        return None

    def _between(self, start: datetime, end: datetime) -> Iterator[datetime]:
        due = self.after(start)
        while due is not None and due <= end:
            yield due
            due = self.after(due)


@cache
def _trigger(expression: str, zone: str) -> "CronTrigger":
    """APScheduler's trigger; it counts days of the week from Monday, so they are given to it by name."""
    from apscheduler.triggers.cron import CronTrigger  # noqa: PLC0415  # only where something is scheduled

    fields = expression.split()
    if len(fields) != 5:  # noqa: PLR2004  # the fields of cron
        raise ValueError(f"the schedule {expression!r} has {len(fields)} fields; {_EXAMPLE}")
    minute, hour, day, month, weekday = fields
    if day != "*" and weekday != "*":
        raise ValueError(f"the schedule {expression!r} sets day of month and day of week; set one, or write two jobs")
    try:
        return CronTrigger(
            minute=minute, hour=hour, day=day, month=month, day_of_week=_weekdays(weekday), timezone=ZoneInfo(zone)
        )
    except ValueError as error:
        raise ValueError(f"the schedule {expression!r} cannot be read: {error}; {_EXAMPLE}") from error


def _weekdays(field: str) -> str:
    """Cron's days of the week as a list of names."""
    if field == "*":
        return field
    days: set[int] = set()
    for part in field.split(","):
        match = _PART.fullmatch(part)
        if match is None:
            raise ValueError(f"{part!r} is no day of the week")
        days.update(_range(*match.groups()))
    return ",".join(_DAYS[d] for d in sorted(days))


def _range(star: str | None, first: str | None, last: str | None, step: str | None) -> set[int]:
    """The days of one part, Sunday as 0; a range may go over the week's end."""
    start = 0 if star else _day(first or "")
    end = 6 if star or (step and not last) else _day(last or first or "")
    length = 7 if last == "7" and start == 0 else (end - start) % 7 + 1
    return {(start + n) % 7 for n in range(0, length, int(step or 1))}


def _day(name: str) -> int:
    if name.isdigit():
        return int(name) % 7
    if name.lower() not in _DAYS:
        raise ValueError(f"{name!r} is no day of the week")
    return _DAYS.index(name.lower())
