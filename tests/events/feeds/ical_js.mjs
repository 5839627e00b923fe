// Reads calendars as Thunderbird and other programs do, with ical.js: all dates of each, as [start, end, is cancelled].
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [nodeModules] = process.argv.slice(2);
const module = await import(createRequire(`${nodeModules}/`).resolve("ical.js"));
const ICAL = module.default ?? module;
const { calendars, until } = JSON.parse(readFileSync(0, "utf8"));
const limit = ICAL.Time.fromString(`${until}T00:00:00Z`);

function written(time) {
  return time.isDate ? time.toString() : `${new Date(time.toUnixTime() * 1000).toISOString().slice(0, 19)}Z`;
}

function datesOf(text) {
  ICAL.TimezoneService.reset();
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  }
  const components = calendar.getAllSubcomponents("vevent");
  const [master] = components.filter((component) => !component.hasProperty("recurrence-id"));
  const event = new ICAL.Event(master, {
    exceptions: components.filter((component) => component.hasProperty("recurrence-id")),
  });
  const date = (item, start, end) => [
    written(start),
    written(end),
    item.component.getFirstPropertyValue("status") === "CANCELLED",
  ];
  if (!event.isRecurring()) {
    return [date(event, event.startDate, event.endDate)];
  }
  const found = [];
  const iterator = event.iterator();
  for (let next = iterator.next(); next && next.compare(limit) < 0; next = iterator.next()) {
    const { item, startDate, endDate } = event.getOccurrenceDetails(next);
    found.push(date(item, startDate, endDate));
  }
  return found;
}

console.log(JSON.stringify(calendars.map(datesOf)));
