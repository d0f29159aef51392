const formats = new Map<string, Intl.DateTimeFormat>();

/** A day with its time, in words of `locale`. A list says many: making a formatter takes longer than drawing a row, so each is made once. */
export function moment(date: Date, locale: string): string {
  const format = formats.get(locale) ?? new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  formats.set(locale, format);
  return format.format(date);
}
