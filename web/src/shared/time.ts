import type { Language } from './language';

const LOCALES: Record<Language, string> = { en: 'en-GB', zh: 'zh-CN' };

/** A point in time as people of a language write it, by their own clock; a dash where there is none. */
export function time(at: string | null | undefined, language: Language): string {
  return at ? new Date(at).toLocaleString(LOCALES[language], { hour12: false }) : '–';
}

export function day(at: string | null | undefined, language: Language): string {
  return at ? new Date(at).toLocaleDateString(LOCALES[language]) : '–';
}

/** How long ago, in the largest unit that fits. */
export function ago(at: string | null | undefined, language: Language, now = Date.now()): string {
  if (!at) return '–';
  const seconds = Math.max(0, Math.round((now - new Date(at).getTime()) / 1000));
  const format = new Intl.RelativeTimeFormat(LOCALES[language], { numeric: 'always' });
  if (seconds < 60) return format.format(-seconds, 'second');
  if (seconds < 3600) return format.format(-Math.round(seconds / 60), 'minute');
  if (seconds < 86400) return format.format(-Math.round(seconds / 3600), 'hour');
  return format.format(-Math.round(seconds / 86400), 'day');
}
