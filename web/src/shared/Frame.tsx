import { useEffect, useState, type ReactNode } from 'react';
import { useLanguage, useTexts } from './language';
import { Login } from './Login';
import { storedSession, storeSession } from './session';
import { shared } from './texts';

export interface Page {
  path: string;
  title: string;
  content: ReactNode;
  /** Who has this page; everyone if not said. The server decides all the same. */
  roles?: string[];
}

/** What is around every page: the name, the pages' names, language, account; and the login before all. */
export function Frame({ name, subtitle, pages, route }: { name: string; subtitle: string; pages: Page[]; route: string[] }) {
  const [session, setSession] = useState(storedSession);
  const { language, choose } = useLanguage();
  const text = useTexts(shared);
  useEffect(() => {
    const ended = () => setSession(undefined);
    window.addEventListener('meridian-logout', ended);
    return () => window.removeEventListener('meridian-logout', ended);
  }, []);
  const own = session ? pages.filter((candidate) => candidate.roles === undefined || candidate.roles.some((role) => session.roles.includes(role))) : [];
  const page = own.find((candidate) => candidate.path === (route[0] ?? '')) ?? own[0];
  useEffect(() => {
    document.title = [page?.title, name, subtitle].filter(Boolean).join(' · ');
  }, [page?.title, name, subtitle]);
  const languageButton = (
    <button className="plain" onClick={() => choose(language === 'en' ? 'zh' : 'en')}>
      {text('language')}
    </button>
  );
  if (!session) return <Login name={name} subtitle={subtitle} language={languageButton} onSession={setSession} />;
  return (
    <div className="frame">
      <header>
        <img src="./icon.svg" alt="" width="28" height="28" />
        <strong>{name}</strong>
        <span className="quiet">{subtitle}</span>
        <span className="spring" />
        {languageButton}
        <span className="quiet">
          {session.username} · {session.organisation}
        </span>
        <button
          className="plain"
          onClick={() => {
            storeSession(undefined);
            setSession(undefined);
          }}
        >
          {text('logout')}
        </button>
      </header>
      <nav aria-label={name}>
        {own.map((each) => (
          <a key={each.path} href={`#/${each.path}`} aria-current={each === page ? 'page' : undefined}>
            {each.title}
          </a>
        ))}
      </nav>
      <main>
        <h1>{page?.title}</h1>
        {page?.content}
      </main>
    </div>
  );
}
