import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { LanguageProvider } from '../shared/language';
import '../shared/style.css';
import { EdgeConsole } from './EdgeConsole';

createRoot(document.getElementById('page') as HTMLElement).render(
  <StrictMode>
    <LanguageProvider>
      <EdgeConsole />
    </LanguageProvider>
  </StrictMode>,
);
