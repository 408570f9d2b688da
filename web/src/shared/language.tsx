import { createContext, useCallback, useContext, useEffect, useState, type ReactNode } from 'react';

export type Language = 'en' | 'zh';
export type Texts = Record<string, readonly [en: string, zh: string]>;

const KEY = 'meridian-language';

function preferred(): Language {
  const stored = localStorage.getItem(KEY);
  if (stored === 'en' || stored === 'zh') return stored;
  return navigator.language.startsWith('zh') ? 'zh' : 'en';
}

const Context = createContext<{ language: Language; choose: (language: Language) => void }>({
  language: 'en',
  choose: () => {},
});

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(preferred);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    localStorage.setItem(KEY, language);
  }, [language]);
  return <Context.Provider value={{ language, choose: setLanguage }}>{children}</Context.Provider>;
}

/** A translator over a table of texts; the keys are checked by the compiler. */
export function useTexts<T extends Texts>(texts: T): (key: keyof T) => string {
  const { language } = useContext(Context);
  return useCallback((key: keyof T) => texts[key]?.[language === 'zh' ? 1 : 0] ?? String(key), [texts, language]);
}

export function useLanguage() {
  return useContext(Context);
}
