// Figures as a person reads them. Money comes as exact decimal text; a float is good enough to be looked at, and never sent back.

const newYork = 'America/New_York';
const clockFormat = new Intl.DateTimeFormat('en-GB', { timeZone: newYork, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const shortFormat = new Intl.DateTimeFormat('en-GB', { timeZone: newYork, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const dayFormat = new Intl.DateTimeFormat('en-CA', { timeZone: newYork, year: 'numeric', month: '2-digit', day: '2-digit' });
const weekdayFormat = new Intl.DateTimeFormat('en-GB', { timeZone: newYork, weekday: 'short' });
const localFormat = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });

export const none = '–';

const number = (value, least, most = least) => Number(value).toLocaleString('en-US', { minimumFractionDigits: least, maximumFractionDigits: most });
const isNone = value => value === null || value === undefined || value === '';

export const dollars = value => isNone(value) ? none : number(value, 2);

/** Cents from one dollar upward, four decimals below. */
export const price = value => isNone(value) ? none : number(value, Number(value) < 1 ? 4 : 2);

export const shares = value => isNone(value) ? none : number(value, 0, 9);

/** With its sign: colour never tells it alone. */
export function gain(value) {
  if (isNone(value)) return { text: none };
  const amount = Number(value);
  const text = `${amount > 0 ? '+' : amount < 0 ? '−' : ''}${number(Math.abs(amount), 2)}`;
  return { text, value: String(value), class: amount > 0 ? 'good' : amount < 0 ? 'bad' : '' };
}

export const percent = (fraction, digits = 2) => isNone(fraction) ? none : `${number(Number(fraction) * 100, digits)} %`;

export const signedPercent = fraction => isNone(fraction) ? none : `${Number(fraction) > 0 ? '+' : Number(fraction) < 0 ? '−' : ''}${number(Math.abs(Number(fraction)) * 100, 2)} %`;

/** Time of day in New York, where the market is. */
export const clock = time => isNone(time) ? none : clockFormat.format(new Date(time));

export const clockShort = time => shortFormat.format(new Date(time));

export const day = time => dayFormat.format(new Date(time));

export const moment = time => isNone(time) ? none : `${weekdayFormat.format(new Date(time))} ${day(time)} ${clock(time)}`;

/** Time of day of this machine. */
export const local = time => isNone(time) ? none : localFormat.format(new Date(time));

/** snake_case or camelCase as words. */
export const words = name => isNone(name) ? '' : String(name).replace(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' ').toLowerCase();

export const bytes = count => isNone(count) ? none : `${number(count / 1024 / 1024, 0)} MB`;

export function age(milliseconds) {
  if (isNone(milliseconds)) return none;
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${number(seconds, 1)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} days`;
}
