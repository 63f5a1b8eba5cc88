// Every day of every published year must be worked or not as an independent data set says.
import {readFileSync} from 'node:fs';
import chineseDays from 'chinese-days';

const file = new URL('../../shared/calendar/data/holidays.json', import.meta.url);
const holidays = JSON.parse(readFileSync(file, 'utf8'));

const DAY_MS = 24 * 60 * 60 * 1000;
const next = (day) => new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);

const rest = new Set();
const worked = new Set();
for (const year of holidays.years) {
  for (const [, first, last] of year.rest) {
    for (let day = first; day <= last; day = next(day)) rest.add(day);
  }
  for (const day of year.make_up_workdays) worked.add(day);
}

const isWorkday = (day) => {
  const weekday = new Date(day).getUTCDay();
  return worked.has(day) || (!rest.has(day) && weekday !== 0 && weekday !== 6);
};

const years = holidays.years.map(({year}) => year);
const differing = [];
let compared = 0;
for (let day = `${Math.min(...years)}-01-01`; day <= `${Math.max(...years)}-12-31`; day = next(day)) {
  ++compared;
  if (isWorkday(day) !== chineseDays.isWorkday(day)) differing.push(day);
}
if (compared === 0 || differing.length > 0) {
  console.error(`${differing.length} of ${compared} days differ: ${differing.slice(0, 20).join(' ')}`);
  process.exit(1);
}
console.log(`${compared} days agree`);
