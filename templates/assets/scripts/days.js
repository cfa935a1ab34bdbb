/* Days, counted from 1970-01-01 as in data-days: as addresses and date inputs write them, and in words. */
const days = (() => {
  const DAY = 864e5;
  const YEAR_ONE = -719162;
  const ISO = /^(?:\d{4}|[+-]\d{6})(-\d\d)?(-\d\d)?$/;
  const parts = {day: "numeric", month: "long", year: "numeric", numberingSystem: "latn", timeZone: "UTC"};

  return {
    /** The first day of an ISO year, month or day; NaN for anything else. */
    first: (text) => (ISO.test(text) ? Date.parse(text) / DAY : NaN),

    /** The last day of it. */
    last: (text) => {
      const [, month, day] = text.match(ISO) ?? [];
      const date = new Date(days.first(text) * DAY);
      return (day ? date : date.setUTCMonth(month ? date.getUTCMonth() + 1 : 12, 0)) / DAY;
    },

    /** 19745 as 2024-01-23; empty if it is no day. */
    iso: (day) => (Number.isFinite(day) ? new Date(day * DAY).toISOString().split("T")[0] : ""),

    /** 19745 as 23 January 2024, in the language of the page. */
    words: (day) => {
      const era = day < YEAR_ONE ? "short" : undefined;
      return new Intl.DateTimeFormat(document.documentElement.lang, {...parts, era}).format(day * DAY);
    },
  };
})();
