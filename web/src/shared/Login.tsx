import { useState, type FormEvent, type ReactNode } from 'react';
import { ApiError, login } from './api';
import { useTexts } from './language';
import type { Session } from './session';
import { shared } from './texts';

interface Props {
  name: string;
  subtitle: string;
  language: ReactNode;
  onSession: (session: Session) => void;
}

export function Login({ name, subtitle, language, onSession }: Props) {
  const text = useTexts(shared);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setProblem('');
    try {
      onSession(await login(String(form.get('username')), String(form.get('password'))));
    } catch (refusal) {
      const status = refusal instanceof ApiError ? refusal.status : undefined;
      setProblem(status === 401 ? text('wrongPassword') : status === 0 ? text('unreachable') : (refusal as Error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="login">
      <form onSubmit={(event) => void submit(event)}>
        <img src="./icon.svg" alt="" width="48" height="48" />
        <h1>{name}</h1>
        <p className="quiet">{subtitle}</p>
        <label>
          {text('username')}
          <input name="username" autoComplete="username" required autoFocus />
        </label>
        <label>
          {text('password')}
          <input name="password" type="password" autoComplete="current-password" required />
        </label>
        {problem && <p role="alert">{problem}</p>}
        <button type="submit" disabled={busy}>
          {text('login')}
        </button>
        <p>{language}</p>
      </form>
    </div>
  );
}
